//! `context.jsonl`, `examples-context.jsonl`: a bound stage and a pipeline's
//! stage JSON, and the stage context that Orca makes of them.

use std::path::Path;

use serde_json::Value as Json;
use stage_core::java::{Data, Map, from_json, to_json};
use stage_core::spinnaker::Provider;
use stage_core::spinnaker::fill::{Execution, fill};

use super::{Outcome, canonical, forgotten_text};

/// Runs the vectors.
pub fn run(lines: &mut dyn Iterator<Item = String>, _dir: &Path) -> Outcome {
    let mut outcome = Outcome::default();
    for line in lines {
        match serde_json::from_str::<Json>(&line) {
            Ok(vector) => {
                let expected = expected(&vector["result"]);
                let actual = actual(&vector, &vector["result"]);
                let actual = forgotten_text(&expected, actual);
                outcome.compare(&id(&vector), &expected, &actual);
            }
            Err(error) => outcome.compare("a line", "JSON", &error.to_string()),
        }
    }
    outcome
}

fn id(vector: &Json) -> String {
    vector["id"].as_str().unwrap_or("without id").to_owned()
}

fn expected(result: &Json) -> String {
    match result.get("error") {
        Some(error) => error.as_str().unwrap_or_default().to_owned(),
        None => canonical(&result["context"]),
    }
}

fn actual(vector: &Json, result: &Json) -> String {
    let stage = from_json(&vector["stage"]);
    let context = match from_json(&vector["context"]).data {
        Data::Map(map) => map,
        _ => Map::new(),
    };
    // The vectors do not say where the stage stood; only Titus has a cluster.
    let titus = stage.get("cluster").is_some();
    let provider = if titus { Provider::Titus } else { Provider::Kubernetes };
    let execution = Execution { application: None, outputs: &Map::new() };
    match fill(&stage, &context, provider, &execution) {
        Ok(mut filled) => {
            // A copy of the stage's own parameters, which the vectors leave out.
            if result["context"].get("preconfiguredJobParameters").is_none() {
                filled.context.remove("preconfiguredJobParameters");
            }
            canonical(&to_json(&Data::Map(filled.context).into()))
        }
        Err(error) => error.to_string(),
    }
}
