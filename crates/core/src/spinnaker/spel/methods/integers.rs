//! `Integer`, `Long` and `Byte`, JDK 17 (spel §10).
//! `Integer.getInteger` and `Long.getLong` are not allowed.

use super::super::class::{Base, Class};
use super::super::equal::{self, hash_of_long};
use super::super::evaluate::Machine;
use super::super::number::{self, as_double, as_float, as_int, as_long};
use super::super::object::Object;
use super::super::stop::{Step, thrown};
use super::super::text::to_text;
use super::super::units;
use super::arguments::{
    BYTE, CHAR_SEQUENCE, INT, LONG as J, OBJECT, STRING, UNREACHABLE, int, long, null_pointer,
    object, text,
};
use super::{Method, itself, method, truth};

const BOXED_INT: Class = Base::Integer.class();
const BOXED_LONG: Class = Base::Long.class();
const BOXED_BYTE: Class = Base::Byte.class();

pub(super) fn equals(m: &mut Machine<'_>, o: &Object, a: &[Object]) -> Step<Object> {
    Ok(Object::Boolean(equal::equals(&mut m.heap, o, &object(a, 0))?))
}

pub(super) fn to_string(m: &mut Machine<'_>, o: &Object, _: &[Object]) -> Step<Object> {
    Ok(Object::text(to_text(&mut m.heap, o)?))
}

pub(super) fn hash_code(m: &mut Machine<'_>, o: &Object, _: &[Object]) -> Step<Object> {
    Ok(Object::Integer(equal::hash_code(&mut m.heap, o)?))
}

pub(super) fn compare_to(_: &mut Machine<'_>, o: &Object, a: &[Object]) -> Step<Object> {
    match object(a, 0) {
        Object::Null => Err(null_pointer()),
        other => Ok(Object::Integer(equal::compare(o, &other)?.unwrap_or(0))),
    }
}

/// The narrowing that every `Number` has.
#[allow(clippy::cast_possible_truncation, reason = "Java narrows just so")]
pub(super) mod narrow {
    use super::{Machine, Object, Step, as_double, as_float, as_int, as_long};

    macro_rules! narrowing {
        ($($name:ident => $make:expr;)*) => {$(
            pub(in super::super) fn $name(
                _: &mut Machine<'_>,
                o: &Object,
                _: &[Object],
            ) -> Step<Object> {
                let make: fn(&Object) -> Object = $make;
                Ok(make(o))
            }
        )*};
    }

    narrowing! {
        byte => |o| Object::Byte(as_int(o) as i8);
        short => |o| Object::Short(as_int(o) as i16);
        int => |o| Object::Integer(as_int(o));
        long => |o| Object::Long(as_long(o));
        float => |o| Object::Float(as_float(o));
        double => |o| Object::Double(as_double(o));
    }
}

pub(super) const INTEGER: &[Method] = &[
    truth("equals", &[OBJECT], equals),
    method("toString", &[], to_string),
    method("hashCode", &[], hash_code),
    method("compareTo", &[BOXED_INT], compare_to),
    method("byteValue", &[], narrow::byte),
    method("shortValue", &[], narrow::short),
    method("intValue", &[], narrow::int),
    method("longValue", &[], narrow::long),
    method("floatValue", &[], narrow::float),
    method("doubleValue", &[], narrow::double),
    itself("resolveConstantDesc", &[UNREACHABLE]),
];

