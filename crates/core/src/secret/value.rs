//! Java values without their secrets.

use std::sync::Arc;

use super::MASK;
use super::known::Secrets;
use super::tree::{is_sensitive, is_value_key};
use crate::java::{Data, Map, Origin, Value, groovy_to_string};
use crate::limits;
use crate::sensitive::{is_secret_name, is_secret_value};

/// Hides secrets below `value`; those found by name are told to `secrets`.
pub(super) fn hide(value: &mut Value, secrets: &mut Secrets) {
    named(value, false, false, secrets, 0);
    patterns(value, secrets, 0);
}

/// Hides what is secret by its name, or by the name of the parameter that it
/// came from.
fn named(value: &mut Value, secret: bool, below: bool, secrets: &mut Secrets, depth: usize) {
    if depth > limits::NODE_DEPTH {
        return;
    }
    match &mut value.data {
        Data::Map(map) => {
            let names_secret = map.get("name").and_then(Value::as_str).is_some_and(is_secret_name);
            for key in map.keys().cloned().collect::<Vec<Arc<str>>>() {
                let sensitive = below || is_sensitive(&key);
                let secret = is_secret_name(&key) || (names_secret && is_value_key(&key));
                if let Some(value) = map.get_mut(&key) {
                    named(value, secret, sensitive, secrets, depth + 1);
                }
            }
        }
        Data::List(items) => {
            for item in items {
                named(item, secret, below, secrets, depth + 1);
            }
        }
        Data::Null | Data::Boolean(_) => {}
        _ => {
            let text = groovy_to_string(value);
            if (secret || below || is_of_secret(&value.origin)) && is_secret_value(&text) {
                secrets.learn(&text);
                value.data = Data::String(MASK.into());
            }
        }
    }
}

fn is_of_secret(origin: &Origin) -> bool {
    match origin {
        Origin::Parameter { parameter } | Origin::Default { parameter, .. } => {
            is_secret_name(parameter)
        }
        Origin::Expression { of, .. } | Origin::Placeholder { of, .. } => is_of_secret(of),
        _ => false,
    }
}

/// Hides what is known or looks like a secret inside texts.
fn patterns(value: &mut Value, secrets: &Secrets, depth: usize) {
    if depth > limits::NODE_DEPTH {
        return;
    }
    match &mut value.data {
        Data::String(text) => {
            if let Some(masked) = secrets.masked_if_any(text) {
                *text = masked.into();
            }
        }
        Data::List(items) => items.iter_mut().for_each(|item| patterns(item, secrets, depth + 1)),
        Data::Map(map) => Map::values_mut(map).for_each(|item| patterns(item, secrets, depth + 1)),
        _ => {}
    }
}
