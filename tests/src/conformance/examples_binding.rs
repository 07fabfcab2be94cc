//! `examples-binding.jsonl`: real public stage files, in `examples/` of the
//! folder of vectors or beside it.

use std::path::Path;

use serde_json::{Value as Json, json};
use stage_core::spinnaker::load::Environment;

use super::binding::{RELEASES, jobs, loaded};
use super::{Outcome, errors};

/// Runs the vectors.
pub fn run(lines: &mut dyn Iterator<Item = String>, dir: &Path) -> Outcome {
    let mut outcome = Outcome::default();
    for vector in lines.filter_map(|line| serde_json::from_str::<Json>(&line).ok()) {
        let file = vector["file"].as_str().unwrap_or_default();
        let inside = dir.join("examples").join(file);
        let beside = dir.parent().unwrap_or(dir).join("examples").join(file);
        let text = std::fs::read_to_string(inside).or_else(|_| std::fs::read_to_string(beside));
        let Ok(text) = text else {
            outcome.compare(file, "a file", "no such file");
            continue;
        };
        let answer = if vector["bound"].get("error").is_some() || vector.get("error").is_some() {
            vector.clone()
        } else {
            json!({"bound": vector["bound"]})
        };
        let whole = json!({"new": answer, "old": vector["boot_2_7"]});
        let expected = errors::expected(&whole, "new", "old");
        for ((expected, _), release) in expected.iter().zip(RELEASES) {
            let id = format!("{file} {}", release.name());
            let actual = loaded(&[&text], &Environment::default(), release, jobs);
            outcome.compare(&id, expected, &actual);
        }
    }
    outcome
}
