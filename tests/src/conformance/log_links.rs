//! `log-links.jsonl`: a link's template and the address that Deck makes of it.

use std::path::Path;

use serde_json::Value as Json;
use stage_core::java::from_json;
use stage_core::spinnaker::log_links::{Link, evaluate};

use super::Outcome;

/// Runs the file. A line without a model uses `log-links-model.json` of the
/// folder; for an error it is enough that there is one.
pub fn run(lines: &mut dyn Iterator<Item = String>, dir: &Path) -> Outcome {
    let model = std::fs::read_to_string(dir.join("log-links-model.json"))
        .ok()
        .and_then(|text| serde_json::from_str::<Json>(&text).ok())
        .unwrap_or_default();
    let mut outcome = Outcome::default();
    for line in lines {
        outcome.count(difference(&line, &model));
    }
    outcome
}

fn difference(line: &str, model: &Json) -> Option<String> {
    let Ok(vector) = serde_json::from_str::<Json>(line) else {
        return Some(format!("not a vector: {line}"));
    };
    let template = vector["template"].as_str().unwrap_or_default();
    let model = vector.get("model").unwrap_or(model);
    let got = evaluate(template, &from_json(model));
    let agrees = match (&got, vector["url"].as_str()) {
        (Link::Url(url), Some(expected)) => url == expected,
        (Link::Fails(_), None) => vector.get("error").is_some(),
        _ => false,
    };
    (!agrees).then(|| {
        let expected = vector.get("url").or(vector.get("error")).cloned().unwrap_or_default();
        format!("{template:?}: expected {expected}, got {got:?}")
    })
}
