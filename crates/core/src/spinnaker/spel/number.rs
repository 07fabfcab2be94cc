//! Java's numbers: reading, narrowing and widening. It must never round where
//! Java does not.

use std::str::FromStr;

use num_bigint::BigInt;

use super::class::Base;
use super::object::Object;
use super::stop::{ILLEGAL_ARGUMENT, Step, Stop, thrown};

/// `NumberFormatException`.
pub(super) fn bad_number(text: &str) -> Stop {
    thrown("NumberFormatException", format!("`{text}` is no such number"))
}

/// `Character.digit` of a UTF-16 unit: digits of every script, Latin letters
/// also full-width.
pub(super) fn digit(c: char, radix: u32) -> Option<u32> {
    const ZEROS: [u32; 37] = [
        0x0030, 0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66,
        0x0CE6, 0x0D66, 0x0DE6, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946,
        0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0,
        0xA9F0, 0xAA50, 0xABF0, 0xFF10,
    ];
    let code = u32::from(c);
    let in_block = |zero: &u32| code.checked_sub(*zero).filter(|digit| *digit < 10);
    let value = ZEROS.iter().find_map(in_block).or_else(|| {
        let letter = match code {
            0xFF21..=0xFF3A => char::from_u32(code - 0xFF21 + 0x41)?,
            0xFF41..=0xFF5A => char::from_u32(code - 0xFF41 + 0x61)?,
            _ => c,
        };
        letter.to_digit(36)
    })?;
    (value < radix).then_some(value)
}

/// `Long.parseLong`, within a range.
fn whole(text: &str, radix: u32, least: i128, most: i128) -> Step<i128> {
    let bad = || bad_number(text);
    let (negative, digits) = match (text.strip_prefix('-'), text.strip_prefix('+')) {
        (Some(rest), _) => (true, rest),
        (_, Some(rest)) => (false, rest),
        _ => (false, text),
    };
    if digits.is_empty() || !(2..=36).contains(&radix) {
        return Err(bad());
    }
    let mut number = 0i128;
    for c in digits.chars() {
        let digit = digit(c, radix).ok_or_else(bad)?;
        number = number * i128::from(radix) + i128::from(digit);
        if number > 1 << 70 {
            return Err(bad());
        }
    }
    let number = if negative { -number } else { number };
    if (least..=most).contains(&number) { Ok(number) } else { Err(bad()) }
}

/// `Integer.parseInt`.
pub(super) fn parse_int(text: &str, radix: u32) -> Step<i32> {
    let number = whole(text, radix, i32::MIN.into(), i32::MAX.into())?;
    i32::try_from(number).map_err(|_| bad_number(text))
}

/// `Long.parseLong`.
pub(super) fn parse_long(text: &str, radix: u32) -> Step<i64> {
    let number = whole(text, radix, i64::MIN.into(), i64::MAX.into())?;
    i64::try_from(number).map_err(|_| bad_number(text))
}

/// `Byte.parseByte`.
pub(super) fn parse_byte(text: &str, radix: u32) -> Step<i8> {
    let number = whole(text, radix, i8::MIN.into(), i8::MAX.into())?;
    i8::try_from(number).map_err(|_| bad_number(text))
}

/// `Integer.decode` and its kin: `0x`, `#` and `0` prefixes.
pub(super) fn decode(text: &str, least: i64, most: i64) -> Step<i64> {
    let bad = || bad_number(text);
    let (negative, rest) = match (text.strip_prefix('-'), text.strip_prefix('+')) {
        (Some(rest), _) => (true, rest),
        (_, Some(rest)) => (false, rest),
        _ => (false, text),
    };
    let hex = ["0x", "0X", "#"].iter().find_map(|prefix| rest.strip_prefix(prefix));
    let (radix, digits) = match hex {
        Some(digits) => (16, digits),
        None => match rest.strip_prefix('0').filter(|digits| !digits.is_empty()) {
            Some(digits) => (8, digits),
            None => (10, rest),
        },
    };
    if digits.starts_with(['-', '+']) {
        return Err(bad());
    }
    let signed = if negative { format!("-{digits}") } else { digits.to_owned() };
    let number = whole(&signed, radix, least.into(), most.into()).map_err(|_| bad())?;
    i64::try_from(number).map_err(|_| bad())
}

