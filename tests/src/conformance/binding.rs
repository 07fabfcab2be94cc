//! `binding.jsonl` and `binding-by-rule.jsonl`: what Orca's start-up makes of
//! stage files.

use std::path::Path;

use serde_json::{Map, Value as Json, json};
use stage_core::java::to_json;
use stage_core::spinnaker::load::{Environment, Loaded, Source, Stage, StageKind, Variables, load};
use stage_core::spinnaker::{Release, Target};

use super::{Outcome, canonical, errors, read};

/// The releases that the vectors answer for, in their order.
pub(super) const RELEASES: [Release; 2] = [Release::V2026_2, Release::V2025_3];

/// Runs `binding.jsonl`.
pub fn run(lines: &mut dyn Iterator<Item = String>, _dir: &Path) -> Outcome {
    let mut outcome = Outcome::default();
    for vector in lines.filter_map(|line| serde_json::from_str::<Json>(&line).ok()) {
        if vector["ambiguous"] == Json::Bool(true) {
            outcome.skipped += 2;
            continue;
        }
        let texts = [vector["yaml"].as_str().unwrap_or_default()];
        let expected = errors::expected(&vector, "boot_3_5", "boot_2_7");
        for ((expected, _), release) in expected.iter().zip(RELEASES) {
            let id = format!("{} {}", vector["id"], release.name());
            outcome.compare(&id, expected, &loaded(&texts, &Environment::default(), release, jobs));
        }
    }
    outcome
}

/// Runs `binding-by-rule.jsonl`.
pub fn by_rule(lines: &mut dyn Iterator<Item = String>, _dir: &Path) -> Outcome {
    let mut outcome = Outcome::default();
    for vector in lines.filter_map(|line| serde_json::from_str::<Json>(&line).ok()) {
        let texts: Vec<&str> = vector["yaml_low_to_high_precedence"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Json::as_str)
            .collect();
        let variables = vector["env"].as_object().into_iter().flatten();
        let variables =
            variables.map(|(name, value)| (name.as_str(), value.as_str().unwrap_or_default()));
        let environment = Environment::new(variables, Variables::Plain);
        let expected = errors::expected(&vector, "boot_3_5_16", "boot_2_7_18");
        for ((expected, _), release) in expected.iter().zip(RELEASES) {
            let id = format!("{} {}", vector["title"], release.name());
            outcome.compare(&id, expected, &loaded(&texts, &environment, release, stripped));
        }
    }
    outcome
}

/// What loading the texts gives, in the form in which it is compared.
pub fn loaded(
    texts: &[&str],
    environment: &Environment,
    release: Release,
    shown: fn(&Loaded) -> Json,
) -> String {
    let files: Result<Vec<read::Roots>, String> =
        texts.iter().map(|text| read::read(text)).collect();
    let files = match files {
        Ok(files) => files,
        Err(message) => return format!("unreadable: {message}"),
    };
    let sources: Vec<Source<'_>> =
        files.iter().map(|roots| Source { roots, regions: &[] }).collect();
    let loaded = load(&sources, Target::of(release), environment, None);
    if let Some(failure) = loaded.failures.first() {
        return errors::failure(failure);
    }
    for kind in StageKind::ALL {
        for stage in loaded.stages(kind) {
            if let Some(failure) = &stage.loaded.unwritable {
                return errors::failure(failure);
            }
        }
    }
    canonical(&shown(&loaded))
}

fn values(stages: &[Stage]) -> Vec<Json> {
    stages.iter().filter_map(|stage| stage.loaded.value.as_ref()).map(to_json).collect()
}

/// The stages under `job.preconfigured`.
pub fn jobs(loaded: &Loaded) -> Json {
    json!({"titus": values(&loaded.titus), "kubernetes": values(&loaded.kubernetes)})
}

/// Without what equals the defaults, and without Titus where it is empty.
fn stripped(loaded: &Loaded) -> Json {
    let defaults = [
        ("enabled", json!(true)),
        ("waitForCompletion", json!(true)),
        ("producesArtifacts", json!(true)),
        ("uiType", json!("BASIC")),
        ("label", json!("A")),
        ("type", json!("a")),
        ("cloudProvider", json!("kubernetes")),
    ];
    let mut kubernetes = values(&loaded.kubernetes);
    for stage in kubernetes.iter_mut().filter_map(Json::as_object_mut) {
        stage.retain(|key, value| !defaults.contains(&(key.as_str(), value.clone())));
    }
    let mut all = Map::new();
    if !loaded.titus.is_empty() {
        all.insert("titus".into(), Json::Array(values(&loaded.titus)));
    }
    all.insert("kubernetes".into(), Json::Array(kubernetes));
    Json::Object(all)
}

/// The stages under `webhook.preconfigured`.
pub fn webhooks(loaded: &Loaded) -> Json {
    Json::Array(values(&loaded.webhook))
}
