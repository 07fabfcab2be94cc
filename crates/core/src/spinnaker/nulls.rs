//! How Orca and clouddriver leave nulls out when they write JSON
//! (clouddriver-semantics §1.2.8, §1.3.13, §3.2.8): null map values vanish at
//! every depth, null list elements stay.

use crate::java::{Data, Map, Value};

use super::path;

/// A value that did not get through a step.
#[derive(Clone, Debug, PartialEq)]
pub struct Dropped {
    /// Where it stood, such as `spec.template.metadata.labels["a/b"]`.
    pub path: String,
    /// What stood there.
    pub was: Value,
    /// Why it is gone, in a few words for the user.
    pub reason: &'static str,
}

/// Takes null map values out of `map`, at every depth, and notes each in
/// `dropped` under the path `at`.
///
/// It recurses: the nesting must have been checked against
/// [`crate::limits::JSON_DEPTH`].
pub(super) fn drop_nulls(
    map: &mut Map,
    at: &mut Vec<path::Step>,
    reason: &'static str,
    dropped: &mut Vec<Dropped>,
) {
    let keys: Vec<_> = map.keys().cloned().collect();
    for key in keys {
        at.push(path::Step::Key(key.clone()));
        match map.get_mut(&key) {
            Some(value) if value.is_null() => {
                if let Some(was) = map.remove(&key) {
                    dropped.push(Dropped { path: path::text(at), was, reason });
                }
            }
            Some(value) => drop_inside(value, at, reason, dropped),
            None => {}
        }
        at.pop();
    }
}

fn drop_inside(
    value: &mut Value,
    at: &mut Vec<path::Step>,
    reason: &'static str,
    dropped: &mut Vec<Dropped>,
) {
    match &mut value.data {
        Data::Map(map) => drop_nulls(map, at, reason, dropped),
        Data::List(items) => {
            for (index, item) in items.iter_mut().enumerate() {
                at.push(path::Step::Index(index));
                drop_inside(item, at, reason, dropped);
                at.pop();
            }
        }
        _ => {}
    }
}

/// The deepest nesting of lists and maps in `value`; without recursion.
pub(super) fn depth(value: &Value) -> usize {
    let mut deepest = 0;
    let mut waiting = vec![(value, 1usize)];
    while let Some((value, depth)) = waiting.pop() {
        match &value.data {
            Data::Map(map) => {
                deepest = deepest.max(depth);
                waiting.extend(map.iter().map(|(_, item)| (item, depth + 1)));
            }
            Data::List(items) => {
                deepest = deepest.max(depth);
                waiting.extend(items.iter().map(|item| (item, depth + 1)));
            }
            _ => {}
        }
    }
    deepest
}
