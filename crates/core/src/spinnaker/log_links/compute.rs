//! Expressions computed, by JavaScript's rules for names and operators.

use std::rc::Rc;

use super::call::call;
use super::dates::date;
use super::member::member;
use super::syntax::{Expression, Word};
use super::value::Js;
use super::{Result, Stop, reference_error};

/// Names that exist in a browser without the model having them. What they
/// give depends on the browser, so nothing is said about it.
const BROWSER: [&str; 47] = [
    "Array",
    "Date",
    "Function",
    "Infinity",
    "JSON",
    "Map",
    "Math",
    "Number",
    "Object",
    "Promise",
    "RegExp",
    "Set",
    "String",
    "Symbol",
    "alert",
    "atob",
    "btoa",
    "confirm",
    "console",
    "crypto",
    "decodeURI",
    "decodeURIComponent",
    "document",
    "encodeURI",
    "encodeURIComponent",
    "escape",
    "eval",
    "fetch",
    "frames",
    "globalThis",
    "history",
    "isFinite",
    "isNaN",
    "localStorage",
    "navigator",
    "open",
    "parent",
    "parseFloat",
    "parseInt",
    "performance",
    "prompt",
    "screen",
    "self",
    "sessionStorage",
    "top",
    "unescape",
    "window",
];
/// Names inside lodash's own program, and those every object inherits.
const INSIDE: [&str; 20] = [
    "_",
    "__e",
    "__j",
    "__p",
    "__t",
    "arguments",
    "print",
    "Boolean",
    "Error",
    "TypeError",
    "constructor",
    "hasOwnProperty",
    "isPrototypeOf",
    "propertyIsEnumerable",
    "toLocaleString",
    "toString",
    "valueOf",
    "__proto__",
    "__defineGetter__",
    "XMLHttpRequest",
];

/// What `expression` gives, with `model` as the names.
pub(super) fn compute(expression: &Expression, model: &Js) -> Result<Js> {
    Ok(chained(expression, model)?.unwrap_or(Js::Undefined))
}

/// `None` when a `?.` cut the chain short.
pub(super) fn chained(expression: &Expression, model: &Js) -> Result<Option<Js>> {
    Ok(Some(match expression {
        Expression::Number(number) => Js::Number(*number),
        Expression::Text(text) => Js::text(text)?,
        Expression::Pattern(pattern) => Js::Pattern(Rc::clone(pattern)),
        Expression::Word(Word::True) => Js::Boolean(true),
        Expression::Word(Word::False) => Js::Boolean(false),
        Expression::Word(Word::Null) => Js::Null,
        Expression::Name(name) => named(name, model)?,
        Expression::List(items) => {
            let items: Result<Vec<_>> = items.iter().map(|item| compute(item, model)).collect();
            Js::List(Rc::new(items?))
        }
        Expression::Object(entries) => {
            let mut out: Vec<(String, Js)> = Vec::new();
            for (key, value) in entries {
                let value = compute(value, model)?;
                out.retain(|(other, _)| other != key);
                out.push((key.clone(), value));
            }
            Js::Object(Rc::new(out))
        }
        Expression::Date(arguments) => {
            // A model that has the name gives what it likes.
            named("Date", model)
                .map_or(Ok(()), |_| Err(Stop::Code("it calls what it is given")))?;
            let values: Result<Vec<_>> = arguments.iter().map(|one| compute(one, model)).collect();
            date(&values?)?
        }
        Expression::Chain(inner) => compute(inner, model)?,
        Expression::Member { of, key, optional } => {
            let Some(of) = chained(of, model)? else { return Ok(None) };
            if *optional && of.is_nullish() {
                return Ok(None);
            }
            if of.is_nullish() && !matches!(**key, Expression::Text(_)) {
                // The key is computed before the member is asked for.
                compute(key, model)?;
            }
            member(&of, &compute(key, model)?)?
        }
        Expression::Call { of, arguments, optional } => {
            return call(of, arguments, *optional, model);
        }
        Expression::Unary { operator, of } => unary(operator, &compute(of, model)?)?,
        Expression::Binary { operator, left, right } => {
            let left = compute(left, model)?;
            let short = match *operator {
                "&&" => !left.is_true(),
                "||" => left.is_true(),
                "??" => !left.is_nullish(),
                _ => false,
            };
            if short { left } else { binary(operator, &left, compute(right, model)?)? }
        }
        Expression::Choice { condition, yes, no } => {
            let chosen = if compute(condition, model)?.is_true() { yes } else { no };
            compute(chosen, model)?
        }
    }))
}

fn named(name: &str, model: &Js) -> Result<Js> {
    if let Js::Object(entries) = model
        && let Some((_, value)) = entries.iter().find(|(key, _)| key == name)
    {
        return Ok(value.clone());
    }
    match name {
        "undefined" => Ok(Js::Undefined),
        "NaN" => Ok(Js::Number(f64::NAN)),
        "obj" => Ok(model.clone()),
        _ if BROWSER.contains(&name) || INSIDE.contains(&name) => {
            Err(Stop::Code("it reads what the browser or the language has, not the manifest"))
        }
        _ => reference_error(name),
    }
}

