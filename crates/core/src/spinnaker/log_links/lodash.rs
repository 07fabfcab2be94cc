//! lodash's functions that make a text, find a value, or ask about one. Each
//! answers `None` for what is not worked out here; none runs anything.

use std::rc::Rc;

use super::Result;
use super::call::join;
use super::json::in_order;
use super::member::member;
use super::methods;
use super::value::{Js, html_escaped};

/// What a function of lodash gives.
pub(super) fn lodash(function: &str, arguments: &[Js]) -> Option<Result<Js>> {
    of_texts(function, arguments).or_else(|| of_values(function, arguments))
}

fn of_texts(function: &str, arguments: &[Js]) -> Option<Result<Js>> {
    let text = match arguments.first()? {
        Js::List(_) | Js::Object(_) if function != "toString" => return None,
        // Unlike JavaScript, lodash shows the sign of nothing.
        Js::Number(number) if *number == 0.0 && number.is_sign_negative() => "-0".into(),
        value => match value.shown() {
            Ok(text) => text,
            Err(stop) => return Some(Err(stop)),
        },
    };
    let capital = |rest: fn(&str) -> String| {
        let mut chars = text.chars();
        let first: String = chars.next().into_iter().flat_map(char::to_uppercase).collect();
        Js::text(&(first + &rest(chars.as_str())))
    };
    let first_lower = || {
        let mut chars = text.chars();
        let first: String = chars.next().into_iter().flat_map(char::to_lowercase).collect();
        Js::text(&(first + chars.as_str()))
    };
    Some(match (function, arguments) {
        ("toUpper", _) => Js::text(&text.to_uppercase()),
        ("toLower", _) => Js::text(&text.to_lowercase()),
        ("toString", [Js::List(_)]) => return None,
        ("toString", _) => Js::text(&text),
        ("trim", [_]) => return methods::of_text(&text, "trim", &[]),
        ("escape", _) => Js::text(&html_escaped(&text)),
        ("capitalize", _) => capital(str::to_lowercase),
        ("upperFirst", _) => capital(str::to_owned),
        ("lowerFirst", _) => first_lower(),
        ("startsWith" | "endsWith", [_, part]) => {
            return methods::of_text(&text, function, std::slice::from_ref(part));
        }
        ("replace", [_, from, to]) => {
            return methods::of_text(&text, "replace", &[from.clone(), to.clone()]);
        }
        ("split", [_, by @ (Js::Text(_) | Js::Pattern(_)), ..]) if !text.is_empty() => {
            return methods::of_text(&text, "split", std::slice::from_ref(by));
        }
        _ => return None,
    })
}

fn of_values(function: &str, arguments: &[Js]) -> Option<Result<Js>> {
    Some(match (function, arguments) {
        ("first" | "head", [Js::List(items), ..]) => {
            Ok(items.first().cloned().unwrap_or(Js::Undefined))
        }
        ("last", [Js::List(items), ..]) => Ok(items.last().cloned().unwrap_or(Js::Undefined)),
        ("first" | "head" | "last", [value]) if value.is_nullish() => Ok(Js::Undefined),
        ("join", [Js::List(items), by @ ..]) => join(items, by.first()),
        ("get", [of, Js::Text(path), or @ ..]) => return get(of, path, or.first()),
        ("keys", [Js::Object(entries), ..]) => {
            let keys: Result<Vec<Js>> =
                in_order(entries).into_iter().map(|(key, _)| Js::text(key)).collect();
            keys.map(|keys| Js::List(Rc::new(keys)))
        }
        ("size", [value]) => Ok(match value {
            Js::Undefined | Js::Null | Js::Boolean(_) | Js::Number(_) => Js::Number(0.0),
            Js::List(items) => methods::count(items.len()),
            Js::Object(entries) => methods::count(entries.len()),
            Js::Text(text) if text.is_ascii() => methods::count(text.len()),
            _ => return None,
        }),
        ("isEmpty", [value]) => Ok(Js::Boolean(match value {
            Js::List(items) => items.is_empty(),
            Js::Object(entries) => entries.is_empty(),
            Js::Text(text) => text.is_empty(),
            Js::Undefined | Js::Null | Js::Boolean(_) | Js::Number(_) => true,
            Js::Date(_) | Js::Pattern(_) => return None,
        })),
        ("isNil", [value]) => Ok(Js::Boolean(value.is_nullish())),
        ("isString", [value]) => Ok(Js::Boolean(matches!(value, Js::Text(_)))),
        ("defaultTo", [value, or]) => {
            let nothing =
                value.is_nullish() || matches!(value, Js::Number(number) if number.is_nan());
            Ok(if nothing { or.clone() } else { value.clone() })
        }
        ("map", [Js::List(items), Js::Text(path)]) => {
            let list: Option<Result<Vec<Js>>> =
                items.iter().map(|item| get(item, path, None)).collect();
            list?.map(|list| Js::List(Rc::new(list)))
        }
        _ => return None,
    })
}

/// `_.get` with a path of names between dots, and numbers in brackets.
fn get(of: &Js, path: &str, or: Option<&Js>) -> Option<Result<Js>> {
    let plain = |name: &str| {
        !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-')
    };
    let mut names = Vec::new();
    for part in path.split('.') {
        let (name, index) = part.split_once('[').unwrap_or((part, ""));
        names.push(name);
        let index = index.strip_suffix(']').unwrap_or(index);
        if part.contains('[') {
            names.push(index.parse::<u32>().ok().and(Some(index))?);
        }
    }
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