#[allow(clippy::cast_possible_truncation, reason = "counts of bits")]
pub(super) const INTEGER_STATIC: &[Method] = &[
    method("numberOfLeadingZeros", &[INT], |_, _, a| {
        Ok(Object::Integer(int(a, 0).leading_zeros().cast_signed()))
    }),
    method("numberOfTrailingZeros", &[INT], |_, _, a| {
        Ok(Object::Integer(int(a, 0).trailing_zeros().cast_signed()))
    }),
    method("bitCount", &[INT], |_, _, a| Ok(Object::Integer(int(a, 0).count_ones().cast_signed()))),
    method("toString", &[INT], |_, _, a| Ok(Object::text(int(a, 0).to_string()))),
    method("toString", &[INT, INT], |_, _, a| Ok(in_radix(int(a, 0).into(), int(a, 1)))),
    method("hashCode", &[INT], |_, _, a| Ok(object(a, 0))),
    method("min", &[INT, INT], |_, _, a| Ok(Object::Integer(int(a, 0).min(int(a, 1))))),
    method("max", &[INT, INT], |_, _, a| Ok(Object::Integer(int(a, 0).max(int(a, 1))))),
    method("signum", &[INT], |_, _, a| Ok(Object::Integer(int(a, 0).signum()))),
    method("reverseBytes", &[INT], |_, _, a| Ok(Object::Integer(int(a, 0).swap_bytes()))),
    method("compare", &[INT, INT], |_, _, a| Ok(Object::Integer(int(a, 0).cmp(&int(a, 1)) as i32))),
    method("valueOf", &[STRING, INT], |_, _, a| parse_int(a, 1)),
    method("valueOf", &[STRING], |_, _, a| parse_int(a, 9)),
    method("valueOf", &[INT], |_, _, a| Ok(object(a, 0))),
    method("toHexString", &[INT], |_, _, a| Ok(Object::text(format!("{:x}", int(a, 0))))),
    method("decode", &[STRING], |_, _, a| {
        let number = number::decode(&text(a, 0)?, i32::MIN.into(), i32::MAX.into())?;
        Ok(Object::Integer(number as i32))
    }),
    method("reverse", &[INT], |_, _, a| Ok(Object::Integer(int(a, 0).reverse_bits()))),
    method("toUnsignedLong", &[INT], |_, _, a| Ok(Object::Long(int(a, 0).cast_unsigned().into()))),
    method("sum", &[INT, INT], |_, _, a| Ok(Object::Integer(int(a, 0).wrapping_add(int(a, 1))))),
    method("parseInt", &[CHAR_SEQUENCE, INT, INT, INT], |_, _, a| {
        Ok(Object::Integer(number::parse_int(&middle(a)?, radix(a, 3))?))
    }),
    method("parseInt", &[STRING], |_, _, a| parse_int(a, 9)),
    method("parseInt", &[STRING, INT], |_, _, a| parse_int(a, 1)),
    method("compareUnsigned", &[INT, INT], |_, _, a| {
        Ok(Object::Integer(int(a, 0).cast_unsigned().cmp(&int(a, 1).cast_unsigned()) as i32))
    }),
    method("toUnsignedString", &[INT, INT], |_, _, a| {
        Ok(in_radix(int(a, 0).cast_unsigned().into(), int(a, 1)))
    }),
    method("toUnsignedString", &[INT], |_, _, a| {
        Ok(Object::text(int(a, 0).cast_unsigned().to_string()))
    }),
    method("parseUnsignedInt", &[CHAR_SEQUENCE, INT, INT, INT], |_, _, a| {
        unsigned_int(&middle(a)?, radix(a, 3))
    }),
    method("parseUnsignedInt", &[STRING, INT], |_, _, a| parse_unsigned_int(a, 1)),
    method("parseUnsignedInt", &[STRING], |_, _, a| parse_unsigned_int(a, 9)),
    method("toOctalString", &[INT], |_, _, a| Ok(Object::text(format!("{:o}", int(a, 0))))),
    method("toBinaryString", &[INT], |_, _, a| Ok(Object::text(format!("{:b}", int(a, 0))))),
    method("divideUnsigned", &[INT, INT], |_, _, a| {
        let divided = int(a, 0).cast_unsigned().checked_div(int(a, 1).cast_unsigned());
        Ok(Object::Integer(divided.ok_or_else(by_zero)?.cast_signed()))
    }),
    method("remainderUnsigned", &[INT, INT], |_, _, a| {
        let rest = int(a, 0).cast_unsigned().checked_rem(int(a, 1).cast_unsigned());
        Ok(Object::Integer(rest.ok_or_else(by_zero)?.cast_signed()))
    }),
    method("highestOneBit", &[INT], |_, _, a| {
        let highest = i32::MIN.cast_unsigned().checked_shr(int(a, 0).leading_zeros());
        Ok(Object::Integer(highest.unwrap_or(0).cast_signed() & int(a, 0)))
    }),
    method("lowestOneBit", &[INT], |_, _, a| {
        Ok(Object::Integer(int(a, 0) & int(a, 0).wrapping_neg()))
    }),
    method("rotateLeft", &[INT, INT], |_, _, a| {
        Ok(Object::Integer(int(a, 0).rotate_left((int(a, 1) & 31).cast_unsigned())))
    }),
    method("rotateRight", &[INT, INT], |_, _, a| {
        Ok(Object::Integer(int(a, 0).rotate_right((int(a, 1) & 31).cast_unsigned())))
    }),
];

