//! What the API server makes of a manifest: the last step, and where it differs
//! from the one before.

use serde_json::Value;

use super::safe::Change;

/// What the API server keeps for itself.
const NOTED: [&str; 5] =
    ["creationTimestamp", "generation", "managedFields", "resourceVersion", "uid"];

/// The differences between what is sent and what would be kept, in the order of
/// the latter; then what is gone.
pub(super) fn differences(sent: &Value, admitted: &Value) -> Vec<Change> {
    let mut found = walked(sent, admitted);
    for change in &mut found {
        let what = match (&change.was, &change.now) {
            (None, _) => "added",
            (_, None) => "dropped",
            _ => "changed",
        };
        change.why = format!("{what} by the API server");
    }
    found
}

/// The differences between any two values, without reasons.
pub(super) fn walked(was: &Value, now: &Value) -> Vec<Change> {
    let mut found = Vec::new();
    walk(was, now, &mut String::new(), &mut found);
    found
}

/// What of the API server's answer is the manifest.
pub(super) fn manifest(mut answer: Value) -> Value {
    if let Some(map) = answer.as_object_mut() {
        map.shift_remove("status");
        if let Some(metadata) = map.get_mut("metadata").and_then(Value::as_object_mut) {
            for key in NOTED {
                metadata.shift_remove(key);
            }
        }
    }
    answer
}

/// No deeper than the manifest that was sent, which Jackson and then the API
/// server have read.
fn walk(sent: &Value, admitted: &Value, at: &mut String, found: &mut Vec<Change>) {
    let length = at.len();
    match (sent, admitted) {
        (Value::Object(sent), Value::Object(admitted)) => {
            for (key, now) in admitted {
                step(at, key);
                match sent.get(key) {
                    Some(was) => walk(was, now, at, found),
                    None => found.push(change(at, None, Some(now))),
                }
                at.truncate(length);
            }
            for (key, was) in sent.iter().filter(|(key, _)| !admitted.contains_key(*key)) {
                step(at, key);
                found.push(change(at, Some(was), None));
                at.truncate(length);
            }
        }
        (Value::Array(sent), Value::Array(admitted)) if sent.len() == admitted.len() => {
            for (index, (was, now)) in sent.iter().zip(admitted).enumerate() {
                at.push_str(&format!("[{index}]"));
                walk(was, now, at, found);
                at.truncate(length);
            }
        }
        (was, now) if was != now => found.push(change(at, Some(was), Some(now))),
        _ => {}
    }
}

fn step(at: &mut String, key: &str) {
    if key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_') {
        if !at.is_empty() {
            at.push('.');
        }
        at.push_str(key);
    } else {
        at.push_str(&format!("[{key}]"));
    }
}

fn change(at: &str, was: Option<&Value>, now: Option<&Value>) -> Change {
    Change { path: at.to_owned(), was: was.cloned(), now: now.cloned(), why: String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_the_api_server_adds_changes_and_drops_is_told() {
        let sent = json!({"metadata": {"name": "a"}, "spec": {"x": 1, "list": [{"cpu": "1000m"}]}});
        let answer = json!({"metadata": {"name": "a", "uid": "u", "labels": {"x.io/run": "1"}},
            "spec": {"list": [{"cpu": "1"}], "suspend": false}, "status": {}});
        let told: Vec<String> = differences(&sent, &manifest(answer))
            .iter()
            .map(|change| format!("{}: {}", change.path, change.why))
            .collect();
        insta::assert_snapshot!(told.join("\n"), @"
        metadata.labels: added by the API server
        spec.list[0].cpu: changed by the API server
        spec.suspend: added by the API server
        spec.x: dropped by the API server
        ");
    }
}
