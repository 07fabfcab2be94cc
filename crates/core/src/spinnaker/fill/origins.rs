//! Who wrote the values that come from a pipeline.

use std::sync::Arc;

use crate::java::{Data, Map, Origin, Value};

/// The stage JSON with the origin of every value that has none yet. Jobs keep
/// what their author entered in `parameters`, webhooks in `parameterValues`.
pub(in crate::spinnaker) fn marked(stage_json: &Map) -> Map {
    let mut context = stage_json.clone();
    let keys: Vec<Arc<str>> = context.keys().cloned().collect();
    for key in keys {
        let Some(value) = context.get_mut(&key) else { continue };
        match (&*key, &mut value.data) {
            ("parameters" | "parameterValues", Data::Map(entries)) => {
                each(entries, |name| Origin::Parameter { parameter: Arc::clone(name) });
            }
            ("dynamicParameters", Data::Map(entries)) => {
                each(entries, |key| Origin::DynamicParameter { key: Arc::clone(key) });
            }
            _ => {}
        }
        mark(value, &Origin::StageJson);
    }
    context
}

fn each(entries: &mut Map, origin: impl Fn(&Arc<str>) -> Origin) {
    let keys: Vec<Arc<str>> = entries.keys().cloned().collect();
    for key in keys {
        if let Some(value) = entries.get_mut(&key) {
            mark(value, &origin(&key));
        }
    }
}

/// Marks what has no origin, all the way down; a value is no deeper than
/// `limits::NODE_DEPTH`.
fn mark(value: &mut Value, origin: &Origin) {
    if value.origin == Origin::Unknown {
        value.origin = origin.clone();
    }
    match &mut value.data {
        Data::List(items) => items.iter_mut().for_each(|item| mark(item, origin)),
        Data::Map(map) => map.values_mut().for_each(|item| mark(item, origin)),
        _ => {}
    }
}

/// The origin of a value that a parameter carries to another place: the
/// parameter, through the expression or placeholder that made it, if any.
pub(super) fn carried(by: &Origin, to: Origin) -> Origin {
    match by {
        Origin::Expression { text, of } => {
            Origin::Expression { text: Arc::clone(text), of: Box::new(carried(of, to)) }
        }
        Origin::Placeholder { text, of } => {
            Origin::Placeholder { text: Arc::clone(text), of: Box::new(carried(of, to)) }
        }
        _ => to,
    }
}
