//! The methods that expressions may call, one plain table a Java class.
//!
//! A method is in its table exactly if its declared return type passes the
//! allow-list (spel §10); the tables follow the classes of JDK 17, and of
//! Orca's and kork's sources for their own, in the order in which a JVM lists
//! them, which decides between equally good fits. They must never hold a
//! method that Orca rejects.

mod ancestor;
mod arguments;
mod beans;
mod big_integer;
mod boolean;
mod characters;
mod charset;
mod code_points;
mod collections;
mod date;
mod date_format;
mod date_parse;
mod enums;
mod execution;
mod format;
mod instant;
mod integers;
mod local_date;
mod local_date_time;
#[allow(clippy::float_cmp, reason = "Java compares so")]
mod math;
mod md5;
#[allow(clippy::float_cmp, reason = "Java compares so")]
mod precise;
mod random;
mod random_range;
mod reals;
mod stage;
mod string;
mod string_codes;
mod string_lines;
mod string_new;
mod string_static;
mod time;
mod time_enums;
mod triggers;
#[cfg(test)]
mod unmodelled;
mod url_encoder;
mod uuid;

pub(super) use charset::{Charset, decode};
pub(super) use date::instant_of_millis;
pub(super) use date_parse::parse as date_from_text;
pub(super) use precise::pow;
pub(super) use time::offset;
pub(super) use uuid::uuid_from_text;

use super::class::{Base, Class};
use super::evaluate::Machine;
use super::object::{Object, Shape};
use super::stop::Step;

/// What runs when a method is called: the machine, the object, the arguments
/// as the parameters' types.
pub(super) type Code = for<'m> fn(&mut Machine<'m>, &Object, &[Object]) -> Step<Object>;

