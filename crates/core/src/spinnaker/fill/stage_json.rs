//! The stage context that Orca makes of a stage's JSON in a pipeline.

use std::sync::Arc;

use super::origins::marked;
use crate::java::{Data, Map, Value};

/// Keys of a stage's JSON that are fields of the stage, not context.
const STAGE_FIELDS: [&str; 5] =
    ["type", "name", "refId", "startTimeExpiry", "requisiteStageRefIds"];

/// The context with which a stage begins: without the stage's own fields and
/// without nulls, which are lost when the execution is stored, and with each
/// value's origin. Expressions in it are evaluated next, then [`super::fill`].
pub fn stage_context(stage_json: &Map) -> Map {
    let mut context = marked(stage_json);
    context.retain(|key, _| !STAGE_FIELDS.contains(&&**key));
    stored(context)
}

/// A context as Orca's store gives it back: null entries of maps are lost, so
/// the nulls of the fill-in vanish between planning and the first task.
#[must_use]
pub fn stored(mut context: Map) -> Map {
    drop_nulls(&mut context);
    context
}

/// Drops null entries of maps at every level, at most `limits::NODE_DEPTH` of
/// them; a list keeps its nulls.
fn drop_nulls(map: &mut Map) {
    map.retain(|_: &Arc<str>, value: &mut Value| {
        drop_nulls_in(value);
        !value.is_null()
    });
}

fn drop_nulls_in(value: &mut Value) {
    match &mut value.data {
        Data::Map(map) => drop_nulls(map),
        Data::List(items) => items.iter_mut().for_each(drop_nulls_in),
        _ => {}
    }
}
