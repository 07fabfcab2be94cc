//! The headers of a webhook's requests.

use std::sync::Arc;

use crate::java::{Data, Map, Value, groovy_to_string};

/// One header that is sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Header {
    /// Its name as written; names that differ in case only are one header.
    pub name: Arc<str>,
    /// Its values, each sent on its own.
    pub values: Vec<Value>,
    /// From `sensitiveHeaders`: never evaluated, never part of the execution,
    /// to be shown masked.
    pub sensitive: bool,
    /// A custom header of the same name that it replaced.
    pub replaced: Option<Vec<Value>>,
}

/// A header that Orca leaves out because services trust it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedHeader {
    /// Its name as written.
    pub name: Arc<str>,
    /// Whether it stood in `sensitiveHeaders`.
    pub sensitive: bool,
}

/// Names that are never sent, in any case.
const REFUSED: [&str; 5] = [
    "X-SPINNAKER-USER",
    "X-SPINNAKER-ACCOUNT",
    "X-SPINNAKER-USER-ORIGIN",
    "X-SPINNAKER-REQUEST-ID",
    "X-SPINNAKER-EXECUTION-ID",
];

/// Whether Orca leaves out a header of this name (webhook-semantics,
/// execution 5).
pub fn is_refused(name: &str) -> bool {
    REFUSED.contains(&&*name.to_uppercase())
}

/// Custom headers, then sensitive ones: a list replaces what has the name, a
/// single value is added to it.
pub(super) fn headers(
    custom: Option<&Map>,
    sensitive: Option<&Map>,
) -> (Vec<Header>, Vec<RefusedHeader>) {
    let mut sent: Vec<Header> = Vec::new();
    let mut refused = Vec::new();
    let both = [(custom, false), (sensitive, true)];
    for (map, sensitive) in both {
        for (name, value) in map.into_iter().flat_map(Map::iter).filter(|(_, v)| !v.is_null()) {
            if is_refused(name) {
                refused.push(RefusedHeader { name: Arc::clone(name), sensitive });
            } else {
                add(&mut sent, name, value, sensitive);
            }
        }
    }
    (sent, refused)
}

fn add(sent: &mut Vec<Header>, name: &Arc<str>, value: &Value, sensitive: bool) {
    let lower = name.to_lowercase();
    let known = sent.iter().position(|header| header.name.to_lowercase() == lower);
    let Data::List(values) = &value.data else {
        let single = Value::text(groovy_to_string(value), value.origin.clone());
        match known.and_then(|known| sent.get_mut(known)) {
            Some(header) => header.values.push(single),
            None => sent.push(Header {
                name: Arc::clone(name),
                values: vec![single],
                sensitive,
                replaced: None,
            }),
        }
        return;
    };
    let replaced = known.map(|known| sent.remove(known)).map(|header| header.values);
    let header = Header { name: Arc::clone(name), values: values.clone(), sensitive, replaced };
    sent.insert(known.unwrap_or(sent.len()), header);
}
