//! A first cut of loading: canonical names for the definition's own
//! properties, and everything else as written.

use std::sync::Arc;

use crate::document::{Node, value};
use crate::forms::{StageKind, uniform};
use crate::java::{Data, Map, Value, groovy_to_string};
use crate::stage::known;

/// The definition as Orca roughly holds it.
pub(super) fn loaded(node: &Node, kind: StageKind) -> Value {
    let authored = value(node);
    let mut stage = Map::new();
    for (key, value) in authored.as_map().into_iter().flat_map(Map::iter) {
        let Some(name) = known(kind).find(|name| uniform(name) == uniform(key)) else { continue };
        let value = if name == "parameters" { parameters(value) } else { value.clone() };
        stage.insert(name, value);
    }
    Value::new(Data::Map(stage), authored.origin)
}

/// Every property of a parameter is text.
fn parameters(list: &Value) -> Value {
    let mut list = list.clone();
    if let Data::List(items) = &mut list.data {
        for value in items.iter_mut().filter_map(Value::as_map_mut).flat_map(Map::values_mut) {
            let text = if value.is_null() { String::new() } else { groovy_to_string(value) };
            value.data = Data::String(Arc::from(text));
        }
    }
    list
}
