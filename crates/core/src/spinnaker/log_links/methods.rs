//! What the plain functions of texts, lists and `Math` give. Each
//! answers `None` for what is not worked out here; none runs anything.

use std::rc::Rc;

use crate::limits;

use super::compute::{same, to_int32};
use super::numbers;
use super::regexp::{of_text as of_text_and_pattern, replace_text};
use super::value::Js;
use super::{LinkError, Result, Stop};

/// Functions without an object.
pub(super) fn global(name: &str, value: Option<&Js>) -> Result<Js> {
    let number = || value.map_or(Ok(f64::NAN), Js::to_number);
    Ok(match name {
        "Number" if value.is_none() => Js::Number(0.0),
        "Number" => Js::Number(number()?),
        "Boolean" => Js::Boolean(value.is_some_and(Js::is_true)),
        "parseFloat" => {
            Js::Number(numbers::parse_float(&value.unwrap_or(&Js::Undefined).to_text()?))
        }
        "isNaN" => Js::Boolean(number()?.is_nan()),
        _ => Js::Boolean(number()?.is_finite()),
    })
}

/// `parseInt(text, radix)`.
pub(super) fn parse_int(values: &[Js]) -> Result<Js> {
    let text = values.first().unwrap_or(&Js::Undefined).to_text()?;
    let radix = values.get(1).map_or(Ok(0.0), Js::to_number)?;
    numbers::parse_int(&text, to_int32(radix)).map(Js::Number)
}

/// Functions of `Math`.
pub(super) fn math(name: &str, values: &[Js]) -> Option<Result<Js>> {
    if let "max" | "min" = name {
        let numbers: Result<Vec<f64>> = values.iter().map(Js::to_number).collect();
        return Some(numbers.map(|numbers| Js::Number(outermost(name == "max", &numbers))));
    }
    let one: fn(f64) -> f64 = match name {
        "abs" => f64::abs,
        "ceil" => f64::ceil,
        "floor" => f64::floor,
        "trunc" => f64::trunc,
        // Halves go up, also below zero.
        "round" => |number| {
            #[allow(clippy::float_cmp, reason = "exactly a half")]
            let half = number.fract() == -0.5;
            if half { number.ceil() } else { number.round() }
        },
        _ => return None,
    };
    Some(values.first().map_or(Ok(f64::NAN), Js::to_number).map(|number| Js::Number(one(number))))
}

fn outermost(largest: bool, numbers: &[f64]) -> f64 {
    if numbers.iter().any(|number| number.is_nan()) {
        return f64::NAN;
    }
    let none = if largest { f64::NEG_INFINITY } else { f64::INFINITY };
    numbers.iter().fold(none, |a, b| if largest { a.max(*b) } else { a.min(*b) })
}

/// Methods of texts.
pub(super) fn of_text(text: &str, method: &str, arguments: &[Js]) -> Option<Result<Js>> {
    let first = arguments.first().unwrap_or(&Js::Undefined);
    if let [Js::Pattern(pattern), more @ ..] = arguments {
        return of_text_and_pattern(text, method, pattern, more);
    }
    let or_undefined = |at: usize| arguments.get(at).unwrap_or(&Js::Undefined).to_text();
    Some(match (method, arguments.len()) {
        ("includes", 0 | 1) => first.to_text().map(|part| Js::Boolean(text.contains(&part))),
        ("startsWith", 0 | 1) => first.to_text().map(|part| Js::Boolean(text.starts_with(&part))),
        ("endsWith", 0 | 1) => first.to_text().map(|part| Js::Boolean(text.ends_with(&part))),
        ("indexOf", 0 | 1) => first.to_text().map(|part| units_before(text, text.find(&part))),
        ("lastIndexOf", 0 | 1) => first.to_text().map(|part| units_before(text, text.rfind(&part))),
        ("trim", _) => Js::text(trim_start(trim_end(text))),
        ("trimStart" | "trimLeft", _) => Js::text(trim_start(text)),
        ("trimEnd" | "trimRight", _) => Js::text(trim_end(text)),
        ("concat", _) => joined(text, arguments),
        ("charAt", _) => {
            unit(text, first, false).and_then(|unit| Js::text(&unit.unwrap_or_default()))
        }
        ("at", _) => unit(text, first, true)
            .and_then(|unit| unit.map_or(Ok(Js::Undefined), |unit| Js::text(&unit))),
        ("repeat", _) => repeated(text, first),
        ("padStart" | "padEnd", _) => padded(text, method == "padStart", first, arguments.get(1)),
        ("replace" | "replaceAll", _) => {
            // A function in the second place was code already.
            or_undefined(0).and_then(|from| {
                replace_text(text, &from, &or_undefined(1)?, method == "replaceAll")
            })
        }
        ("split", _) => split(text, arguments),
        ("toString" | "valueOf", _) => Js::text(text),
        ("toLocaleUpperCase", 0) if text.is_ascii() => Js::text(&text.to_uppercase()),
        ("toLocaleLowerCase", 0) if text.is_ascii() => Js::text(&text.to_lowercase()),
        ("charCodeAt" | "codePointAt", _) => code(text, first, method == "charCodeAt")?,
        ("substr", _) => substr(text, first, arguments.get(1)),
        _ => return None,
    })
}