fn by_zero() -> super::super::stop::Stop {
    thrown("ArithmeticException", "division by zero")
}

/// Java writes an impossible radix as 10.
fn in_radix(value: i128, radix: i32) -> Object {
    let radix = u32::try_from(radix).ok().filter(|radix| (2..=36).contains(radix)).unwrap_or(10);
    Object::text(num_bigint::BigInt::from(value).to_str_radix(radix))
}

/// The radix argument; 10 where there is none.
fn radix(a: &[Object], at: usize) -> u32 {
    if at >= a.len() { 10 } else { u32::try_from(int(a, at)).unwrap_or(0) }
}

fn number_text(a: &[Object]) -> Step<std::sync::Arc<str>> {
    text(a, 0).map_err(|_| number::bad_number("null"))
}

fn parse_int(a: &[Object], at: usize) -> Step<Object> {
    Ok(Object::Integer(number::parse_int(&number_text(a)?, radix(a, at))?))
}

fn parse_unsigned_int(a: &[Object], at: usize) -> Step<Object> {
    unsigned_int(&number_text(a)?, radix(a, at))
}

fn unsigned_int(source: &str, radix: u32) -> Step<Object> {
    if source.starts_with('-') {
        return Err(number::bad_number(source));
    }
    let number = number::parse_long(source, radix)?;
    let number = u32::try_from(number).map_err(|_| number::bad_number(source))?;
    Ok(Object::Integer(number.cast_signed()))
}

/// All but the last digit are read as a `long`, which leaves no overflow
/// unseen.
fn parse_unsigned_long(source: &str, radix: u32) -> Step<Object> {
    let bad = || number::bad_number(source);
    let last = source.chars().next_back().ok_or_else(bad)?;
    if source.starts_with('-') {
        return Err(bad());
    }
    if units::int_length(source) <= 12 {
        return Ok(Object::Long(number::parse_long(source, radix)?));
    }
    let rest = source.get(..source.len() - last.len_utf8()).unwrap_or("");
    let first = u64::try_from(number::parse_long(rest, radix)?).map_err(|_| bad())?;
    let digit = number::digit(last, radix).ok_or_else(bad)?;
    let whole = first.checked_mul(radix.into()).and_then(|whole| whole.checked_add(digit.into()));
    Ok(Object::Long(whole.ok_or_else(bad)?.cast_signed()))
}

/// The part of a text that two indices name.
fn middle(a: &[Object]) -> Step<std::sync::Arc<str>> {
    let whole = text(a, 0)?;
    units::substring(&whole, int(a, 1), int(a, 2))
        .map_err(|_| thrown("IndexOutOfBoundsException", "outside the text"))
}

fn parse_long(a: &[Object], at: usize) -> Step<Object> {
    Ok(Object::Long(number::parse_long(&number_text(a)?, radix(a, at))?))
}

pub(super) const LONG_METHODS: &[Method] = &[
    truth("equals", &[OBJECT], equals),
    method("toString", &[], to_string),
    method("hashCode", &[], hash_code),
    method("compareTo", &[BOXED_LONG], compare_to),
    method("byteValue", &[], narrow::byte),
    method("shortValue", &[], narrow::short),
    method("intValue", &[], narrow::int),
    method("longValue", &[], narrow::long),
    method("floatValue", &[], narrow::float),
    method("doubleValue", &[], narrow::double),
    itself("resolveConstantDesc", &[UNREACHABLE]),
];

