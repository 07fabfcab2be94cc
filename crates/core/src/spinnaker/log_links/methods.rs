//! What the plain functions of texts, lists, `Math` and lodash give. Each
//! answers `None` for what is not worked out here; none runs anything.

use std::rc::Rc;

use crate::limits;

use super::call::join;
use super::compute::same;
use super::member::member;
use super::value::{Js, html_escaped};
use super::{LinkError, Result, Stop};

/// Functions without an object.
pub(super) fn global(name: &str, value: Option<&Js>) -> Result<Js> {
    let number = || value.map_or(Ok(f64::NAN), Js::to_number);
    Ok(match name {
        "Number" if value.is_none() => Js::Number(0.0),
        "Number" => Js::Number(number()?),
        "Boolean" => Js::Boolean(value.is_some_and(Js::is_true)),
        "isNaN" => Js::Boolean(number()?.is_nan()),
        _ => Js::Boolean(number()?.is_finite()),
    })
}

/// Functions of `Math`.
pub(super) fn math(name: &str, values: &[Js]) -> Option<Result<Js>> {
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

/// Methods of texts.
pub(super) fn of_text(text: &str, method: &str, arguments: &[Js]) -> Option<Result<Js>> {
    let first = arguments.first().unwrap_or(&Js::Undefined);
    Some(match (method, arguments.len()) {
        ("includes", 0 | 1) => first.to_text().map(|part| Js::Boolean(text.contains(&part))),
        ("startsWith", 0 | 1) => first.to_text().map(|part| Js::Boolean(text.starts_with(&part))),
        ("endsWith", 0 | 1) => first.to_text().map(|part| Js::Boolean(text.ends_with(&part))),
        ("indexOf", 0 | 1) => first.to_text().map(|part| units_before(text, text.find(&part))),
        ("lastIndexOf", 0 | 1) => first.to_text().map(|part| units_before(text, text.rfind(&part))),
        ("trimStart", _) => Js::text(text.trim_start()),
        ("trimEnd", _) => Js::text(text.trim_end()),
        ("concat", _) => joined(text, arguments),
        ("charAt", _) => {
            unit(text, first, false).and_then(|unit| Js::text(&unit.unwrap_or_default()))
        }
        ("at", _) => unit(text, first, true)
            .and_then(|unit| unit.map_or(Ok(Js::Undefined), |unit| Js::text(&unit))),
        ("repeat", _) => repeated(text, first),
        ("padStart" | "padEnd", _) => padded(text, method == "padStart", first, arguments.get(1)),
        ("replaceAll", 2) => match (first, arguments.get(1)) {
            (Js::Text(from), Some(Js::Text(to))) if !from.is_empty() && !to.contains('$') => {
                Js::text(&text.replace(&**from, to))
            }
            _ => return None,
        },
        ("split", 0) => Js::text(text).map(|text| Js::List(Rc::new(vec![text]))),
        _ => return None,
    })
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

/// Functions of lodash.
pub(super) fn lodash(function: &str, arguments: &[Js]) -> Option<Result<Js>> {
    let capital = |text: String, rest: fn(&str) -> String| {
        let mut chars = text.chars();
        let first: String = chars.next().into_iter().flat_map(char::to_uppercase).collect();
        Js::text(&(first + &rest(chars.as_str())))
    };
    Some(match (function, arguments) {
        ("toUpper", [value, ..]) => value.shown().and_then(|text| Js::text(&text.to_uppercase())),
        ("toLower", [value, ..]) => value.shown().and_then(|text| Js::text(&text.to_lowercase())),
        ("toString", [value, ..]) => value.shown().and_then(|text| Js::text(&text)),
        ("trim", [value]) => value.shown().and_then(|text| Js::text(text.trim())),
        ("escape", [value, ..]) => value.shown().and_then(|text| Js::text(&html_escaped(&text))),
        ("capitalize", [value, ..]) => {
            value.shown().and_then(|text| capital(text, str::to_lowercase))
        }
        ("upperFirst", [value, ..]) => value.shown().and_then(|text| capital(text, str::to_owned)),
        ("first" | "head", [Js::List(items), ..]) => {
            Ok(items.first().cloned().unwrap_or(Js::Undefined))
        }
        ("last", [Js::List(items), ..]) => Ok(items.last().cloned().unwrap_or(Js::Undefined)),
        ("join", [Js::List(items), by @ ..]) => join(items, by.first()),
        ("get", [of, Js::Text(path), or @ ..]) => return get(of, path, or.first()),
        _ => return None,
    })
}

/// `_.get` with a path of plain names between dots.
fn get(of: &Js, path: &str, or: Option<&Js>) -> Option<Result<Js>> {
    let plain = |name: &str| {
        !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-')
    };
    let names: Vec<&str> = path.split('.').collect();
    if !names.iter().all(|name| plain(name)) {
        return None;
    }
    let mut value = of.clone();
    for name in names {
        if value.is_nullish() {
            value = Js::Undefined;
            break;
        }
        value = match Js::text(name).and_then(|name| member(&value, &name)) {
            Ok(value) => value,
            Err(stop) => return Some(Err(stop)),
        };
    }
    Some(Ok(match value {
        Js::Undefined => or.cloned().unwrap_or(Js::Undefined),
        value => value,
    }))
}

#[allow(clippy::cast_precision_loss, reason = "lengths here are small")]
fn count(number: usize) -> Js {
    Js::Number(number as f64)
}

/// A byte's place in UTF-16 units, as JavaScript counts; -1 for none.
fn units_before(text: &str, at: Option<usize>) -> Js {
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
