//! `Character`, JDK 17 (spel §10), code point by code point; its static
//! methods are reached through its objects only.

use super::super::character_table as table;
use super::super::class::{Base, Class};
use super::super::number;
use super::super::object::Object;
use super::arguments::{CHAR, INT, OBJECT, int, object, unit};
use super::integers::{compare_to, equals, hash_code, to_string};
use super::{Method, method, truth, unmodelled};

const BOXED: Class = Base::Character.class();

pub(super) const CHARACTER: &[Method] = &[
    truth("equals", &[OBJECT], equals),
    method("toString", &[], to_string),
    method("hashCode", &[], hash_code),
    method("compareTo", &[BOXED], compare_to),
    method("charValue", &[], |_, o, _| Ok(o.clone())),
];

/// The code point that an argument of either type names.
fn code(a: &[Object]) -> i32 {
    match object(a, 0) {
        Object::Character(_) => unit(a, 0).into(),
        _ => int(a, 0),
    }
}

/// A test of characters or code points.
macro_rules! test {
    ($name:literal, $parameter:expr, $test:expr) => {
        truth($name, &[$parameter], |_, _, a| {
            let test: fn(i32) -> bool = $test;
            Ok(Object::Boolean(test(code(a))))
        })
    };
}

/// A code point for each, a character for a character.
macro_rules! mapping {
    ($name:literal, $parameter:expr, $mapped:expr) => {
        method($name, &[$parameter], |_, _, a| {
            let mapped: fn(i32) -> i32 = $mapped;
            let mapped = mapped(code(a));
            Ok(match object(a, 0) {
                Object::Character(_) => Object::Character(low_half(mapped)),
                _ => Object::Integer(mapped),
            })
        })
    };
}

macro_rules! number_of {
    ($name:literal, $parameter:expr, $number:expr) => {
        method($name, &[$parameter], |_, _, a| Ok(Object::Integer($number(code(a)))))
    };
}

/// A cast to `char`.
pub(super) fn low_half(code: i32) -> u16 {
    u16::try_from(code & 0xFFFF).unwrap_or(0)
}

fn is_letter(code: i32) -> bool {
    (1..=5).contains(&table::kind(code))
}

fn is_digit(code: i32) -> bool {
    table::kind(code) == 9
}

fn is_space(code: i32) -> bool {
    (12..=14).contains(&table::kind(code))
}

fn is_whitespace(code: i32) -> bool {
    (9..=13).contains(&code)
        || (28..=31).contains(&code)
        || is_space(code) && ![0xA0, 0x2007, 0x202F].contains(&code)
}

fn is_control(code: i32) -> bool {
    (0..=0x1F).contains(&code) || (0x7F..=0x9F).contains(&code)
}

pub(super) fn is_high(unit: i32) -> bool {
    (0xD800..=0xDBFF).contains(&unit)
}

pub(super) fn is_low(unit: i32) -> bool {
    (0xDC00..=0xDFFF).contains(&unit)
}