pub(super) const LONG_STATIC: &[Method] = &[
    method("numberOfLeadingZeros", &[J], |_, _, a| {
        Ok(Object::Integer(long(a, 0).leading_zeros().cast_signed()))
    }),
    method("numberOfTrailingZeros", &[J], |_, _, a| {
        Ok(Object::Integer(long(a, 0).trailing_zeros().cast_signed()))
    }),
    method("bitCount", &[J], |_, _, a| Ok(Object::Integer(long(a, 0).count_ones().cast_signed()))),
    method("toString", &[J], |_, _, a| Ok(Object::text(long(a, 0).to_string()))),
    method("toString", &[J, INT], |_, _, a| Ok(in_radix(long(a, 0).into(), int(a, 1)))),
    method("hashCode", &[J], |_, _, a| Ok(Object::Integer(hash_of_long(long(a, 0))))),
    method("min", &[J, J], |_, _, a| Ok(Object::Long(long(a, 0).min(long(a, 1))))),
    method("max", &[J, J], |_, _, a| Ok(Object::Long(long(a, 0).max(long(a, 1))))),
    method("signum", &[J], |_, _, a| Ok(Object::Integer(long(a, 0).cmp(&0) as i32))),
    method("reverseBytes", &[J], |_, _, a| Ok(Object::Long(long(a, 0).swap_bytes()))),
    method("compare", &[J, J], |_, _, a| Ok(Object::Integer(long(a, 0).cmp(&long(a, 1)) as i32))),
    method("valueOf", &[STRING, INT], |_, _, a| parse_long(a, 1)),
    method("valueOf", &[J], |_, _, a| Ok(object(a, 0))),
    method("valueOf", &[STRING], |_, _, a| parse_long(a, 9)),
    method("toHexString", &[J], |_, _, a| Ok(Object::text(format!("{:x}", long(a, 0))))),
    method("decode", &[STRING], |_, _, a| {
        Ok(Object::Long(number::decode(&text(a, 0)?, i64::MIN, i64::MAX)?))
    }),
    method("parseLong", &[STRING, INT], |_, _, a| parse_long(a, 1)),
    method("parseLong", &[CHAR_SEQUENCE, INT, INT, INT], |_, _, a| {
        Ok(Object::Long(number::parse_long(&middle(a)?, radix(a, 3))?))
    }),
    method("parseLong", &[STRING], |_, _, a| parse_long(a, 9)),
    method("reverse", &[J], |_, _, a| Ok(Object::Long(long(a, 0).reverse_bits()))),
    method("sum", &[J, J], |_, _, a| Ok(Object::Long(long(a, 0).wrapping_add(long(a, 1))))),
    method("compareUnsigned", &[J, J], |_, _, a| {
        Ok(Object::Integer(long(a, 0).cast_unsigned().cmp(&long(a, 1).cast_unsigned()) as i32))
    }),
    method("toUnsignedString", &[J, INT], |_, _, a| {
        Ok(in_radix(long(a, 0).cast_unsigned().into(), int(a, 1)))
    }),
    method("toUnsignedString", &[J], |_, _, a| {
        Ok(Object::text(long(a, 0).cast_unsigned().to_string()))
    }),
    method("toOctalString", &[J], |_, _, a| Ok(Object::text(format!("{:o}", long(a, 0))))),
    method("toBinaryString", &[J], |_, _, a| Ok(Object::text(format!("{:b}", long(a, 0))))),
    method("divideUnsigned", &[J, J], |_, _, a| {
        let divided = long(a, 0).cast_unsigned().checked_div(long(a, 1).cast_unsigned());
        Ok(Object::Long(divided.ok_or_else(by_zero)?.cast_signed()))
    }),
    method("remainderUnsigned", &[J, J], |_, _, a| {
        let rest = long(a, 0).cast_unsigned().checked_rem(long(a, 1).cast_unsigned());
        Ok(Object::Long(rest.ok_or_else(by_zero)?.cast_signed()))
    }),
    method("highestOneBit", &[J], |_, _, a| {
        let highest = i64::MIN.cast_unsigned().checked_shr(long(a, 0).leading_zeros());
        Ok(Object::Long(highest.unwrap_or(0).cast_signed() & long(a, 0)))
    }),
    method("lowestOneBit", &[J], |_, _, a| {
        Ok(Object::Long(long(a, 0) & long(a, 0).wrapping_neg()))
    }),
    method("rotateLeft", &[J, INT], |_, _, a| {
        Ok(Object::Long(long(a, 0).rotate_left((int(a, 1) & 63).cast_unsigned())))
    }),
    method("rotateRight", &[J, INT], |_, _, a| {
        Ok(Object::Long(long(a, 0).rotate_right((int(a, 1) & 63).cast_unsigned())))
    }),
    method("parseUnsignedLong", &[STRING, INT], |_, _, a| {
        parse_unsigned_long(&number_text(a)?, radix(a, 1))
    }),
    method("parseUnsignedLong", &[CHAR_SEQUENCE, INT, INT, INT], |_, _, a| {
        parse_unsigned_long(&middle(a)?, radix(a, 3))
    }),
    method("parseUnsignedLong", &[STRING], |_, _, a| parse_unsigned_long(&number_text(a)?, 10)),
];

