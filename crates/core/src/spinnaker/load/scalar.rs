//! One scalar as SnakeYAML constructs it, and as a mapping's key.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use num_bigint::BigInt;

use super::failure::{Failure, FailureKind};
use crate::document::{Kind, Node, Style, is_broken_number, resolve};
use crate::java::{Data, Value, double_to_string, groovy_to_string};

/// The tag of bytes written as text.
const BINARY: &str = "tag:yaml.org,2002:binary";

/// A property's value before conversion.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Scalar {
    /// A text, number, truth value; null is the empty text.
    Data(Data),
    /// `!!binary`.
    Bytes(Vec<u8>),
    /// `[]` before Spring Boot 3.4.
    EmptyList,
    /// `{}` from Spring Boot 2.4 to 3.3.
    EmptyMap,
}

impl Scalar {
    /// The text, if it is one.
    pub(super) fn as_text(&self) -> Option<&Arc<str>> {
        match self {
            Self::Data(Data::String(text)) => Some(text),
            _ => None,
        }
    }

    /// `String.valueOf`.
    pub(super) fn to_text(&self) -> Arc<str> {
        match self {
            Self::Data(data) => text_of(data),
            Self::Bytes(_) => "[B".into(),
            Self::EmptyList => "[]".into(),
            Self::EmptyMap => "{}".into(),
        }
    }
}

/// `String.valueOf` of a scalar.
pub(super) fn text_of(data: &Data) -> Arc<str> {
    match data {
        Data::String(text) => Arc::clone(text),
        Data::Double(number) => double_to_string(*number).into(),
        other => groovy_to_string(&Value::from(other.clone())).into(),
    }
}

/// The value of a scalar node; null becomes the empty text, as Spring's loader
/// has it.
pub(super) fn scalar(node: &Node) -> Result<Scalar, Failure> {
    let data = match &node.resolved().kind {
        Kind::Scalar { text, style } => match node.resolved().tag.as_deref() {
            None if *style != Style::Plain || is_plainly_text(text) => {
                Data::String(Arc::clone(text))
            }
            None if *style == Style::Plain && &**text == "<<" => {
                return Err(undetermined(node, "tag:yaml.org,2002:merge"));
            }
            tag => return tagged(node, text, *style, tag),
        },
        _ => Data::Null,
    };
    Ok(Scalar::Data(data))
}

/// Whether a plain scalar's first character already says that it is text.
fn is_plainly_text(text: &str) -> bool {
    !matches!(
        text.as_bytes().first(),
        None | Some(
            b'~' | b'n'
                | b'N'
                | b'y'
                | b'Y'
                | b't'
                | b'T'
                | b'f'
                | b'F'
                | b'o'
                | b'O'
                | b'-'
                | b'+'
                | b'.'
                | b'<'
                | b'0'..=b'9'
        )
    )
}

fn tagged(node: &Node, text: &str, style: Style, tag: Option<&str>) -> Result<Scalar, Failure> {
    let data = resolve(text, style, tag);
    let number = |data: Data| match data {
        Data::String(_) => {
            let message = format!("For input string: \"{text}\"");
            let class = "java.lang.NumberFormatException";
            Err(Failure::of(FailureKind::Tag, class, message, node.span))
        }
        number => Ok(number),
    };
    let data = match tag.map(|tag| tag.strip_prefix("tag:yaml.org,2002:").ok_or(tag)) {
        None if style == Style::Plain && is_broken_number(text) => number(data)?,
        Some(Err("!")) if is_broken_number(text) => number(data)?,
        None | Some(Err("!") | Ok("str" | "timestamp")) => data,
        Some(Ok("null")) => Data::Null,
        Some(Ok("int" | "float")) => number(data)?,
        Some(Ok("bool")) => boolean(text).map_or(Data::Null, Data::Boolean),
        Some(Ok("binary")) => return binary(node, text),
        Some(Ok(_)) => return Err(undetermined(node, tag.unwrap_or_default())),
        Some(Err(local)) => return Err(undetermined(node, local)),
    };
    Ok(Scalar::Data(if data == Data::Null { Data::String("".into()) } else { data }))
}

fn boolean(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "yes" | "true" | "on" => Some(true),
        "no" | "false" | "off" => Some(false),
        _ => None,
    }
}

fn undetermined(node: &Node, tag: &str) -> Failure {
    let message = format!("could not determine a constructor for the tag {tag}");
    let class = "org.yaml.snakeyaml.constructor.ConstructorException";
    Failure::of(FailureKind::Tag, class, message, node.span)
}

/// Base64 as `java.util.Base64` decodes it once white space is gone.
fn binary(node: &Node, text: &str) -> Result<Scalar, Failure> {
    let wrong = |message: &str| {
        let class = "java.lang.IllegalArgumentException";
        Failure::of(FailureKind::Tag, class, message, node.span)
    };
    let written: String = text.split_whitespace().collect();
    let digits = written.trim_end_matches('=');
    let mut bytes = Vec::with_capacity(digits.len() * 3 / 4);
    let (mut held, mut bits) = (0u32, 0u32);
    for digit in digits.bytes() {
        let value = match digit {
            b'A'..=b'Z' => digit - b'A',
            b'a'..=b'z' => digit - b'a' + 26,
            b'0'..=b'9' => digit - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return Err(wrong(&format!("Illegal base64 character {digit:x}"))),
        };
        held = (held << 6) | u32::from(value);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from((held >> bits) & 0xff).unwrap_or_default());
        }
    }
    let padding = written.len() - digits.len();
    if digits.len() % 4 == 1 || padding > 2 || (padding > 0 && !written.len().is_multiple_of(4)) {
        return Err(wrong("Input byte array has wrong 4-byte ending unit"));
    }
    Ok(Scalar::Bytes(bytes))
}