/// What `Double.parseDouble` and `Float.parseFloat` accept, without blanks,
/// sign and suffix.
fn real<T: FromStr + Copy>(text: &str, from_double: fn(f64) -> T, negate: fn(T) -> T) -> Step<T> {
    let bad = || bad_number(text);
    let trimmed = super::template::trim(text);
    let (negative, digits) = match (trimmed.strip_prefix('-'), trimmed.strip_prefix('+')) {
        (Some(rest), _) => (true, rest),
        (_, Some(rest)) => (false, rest),
        _ => (false, trimmed),
    };
    let number = match digits {
        "NaN" => from_double(f64::NAN),
        "Infinity" => from_double(f64::INFINITY),
        _ => {
            let bare = digits.strip_suffix(['f', 'F', 'd', 'D']).unwrap_or(digits);
            let hex = digits.strip_prefix("0x").or_else(|| digits.strip_prefix("0X"));
            if let Some(hex) = hex {
                from_double(hexadecimal(hex).ok_or_else(bad)?)
            } else {
                let plain = bare.bytes().all(|c| c.is_ascii_digit() || b".eE+-".contains(&c));
                let starts = bare.starts_with(|c: char| c.is_ascii_digit() || c == '.');
                if !plain || !starts {
                    return Err(bad());
                }
                bare.parse().map_err(|_| bad())?
            }
        }
    };
    Ok(if negative { negate(number) } else { number })
}

/// `Double.parseDouble`.
pub(super) fn parse_double(text: &str) -> Step<f64> {
    real(text, |number| number, |number: f64| -number)
}

/// `Float.parseFloat`.
#[allow(clippy::cast_possible_truncation, reason = "Java's own narrowing")]
pub(super) fn parse_float(text: &str) -> Step<f32> {
    real(text, |number| number as f32, |number: f32| -number)
}

/// `1.8p3` after the `0x`.
fn hexadecimal(text: &str) -> Option<f64> {
    let text = text
        .strip_suffix(['f', 'F', 'd', 'D'])
        .filter(|_| text.contains(['p', 'P']))
        .unwrap_or(text);
    let (digits, exponent) = text.split_once(['p', 'P'])?;
    let mut exponent: i32 = exponent.strip_prefix('+').unwrap_or(exponent).parse().ok()?;
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let mut mantissa = 0u64;
    for (at, c) in whole.chars().chain(fraction.chars()).enumerate() {
        let digit = c.to_digit(16)?;
        let after_point = at >= whole.chars().count();
        if mantissa >> 58 == 0 {
            mantissa = mantissa << 4 | u64::from(digit);
            exponent = exponent.saturating_sub(if after_point { 4 } else { 0 });
        } else {
            mantissa |= u64::from(digit != 0);
            exponent = exponent.saturating_add(if after_point { 0 } else { 4 });
        }
    }
    #[allow(clippy::cast_precision_loss, reason = "rounds as Java does")]
    let number = mantissa as f64;
    let half = exponent / 2;
    Some(number * 2f64.powi(half) * 2f64.powi(exponent - half))
}

/// `doubleValue()`.
#[allow(clippy::cast_precision_loss, reason = "Java's own widening")]
pub(super) fn as_double(number: &Object) -> f64 {
    match number {
        Object::Byte(number) => f64::from(*number),
        Object::Short(number) => f64::from(*number),
        Object::Integer(number) => f64::from(*number),
        Object::Long(number) => *number as f64,
        Object::Float(number) => f64::from(*number),
        Object::Double(number) => *number,
        Object::BigInteger(number) => number.to_string().parse().unwrap_or(f64::NAN),
        _ => f64::NAN,
    }
}

/// `floatValue()`.
#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "as Java")]
pub(super) fn as_float(number: &Object) -> f32 {
    match number {
        Object::Integer(number) => *number as f32,
        Object::Long(number) => *number as f32,
        Object::Float(number) => *number,
        Object::BigInteger(number) => number.to_string().parse().unwrap_or(f32::NAN),
        other => as_double(other) as f32,
    }
}

/// `longValue()`.
#[allow(clippy::cast_possible_truncation, reason = "Java saturates just so")]
pub(super) fn as_long(number: &Object) -> i64 {
    match number {
        Object::Byte(number) => i64::from(*number),
        Object::Short(number) => i64::from(*number),
        Object::Integer(number) => i64::from(*number),
        Object::Long(number) => *number,
        Object::Float(number) => *number as i64,
        Object::Double(number) => *number as i64,
        Object::BigInteger(number) => low_bits(number),
        _ => 0,
    }
}

fn low_bits(number: &BigInt) -> i64 {
    let (sign, digits) = number.to_u64_digits();
    let low = digits.first().copied().unwrap_or(0).cast_signed();
    if sign == num_bigint::Sign::Minus { low.wrapping_neg() } else { low }
}

