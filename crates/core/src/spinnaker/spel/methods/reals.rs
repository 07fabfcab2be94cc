//! `Double` and `Float`, JDK 17 (spel §10).

use super::super::class::{Base, Class};
use super::super::equal::{compare_doubles, double_bits, float_bits, hash_of_long};
use super::super::number;
use super::super::object::Object;
use super::super::stop::Step;
use super::arguments::{
    DOUBLE, FLOAT, INT, LONG, OBJECT, STRING, UNREACHABLE, double, float, int, long, object, text,
};
use super::integers::{compare_to, equals, hash_code, narrow, to_string};
use super::{Method, itself, method, truth};
use crate::java::{double_to_string, float_to_string};

const BOXED_DOUBLE: Class = Base::Double.class();
const BOXED_FLOAT: Class = Base::Float.class();

fn parse(a: &[Object]) -> Step<Object> {
    Ok(Object::Double(number::parse_double(&text(a, 0)?)?))
}

/// `Double.toHexString`.
fn hex(number: f64) -> String {
    if !number.is_finite() {
        return double_to_string(number);
    }
    let bits = number.to_bits();
    let sign = if number.is_sign_negative() { "-" } else { "" };
    if number == 0.0 {
        return format!("{sign}0x0.0p0");
    }
    let (lead, exponent) = match bits >> 52 & 0x7FF {
        0 => (0, -1_022),
        biased => (1, i64::try_from(biased).unwrap_or(0) - 1_023),
    };
    let digits = format!("{:013x}", bits & ((1 << 52) - 1));
    let digits = match digits.trim_end_matches('0') {
        "" => "0",
        digits => digits,
    };
    format!("{sign}0x{lead}.{digits}p{exponent}")
}

/// `Float.toHexString`: numbers below the normal ones have an exponent of
/// their own.
fn hex_of_float(number: f32) -> String {
    if number == 0.0 || number.is_normal() || !number.is_finite() {
        return hex(number.into());
    }
    let scaled = super::precise::scale(number.into(), -1_022 + 126);
    hex(scaled).replace("p-1022", "p-126")
}

pub(super) const DOUBLE_METHODS: &[Method] = &[
    truth("equals", &[OBJECT], equals),
    method("toString", &[], to_string),
    method("hashCode", &[], hash_code),
    method("compareTo", &[BOXED_DOUBLE], compare_to),
    method("byteValue", &[], narrow::byte),
    method("shortValue", &[], narrow::short),
    method("intValue", &[], narrow::int),
    method("longValue", &[], narrow::long),
    method("floatValue", &[], narrow::float),
    method("doubleValue", &[], narrow::double),
    truth("isNaN", &[], |_, o, _| Ok(Object::Boolean(number::as_double(o).is_nan()))),
    truth("isInfinite", &[], |_, o, _| Ok(Object::Boolean(number::as_double(o).is_infinite()))),
    itself("resolveConstantDesc", &[UNREACHABLE]),
];

pub(super) const DOUBLE_STATIC: &[Method] = &[
    method("toString", &[DOUBLE], |_, _, a| Ok(Object::text(double_to_string(double(a, 0))))),
    method("hashCode", &[DOUBLE], |_, _, a| {
        Ok(Object::Integer(hash_of_long(double_bits(double(a, 0)))))
    }),
    method("min", &[DOUBLE, DOUBLE], |_, _, a| {
        Ok(Object::Double(least(double(a, 0), double(a, 1))))
    }),
    method("max", &[DOUBLE, DOUBLE], |_, _, a| {
        Ok(Object::Double(most(double(a, 0), double(a, 1))))
    }),
    method("doubleToRawLongBits", &[DOUBLE], |_, _, a| {
        Ok(Object::Long(double(a, 0).to_bits().cast_signed()))
    }),
    method("doubleToLongBits", &[DOUBLE], |_, _, a| Ok(Object::Long(double_bits(double(a, 0))))),
    method("longBitsToDouble", &[LONG], |_, _, a| {
        Ok(Object::Double(f64::from_bits(long(a, 0).cast_unsigned())))
    }),
    method("compare", &[DOUBLE, DOUBLE], |_, _, a| {
        Ok(Object::Integer(compare_doubles(double(a, 0), double(a, 1)) as i32))
    }),
    method("valueOf", &[STRING], |_, _, a| parse(a)),
    method("valueOf", &[DOUBLE], |_, _, a| Ok(object(a, 0))),
    method("toHexString", &[DOUBLE], |_, _, a| Ok(Object::text(hex(double(a, 0))))),
    truth("isNaN", &[DOUBLE], |_, _, a| Ok(Object::Boolean(double(a, 0).is_nan()))),
    method("sum", &[DOUBLE, DOUBLE], |_, _, a| Ok(Object::Double(double(a, 0) + double(a, 1)))),
    truth("isInfinite", &[DOUBLE], |_, _, a| Ok(Object::Boolean(double(a, 0).is_infinite()))),
    truth("isFinite", &[DOUBLE], |_, _, a| Ok(Object::Boolean(double(a, 0).is_finite()))),
    method("parseDouble", &[STRING], |_, _, a| parse(a)),
];

