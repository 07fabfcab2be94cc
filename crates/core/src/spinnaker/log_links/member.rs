//! Members of values.

use super::dates::is_method;
use super::value::Js;
use super::{Result, Stop, type_error};

/// Members that objects, lists and texts inherit; they are functions.
const INHERITED: [&str; 11] = [
    "constructor",
    "hasOwnProperty",
    "isPrototypeOf",
    "propertyIsEnumerable",
    "toLocaleString",
    "toString",
    "valueOf",
    "__proto__",
    "__defineGetter__",
    "__defineSetter__",
    "__lookupGetter__",
];

/// The functions of texts and lists. Read without being called they would
/// show their own source.
const METHODS: [&str; 51] = [
    "at",
    "charAt",
    "charCodeAt",
    "codePointAt",
    "concat",
    "endsWith",
    "includes",
    "indexOf",
    "lastIndexOf",
    "localeCompare",
    "match",
    "matchAll",
    "normalize",
    "padEnd",
    "padStart",
    "repeat",
    "replace",
    "replaceAll",
    "search",
    "slice",
    "split",
    "startsWith",
    "substr",
    "substring",
    "toLowerCase",
    "toUpperCase",
    "trim",
    "trimEnd",
    "trimStart",
    "entries",
    "every",
    "fill",
    "filter",
    "find",
    "findIndex",
    "flat",
    "flatMap",
    "forEach",
    "join",
    "keys",
    "map",
    "pop",
    "push",
    "reduce",
    "reverse",
    "shift",
    "some",
    "sort",
    "splice",
    "unshift",
    "values",
];

/// `of[key]`.
pub(super) fn member(of: &Js, key: &Js) -> Result<Js> {
    let name = key.to_text()?;
    let inherited = || {
        if INHERITED.contains(&name.as_str()) {
            Err(Stop::Code("it reads what the language has, not the manifest"))
        } else {
            Ok(Js::Undefined)
        }
    };
    let method = |length: usize| {
        if name == "length" {
            #[allow(clippy::cast_precision_loss, reason = "lengths here are small")]
            return Ok(Js::Number(length as f64));
        }
        if METHODS.contains(&name.as_str()) {
            return Err(Stop::Code("it reads what the language has, not the manifest"));
        }
        inherited()
    };
    let index: Option<usize> = match name.parse() {
        Ok(index) if name == "0" || !name.starts_with(['0', '+']) => Some(index),
        _ => None,
    };
    match of {
        Js::Undefined | Js::Null => {
            type_error(format!("Cannot read properties of {} (reading '{name}')", of.to_text()?))
        }
        Js::Object(entries) => match entries.iter().find(|(other, _)| *other == name) {
            Some((_, value)) => Ok(value.clone()),
            None => inherited(),
        },
        Js::List(items) => match index {
            Some(index) => Ok(items.get(index).cloned().unwrap_or(Js::Undefined)),
            None => method(items.len()),
        },
        Js::Text(text) => match index {
            Some(index) => {
                let unit = text.encode_utf16().nth(index);
                unit.map_or(Ok(Js::Undefined), |unit| Js::text(&String::from_utf16_lossy(&[unit])))
            }
            None => method(text.encode_utf16().count()),
        },
        Js::Date(_) if is_method(&name) => {
            Err(Stop::Code("it reads what the language has, not the manifest"))
        }
        Js::Boolean(_) | Js::Number(_) | Js::Date(_) => inherited(),
    }
}

/// Whether calling a method of that name on `of` could do something that is
/// not worked out here.
pub(super) fn has_method(of: &Js, name: &str) -> bool {
    let of_number =
        matches!(of, Js::Number(_)) && ["toFixed", "toPrecision", "toExponential"].contains(&name);
    let of_sequence = matches!(of, Js::Text(_) | Js::List(_)) && METHODS.contains(&name);
    let of_date = matches!(of, Js::Date(_)) && is_method(name);
    of_number || of_sequence || of_date || INHERITED.contains(&name)
}
