//! Members of values.

use super::dates::is_method;
use super::value::Js;
use super::{Result, Stop, type_error};

/// Members that objects, lists and texts inherit; they are functions.
const INHERITED: [&str; 12] = [
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
    "__lookupSetter__",
];

/// The functions of texts. Read without being called they would show their own
/// source.
const OF_TEXTS: [&str; 48] = [
    "anchor",
    "at",
    "big",
    "blink",
    "bold",
    "charAt",
    "charCodeAt",
    "codePointAt",
    "concat",
    "endsWith",
    "fixed",
    "fontcolor",
    "fontsize",
    "includes",
    "indexOf",
    "isWellFormed",
    "italics",
    "lastIndexOf",
    "link",
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
    "small",
    "split",
    "startsWith",
    "strike",
    "sub",
    "substr",
    "substring",
    "sup",
    "toLocaleLowerCase",
    "toLocaleUpperCase",
    "toLowerCase",
    "toUpperCase",
    "toWellFormed",
    "trim",
    "trimEnd",
    "trimLeft",
    "trimRight",
    "trimStart",
];
/// The functions of lists, likewise.
const OF_LISTS: [&str; 36] = [
    "at",
    "concat",
    "copyWithin",
    "entries",
    "every",
    "fill",
    "filter",
    "find",
    "findIndex",
    "findLast",
    "findLastIndex",
    "flat",
    "flatMap",
    "forEach",
    "includes",
    "indexOf",
    "join",
    "keys",
    "lastIndexOf",
    "map",
    "pop",
    "push",
    "reduce",
    "reduceRight",
    "reverse",
    "shift",
    "slice",
    "some",
    "sort",
    "splice",
    "toReversed",
    "toSorted",
    "toSpliced",
    "unshift",
    "values",
    "with",
];
/// Those of numbers.
const OF_NUMBERS: [&str; 3] = ["toExponential", "toFixed", "toPrecision"];
/// Those of regular expressions.
const OF_PATTERNS: [&str; 3] = ["compile", "exec", "test"];

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
    let method = |length: usize, methods: &[&str]| {
        if name == "length" {
            #[allow(clippy::cast_precision_loss, reason = "lengths here are small")]
            return Ok(Js::Number(length as f64));
        }
        if methods.contains(&name.as_str()) {
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
            // A match has these, and any list would say nothing.
            None if matches!(name.as_str(), "index" | "input" | "groups") => {
                Err(Stop::Code("it reads what a match of a regular expression has"))
            }
            None => method(items.len(), &OF_LISTS),
        },
        Js::Text(text) => match index {
            Some(index) => {
                let unit = text.encode_utf16().nth(index);
                unit.map_or(Ok(Js::Undefined), |unit| Js::text(&String::from_utf16_lossy(&[unit])))
            }
            None => method(text.encode_utf16().count(), &OF_TEXTS),
        },
        Js::Date(_) if is_method(&name) => {
            Err(Stop::Code("it reads what the language has, not the manifest"))
        }
        Js::Pattern(_) => Err(Stop::Code("it shows a regular expression")),
        Js::Number(_) if OF_NUMBERS.contains(&name.as_str()) => {
            Err(Stop::Code("it reads what the language has, not the manifest"))
        }
        Js::Boolean(_) | Js::Number(_) | Js::Date(_) => inherited(),
    }
}

/// Whether calling a method of that name on `of` could do something that is
/// not worked out here.
pub(super) fn has_method(of: &Js, name: &str) -> bool {
    let own = match of {
        Js::Number(_) => OF_NUMBERS.contains(&name),
        Js::Text(_) => OF_TEXTS.contains(&name),
        Js::List(_) => OF_LISTS.contains(&name),
        Js::Pattern(_) => OF_PATTERNS.contains(&name),
        Js::Date(_) => is_method(name),
        _ => false,
    };
    own || INHERITED.contains(&name)
}