/// `Float` has no static methods that a name reaches, but its objects do.
pub(super) const FLOAT_METHODS: &[Method] = &[
    truth("equals", &[OBJECT], equals),
    method("toString", &[FLOAT], |_, _, a| Ok(Object::text(float_to_string(float(a, 0))))),
    method("toString", &[], to_string),
    method("hashCode", &[FLOAT], |_, _, a| Ok(Object::Integer(float_bits(float(a, 0))))),
    method("hashCode", &[], hash_code),
    method("min", &[FLOAT, FLOAT], |_, _, a| {
        Ok(Object::Float(narrowed(least(double(a, 0), double(a, 1)))))
    }),
    method("max", &[FLOAT, FLOAT], |_, _, a| {
        Ok(Object::Float(narrowed(most(double(a, 0), double(a, 1)))))
    }),
    method("floatToRawIntBits", &[FLOAT], |_, _, a| {
        Ok(Object::Integer(float(a, 0).to_bits().cast_signed()))
    }),
    method("floatToIntBits", &[FLOAT], |_, _, a| Ok(Object::Integer(float_bits(float(a, 0))))),
    method("intBitsToFloat", &[INT], |_, _, a| {
        Ok(Object::Float(f32::from_bits(int(a, 0).cast_unsigned())))
    }),
    method("compareTo", &[BOXED_FLOAT], compare_to),
    method("compare", &[FLOAT, FLOAT], |_, _, a| {
        Ok(Object::Integer(compare_doubles(double(a, 0), double(a, 1)) as i32))
    }),
    method("byteValue", &[], narrow::byte),
    method("shortValue", &[], narrow::short),
    method("intValue", &[], narrow::int),
    method("longValue", &[], narrow::long),
    method("floatValue", &[], narrow::float),
    method("doubleValue", &[], narrow::double),
    method("toHexString", &[FLOAT], |_, _, a| Ok(Object::text(hex_of_float(float(a, 0))))),
    truth("isNaN", &[], |_, o, _| Ok(Object::Boolean(number::as_double(o).is_nan()))),
    truth("isNaN", &[FLOAT], |_, _, a| Ok(Object::Boolean(float(a, 0).is_nan()))),
    method("sum", &[FLOAT, FLOAT], |_, _, a| Ok(Object::Float(float(a, 0) + float(a, 1)))),
    method("parseFloat", &[STRING], |_, _, a| {
        Ok(Object::Float(number::parse_float(&text(a, 0)?)?))
    }),
    truth("isInfinite", &[], |_, o, _| Ok(Object::Boolean(number::as_double(o).is_infinite()))),
    truth("isInfinite", &[FLOAT], |_, _, a| Ok(Object::Boolean(float(a, 0).is_infinite()))),
    truth("isFinite", &[FLOAT], |_, _, a| Ok(Object::Boolean(float(a, 0).is_finite()))),
];

#[allow(clippy::cast_possible_truncation, reason = "came from a float")]
fn narrowed(number: f64) -> f32 {
    number as f32
}

/// `Math.min`: NaN wins, -0.0 is below 0.0.
pub(super) fn least(a: f64, b: f64) -> f64 {
    if a.is_nan() || b.is_nan() {
        f64::NAN
    } else if compare_doubles(a, b).is_le() {
        a
    } else {
        b
    }
}

/// `Math.max`.
pub(super) fn most(a: f64, b: f64) -> f64 {
    if a.is_nan() || b.is_nan() {
        f64::NAN
    } else if compare_doubles(a, b).is_ge() {
        a
    } else {
        b
    }
}

pub(super) const NEW_DOUBLE: &[Method] = &[
    method("Double", &[DOUBLE], |_, _, a| Ok(object(a, 0))),
    method("Double", &[STRING], |_, _, a| parse(a)),
];
