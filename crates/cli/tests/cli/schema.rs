//! The few words of JSON Schema that our schemas use. A word it does not know
//! fails the test rather than passing everything.

use std::path::Path;

use serde_json::Value;

/// A schema of the repository.
pub(crate) fn schema(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schemas").join(name);
    let text = std::fs::read_to_string(path).expect("the schema is there");
    serde_json::from_str(&text).expect("the schema is JSON")
}

/// What is wrong with `value`, by place.
pub(crate) fn violations(root: &Value, value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    check(root, root, value, "$", &mut found);
    found
}

fn check(root: &Value, schema: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
    let words = schema.as_object().expect("a schema is an object");
    for (word, rule) in words {
        let holds = match word.as_str() {
            "$schema" | "$defs" | "title" | "description" => true,
            "$ref" => {
                let pointer = rule.as_str().expect("text").trim_start_matches('#');
                check(root, root.pointer(pointer).expect("it leads somewhere"), value, at, found);
                true
            }
            "const" => rule == value,
            "enum" => rule.as_array().expect("a list").contains(value),
            "type" => match rule {
                Value::Array(types) => types.iter().any(|name| is(name, value)),
                name => is(name, value),
            },
            "minimum" => value.as_i64() >= rule.as_i64(),
            "minItems" => {
                value.as_array().is_none_or(|items| Some(items.len() as u64) >= rule.as_u64())
            }
            "required" => value.as_object().is_none_or(|object| {
                rule.as_array()
                    .expect("a list")
                    .iter()
                    .all(|key| object.contains_key(key.as_str().expect("text")))
            }),
            "additionalProperties" => {
                assert_eq!(rule, &Value::Bool(false));
                let known = &words["properties"];
                value
                    .as_object()
                    .is_none_or(|object| object.keys().all(|key| known.get(key).is_some()))
            }
            "properties" => {
                for (key, rule) in rule.as_object().expect("an object") {
                    if let Some(value) = value.get(key) {
                        check(root, rule, value, &format!("{at}.{key}"), found);
                    }
                }
                true
            }
            "items" => {
                for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                    check(root, rule, item, &format!("{at}[{index}]"), found);
                }
                true
            }
            "anyOf" => rule.as_array().expect("a list").iter().any(|one| {
                let mut inside = Vec::new();
                check(root, one, value, at, &mut inside);
                inside.is_empty()
            }),
            other => panic!("the schema says {other}, which this test cannot check"),
        };
        if !holds {
            found.push(format!("{at}: {word} {rule} does not hold for {value}"));
        }
    }
}

fn is(name: &Value, value: &Value) -> bool {
    match name.as_str().expect("text") {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("no type is called {other}"),
    }
}

#[test]
fn the_check_of_schemas_can_fail() {
    let schema = schema("stagectl-check-v1.schema.json");
    let good = serde_json::json!({"version": 1, "files": []});
    assert_eq!(violations(&schema, &good), [""; 0]);
    for bad in [
        serde_json::json!({"version": 2, "files": []}),
        serde_json::json!({"version": 1}),
        serde_json::json!({"version": 1, "files": [], "more": 1}),
        serde_json::json!({"version": 1, "files": [{"path": 1, "form": "x", "stages": [], "findings": []}]}),
    ] {
        assert!(!violations(&schema, &bad).is_empty(), "{bad} must not pass");
    }
}
