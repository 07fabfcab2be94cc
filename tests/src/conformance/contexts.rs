//! Vectors that are about one of the contexts in `spel-contexts.json`.

use std::path::Path;

use serde_json::{Value, json};

use super::Outcome;

/// Runs each line with its context, or with the one that it brings itself.
/// What comes out otherwise each time is skipped.
pub(super) fn each(
    lines: &mut dyn Iterator<Item = String>,
    dir: &Path,
    difference: impl Fn(&Value, &Value) -> Option<String>,
) -> Outcome {
    let mut outcome = Outcome::default();
    let path = dir.join("spel-contexts.json");
    let contexts =
        std::fs::read_to_string(&path).ok().and_then(|text| serde_json::from_str(&text).ok());
    let Some(contexts): Option<Value> = contexts else {
        outcome.count(Some(format!("{} cannot be read", path.display())));
        return outcome;
    };
    for line in lines {
        let Ok(case) = serde_json::from_str::<Value>(&line) else {
            outcome.count(Some(format!("not JSON: {line}")));
            continue;
        };
        if case["deterministic"] == json!(false) {
            outcome.skipped += 1;
            continue;
        }
        let named = case["context"].as_str().and_then(|name| contexts.get(name));
        let context = case.get("inlineContext").or(named).unwrap_or(&Value::Null);
        outcome.count(difference(&case, context));
    }
    outcome
}
