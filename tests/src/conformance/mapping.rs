//! `mapping.jsonl`: one `setNestedValue` of Orca's.

use std::path::Path;

use serde_json::Value as Json;
use stage_core::java::{Data, Map, Origin, Value, from_json, groovy_to_string, to_json};
use stage_core::spinnaker::fill::set_nested;

use super::{Outcome, canonical, forgotten_text};

/// Runs the vectors.
pub fn run(lines: &mut dyn Iterator<Item = String>, _dir: &Path) -> Outcome {
    let mut outcome = Outcome::default();
    for line in lines {
        match serde_json::from_str::<Json>(&line) {
            Ok(vector) => {
                let expected = match vector.get("exception") {
                    Some(exception) => exception.as_str().unwrap_or_default().to_owned(),
                    None => canonical(&vector["result"]),
                };
                let actual = forgotten_text(&expected, actual(&vector));
                outcome.compare(&vector["mapping"].to_string(), &expected, &actual);
            }
            Err(error) => outcome.compare("a line", "JSON", &error.to_string()),
        }
    }
    outcome
}

fn actual(vector: &Json) -> String {
    let mut root = match from_json(&vector["root"]).data {
        Data::Map(map) => map,
        _ => Map::new(),
    };
    let mut value = from_json(&vector["value"]);
    if vector["valueToString"] == Json::Bool(true) {
        value = Value::text(groovy_to_string(&value), Origin::Unknown);
    }
    // A parameter without a mapping is left alone before any walk begins.
    let done = vector["mapping"].as_str().map_or(Ok(()), |path| set_nested(&mut root, path, value));
    match done {
        Ok(()) => canonical(&to_json(&Data::Map(root).into())),
        Err(error) => error.to_string(),
    }
}
