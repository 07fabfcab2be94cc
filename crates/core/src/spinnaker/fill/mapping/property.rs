//! What Groovy sees of texts, numbers and truth values: their class and the
//! properties it finds on them (getters, constants, its own additions).

use std::sync::Arc;

use super::error::MappingErrorKind;
use super::suggest::near;
use crate::java::{Data, Order};

/// The full name of the Java class.
pub(in crate::spinnaker::fill) fn class_of(data: &Data) -> &'static str {
    match data {
        Data::Null => "org.codehaus.groovy.runtime.NullObject",
        Data::Boolean(_) => "java.lang.Boolean",
        Data::Integer(_) => "java.lang.Integer",
        Data::Long(_) => "java.lang.Long",
        Data::BigInteger(_) => "java.math.BigInteger",
        Data::Double(_) => "java.lang.Double",
        Data::String(_) => "java.lang.String",
        Data::List(_) => "java.util.ArrayList",
        Data::Map(map) if map.order() == Order::Hash => "java.util.HashMap",
        Data::Map(_) => "java.util.LinkedHashMap",
    }
}

/// Reads a property of a scalar: the one kind of value that can be carried on
/// is a truth value; whatever else Groovy finds there is a Java object.
pub(super) fn read(data: &Data, name: &str) -> Result<Data, MappingErrorKind> {
    let class = class_of(data);
    let known = truth(data, name).or_else(|| truth(data, &decapitalized(name)?));
    if let Some(truth) = known {
        return Ok(Data::Boolean(truth));
    }
    let has = |name: &str| readable(data, name);
    if has(name) || decapitalized(name).is_some_and(|name| getters(data).contains(&&*name)) {
        return Err(MappingErrorKind::JavaObject { property: name.into(), class });
    }
    Err(missing(data, name, false))
}

/// Why a property of a scalar cannot be set. None can.
pub(super) fn refuse_to_set(data: &Data, name: &str, value: &Data) -> MappingErrorKind {
    let class = class_of(data);
    if name == "metaClass" {
        let text = crate::java::java_to_string(value);
        return MappingErrorKind::Cast {
            text,
            class: class_of(value),
            to: "groovy.lang.MetaClass",
        };
    }
    if readable(data, name) {
        return MappingErrorKind::ReadOnlyProperty { property: name.into(), class };
    }
    missing(data, name, false)
}

/// There is no such property.
pub(super) fn missing(data: &Data, name: &str, in_item: bool) -> MappingErrorKind {
    MappingErrorKind::MissingProperty {
        property: Arc::from(name),
        class: class_of(data),
        suggestions: near(name, listed(data)),
        in_item,
    }
}

/// Properties that Groovy adds to every object.
const ADDED: [&str; 4] = ["class", "metaClass", "metaPropertyValues", "properties"];

fn readable(data: &Data, name: &str) -> bool {
    let write_only = name == "bit" && matches!(data, Data::BigInteger(_));
    !write_only
        && (ADDED.contains(&name) || getters(data).contains(&name) || listed(data).contains(&name))
}

/// Getters, Groovy's included, besides those of every object. Groovy also
/// finds them under a capital letter when it reads.
fn getters(data: &Data) -> &'static [&'static str] {
    match data {
        Data::String(_) => &[
            "allWhitespace",
            "bigDecimal",
            "bigInteger",
            "blank",
            "bytes",
            "chars",
            "double",
            "empty",
            "float",
            "integer",
            "long",
            "number",
        ],
        Data::Double(_) => &["infinite", "naN"],
        Data::BigInteger(_) => &["lowestSetBit"],
        _ => &[],
    }
}

/// The properties from which Groovy proposes, in its order.
fn listed(data: &Data) -> &'static [&'static str] {
    match data {
        Data::String(_) => &["CASE_INSENSITIVE_ORDER", "blank", "bytes", "class", "empty"],
        Data::Integer(_) | Data::Long(_) => {
            &["MIN_VALUE", "MAX_VALUE", "TYPE", "SIZE", "BYTES", "class"]
        }
        Data::Boolean(_) => &["TRUE", "FALSE", "TYPE", "class"],
        Data::Double(_) => &[
            "POSITIVE_INFINITY",
            "NEGATIVE_INFINITY",
            "NaN",
            "MAX_VALUE",
            "MIN_NORMAL",
            "MIN_VALUE",
            "MAX_EXPONENT",
            "MIN_EXPONENT",
            "SIZE",
            "BYTES",
            "TYPE",
            "class",
            "infinite",
            "naN",
        ],
        Data::BigInteger(_) => &["ZERO", "ONE", "TWO", "TEN", "class", "lowestSetBit", "bit"],
        _ => &[],
    }
}

/// The truth that a getter `is…` answers, where it is known.
fn truth(data: &Data, name: &str) -> Option<bool> {
    match (data, name) {
        (Data::String(text), "empty") => Some(text.is_empty()),
        (Data::String(text), "blank" | "allWhitespace") => {
            Some(text.chars().all(char::is_whitespace))
        }
        (Data::Double(number), "infinite") => Some(number.is_infinite()),
        (Data::Double(number), "naN" | "NaN") => Some(number.is_nan()),
        (Data::Boolean(_), "TRUE") => Some(true),
        (Data::Boolean(_), "FALSE") => Some(false),
        _ => None,
    }
}

/// `Empty` as `empty`; nothing for a name that does not begin with a capital
/// letter, or that begins with two.
fn decapitalized(name: &str) -> Option<String> {
    let mut letters = name.chars();
    let first = letters.next().filter(|letter| letter.is_uppercase())?;
    let rest = letters.as_str();
    if rest.chars().next().is_some_and(char::is_uppercase) {
        return None;
    }
    Some(first.to_lowercase().chain(rest.chars()).collect())
}
