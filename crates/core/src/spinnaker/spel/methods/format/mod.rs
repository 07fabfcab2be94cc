//! `String.format` (spel §10): Java's `Formatter` for an English locale. It
//! must never write an unbounded width.

mod real;
mod specifier;

use num_bigint::{BigInt, Sign};

use super::super::evaluate::Machine;
use super::super::object::Object;
use super::super::stop::{Step, Stop, bound, thrown, unknown};
use super::super::{equal, number, text, units};
use crate::limits;
use specifier::{Conversion, Index, Specifier, parse};

/// One part of a format.
enum Part {
    Text(String),
    Specifier(Specifier),
}

/// `IllegalFormatConversionException`.
fn wrong_type() -> Stop {
    thrown("IllegalFormatConversionException", "the conversion does not take this type")
}

/// The text of `format` with `arguments` filled in.
pub(super) fn format(m: &mut Machine<'_>, source: &str, arguments: &[Object]) -> Step<Object> {
    m.heap.spend(source.len())?;
    let parts = parse(source)?;
    let mut out = String::new();
    let (mut last, mut ordinary) = (None, 0usize);
    for part in parts {
        let specifier = match part {
            Part::Text(text) => {
                out.push_str(&text);
                continue;
            }
            Part::Specifier(specifier) => specifier,
        };
        let at = match specifier.index {
            Index::None => None,
            Index::Previous => Some(last.ok_or_else(missing)?),
            Index::Next => {
                ordinary += 1;
                Some(ordinary - 1)
            }
            Index::At(at) => Some(at),
        };
        let argument = match at {
            Some(at) => {
                last = Some(at);
                arguments.get(at).cloned().ok_or_else(missing)?
            }
            None => Object::Null,
        };
        let written = write(m, &specifier, &argument)?;
        m.heap.spend(written.len())?;
        out.push_str(&written);
    }
    Ok(Object::text(out))
}

fn missing() -> Stop {
    thrown("MissingFormatArgumentException", "an argument of the format is missing")
}

fn write(m: &mut Machine<'_>, s: &Specifier, argument: &Object) -> Step<String> {
    for size in [s.width, s.precision].into_iter().flatten() {
        if size > limits::FORMAT_WIDTH {
            return Err(bound("a format too wide"));
        }
    }
    match s.conversion {
        Conversion::Percent => return Ok(justify(s, "%".into())),
        Conversion::Line => return Ok("\n".into()),
        Conversion::Date | Conversion::HexFloat if argument.is_null() => {
            return finish(s, "null");
        }
        Conversion::Date => return Err(unknown("a date in a format")),
        Conversion::HexFloat => return Err(unknown("a hexadecimal number with a fraction")),
        _ => {}
    }
    let plain = match (s.conversion, argument) {
        (Conversion::Boolean, Object::Null) => "false".into(),
        (Conversion::Boolean, Object::Boolean(truth)) => truth.to_string(),
        (Conversion::Boolean, _) => "true".into(),
        (_, Object::Null) => "null".into(),
        (Conversion::Text, argument) => {
            if s.has('#') {
                return Err(thrown("FormatFlagsConversionMismatchException", "`#` with `s`"));
            }
            text::to_text(&mut m.heap, argument)?
        }
        (Conversion::Hash, argument) => {
            format!("{:x}", equal::hash_code(&mut m.heap, argument)?)
        }
        (Conversion::Character, argument) => character(argument)?,
        (Conversion::Decimal | Conversion::Octal | Conversion::Hex, argument) => {
            return integer(s, argument);
        }
        (_, Object::Double(value)) => return Ok(real::write(s, *value)),
        (_, Object::Float(value)) => return Ok(real::write(s, f64::from(*value))),
        _ => return Err(wrong_type()),
    };
    finish(s, &plain)
}

/// `NaN` and `Infinity`, with a sign and blanks only.
fn finish_real(s: &Specifier, negative: bool, word: &str) -> String {
    let sign = match (negative, s.has('(')) {
        (true, true) => return justify(s, format!("({word})")),
        (true, false) => "-",
        _ if word == "NaN" => "",
        _ if s.has('+') => "+",
        _ if s.has(' ') => " ",
        _ => "",
    };
    let word = if s.upper { word.to_uppercase() } else { word.to_owned() };
    justify(s, format!("{sign}{word}"))
}

