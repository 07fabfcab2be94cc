//! `Boolean` and `Character`, JDK 17 (spel §10). `Boolean.getBoolean` is not
//! allowed; `Character`'s static methods are reached through its objects only.

use super::super::class::{Base, Class};
use super::super::equal::hash_of_boolean;
use super::super::number;
use super::super::object::Object;
use super::super::stop::{Step, unknown};
use super::arguments::{BOOLEAN, CHAR, INT, OBJECT, STRING, boolean, int, object, unit};
use super::integers::{compare_to, equals, hash_code, to_string};
use super::string::is_blank;
use super::{Method, method, truth, unmodelled};

const BOXED_BOOLEAN: Class = Base::Boolean.class();
const BOXED_CHARACTER: Class = Base::Character.class();

/// `Boolean.parseBoolean`: null and all but "true" are false.
fn parse(a: &[Object]) -> Object {
    Object::Boolean(object(a, 0).as_str().is_some_and(|text| text.eq_ignore_ascii_case("true")))
}

pub(super) const BOOLEAN_METHODS: &[Method] = &[
    truth("equals", &[OBJECT], equals),
    method("toString", &[], to_string),
    method("hashCode", &[], hash_code),
    method("compareTo", &[BOXED_BOOLEAN], compare_to),
    truth("booleanValue", &[], |_, o, _| Ok(o.clone())),
];

pub(super) const BOOLEAN_STATIC: &[Method] = &[
    method("toString", &[BOOLEAN], |_, _, a| Ok(Object::text(boolean(a, 0).to_string()))),
    method("hashCode", &[BOOLEAN], |_, _, a| Ok(Object::Integer(hash_of_boolean(boolean(a, 0))))),
    method("compare", &[BOOLEAN, BOOLEAN], |_, _, a| {
        Ok(Object::Integer(boolean(a, 0).cmp(&boolean(a, 1)) as i32))
    }),
    truth("valueOf", &[STRING], |_, _, a| Ok(parse(a))),
    truth("valueOf", &[BOOLEAN], |_, _, a| Ok(object(a, 0))),
    truth("parseBoolean", &[STRING], |_, _, a| Ok(parse(a))),
    truth("logicalAnd", &[BOOLEAN, BOOLEAN], |_, _, a| {
        Ok(Object::Boolean(boolean(a, 0) & boolean(a, 1)))
    }),
    truth("logicalOr", &[BOOLEAN, BOOLEAN], |_, _, a| {
        Ok(Object::Boolean(boolean(a, 0) | boolean(a, 1)))
    }),
    truth("logicalXor", &[BOOLEAN, BOOLEAN], |_, _, a| {
        Ok(Object::Boolean(boolean(a, 0) ^ boolean(a, 1)))
    }),
];

pub(super) const NEW_BOOLEAN: &[Method] = &[
    method("Boolean", &[BOOLEAN], |_, _, a| Ok(object(a, 0))),
    method("Boolean", &[STRING], |_, _, a| Ok(parse(a))),
];

pub(super) const CHARACTER: &[Method] = &[
    truth("equals", &[OBJECT], equals),
    method("toString", &[], to_string),
    method("hashCode", &[], hash_code),
    method("compareTo", &[BOXED_CHARACTER], compare_to),
    method("charValue", &[], |_, o, _| Ok(o.clone())),
];

/// The character that an argument of either type names.
fn argument(a: &[Object]) -> Step<char> {
    let code = match object(a, 0) {
        Object::Character(_) => u32::from(unit(a, 0)),
        _ => int(a, 0).cast_unsigned(),
    };
    char::from_u32(code).ok_or_else(|| unknown("half a character"))
}

macro_rules! test {
    ($name:literal, $parameter:expr, $test:expr) => {
        truth($name, &[$parameter], |_, _, a| {
            let test: fn(char) -> bool = $test;
            Ok(Object::Boolean(test(argument(a)?)))
        })
    };
}

macro_rules! others {
    ($($name:literal),*) => { &[
        $(unmodelled($name, &[CHAR], "this test of a character"),
          unmodelled($name, &[INT], "this test of a character")),*
    ] };
}

pub(super) const CHARACTER_STATIC: &[Method] = &[
    test!("isDigit", CHAR, |c| number::digit(c, 10).is_some()),
    test!("isDigit", INT, |c| number::digit(c, 10).is_some()),
    test!("isLetter", CHAR, super::super::token::is_letter),
    test!("isLetter", INT, super::super::token::is_letter),
    test!("isLetterOrDigit", CHAR, |c| super::super::token::is_letter(c)
        || number::digit(c, 10).is_some()),
    test!("isLetterOrDigit", INT, |c| super::super::token::is_letter(c)
        || number::digit(c, 10).is_some()),
    test!("isLowerCase", CHAR, char::is_lowercase),
    test!("isLowerCase", INT, char::is_lowercase),
    test!("isUpperCase", CHAR, char::is_uppercase),
    test!("isUpperCase", INT, char::is_uppercase),
    test!("isWhitespace", CHAR, is_blank),
    test!("isWhitespace", INT, is_blank),
    method("toString", &[CHAR], |m, _, a| to_string(m, &object(a, 0), &[])),
    method("hashCode", &[CHAR], |m, _, a| hash_code(m, &object(a, 0), &[])),
    method("compare", &[CHAR, CHAR], |_, _, a| {
        Ok(Object::Integer(i32::from(unit(a, 0)) - i32::from(unit(a, 1))))
    }),
];

/// The rest of `Character`, whose answers are tables of Unicode.
pub(super) const CHARACTER_OTHERS: &[Method] = others!(
    "isDefined",
    "isTitleCase",
    "isSpaceChar",
    "isISOControl",
    "isAlphabetic",
    "isIdeographic",
    "isJavaIdentifierStart",
    "isJavaIdentifierPart",
    "isUnicodeIdentifierStart",
    "isUnicodeIdentifierPart",
    "isIdentifierIgnorable",
    "isMirrored",
    "isSurrogate",
    "isHighSurrogate",
    "isLowSurrogate",
    "isBmpCodePoint",
    "isValidCodePoint",
    "isSupplementaryCodePoint",
    "toLowerCase",
    "toUpperCase",
    "toTitleCase",
    "getType",
    "getNumericValue",
    "getDirectionality",
    "getName",
    "charCount",
    "toChars",
    "reverseBytes"
);