/// A mapping's key as constructed; equal where Java's `equals` says so.
#[derive(Clone, Debug)]
pub(super) enum Key<'a> {
    /// Text.
    Text(&'a str),
    /// Text that Spring still holds together with its place.
    Tracked(&'a str),
    /// A number, a truth value or null.
    Data(Data),
    /// A list, a map or bytes.
    Other(&'a Node),
}

/// The key that a node is.
pub(super) fn key(node: &Node) -> Key<'_> {
    let node = node.resolved();
    match (&node.kind, node.tag.as_deref()) {
        (Kind::Scalar { .. }, Some(BINARY)) => Key::Other(node),
        (Kind::Scalar { text, style }, tag) => {
            if tag.is_none() && (*style != Style::Plain || is_plainly_text(text)) {
                return Key::Text(text);
            }
            match resolve(text, *style, tag) {
                Data::String(_) => Key::Text(text),
                data => Key::Data(data),
            }
        }
        _ => Key::Other(node),
    }
}

impl Key<'_> {
    /// The same key, still held with its place.
    pub(super) fn tracked(self) -> Self {
        match self {
            Self::Text(text) => Self::Tracked(text),
            other => other,
        }
    }

    /// The key as Java prints it.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Text(text) | Self::Tracked(text) => (*text).to_owned(),
            Self::Data(data) => text_of(data).to_string(),
            Self::Other(node) if node.tag.as_deref() == Some(BINARY) => "[B".to_owned(),
            Self::Other(node) => {
                let items: Vec<String> = node.items().iter().map(|item| key(item).text()).collect();
                format!("[{}]", items.join(", "))
            }
        }
    }

    /// The key as a value, as an item of a set has it.
    pub(super) fn value(&self) -> Scalar {
        match self {
            Self::Text(text) | Self::Tracked(text) => Scalar::Data(Data::String((*text).into())),
            Self::Data(Data::Null) => Scalar::Data(Data::String("".into())),
            Self::Data(data) => Scalar::Data(data.clone()),
            Self::Other(_) => Scalar::Data(Data::String(self.text().into())),
        }
    }

    /// The class that cannot be cast to text, for a key that is none.
    pub(super) fn foreign_class(&self) -> Option<&'static str> {
        match self {
            Self::Text(_) | Self::Data(Data::Null | Data::String(_)) => None,
            Self::Tracked(_) => {
                Some("org.springframework.boot.origin.OriginTrackedValue$OriginTrackedCharSequence")
            }
            Self::Data(data) => Some(class_of(data)),
            Self::Other(node) if node.tag.as_deref() == Some(BINARY) => Some("[B"),
            Self::Other(node) if node.entries().is_empty() => Some("java.util.ArrayList"),
            Self::Other(_) => Some("java.util.LinkedHashMap"),
        }
    }

    fn identity(&self) -> (u8, Option<u64>, &str, Option<&BigInt>) {
        match self {
            Self::Text(text) => (0, None, text, None),
            Self::Tracked(text) => (1, None, text, None),
            Self::Data(Data::Null) => (2, None, "", None),
            Self::Data(Data::Boolean(truth)) => (3, Some(u64::from(*truth)), "", None),
            Self::Data(Data::Integer(number)) => {
                (4, Some(i64::from(*number).cast_unsigned()), "", None)
            }
            Self::Data(Data::Long(number)) => (5, Some(number.cast_unsigned()), "", None),
            Self::Data(Data::Double(number)) => (6, Some(number.to_bits()), "", None),
            Self::Data(Data::BigInteger(number)) => (7, None, "", Some(number)),
            Self::Data(_) => (8, None, "", None),
            Self::Other(node) => (9, Some(u64::from(node.span.start)), "", None),
        }
    }
}

impl PartialEq for Key<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.identity() == other.identity()
    }
}

impl Eq for Key<'_> {}

impl Hash for Key<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let (kind, number, text, big) = self.identity();
        kind.hash(state);
        number.hash(state);
        text.hash(state);
        big.hash(state);
    }
}

/// The Java class of a scalar.
pub(super) fn class_of(data: &Data) -> &'static str {
    match data {
        Data::Null | Data::String(_) => "java.lang.String",
        Data::Boolean(_) => "java.lang.Boolean",
        Data::Integer(_) => "java.lang.Integer",
        Data::Long(_) => "java.lang.Long",
        Data::BigInteger(_) => "java.math.BigInteger",
        Data::Double(_) => "java.lang.Double",
        Data::List(_) => "java.util.ArrayList",
        Data::Map(_) => "java.util.LinkedHashMap",
    }
}