pub(super) const BYTE_METHODS: &[Method] = &[
    truth("equals", &[OBJECT], equals),
    method("toString", &[], to_string),
    method("hashCode", &[], hash_code),
    method("compareTo", &[BOXED_BYTE], compare_to),
    method("byteValue", &[], narrow::byte),
    method("shortValue", &[], narrow::short),
    method("intValue", &[], narrow::int),
    method("longValue", &[], narrow::long),
    method("floatValue", &[], narrow::float),
    method("doubleValue", &[], narrow::double),
];

fn parse_byte(a: &[Object], at: usize) -> Step<Object> {
    Ok(Object::Byte(number::parse_byte(&number_text(a)?, radix(a, at))?))
}

#[allow(clippy::cast_possible_truncation, reason = "the range was checked")]
pub(super) const BYTE_STATIC: &[Method] = &[
    method("toString", &[BYTE], |_, _, a| Ok(Object::text(int(a, 0).to_string()))),
    method("hashCode", &[BYTE], |_, _, a| Ok(Object::Integer(int(a, 0)))),
    method("compare", &[BYTE, BYTE], |_, _, a| Ok(Object::Integer(int(a, 0) - int(a, 1)))),
    method("valueOf", &[STRING], |_, _, a| parse_byte(a, 9)),
    method("valueOf", &[BYTE], |_, _, a| Ok(object(a, 0))),
    method("valueOf", &[STRING, INT], |_, _, a| parse_byte(a, 1)),
    method("decode", &[STRING], |_, _, a| {
        let number = number::decode(&text(a, 0)?, i8::MIN.into(), i8::MAX.into())?;
        Ok(Object::Byte(number as i8))
    }),
    method("toUnsignedLong", &[BYTE], |_, _, a| Ok(Object::Long((int(a, 0) & 0xFF).into()))),
    method("toUnsignedInt", &[BYTE], |_, _, a| Ok(Object::Integer(int(a, 0) & 0xFF))),
    method("parseByte", &[STRING], |_, _, a| parse_byte(a, 9)),
    method("parseByte", &[STRING, INT], |_, _, a| parse_byte(a, 1)),
    method("compareUnsigned", &[BYTE, BYTE], |_, _, a| {
        Ok(Object::Integer((int(a, 0) & 0xFF) - (int(a, 1) & 0xFF)))
    }),
];

/// `new Integer(…)` and its kin; the last that fits is taken.
pub(super) const NEW_INTEGER: &[Method] = &[
    method("Integer", &[STRING], |_, _, a| parse_int(a, 9)),
    method("Integer", &[INT], |_, _, a| Ok(object(a, 0))),
];
pub(super) const NEW_LONG: &[Method] = &[
    method("Long", &[STRING], |_, _, a| parse_long(a, 9)),
    method("Long", &[J], |_, _, a| Ok(object(a, 0))),
];
pub(super) const NEW_BYTE: &[Method] = &[
    method("Byte", &[BYTE], |_, _, a| Ok(object(a, 0))),
    method("Byte", &[STRING], |_, _, a| parse_byte(a, 9)),
];
