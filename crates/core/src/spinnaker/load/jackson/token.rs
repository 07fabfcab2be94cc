//! A YAML scalar as Jackson's YAML parser hands it on.

use std::sync::Arc;

use crate::document::{Kind, Node, Style, resolve};
use crate::java::Data;

/// One value token.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// `VALUE_NULL`
    Null,
    /// `VALUE_TRUE` or `VALUE_FALSE`, as written.
    Boolean(bool, Arc<str>),
    /// `VALUE_NUMBER_INT`: an Integer, Long or `BigInteger`, as written.
    Whole(Data, Arc<str>),
    /// `VALUE_NUMBER_FLOAT`, as written; none where it does not read as a
    /// number after all (`.inf`, `.nan`, `1:30.5`).
    Float(Option<f64>, Arc<str>),
    /// `VALUE_STRING`
    Text(Arc<str>),
    /// `VALUE_EMBEDDED_OBJECT`: bytes, as Jackson writes them in base64.
    Embedded(Arc<str>),
    /// `START_OBJECT`
    Object,
    /// `START_ARRAY`
    Array,
}

impl Token {
    /// How messages name it.
    pub(super) fn described(&self) -> &'static str {
        match self {
            Self::Null => "Null value (token `JsonToken.VALUE_NULL`)",
            Self::Boolean(true, _) => "Boolean value (token `JsonToken.VALUE_TRUE`)",
            Self::Boolean(false, _) => "Boolean value (token `JsonToken.VALUE_FALSE`)",
            Self::Whole(..) => "Integer value (token `JsonToken.VALUE_NUMBER_INT`)",
            Self::Float(..) => "Floating-point value (token `JsonToken.VALUE_NUMBER_FLOAT`)",
            Self::Text(_) => "String value (token `JsonToken.VALUE_STRING`)",
            Self::Embedded(_) => "Embedded Object value (token `JsonToken.VALUE_EMBEDDED_OBJECT`)",
            Self::Object => "Object value (token `JsonToken.START_OBJECT`)",
            Self::Array => "Array value (token `JsonToken.START_ARRAY`)",
        }
    }
}

/// The token of a node. An alias is no more than its name.
pub(super) fn token(node: &Node, source: &str) -> Token {
    match &node.kind {
        Kind::Scalar { text, style } => scalar(text, *style, node.tag.as_deref()),
        Kind::Mapping { .. } => Token::Object,
        Kind::Sequence { .. } | Kind::Regions(_) => Token::Array,
        Kind::Alias(_) => {
            let written = source.get(node.span.range()).unwrap_or_default();
            Token::Text(written.trim().trim_start_matches('*').into())
        }
    }
}

fn scalar(text: &Arc<str>, style: Style, tag: Option<&str>) -> Token {
    let as_text = || Token::Text(Arc::clone(text));
    match tag.filter(|tag| *tag != "!") {
        None if style != Style::Plain || tag.is_some() => as_text(),
        None => plain(text, resolve(text, Style::Plain, None)),
        Some(tag) => match tag.strip_prefix("tag:yaml.org,2002:").unwrap_or(tag) {
            "bool" => {
                boolean(text).map_or_else(as_text, |truth| Token::Boolean(truth, Arc::clone(text)))
            }
            "int" if !text.is_empty() => match resolve(text, Style::Plain, None) {
                number @ (Data::Integer(_) | Data::Long(_) | Data::BigInteger(_)) => {
                    plain(text, number)
                }
                _ => as_text(),
            },
            "float" if !text.is_empty() => Token::Float(float(text), Arc::clone(text)),
            "null" if !text.is_empty() => Token::Null,
            "binary" => Token::Embedded(text.split_whitespace().collect::<String>().into()),
            _ => as_text(),
        },
    }
}

fn plain(text: &Arc<str>, data: Data) -> Token {
    match data {
        Data::Null => Token::Null,
        Data::Boolean(_) => match boolean(text) {
            Some(truth) => Token::Boolean(truth, Arc::clone(text)),
            None => Token::Text(Arc::clone(text)),
        },
        // Numbers to base sixty stay text.
        Data::Integer(_) | Data::Long(_) | Data::BigInteger(_) if !text.contains(':') => {
            Token::Whole(data, Arc::clone(text))
        }
        Data::Double(_) => Token::Float(float(text), Arc::clone(text)),
        _ => Token::Text(Arc::clone(text)),
    }
}

fn boolean(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "y" | "on" | "yes" | "true" => Some(true),
        "n" | "no" | "off" | "false" => Some(false),
        _ => None,
    }
}

fn float(text: &str) -> Option<f64> {
    let cleaned = text.replace('_', "");
    let digits = cleaned.strip_prefix(['-', '+']).unwrap_or(&cleaned);
    let numeric = digits.starts_with(|ch: char| ch.is_ascii_digit())
        || digits.get(1..).is_some_and(|rest| rest.starts_with(|ch: char| ch.is_ascii_digit()));
    numeric.then(|| cleaned.parse().ok()).flatten()
}
