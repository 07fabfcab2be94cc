//! The few functions that are worked out; all others are program code.

use std::fmt::Write as _;
use std::rc::Rc;

use crate::limits;

use super::compute::{chained, compute};
use super::dates;
use super::json;
use super::lodash;
use super::member::{has_method, member};
use super::methods;
use super::regexp;
use super::syntax::Expression;
use super::value::Js;
use super::{Result, Stop, type_error};

const UNKNOWN: Stop = Stop::Code("it calls a function that is not worked out here");

/// `of(arguments)`; `None` when a `?.` cut the chain short.
pub(super) fn call(
    of: &Expression,
    arguments: &[Expression],
    optional: bool,
    model: &Js,
) -> Result<Option<Js>> {
    let values = || -> Result<Vec<Js>> {
        arguments.iter().map(|argument| compute(argument, model)).collect()
    };
    match of {
        Expression::Name(name) if !in_model(name, model) => {
            let values = match name.as_str() {
                "encodeURIComponent" | "encodeURI" | "String" => values()?,
                "parseInt" => return methods::parse_int(&values()?).map(Some),
                "Number" | "Boolean" | "isNaN" | "isFinite" | "parseFloat" => {
                    return methods::global(name, values()?.first()).map(Some);
                }
                // The name itself fails, or is code, before any argument.
                _ => return compute(of, model).and(Err(UNKNOWN)),
            };
            let text = match values.first() {
                None if name == "String" => String::new(),
                first => first.unwrap_or(&Js::Undefined).to_text()?,
            };
            Ok(Some(match name.as_str() {
                "String" => Js::text(&text)?,
                "encodeURI" => Js::text(&percent_encoded(&text, ";,/?:@&=+$-_.!~*'()#"))?,
                _ => Js::text(&percent_encoded(&text, "-_.!~*'()"))?,
            }))
        }
        Expression::Member { of: object, key, optional: short } => {
            let Expression::Text(method) = &**key else { return Err(UNKNOWN) };
            if let Expression::Name(name) = &**object
                && name == "_"
                && !in_model(name, model)
            {
                let values = values()?;
                return lodash::lodash(method, &values).unwrap_or(Err(UNKNOWN)).map(Some);
            }
            if let Expression::Name(name) = &**object
                && matches!(name.as_str(), "Math" | "Date" | "JSON" | "Object" | "Array")
                && !in_model(name, model)
            {
                let values = values()?;
                return of_class(name, method, &values).unwrap_or(Err(UNKNOWN)).map(Some);
            }
            if let Expression::Name(name) = &**object
                && !in_model(name, model)
            {
                // An error, or something of the browser's.
                compute(object, model)?;
            }
            let Some(object) = chained(object, model)? else { return Ok(None) };
            if *short && object.is_nullish() {
                return Ok(None);
            }
            if object.is_nullish() {
                member(&object, &Js::text(method)?)?;
            }
            let own = matches!(&object, Js::Object(entries)
                if entries.iter().any(|(other, _)| other == method));
            if own || !has_method(&object, method) {
                let value = member(&object, &Js::text(method)?)?;
                return not_a_function(&value, optional, method);
            }
            let values = values()?;
            method_of(&object, method, &values).map(Some)
        }
        _ => {
            let Some(value) = chained(of, model)? else { return Ok(None) };
            not_a_function(&value, optional, "the value")
        }
    }
}

/// Functions of what the language has by name.
fn of_class(class: &str, function: &str, values: &[Js]) -> Option<Result<Js>> {
    let entries = |of: fn(&(String, Js)) -> Result<Js>| match values {
        [Js::Object(entries), ..] => {
            let list: Result<Vec<Js>> = json::in_order(entries).into_iter().map(of).collect();
            Some(list.map(|list| Js::List(Rc::new(list))))
        }
        _ => None,
    };
    match (class, function, values) {
        ("Math", ..) => methods::math(function, values),
        ("Date", ..) => dates::of_class(function, values),
        ("JSON", "stringify", [value]) => {
            Some(json::stringify(value).and_then(|text| match text {
                Some(text) => Js::text(&text),
                None => Ok(Js::Undefined),
            }))
        }
        ("Object", "keys", _) => entries(|(key, _)| Js::text(key)),
        ("Object", "values", _) => entries(|(_, value)| Ok(value.clone())),
        ("Array", "isArray", _) => Some(Ok(Js::Boolean(matches!(values, [Js::List(_), ..])))),
        _ => None,
    }
}

