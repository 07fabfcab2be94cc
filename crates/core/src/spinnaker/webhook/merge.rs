//! The definition copied over a pipeline's stage.

use super::definition::{COPIED_FIELDS, set};
use crate::java::{Data, Map, Origin, Value};
use crate::spinnaker::fill::origins::marked;

/// A pipeline's stage after the definition was copied over it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Merged {
    /// The context that Orca goes on with.
    pub context: Map,
    /// What the stage had set itself and lost.
    pub overridden: Vec<Overridden>,
}

/// A field of the pipeline's stage that the definition replaced as a whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Overridden {
    /// The field. For `parameterValues` all that the author entered is lost.
    pub field: &'static str,
    /// What the stage had set.
    pub before: Value,
}

/// Copies what the definition sets over the stage's own; what it leaves out
/// stays, or becomes null when the stage and the outputs of earlier ones have
/// none either. Defaults of parameters are not applied: they reach a pipeline
/// only when somebody opens the stage in Deck.
///
/// `stage_json` is the stage as context, see [`crate::spinnaker::fill::stage_context`].
pub fn merge(definition: &Value, stage_json: &Map, outputs: &Map) -> Merged {
    let empty = Map::new();
    let definition = definition.as_map().unwrap_or(&empty);
    let mut merged = Merged { context: marked(stage_json), overridden: Vec::new() };
    for field in COPIED_FIELDS {
        let context = &mut merged.context;
        match set(definition, field) {
            Some(value) => {
                let before = context.insert(field, value.clone());
                if let Some(before) = before.filter(|before| !before.is_null() && before != value) {
                    merged.overridden.push(Overridden { field, before });
                }
            }
            None if context.contains_key(field) || set(outputs, field).is_some() => {}
            None => {
                let origin =
                    Origin::Orca("set neither in the stage definition nor in the pipeline");
                context.insert(field, Value::new(Data::Null, origin));
            }
        }
    }
    merged
}
