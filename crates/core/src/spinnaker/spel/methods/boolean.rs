//! `Boolean`, JDK 17 (spel §10). `Boolean.getBoolean` is not allowed.

use super::super::class::{Base, Class};
use super::super::equal::hash_of_boolean;
use super::super::object::Object;
use super::arguments::{BOOLEAN, OBJECT, STRING, boolean, object};
use super::integers::{compare_to, equals, hash_code, to_string};
use super::{Method, method, truth};

const BOXED_BOOLEAN: Class = Base::Boolean.class();

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