/// `intValue()`.
#[allow(clippy::cast_possible_truncation, reason = "Java narrows just so")]
pub(super) fn as_int(number: &Object) -> i32 {
    match number {
        Object::Float(number) => *number as i32,
        Object::Double(number) => *number as i32,
        other => as_long(other) as i32,
    }
}

/// The value as a `BigInteger`, where Spring widens to one.
pub(super) fn as_big(number: &Object) -> BigInt {
    match number {
        Object::BigInteger(number) => number.as_ref().clone(),
        other => BigInt::from(as_long(other)),
    }
}

/// Spring's conversion between number types: too large is an error, a
/// fraction is cut.
pub(super) fn convert(number: &Object, target: Base) -> Step<Object> {
    let too_large = || thrown(ILLEGAL_ARGUMENT, "the number does not fit");
    let long = || match number {
        Object::BigInteger(big) => i64::try_from(big.as_ref()).map_err(|_| too_large()),
        other => Ok(as_long(other)),
    };
    Ok(match target {
        Base::Byte => Object::Byte(i8::try_from(long()?).map_err(|_| too_large())?),
        Base::Short => Object::Short(i16::try_from(long()?).map_err(|_| too_large())?),
        Base::Integer => Object::Integer(i32::try_from(long()?).map_err(|_| too_large())?),
        Base::Long => Object::Long(long()?),
        Base::Float => Object::Float(as_float(number)),
        Base::Double => Object::Double(as_double(number)),
        Base::BigInteger => Object::BigInteger(as_big(number).into()),
        _ => number.clone(),
    })
}

/// Spring's conversion of text to a number: blanks anywhere are dropped,
/// `0x` and `#` are hexadecimal. `Null` for the empty text.
pub(super) fn convert_text(text: &str, target: Base) -> Step<Object> {
    if text.is_empty() {
        return Ok(Object::Null);
    }
    let kept: String = text.chars().filter(|c| !c.is_whitespace() || is_no_break(*c)).collect();
    let unsigned = kept.strip_prefix('-').unwrap_or(&kept);
    let hex = ["0x", "0X", "#"].iter().any(|prefix| unsigned.starts_with(prefix));
    let integral = |least: i64, most: i64| {
        if hex {
            decode(&kept, least, most)
        } else {
            let number = whole(&kept, 10, least.into(), most.into())?;
            i64::try_from(number).map_err(|_| bad_number(&kept))
        }
    };
    let bad = || bad_number(&kept);
    Ok(match target {
        Base::Byte => {
            let number = integral(i8::MIN.into(), i8::MAX.into())?;
            Object::Byte(i8::try_from(number).map_err(|_| bad())?)
        }
        Base::Short => {
            let number = integral(i16::MIN.into(), i16::MAX.into())?;
            Object::Short(i16::try_from(number).map_err(|_| bad())?)
        }
        Base::Integer => {
            let number = integral(i32::MIN.into(), i32::MAX.into())?;
            Object::Integer(i32::try_from(number).map_err(|_| bad())?)
        }
        Base::Long => Object::Long(integral(i64::MIN, i64::MAX)?),
        Base::Float => Object::Float(parse_float(&kept)?),
        Base::Double => Object::Double(parse_double(&kept)?),
        Base::BigInteger => Object::BigInteger(BigInt::from_str(&kept).map_err(|_| bad())?.into()),
        _ => return Err(bad()),
    })
}

/// Blanks that `Character.isWhitespace` does not count.
pub(super) fn is_no_break(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{2007}' | '\u{202f}' | '\u{85}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_are_read_as_java_reads_them() {
        assert_eq!(parse_int("+5", 10), Ok(5));
        assert_eq!(parse_int("٣", 10), Ok(3));
        assert_eq!(parse_int("-2147483648", 10), Ok(i32::MIN));
        for text in ["", " 5", "5.7", "2147483648", "+", "0x1"] {
            assert!(parse_int(text, 10).is_err(), "{text}");
        }
        assert_eq!(decode("-0x1F", -100, 100), Ok(-31));
        assert_eq!(decode("017", 0, 100), Ok(15));
    }

    #[test]
    fn reals_are_read_as_java_reads_them() {
        for (text, number) in [
            ("1e3", 1000.0),
            (" 1.5f ", 1.5),
            ("0x1p3", 8.0),
            (".5", 0.5),
            ("5.", 5.0),
            ("0x.8P1", 1.0),
        ] {
            assert_eq!(parse_double(text), Ok(number), "{text}");
        }
        for text in ["", "1e", "inf", "nan", "1_0", "0x1", "--1", "e5"] {
            assert!(parse_double(text).is_err(), "{text}");
        }
        assert_eq!(parse_double("-Infinity"), Ok(f64::NEG_INFINITY));
    }
}
