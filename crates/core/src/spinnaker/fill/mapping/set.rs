//! Orca's `setNestedValue`: follow a mapping, then put the value there.

use std::sync::Arc;

use super::Step;
use super::error::{Access, MappingError, MappingErrorKind};
use super::parse::{ArrayStep, Segment, parse};
use super::place::{Place, node, node_mut};
use super::property::refuse_to_set;
use crate::java::{Data, Map, Value, groovy_to_string};

/// What a mapping did.
#[derive(Clone, Debug, PartialEq)]
pub struct Put {
    /// The node that was written.
    pub path: Vec<Step>,
    /// What stood there; `None` when the key is new.
    pub before: Option<Value>,
}

/// Puts `value` where `mapping` says, or fails as Orca does, leaving `root` as
/// it was.
///
/// ```
/// use stage_core::{java, spinnaker::fill::set_nested};
/// let mut root = java::from_json(&serde_json::json!({"env": [{"value": 1}]}));
/// let map = root.as_map_mut().ok_or("a map")?;
/// set_nested(map, "env[0].value", "two".into())?;
/// let error = set_nested(map, "env[7].value", "two".into()).map_err(|error| error.to_string());
/// assert_eq!(
///     error,
///     Err("java.lang.IllegalArgumentException: Invalid index 7 for list env".into())
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn set_nested(root: &mut Map, mapping: &str, value: Value) -> Result<(), MappingError> {
    put(root, mapping, value).map(|_| ())
}

/// As [`set_nested`], and tells what it did.
pub fn put(root: &mut Map, mapping: &str, value: Value) -> Result<Put, MappingError> {
    let mut tree = Value::from(Data::Map(std::mem::take(root)));
    let result = put_in(&mut tree, mapping, value);
    if let Data::Map(map) = tree.data {
        *root = map;
    }
    result
}

fn put_in(tree: &mut Value, mapping: &str, value: Value) -> Result<Put, MappingError> {
    let segments = parse(mapping);
    let Some((last, steps)) = segments.split_last() else {
        return Err(MappingError { segment: 0, kind: MappingErrorKind::Empty });
    };
    let mut place = Place::Node(Vec::new());
    for (index, segment) in steps.iter().enumerate() {
        place =
            follow(tree, &place, segment).map_err(|kind| MappingError { segment: index, kind })?;
    }
    let failed = |kind| MappingError { segment: steps.len(), kind };
    let Some((path, _)) = place.map(tree) else {
        return Err(failed(refusal(tree, &place, last.text, &value.data)));
    };
    let path = path.to_vec();
    let key: Arc<str> = last.text.into();
    let Some(Data::Map(map)) = node_mut(tree, &path).map(|value| &mut value.data) else {
        return Err(failed(MappingErrorKind::ListWithoutIndex));
    };
    let before = map.insert(Arc::clone(&key), value);
    let path = path.into_iter().chain([Step::Key(key)]).collect();
    Ok(Put { path, before })
}

fn follow(tree: &Value, place: &Place, segment: &Segment<'_>) -> Result<Place, MappingErrorKind> {
    if let Some(array) = &segment.array {
        return item(tree, place, array, segment.text);
    }
    let next = place.read(tree, segment.text)?;
    if next.is_null(tree) { Err(no_property(tree, place, segment.text)) } else { Ok(next) }
}

fn item(
    tree: &Value,
    place: &Place,
    array: &ArrayStep<'_>,
    expression: &str,
) -> Result<Place, MappingErrorKind> {
    let Some(index) = array.index else {
        return Err(MappingErrorKind::UnparsableIndex { expression: expression.into() });
    };
    let list = place.read(tree, array.list)?;
    if list.is_null(tree) {
        return Err(no_property(tree, place, array.list));
    }
    let items = list.items(tree)?;
    let length = items.len();
    let chosen = usize::try_from(index).ok().and_then(|index| items.into_iter().nth(index));
    chosen.ok_or(MappingErrorKind::InvalidIndex { index, list: array.list.into(), length })
}

fn no_property(tree: &Value, place: &Place, property: &str) -> MappingErrorKind {
    let on = match place {
        Place::Node(path) => node(tree, path).map(groovy_to_string).unwrap_or_default(),
        _ => String::new(),
    };
    MappingErrorKind::NoProperty { property: property.into(), on }
}

/// Why nothing can be put at a place that is no map.
fn refusal(tree: &Value, place: &Place, name: &str, value: &Data) -> MappingErrorKind {
    if place.is_null(tree) {
        return MappingErrorKind::Null { property: name.into(), access: Access::Set };
    }
    match place.scalar(tree) {
        Some(scalar) => refuse_to_set(scalar, name, value),
        None => MappingErrorKind::ListWithoutIndex,
    }
}