fn in_model(name: &str, model: &Js) -> bool {
    matches!(model, Js::Object(entries) if entries.iter().any(|(key, _)| key == name))
}

fn not_a_function(value: &Js, optional: bool, name: &str) -> Result<Option<Js>> {
    if optional && value.is_nullish() {
        return Ok(None);
    }
    type_error(format!("{name} is not a function"))
}

/// Methods of texts and lists.
fn method_of(object: &Js, method: &str, arguments: &[Js]) -> Result<Js> {
    match (object, method, arguments) {
        (Js::Text(text), "toUpperCase", _) => Js::text(&text.to_uppercase()),
        (Js::Text(text), "toLowerCase", _) => Js::text(&text.to_lowercase()),
        (Js::Text(text), "slice" | "substring", numbers) => {
            let units: Vec<u16> = text.encode_utf16().collect();
            let (start, end) = range(numbers, units.len(), method == "slice")?;
            Js::text(&String::from_utf16_lossy(units.get(start..end).unwrap_or_default()))
        }
        (Js::List(items), "slice", numbers) => {
            let (start, end) = range(numbers, items.len(), true)?;
            Ok(Js::List(Rc::new(items.get(start..end).unwrap_or_default().to_vec())))
        }
        (Js::List(items), "join", by) => join(items, by.first()),
        (Js::List(_), "toString", _) | (Js::Number(_) | Js::Boolean(_), "toString", []) => {
            Js::text(&object.to_text()?)
        }
        (Js::Object(entries), "hasOwnProperty", [key]) => {
            let key = key.to_text()?;
            Ok(Js::Boolean(entries.iter().any(|(other, _)| *other == key)))
        }
        (Js::Object(_), "toString", _) => Js::text(&object.to_text()?),
        (Js::Object(_) | Js::List(_) | Js::Number(_) | Js::Boolean(_), "valueOf", _) => {
            Ok(object.clone())
        }
        (Js::Pattern(pattern), _, _) => {
            regexp::of_pattern(pattern, method, arguments).unwrap_or(Err(UNKNOWN))
        }
        (Js::Date(moment), _, _) => dates::of_date(*moment, method).unwrap_or(Err(UNKNOWN)),
        (Js::Text(text), _, _) => methods::of_text(text, method, arguments).unwrap_or(Err(UNKNOWN)),
        (Js::List(items), _, _) => {
            methods::of_list(items, method, arguments).unwrap_or(Err(UNKNOWN))
        }
        _ => Err(UNKNOWN),
    }
}

pub(super) fn join(items: &[Js], by: Option<&Js>) -> Result<Js> {
    let by = match by {
        None | Some(Js::Undefined) => ",".into(),
        Some(by) => by.to_text()?,
    };
    let mut out = String::new();
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push_str(&by);
        }
        out.push_str(&item.shown()?);
        if out.len() > limits::LINK_VALUE_BYTES {
            return Err(Stop::Code("a value grows too long"));
        }
    }
    Js::text(&out)
}

/// The start and end that two numbers mean; negative ones count from the end
/// for `slice`, and are 0 for `substring`, which also swaps them.
fn range(numbers: &[Js], length: usize, from_end: bool) -> Result<(usize, usize)> {
    let place = |number: Option<&Js>, missing: usize| -> Result<usize> {
        let number = match number {
            None | Some(Js::Undefined) => return Ok(missing),
            Some(number) => number.to_number()?.trunc(),
        };
        #[allow(clippy::cast_precision_loss, reason = "lengths here are small")]
        let length_number = length as f64;
        let number = if number < 0.0 && from_end { number + length_number } else { number };
        let number = if number.is_nan() { 0.0 } else { number.clamp(0.0, length_number) };
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a whole number between 0 and a length"
        )]
        let place = number as usize;
        Ok(place)
    };
    let (start, end) = (place(numbers.first(), 0)?, place(numbers.get(1), length)?);
    if from_end { Ok((start, end.max(start))) } else { Ok((start.min(end), start.max(end))) }
}

fn percent_encoded(text: &str, kept: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        let c = char::from(byte);
        if c.is_ascii_alphanumeric() || (byte.is_ascii() && kept.contains(c)) {
            out.push(c);
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}