/// JavaScript's white space is Unicode's, without U+0085 and with U+FEFF.
fn is_space(c: char) -> bool {
    c == '\u{feff}' || (c.is_whitespace() && c != '\u{85}')
}

fn trim_start(text: &str) -> &str {
    text.trim_start_matches(is_space)
}

fn trim_end(text: &str) -> &str {
    text.trim_end_matches(is_space)
}

/// `split` at a text, to so many parts at most.
fn split(text: &str, arguments: &[Js]) -> Result<Js> {
    let by = match arguments.first() {
        None | Some(Js::Undefined) => None,
        Some(by) => Some(by.to_text()?),
    };
    let parts: Result<Vec<Js>> = match by.as_deref() {
        None => Js::text(text).map(|text| vec![text]),
        Some("") => {
            text.encode_utf16().map(|unit| Js::text(&String::from_utf16_lossy(&[unit]))).collect()
        }
        Some(by) => text.split(by).map(Js::text).collect(),
    };
    limited(parts?, arguments.get(1))
}

/// The first of `parts`, as many as the number says.
pub(super) fn limited(mut parts: Vec<Js>, most: Option<&Js>) -> Result<Js> {
    if let Some(most) = most.filter(|most| !matches!(most, Js::Undefined)) {
        let most = to_int32(most.to_number()?).cast_unsigned();
        parts.truncate(usize::try_from(most).unwrap_or(usize::MAX));
    }
    Ok(Js::List(Rc::new(parts)))
}

/// `charCodeAt`, and `codePointAt` for what is one unit.
fn code(text: &str, at: &Js, of_unit: bool) -> Option<Result<Js>> {
    let at = match at {
        Js::Undefined => Ok(0.0),
        at => at.to_number().map(|at| if at.is_nan() { 0.0 } else { at.trunc() }),
    };
    let at = match at {
        Ok(at) => at,
        Err(stop) => return Some(Err(stop)),
    };
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a number below 0 or past the end finds nothing"
    )]
    let found = if at < 0.0 { None } else { text.encode_utf16().nth(at as usize) };
    match found {
        Some(unit) if !of_unit && (0xd800..0xe000).contains(&unit) => None,
        Some(unit) => Some(Ok(Js::Number(unit.into()))),
        None => Some(Ok(if of_unit { Js::Number(f64::NAN) } else { Js::Undefined })),
    }
}

/// `substr`: a start, from the end if below 0, and a length.
fn substr(text: &str, start: &Js, length: Option<&Js>) -> Result<Js> {
    let whole = |number: &Js| -> Result<f64> {
        let number = number.to_number()?.trunc();
        Ok(if number.is_nan() { 0.0 } else { number })
    };
    let units: Vec<u16> = text.encode_utf16().collect();
    #[allow(clippy::cast_precision_loss, reason = "lengths here are small")]
    let all = units.len() as f64;
    let start = whole(start)?;
    let start = if start < 0.0 { (start + all).max(0.0) } else { start.min(all) };
    let length = match length {
        None | Some(Js::Undefined) => all,
        Some(length) => whole(length)?,
    };
    let end = (start + length).clamp(start, all);
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "whole numbers between 0 and a length"
    )]
    let (start, end) = (start as usize, end as usize);
    Js::text(&String::from_utf16_lossy(units.get(start..end).unwrap_or_default()))
}

