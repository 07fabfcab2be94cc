//! `plugin.jsonl`: one stage as a plugin's resource loader reads it.

use std::path::Path;

use serde_json::Value as Json;
use stage_core::java::to_json;
use stage_core::spinnaker::load::{Failure, load_plugin};
use stage_core::spinnaker::{Release, Target};

use super::{Outcome, canonical, read};

/// Runs the vectors.
pub fn run(lines: &mut dyn Iterator<Item = String>, _dir: &Path) -> Outcome {
    let mut outcome = Outcome::default();
    for vector in lines.filter_map(|line| serde_json::from_str::<Json>(&line).ok()) {
        let text = vector["yaml"].as_str().unwrap_or_default();
        let result = &vector["result"];
        let expected = match result["error"].get(0).and_then(Json::as_str) {
            Some(message) => named(message),
            None => canonical(&result["bound"]),
        };
        outcome.compare(&vector["id"].to_string(), &expected, &actual(text, Release::V2026_2));
    }
    outcome
}

/// What reading the text gives, in the form in which it is compared.
pub fn actual(text: &str, release: Release) -> String {
    let documents = match read::read(text) {
        Ok(documents) => documents,
        Err(message) => return format!("unreadable: {message}"),
    };
    let root = documents.first().map(|(_, root)| root);
    let loaded = load_plugin(root, text, Target::of(release));
    let first = |failure: &Failure| failure.messages().first().map(|message| named(message));
    if let Some(failure) = loaded.failure.as_ref().or(loaded.unwritable.as_ref()) {
        return first(failure).unwrap_or_default();
    }
    loaded.value.map(|value| canonical(&to_json(&value))).unwrap_or_default()
}

/// The exception's simple name, and the names and indices of its reference
/// chain.
pub fn named(message: &str) -> String {
    let (class, rest) = message.split_once(':').unwrap_or((message, ""));
    let simple = class.rsplit('.').next().unwrap_or(class);
    let chain = rest.rsplit_once("(through reference chain: ").map_or("", |(_, chain)| chain);
    let chain = chain.strip_suffix(')').unwrap_or(chain);
    let steps = chain.split("->").map(|step| step.find('[').map_or("", |at| &step[at..]));
    format!("{simple}{}", steps.collect::<String>())
}
