//! Expressions that are left in a manifest: Spinnaker may fill them in from a
//! pipeline, and a test run cannot.

use serde_json::Value;

/// The places of texts that still hold `${…}`. The manifest is no deeper than
/// Jackson reads.
pub fn unevaluated(manifest: &Value) -> Vec<String> {
    let mut found = Vec::new();
    look(manifest, &mut String::new(), &mut found);
    found
}

fn look(value: &Value, at: &mut String, found: &mut Vec<String>) {
    let length = at.len();
    match value {
        Value::String(text) if text.contains("${") => found.push(at.clone()),
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                at.push_str(&format!("[{index}]"));
                look(item, at, found);
                at.truncate(length);
            }
        }
        Value::Object(map) => {
            for (key, item) in map {
                if !at.is_empty() {
                    at.push('.');
                }
                at.push_str(key);
                look(item, at, found);
                at.truncate(length);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_expression_is_named_by_its_place() {
        let manifest = serde_json::json!({"a": ["x", "${one}"], "b": {"c": "to ${two}", "d": 1}});
        assert_eq!(unevaluated(&manifest), ["a[1]", "b.c"]);
    }
}