/// What a method does.
#[derive(Clone, Copy)]
pub(super) enum Body {
    /// Answers a bean's field.
    Field(&'static str),
    /// Runs code.
    Code(Code),
    /// Is allowed, but what it answers is not modelled; what that is.
    Unknown(&'static str),
}

/// One allowed method.
#[derive(Clone, Copy)]
#[allow(clippy::struct_excessive_bools, reason = "each says one thing of a row")]
pub(super) struct Method {
    pub(super) name: &'static str,
    pub(super) parameters: &'static [Class],
    /// Whether the last parameter takes any number of arguments.
    pub(super) varargs: bool,
    /// Whether it returns nothing, which makes it no property.
    pub(super) is_void: bool,
    /// Whether it returns a truth value, which makes `isX` a property.
    pub(super) is_truth: bool,
    /// Whether it changes the object, which unmodifiable ones refuse.
    pub(super) changes: bool,
    /// What its declared type says of the elements it returns.
    pub(super) shape: Shape,
    pub(super) body: Body,
}

/// A method with nothing more said of it.
pub(super) const fn entry(name: &'static str, parameters: &'static [Class], body: Body) -> Method {
    Method {
        name,
        parameters,
        varargs: false,
        is_void: false,
        is_truth: false,
        changes: false,
        shape: Shape::Plain,
        body,
    }
}

/// A method that returns something other than a truth value.
const fn method(name: &'static str, parameters: &'static [Class], code: Code) -> Method {
    entry(name, parameters, Body::Code(code))
}

/// A method that returns `boolean`.
const fn truth(name: &'static str, parameters: &'static [Class], code: Code) -> Method {
    Method { is_truth: true, ..entry(name, parameters, Body::Code(code)) }
}

/// A method that returns nothing.
const fn void(name: &'static str, parameters: &'static [Class], code: Code) -> Method {
    Method { is_void: true, ..entry(name, parameters, Body::Code(code)) }
}

/// A getter of a bean's field.
const fn field(name: &'static str, field: &'static str) -> Method {
    entry(name, &[], Body::Field(field))
}

/// A getter of a bean's truth value.
const fn truth_field(name: &'static str, field: &'static str) -> Method {
    Method { is_truth: true, ..entry(name, &[], Body::Field(field)) }
}

/// A method with a parameter of a type that no expression makes: only null
/// fits, and the method refuses it.
const fn null_only(name: &'static str, parameters: &'static [Class]) -> Method {
    method(name, parameters, |_, _, _| Err(arguments::null_pointer()))
}

/// A method that answers its object whatever it is given.
const fn itself(name: &'static str, parameters: &'static [Class]) -> Method {
    method(name, parameters, |_, o, _| Ok(o.clone()))
}

/// A method that is allowed but not modelled.
const fn unmodelled(
    name: &'static str,
    parameters: &'static [Class],
    what: &'static str,
) -> Method {
    entry(name, parameters, Body::Unknown(what))
}

impl Method {
    pub(super) const fn shaped(self, shape: Shape) -> Self {
        Self { shape, ..self }
    }

    const fn changing(self) -> Self {
        Self { changes: true, ..self }
    }

    pub(super) const fn varargs(self) -> Self {
        Self { varargs: true, ..self }
    }
}

/// Several tables, in a JVM's order.
pub(super) type Tables = Vec<&'static [Method]>;

/// The methods of an object of this class.
pub(super) fn of(class: Class) -> Tables {
    if class.is_array() {
        return vec![beans::OBJECT_TEXT];
    }
    match class.base {
        Base::String => vec![string::TEXT, string_static::TEXT],
        Base::Integer => vec![integers::INTEGER, integers::INTEGER_STATIC],
        Base::Long => vec![integers::LONG_METHODS, integers::LONG_STATIC],
        Base::Byte => vec![integers::BYTE_METHODS, integers::BYTE_STATIC],
        Base::BigInteger => vec![big_integer::BIG_INTEGER],
        Base::Double => vec![reals::DOUBLE_METHODS, reals::DOUBLE_STATIC],
        Base::Float => vec![reals::FLOAT_METHODS],
        Base::Boolean => vec![boolean::BOOLEAN_METHODS, boolean::BOOLEAN_STATIC],
        Base::Character => vec![
            characters::CHARACTER,
            characters::TESTS,
            characters::MAPPINGS,
            code_points::CODE_POINTS,
        ],
        Base::Date => vec![date::DATE, date::DATE_STATIC],
        Base::SimpleDateFormat => vec![date_format::FORMAT],
        Base::Random => vec![random::RANDOM],
        Base::Uuid => vec![uuid::UUID, uuid::UUID_STATIC],
        Base::Instant => instant::instant_tables(),
        Base::LocalDate => local_date::date_tables(),
        Base::LocalDateTime => local_date_time::date_time_tables(),
        Base::DayOfWeek => {
            vec![time_enums::DAY_OF_WEEK, time_enums::DAY_OF_WEEK_STATIC, enums::ENUM]
        }
        Base::ChronoUnit => vec![time_enums::UNIT, time_enums::UNIT_STATIC, enums::ENUM],
        Base::Status => vec![enums::STATUS, enums::ENUM],
        Base::ArrayList => {
            vec![collections::COLLECTION, collections::LIST, collections::ARRAY_LIST]
        }
        base if Base::List.accepts(base) => vec![collections::COLLECTION, collections::LIST],
        base if Base::Collection.accepts(base) => vec![collections::COLLECTION],
        Base::StageContext => vec![collections::MAP, collections::STAGE_CONTEXT],
        base if Base::Map.accepts(base) => vec![collections::MAP],
        base => beans::of(base),
    }
}

/// The static methods of a class.
pub(super) fn statics(class: Class) -> Tables {
    if class.is_array() {
        return Vec::new();
    }
    match class.base {
        Base::String => vec![string_static::TEXT],
        Base::Integer => vec![integers::INTEGER_STATIC],
        Base::Long => vec![integers::LONG_STATIC],
        Base::Byte => vec![integers::BYTE_STATIC],
        Base::Double => vec![reals::DOUBLE_STATIC],
        Base::Boolean => vec![boolean::BOOLEAN_STATIC],
        Base::Math => vec![math::MATH],
        Base::Date => vec![date::DATE_STATIC],
        Base::Uuid => vec![uuid::UUID_STATIC],
        Base::Instant => vec![instant::INSTANT_STATIC],
        Base::LocalDate => vec![local_date::DATE_STATIC],
        Base::LocalDateTime => vec![local_date_time::DATE_TIME_STATIC],
        Base::DayOfWeek => vec![time_enums::DAY_OF_WEEK_STATIC],
        Base::ChronoUnit => vec![time_enums::UNIT_STATIC],
        Base::UrlEncoder => vec![url_encoder::URL_ENCODER],
        _ => Vec::new(),
    }
}

/// The public constructors of a class, fewest parameters first.
pub(super) fn constructors(base: Base) -> &'static [Method] {
    match base {
        Base::String => string_new::CONSTRUCTORS,
        Base::Integer => integers::NEW_INTEGER,
        Base::Long => integers::NEW_LONG,
        Base::Byte => integers::NEW_BYTE,
        Base::Double => reals::NEW_DOUBLE,
        Base::Boolean => boolean::NEW_BOOLEAN,
        Base::Date => date::NEW_DATE,
        Base::SimpleDateFormat => date_format::NEW_FORMAT,
        Base::Random => random::NEW_RANDOM,
        Base::Uuid => uuid::NEW_UUID,
        _ => &[],
    }
}
