//! Arguments as Rust values. The resolver has converted them to the
//! parameters' types already; null where Java needs an object throws.

use std::sync::Arc;

use super::super::class::{Base, Class};
use super::super::object::Object;
use super::super::stop::{Step, Stop, thrown};

pub(super) const OBJECT: Class = Base::Object.class();
pub(super) const OBJECTS: Class = Base::Object.array();
pub(super) const STRING: Class = Base::String.class();
pub(super) const CHARS: Class = Base::CharType.array();
pub(super) const CHAR_SEQUENCE: Class = Base::CharSequence.class();
pub(super) const BOOLEAN: Class = Base::BooleanType.class();
pub(super) const CHAR: Class = Base::CharType.class();
pub(super) const BYTE: Class = Base::ByteType.class();
pub(super) const INT: Class = Base::IntType.class();
pub(super) const LONG: Class = Base::LongType.class();
pub(super) const FLOAT: Class = Base::FloatType.class();
pub(super) const DOUBLE: Class = Base::DoubleType.class();
pub(super) const LOCALE: Class = Base::Locale.class();
pub(super) const CHARSET: Class = Base::Charset.class();
pub(super) const COLLECTION: Class = Base::Collection.class();
pub(super) const MAP: Class = Base::Map.class();
/// A parameter that only null fits.
pub(super) const UNREACHABLE: Class = Base::Unreachable.class();

/// `NullPointerException`.
pub(in super::super) fn null_pointer() -> Stop {
    thrown("NullPointerException", "null where an object is needed")
}

/// The argument.
pub(super) fn object(arguments: &[Object], at: usize) -> Object {
    arguments.get(at).cloned().unwrap_or_default()
}

/// A text, not null; a status is one too.
pub(super) fn text(arguments: &[Object], at: usize) -> Step<Arc<str>> {
    match arguments.get(at) {
        Some(Object::String(text) | Object::Named(_, text)) => Ok(text.clone()),
        Some(Object::Constant(base, at)) => Ok(super::super::constants::name(*base, *at).into()),
        _ => Err(null_pointer()),
    }
}

/// An `int`.
pub(super) fn int(arguments: &[Object], at: usize) -> i32 {
    match arguments.get(at) {
        Some(Object::Integer(number)) => *number,
        Some(Object::Byte(number)) => (*number).into(),
        _ => 0,
    }
}

/// A `long`.
pub(super) fn long(arguments: &[Object], at: usize) -> i64 {
    match arguments.get(at) {
        Some(Object::Long(number)) => *number,
        _ => int(arguments, at).into(),
    }
}

/// A `double`.
pub(super) fn double(arguments: &[Object], at: usize) -> f64 {
    arguments.get(at).map_or(0.0, super::super::number::as_double)
}

/// A `float`.
pub(super) fn float(arguments: &[Object], at: usize) -> f32 {
    arguments.get(at).map_or(0.0, super::super::number::as_float)
}

/// A `char`.
pub(super) fn unit(arguments: &[Object], at: usize) -> u16 {
    match arguments.get(at) {
        Some(Object::Character(unit)) => *unit,
        _ => 0,
    }
}

/// A `boolean`.
pub(super) fn boolean(arguments: &[Object], at: usize) -> bool {
    matches!(arguments.get(at), Some(Object::Boolean(true)))
}

/// The text that a method is called on.
pub(super) fn itself(object: &Object) -> &str {
    object.as_str().unwrap_or("")
}