/// Methods of lists.
pub(super) fn of_list(items: &[Js], method: &str, arguments: &[Js]) -> Option<Result<Js>> {
    let first = arguments.first().unwrap_or(&Js::Undefined);
    let place = || items.iter().position(|item| same(item, first));
    Some(Ok(match (method, arguments.len()) {
        ("indexOf", 0 | 1) => place().map_or(Js::Number(-1.0), count),
        ("includes", 0 | 1) => {
            let is_nan = |value: &Js| matches!(value, Js::Number(number) if number.is_nan());
            Js::Boolean(place().is_some() || (is_nan(first) && items.iter().any(is_nan)))
        }
        _ => return None,
    }))
}

#[allow(clippy::cast_precision_loss, reason = "lengths here are small")]
pub(super) fn count(number: usize) -> Js {
    Js::Number(number as f64)
}

/// A byte's place in UTF-16 units, as JavaScript counts; -1 for none.
pub(super) fn units_before(text: &str, at: Option<usize>) -> Js {
    match at.and_then(|at| text.get(..at)) {
        Some(before) => count(before.encode_utf16().count()),
        None => Js::Number(-1.0),
    }
}

fn unit(text: &str, at: &Js, from_end: bool) -> Result<Option<String>> {
    let at = match at {
        Js::Undefined => 0.0,
        at => at.to_number()?.trunc(),
    };
    let units: Vec<u16> = text.encode_utf16().collect();
    #[allow(clippy::cast_precision_loss, reason = "lengths here are small")]
    let length = units.len() as f64;
    let at = if at.is_nan() { 0.0 } else { at };
    let at = if at < 0.0 && from_end { at + length } else { at };
    if !(0.0..length).contains(&at) {
        return Ok(None);
    }
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a whole number between 0 and a length"
    )]
    let unit = units.get(at as usize);
    Ok(unit.map(|unit| String::from_utf16_lossy(&[*unit])))
}

fn joined(text: &str, arguments: &[Js]) -> Result<Js> {
    let mut out = text.to_owned();
    for argument in arguments {
        out.push_str(&argument.to_text()?);
        if out.len() > limits::LINK_VALUE_BYTES {
            return Err(Stop::Code("a value grows too long"));
        }
    }
    Js::text(&out)
}

/// A number of times or units; what is no number counts as 0, and what would
/// be longer than any value here is refused.
fn times(number: &Js) -> Result<Option<usize>> {
    let number = number.to_number()?.trunc();
    if number.is_nan() {
        return Ok(Some(0));
    }
    if number < 0.0 {
        return Ok(None);
    }
    #[allow(clippy::cast_precision_loss, reason = "a bound, and no exact one")]
    if number > limits::LINK_VALUE_BYTES as f64 {
        return Err(Stop::Code("a value grows too long"));
    }
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a whole number between 0 and the bound"
    )]
    Ok(Some(number as usize))
}

fn repeated(text: &str, number: &Js) -> Result<Js> {
    let Some(times) = times(number)? else {
        let message = "Invalid count value".into();
        return Err(Stop::Error(LinkError { class: "RangeError", message }));
    };
    if text.len().saturating_mul(times) > limits::LINK_VALUE_BYTES {
        return Err(Stop::Code("a value grows too long"));
    }
    Js::text(&text.repeat(times))
}

fn padded(text: &str, before: bool, length: &Js, with: Option<&Js>) -> Result<Js> {
    let with = match with {
        None | Some(Js::Undefined) => " ".to_owned(),
        Some(with) => with.to_text()?,
    };
    let own = text.encode_utf16().count();
    let missing = times(length)?.unwrap_or(0).saturating_sub(own);
    let pad: Vec<u16> = with.encode_utf16().cycle().take(missing).collect();
    let pad = String::from_utf16_lossy(&pad);
    Js::text(&if before { pad + text } else { text.to_owned() + &pad })
}
