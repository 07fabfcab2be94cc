//! `properties.jsonl`: a log and what each of clouddriver's two parsers makes
//! of it.

use std::path::Path;

use serde_json::{Value as Json, json};
use stage_core::java::{Data, to_json};
use stage_core::spinnaker::PropertyParser;
use stage_core::spinnaker::properties::{Capture, Lines};

use super::Outcome;

/// Runs the file; a line passes when both parsers agree.
pub fn run(lines: &mut dyn Iterator<Item = String>, _dir: &Path) -> Outcome {
    let mut outcome = Outcome::default();
    for line in lines {
        outcome.count(difference(&line));
    }
    outcome
}

fn difference(line: &str) -> Option<String> {
    let Ok(vector) = serde_json::from_str::<Json>(line) else {
        return Some(format!("not a vector: {line}"));
    };
    let log = vector["log"].as_str().unwrap_or_default();
    let since = &vector["parser_2026_07"];
    let before = match &vector["parser_before"] {
        Json::String(same) if same == "same" => since,
        other => other,
    };
    [(PropertyParser::Since2026_07, since), (PropertyParser::Before, before)].into_iter().find_map(
        |(parser, expected)| {
            let got = captured(log, parser);
            (got != *expected)
                .then(|| format!("{parser:?} {log:?}: expected {expected}, got {got}"))
        },
    )
}

fn captured(log: &str, parser: PropertyParser) -> Json {
    let mut lines = Lines::new(Capture::new(parser));
    lines.push(log.as_bytes(), &mut |_, _| {});
    match lines.finish(&mut |_, _| {}).finish().result {
        Ok(map) => json!({"properties": to_json(&Data::Map(map).into())}),
        Err(failure) => json!({"error": failure.exception}),
    }
}