pub(super) const TESTS: &[Method] = &[
    test!("isDigit", CHAR, is_digit),
    test!("isDigit", INT, is_digit),
    test!("isLetter", CHAR, is_letter),
    test!("isLetter", INT, is_letter),
    test!("isLetterOrDigit", CHAR, |c| is_letter(c) || is_digit(c)),
    test!("isLetterOrDigit", INT, |c| is_letter(c) || is_digit(c)),
    test!("isLowerCase", CHAR, |c| table::flag(c, table::LOWER)),
    test!("isLowerCase", INT, |c| table::flag(c, table::LOWER)),
    test!("isUpperCase", CHAR, |c| table::flag(c, table::UPPER)),
    test!("isUpperCase", INT, |c| table::flag(c, table::UPPER)),
    test!("isTitleCase", CHAR, |c| table::kind(c) == 3),
    test!("isTitleCase", INT, |c| table::kind(c) == 3),
    test!("isWhitespace", CHAR, is_whitespace),
    test!("isWhitespace", INT, is_whitespace),
    test!("isSpaceChar", CHAR, is_space),
    test!("isSpaceChar", INT, is_space),
    test!("isSpace", CHAR, |c| [9, 10, 12, 13, 32].contains(&c)),
    test!("isISOControl", CHAR, is_control),
    test!("isISOControl", INT, is_control),
    test!("isDefined", CHAR, |c| table::kind(c) != 0),
    test!("isDefined", INT, |c| table::kind(c) != 0),
    test!("isAlphabetic", INT, |c| table::flag(c, table::ALPHABETIC)),
    test!("isIdeographic", INT, |c| table::flag(c, table::IDEOGRAPHIC)),
    test!("isMirrored", CHAR, |c| table::flag(c, table::MIRRORED)),
    test!("isMirrored", INT, |c| table::flag(c, table::MIRRORED)),
    test!("isJavaLetter", CHAR, |c| table::flag(c, table::JAVA_START)),
    test!("isJavaLetterOrDigit", CHAR, |c| table::flag(c, table::JAVA_PART)),
    test!("isJavaIdentifierStart", CHAR, |c| table::flag(c, table::JAVA_START)),
    test!("isJavaIdentifierStart", INT, |c| table::flag(c, table::JAVA_START)),
    test!("isJavaIdentifierPart", CHAR, |c| table::flag(c, table::JAVA_PART)),
    test!("isJavaIdentifierPart", INT, |c| table::flag(c, table::JAVA_PART)),
    test!("isUnicodeIdentifierStart", CHAR, |c| table::flag(c, table::UNICODE_START)),
    test!("isUnicodeIdentifierStart", INT, |c| table::flag(c, table::UNICODE_START)),
    test!("isUnicodeIdentifierPart", CHAR, |c| table::flag(c, table::UNICODE_PART)),
    test!("isUnicodeIdentifierPart", INT, |c| table::flag(c, table::UNICODE_PART)),
    test!("isIdentifierIgnorable", CHAR, |c| table::flag(c, table::IGNORABLE)),
    test!("isIdentifierIgnorable", INT, |c| table::flag(c, table::IGNORABLE)),
    test!("isSurrogate", CHAR, |c| is_high(c) || is_low(c)),
    test!("isHighSurrogate", CHAR, is_high),
    test!("isLowSurrogate", CHAR, is_low),
    test!("isBmpCodePoint", INT, |c| (0..=0xFFFF).contains(&c)),
    test!("isSupplementaryCodePoint", INT, |c| (0x1_0000..=0x10_FFFF).contains(&c)),
    test!("isValidCodePoint", INT, |c| (0..=0x10_FFFF).contains(&c)),
    truth("isSurrogatePair", &[CHAR, CHAR], |_, _, a| {
        Ok(Object::Boolean(is_high(unit(a, 0).into()) && is_low(unit(a, 1).into())))
    }),
];

pub(super) const MAPPINGS: &[Method] = &[
    mapping!("toLowerCase", CHAR, table::lower),
    mapping!("toLowerCase", INT, table::lower),
    mapping!("toUpperCase", CHAR, table::upper),
    mapping!("toUpperCase", INT, table::upper),
    mapping!("toTitleCase", CHAR, table::title),
    mapping!("toTitleCase", INT, table::title),
    number_of!("getType", CHAR, table::kind),
    number_of!("getType", INT, table::kind),
    number_of!("getNumericValue", CHAR, table::number),
    number_of!("getNumericValue", INT, table::number),
    method("getDirectionality", &[CHAR], |_, _, a| Ok(direction(a))),
    method("getDirectionality", &[INT], |_, _, a| Ok(direction(a))),
    method("digit", &[CHAR, INT], |_, _, a| Ok(digit(a))),
    method("digit", &[INT, INT], |_, _, a| Ok(digit(a))),
    method("forDigit", &[INT, INT], |_, _, a| {
        let radix = u32::try_from(int(a, 1)).ok().filter(|radix| (2..=36).contains(radix));
        let digit = u32::try_from(int(a, 0)).ok().zip(radix);
        let digit = digit.and_then(|(digit, radix)| char::from_digit(digit, radix));
        Ok(Object::Character(u16::try_from(u32::from(digit.unwrap_or('\0'))).unwrap_or(0)))
    }),
    method("hashCode", &[CHAR], |m, _, a| hash_code(m, &object(a, 0), &[])),
    method("reverseBytes", &[CHAR], |_, _, a| Ok(Object::Character(unit(a, 0).swap_bytes()))),
    method("compare", &[CHAR, CHAR], |_, _, a| {
        Ok(Object::Integer(i32::from(unit(a, 0)) - i32::from(unit(a, 1))))
    }),
    unmodelled("getName", &[INT], "Unicode's names, a megabyte of them"),
    unmodelled("codePointOf", &[super::arguments::STRING], "Unicode's names, a megabyte of them"),
];

fn direction(a: &[Object]) -> Object {
    Object::Byte(i8::try_from(table::direction(code(a))).unwrap_or(-1))
}

/// `digit`: of a number or letter of any script, below the radix.
fn digit(a: &[Object]) -> Object {
    let radix = u32::try_from(int(a, 1)).ok().filter(|radix| (2..=36).contains(radix));
    let digit = char::from_u32(code(a).cast_unsigned()).zip(radix);
    let digit = digit.and_then(|(c, radix)| number::digit(c, radix));
    Object::Integer(digit.and_then(|digit| i32::try_from(digit).ok()).unwrap_or(-1))
}