fn unary(operator: &str, of: &Js) -> Result<Js> {
    Ok(match operator {
        "!" => Js::Boolean(!of.is_true()),
        "-" => Js::Number(-of.to_number()?),
        "+" => Js::Number(of.to_number()?),
        _ => Js::Number(f64::from(!to_int32(of.to_number()?))),
    })
}

fn binary(operator: &str, left: &Js, right: Js) -> Result<Js> {
    let numbers = |combine: fn(f64, f64) -> f64| {
        Ok(Js::Number(combine(left.to_number()?, right.to_number()?)))
    };
    let bits = |combine: fn(i32, i32) -> i32| {
        let (left, right) = (to_int32(left.to_number()?), to_int32(right.to_number()?));
        Ok(Js::Number(f64::from(combine(left, right))))
    };
    match operator {
        "&&" | "||" | "??" | "," => Ok(right),
        "+" => add(left, &right),
        "-" => numbers(|a, b| a - b),
        "*" => numbers(|a, b| a * b),
        "/" => numbers(|a, b| a / b),
        "%" => numbers(|a, b| a % b),
        "|" => bits(|a, b| a | b),
        "&" => bits(|a, b| a & b),
        "^" => bits(|a, b| a ^ b),
        "==" => Ok(Js::Boolean(equal(left, &right)?)),
        "!=" => Ok(Js::Boolean(!equal(left, &right)?)),
        "===" => Ok(Js::Boolean(same(left, &right))),
        "!==" => Ok(Js::Boolean(!same(left, &right))),
        "<" | ">" | "<=" | ">=" => compare(operator, left, &right),
        "**" => numbers(power),
        "<<" => bits(|a, b| a.wrapping_shl(b.cast_unsigned())),
        ">>" => bits(|a, b| a.wrapping_shr(b.cast_unsigned())),
        _ => {
            let (left, right) = (to_int32(left.to_number()?), to_int32(right.to_number()?));
            Ok(Js::Number(left.cast_unsigned().wrapping_shr(right.cast_unsigned()).into()))
        }
    }
}

/// Unlike C's, JavaScript's power of one to what is no number is no number.
fn power(base: f64, exponent: f64) -> f64 {
    #[allow(clippy::float_cmp, reason = "exactly one, as JavaScript has it")]
    let one = base.abs() == 1.0;
    let nothing = exponent.is_nan() || (one && exponent.is_infinite());
    if nothing { f64::NAN } else { base.powf(exponent) }
}

fn add(left: &Js, right: &Js) -> Result<Js> {
    let (left, right) = (left.primitive()?, right.primitive()?);
    if matches!(left, Js::Text(_)) || matches!(right, Js::Text(_)) {
        return Js::text(&(left.to_text()? + &right.to_text()?));
    }
    Ok(Js::Number(left.to_number()? + right.to_number()?))
}

pub(super) fn same(left: &Js, right: &Js) -> bool {
    match (left, right) {
        (Js::Undefined, Js::Undefined) | (Js::Null, Js::Null) => true,
        (Js::Boolean(a), Js::Boolean(b)) => a == b,
        #[allow(clippy::float_cmp, reason = "JavaScript compares them exactly")]
        (Js::Number(a), Js::Number(b)) => a == b,
        (Js::Text(a), Js::Text(b)) => a == b,
        (Js::List(a), Js::List(b)) => Rc::ptr_eq(a, b),
        (Js::Object(a), Js::Object(b)) => Rc::ptr_eq(a, b),
        _ => false,
    }
}

/// `==`: null equals undefined, all else of different types as numbers.
fn equal(left: &Js, right: &Js) -> Result<bool> {
    let collection =
        |value: &Js| matches!(value, Js::List(_) | Js::Object(_) | Js::Date(_) | Js::Pattern(_));
    if left.is_nullish() || right.is_nullish() {
        return Ok(left.is_nullish() && right.is_nullish());
    }
    if collection(left) && collection(right) {
        return Ok(same(left, right));
    }
    let (left, right) = (left.primitive()?, right.primitive()?);
    if std::mem::discriminant(&left) == std::mem::discriminant(&right) {
        return Ok(same(&left, &right));
    }
    #[allow(clippy::float_cmp, reason = "JavaScript compares them exactly")]
    let equal = left.to_number()? == right.to_number()?;
    Ok(equal)
}

fn compare(operator: &str, left: &Js, right: &Js) -> Result<Js> {
    let (left, right) = (left.primitive()?, right.primitive()?);
    let order = if let (Js::Text(a), Js::Text(b)) = (&left, &right) {
        Some(a.encode_utf16().cmp(b.encode_utf16()))
    } else {
        left.to_number()?.partial_cmp(&right.to_number()?)
    };
    Ok(Js::Boolean(order.is_some_and(|order| match operator {
        "<" => order.is_lt(),
        ">" => order.is_gt(),
        "<=" => order.is_le(),
        _ => order.is_ge(),
    })))
}

/// JavaScript's 32-bit integers: the number without its fraction, modulo 2³².
pub(super) fn to_int32(number: f64) -> i32 {
    if !number.is_finite() {
        return 0;
    }
    let wrapped = number.trunc().rem_euclid(4_294_967_296.0);
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the value is a whole number below 2³²"
    )]
    let wrapped = wrapped as u32;
    wrapped.cast_signed()
}
