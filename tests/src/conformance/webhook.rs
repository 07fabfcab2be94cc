//! `webhook.jsonl`: what Orca's start-up makes of custom webhook stages.

use std::path::Path;

use serde_json::Value as Json;
use stage_core::spinnaker::load::Environment;

use super::binding::{RELEASES, loaded, webhooks};
use super::{Outcome, errors};

/// Runs the vectors.
pub fn run(lines: &mut dyn Iterator<Item = String>, _dir: &Path) -> Outcome {
    let mut outcome = Outcome::default();
    for vector in lines.filter_map(|line| serde_json::from_str::<Json>(&line).ok()) {
        let texts = [vector["yaml"].as_str().unwrap_or_default()];
        let expected = errors::expected(&vector, "boot_3_5", "boot_2_7");
        for ((expected, _), release) in expected.iter().zip(RELEASES) {
            let id = format!("{} {}", vector["id"], release.name());
            let actual = loaded(&texts, &Environment::default(), release, webhooks);
            outcome.compare(&id, expected, &actual);
        }
    }
    outcome
}
