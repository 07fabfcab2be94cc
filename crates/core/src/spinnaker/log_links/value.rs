//! JavaScript's values, as far as a manifest and a link can make them.

use std::rc::Rc;

use crate::java::{Data, Value};
use crate::limits;

use super::dates::CLOCK;
use super::regexp::Pattern;
use super::{Result, Stop};

/// A JavaScript value. Lists and objects are shared, so that reading a member
/// copies nothing.
#[derive(Clone, Debug)]
pub(super) enum Js {
    Undefined,
    Null,
    Boolean(bool),
    Number(f64),
    Text(Rc<str>),
    List(Rc<Vec<Self>>),
    Object(Rc<Vec<(String, Self)>>),
    /// A `Date`: milliseconds since 1970.
    Date(f64),
    Pattern(Rc<Pattern>),
}

impl Js {
    /// The value that JSON gives in JavaScript: every number is a double.
    pub(super) fn from_java(value: &Value, depth: usize) -> Result<Self> {
        if depth > limits::NODE_DEPTH {
            return Err(Stop::Code("the manifest is nested too deeply"));
        }
        #[allow(clippy::cast_precision_loss, reason = "JavaScript's numbers lose it as well")]
        Ok(match &value.data {
            Data::Null => Self::Null,
            Data::Boolean(truth) => Self::Boolean(*truth),
            Data::Integer(number) => Self::Number((*number).into()),
            Data::Long(number) => Self::Number(*number as f64),
            Data::BigInteger(number) => {
                Self::Number(number.to_string().parse().unwrap_or(f64::NAN))
            }
            Data::Double(number) => Self::Number(*number),
            Data::String(text) => Self::Text((**text).into()),
            Data::List(items) => {
                let items: Result<Vec<_>> =
                    items.iter().map(|item| Self::from_java(item, depth + 1)).collect();
                Self::List(Rc::new(items?))
            }
            Data::Map(map) => {
                let entries: Result<Vec<_>> = map
                    .iter()
                    .map(|(key, item)| Ok((key.to_string(), Self::from_java(item, depth + 1)?)))
                    .collect();
                Self::Object(Rc::new(entries?))
            }
        })
    }

    pub(super) fn text(text: &str) -> Result<Self> {
        if text.len() > limits::LINK_VALUE_BYTES {
            return Err(Stop::Code("a value grows too long"));
        }
        Ok(Self::Text(text.into()))
    }

    pub(super) fn is_nullish(&self) -> bool {
        matches!(self, Self::Undefined | Self::Null)
    }

    pub(super) fn is_true(&self) -> bool {
        match self {
            Self::Undefined | Self::Null => false,
            Self::Boolean(truth) => *truth,
            Self::Number(number) => *number != 0.0 && !number.is_nan(),
            Self::Text(text) => !text.is_empty(),
            Self::List(_) | Self::Object(_) | Self::Date(_) | Self::Pattern(_) => true,
        }
    }

    /// `String(value)`.
    pub(super) fn to_text(&self) -> Result<String> {
        let text = match self {
            Self::Undefined => "undefined".into(),
            Self::Null => "null".into(),
            Self::Boolean(truth) => truth.to_string(),
            Self::Number(number) => number_text(*number),
            Self::Text(text) => text.to_string(),
            Self::List(items) => {
                let mut out = String::new();
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    out.push_str(&item.shown()?);
                    if out.len() > limits::LINK_VALUE_BYTES {
                        return Err(Stop::Code("a value grows too long"));
                    }
                }
                out
            }
            Self::Object(_) => "[object Object]".into(),
            Self::Date(_) => return Err(CLOCK),
            Self::Pattern(_) => return Err(Stop::Code("it shows a regular expression")),
        };
        Ok(text)
    }

    /// What lodash shows, and what a list shows of its elements: nothing for
    /// undefined and null.
    pub(super) fn shown(&self) -> Result<String> {
        if self.is_nullish() { Ok(String::new()) } else { self.to_text() }
    }

    /// What operators see: lists and objects as text.
    pub(super) fn primitive(&self) -> Result<Self> {
        match self {
            Self::List(_) | Self::Object(_) | Self::Date(_) | Self::Pattern(_) => {
                Self::text(&self.to_text()?)
            }
            other => Ok(other.clone()),
        }
    }

    pub(super) fn to_number(&self) -> Result<f64> {
        if let Self::Date(moment) = self {
            return Ok(*moment);
        }
        Ok(match self.primitive()? {
            Self::Null => 0.0,
            Self::Boolean(truth) => f64::from(u8::from(truth)),
            Self::Number(number) => number,
            Self::Text(text) => text_number(&text)?,
            _ => f64::NAN,
        })
    }
}

fn text_number(text: &str) -> Result<f64> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(0.0);
    }
    if text.len() > 2 && text.starts_with('0') && text.contains(['x', 'X', 'o', 'O', 'b', 'B']) {
        return Err(Stop::Code("a number in an unusual notation"));
    }
    let plain = text.bytes().all(|b| b.is_ascii_digit() || b"+-.eE".contains(&b));
    Ok(match text.trim_start_matches(['+', '-']) {
        "Infinity" if text.starts_with('-') => f64::NEG_INFINITY,
        "Infinity" => f64::INFINITY,
        _ if plain => text.parse().unwrap_or(f64::NAN),
        _ => f64::NAN,
    })
}

/// A number as JavaScript writes it: plain digits up to 10²¹, an exponent
/// beyond and below 10⁻⁶.
pub(super) fn number_text(number: f64) -> String {
    if number.is_nan() {
        return "NaN".into();
    }
    if number.is_infinite() {
        return if number > 0.0 { "Infinity".into() } else { "-Infinity".into() };
    }
    if number == 0.0 {
        return "0".into();
    }
    if (1e-6..1e21).contains(&number.abs()) {
        return format!("{number}");
    }
    let scientific = format!("{number:e}");
    match scientific.split_once('e') {
        Some((digits, exponent)) if !exponent.starts_with('-') => format!("{digits}e+{exponent}"),
        _ => scientific,
    }
}

/// As lodash's `escape`.
pub(super) fn html_escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}