/// Cuts to the precision, changes case and fills to the width.
fn finish(s: &Specifier, plain: &str) -> Step<String> {
    let cut = match s.precision {
        Some(most) if most < units::length(plain) => {
            let most = i32::try_from(most).unwrap_or(i32::MAX);
            units::substring(plain, 0, most)?
        }
        _ => plain.into(),
    };
    let cased = if s.upper { cut.to_uppercase() } else { cut.to_string() };
    Ok(justify(s, cased))
}

fn justify(s: &Specifier, text: String) -> String {
    let missing = s.width.unwrap_or(0).saturating_sub(units::length(&text));
    let blanks = " ".repeat(missing);
    if s.has('-') { text + &blanks } else { blanks + &text }
}

fn character(argument: &Object) -> Step<String> {
    let code = match argument {
        Object::Character(unit) => return Ok(units::unit_text(*unit)?.to_string()),
        Object::Byte(_) | Object::Short(_) | Object::Integer(_) => number::as_int(argument),
        _ => return Err(wrong_type()),
    };
    match u32::try_from(code).ok().and_then(char::from_u32) {
        Some(c) => Ok(c.to_string()),
        None => Err(thrown("IllegalFormatCodePointException", "there is no such character")),
    }
}

/// `d`, `o` and `x`.
fn integer(s: &Specifier, argument: &Object) -> Step<String> {
    let (value, bits) = match argument {
        Object::Byte(value) => (BigInt::from(*value), Some(8)),
        Object::Short(value) => (BigInt::from(*value), Some(16)),
        Object::Integer(value) => (BigInt::from(*value), Some(32)),
        Object::Long(value) => (BigInt::from(*value), Some(64)),
        Object::BigInteger(value) => (value.as_ref().clone(), None),
        _ => return Err(wrong_type()),
    };
    let negative = value.sign() == Sign::Minus;
    let radix = match s.conversion {
        Conversion::Octal => 8,
        Conversion::Hex => 16,
        _ => return Ok(signed(s, negative, &value.magnitude().to_string(), "")),
    };
    let (digits, negative) = match bits {
        Some(bits) => {
            if ['(', ' ', '+'].into_iter().any(|flag| s.has(flag)) {
                return Err(thrown(
                    "FormatFlagsConversionMismatchException",
                    "a flag for decimals",
                ));
            }
            let wrapped = if negative { value + (BigInt::from(1) << bits) } else { value };
            (wrapped.to_str_radix(radix), false)
        }
        None => (value.magnitude().to_str_radix(radix), negative),
    };
    let prefix = match (s.has('#'), radix) {
        (true, 8) => "0",
        (true, _) => "0x",
        _ => "",
    };
    let written = signed(s, negative, &digits, prefix);
    Ok(if s.upper { written.to_uppercase() } else { written })
}

/// A number with its sign, filled with zeros or blanks to the width.
fn signed(s: &Specifier, negative: bool, magnitude: &str, prefix: &str) -> String {
    let (before, after) = match (negative, s.has('(')) {
        (true, true) => ("(", ")"),
        (true, false) => ("-", ""),
        _ if s.has('+') => ("+", ""),
        _ if s.has(' ') => (" ", ""),
        _ => ("", ""),
    };
    let magnitude = if s.has(',') { grouped(magnitude) } else { magnitude.to_owned() };
    let length = before.len() + prefix.len() + magnitude.len() + after.len();
    let zeros = if s.has('0') { s.width.unwrap_or(0).saturating_sub(length) } else { 0 };
    justify(s, format!("{before}{prefix}{}{magnitude}{after}", "0".repeat(zeros)))
}

/// Commas between thousands of the whole part.
fn grouped(magnitude: &str) -> String {
    let end = magnitude.find(['.', 'e', 'E']).unwrap_or(magnitude.len());
    let (whole, rest) = magnitude.split_at(end);
    let mut out = String::new();
    for (at, c) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            out.push(',');
        }
        out.push(c);
    }
    out + rest
}
