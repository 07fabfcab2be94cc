//! `submitted.jsonl`: Run Job operations of the real clouddriver.

use std::path::Path;

use serde_json::{Map as JsonMap, Value as Json, json};
use stage_core::java::{Data, Map, Value, from_json, to_json};
use stage_core::spinnaker::submit::{
    Action, Artifact, Artifacts, Cluster, DockerImageBinding, Refusal, Settings, Submission, Verb,
    run_job, submit,
};

use super::Outcome;

/// Runs the file. A line passes when clouddriver's operation gives `result`
/// and, where the line has it, the way through Orca gives `resultViaOrca`.
/// Lines whose answer depends on hash order are skipped.
pub fn run(lines: &mut dyn Iterator<Item = String>, _dir: &Path) -> Outcome {
    let mut outcome = Outcome::default();
    for line in lines {
        let Ok(vector) = serde_json::from_str::<Json>(&line) else {
            outcome.count(Some(format!("not a vector: {line}")));
            continue;
        };
        if vector["orderSensitive"] == json!(true) {
            outcome.skipped += 1;
        } else {
            outcome.count(difference(&vector));
        }
    }
    outcome
}

fn difference(vector: &Json) -> Option<String> {
    let (settings, cluster) = (settings(vector), cluster(vector));
    let body = body(vector);
    let direct = told(&run_job(&body, &settings, &cluster));
    let through_orca = through_orca(vector, &body, &settings, &cluster);
    let mut pairs = vec![("directly", direct, &vector["result"])];
    if let Some(told) = through_orca {
        let expected = vector.get("resultViaOrca").unwrap_or(&vector["result"]);
        pairs.push(("via Orca", told, expected));
    }
    pairs.into_iter().find_map(|(way, got, expected)| {
        (comparable(&got) != comparable(expected)).then(|| {
            format!("{} {way}:\n    expected {expected}\n    got      {got}", vector["id"])
        })
    })
}

fn settings(vector: &Json) -> Settings {
    let settings = &vector["settings"];
    Settings {
        managed_by_suffix: settings["managedBySuffix"].as_str().map(str::to_owned),
        apply_app_labels: settings["applyAppLabels"].as_bool().unwrap_or(true),
        docker_image_binding: DockerImageBinding::named(
            settings["dockerImageBinding"].as_str().unwrap_or_default(),
        ),
    }
}

/// The names are those of the cluster that the vectors were made with.
fn cluster(vector: &Json) -> Cluster {
    let list = |key: &str| vector[key].as_array().into_iter().flatten().map(from_json).collect();
    let errors = Verb::ALL.into_iter().filter_map(|verb| {
        let error = vector["kubectl"][verb.to_string()].as_str()?;
        Some((verb, error.to_owned()))
    });
    Cluster {
        jobs: list("existingVersions"),
        objects: list("services"),
        errors: errors.collect(),
        default_namespace: "context-default".into(),
        name_suffix: "x7k2p".into(),
    }
}

fn body(vector: &Json) -> Map {
    let mut body = match from_json(&vector["stage"]).data {
        Data::Map(map) => map,
        _ => Map::new(),
    };
    for key in ["manifest", "application", "namespace", "account", "credentials"] {
        if let Some(value) = vector.get(key) {
            body.insert(key, from_json(value));
        }
    }
    for (key, from) in [("requiredArtifacts", "required"), ("optionalArtifacts", "optional")] {
        if let Some(value) = vector["artifacts"].get(from) {
            body.insert(key, from_json(value));
        }
    }
    body
}

/// The way through Orca, for bodies that Orca could have made: its artifacts
/// are lists of artifacts, and its manifest is a map.
fn through_orca(vector: &Json, body: &Map, settings: &Settings, cluster: &Cluster) -> Option<Json> {
    let mut context = body.clone();
    context.insert("cloudProvider", Value::from("kubernetes"));
    let mut list = |key: &str| match context.remove(key).unwrap_or_default().data {
        Data::List(items) => Some(items),
        Data::Null => Some(Vec::new()),
        _ => None,
    };
    let required = list("requiredArtifacts")?;
    let optional = list("optionalArtifacts")?;
    vector["manifest"].as_object()?;
    context.remove("manifests");
    Some(told(&submit(&context, &Artifacts { required, optional }, settings, cluster)))
}

fn told(submission: &Submission) -> Json {
    let mut out = JsonMap::new();
    let mut put = |key: &str, value: Json| out.insert(key.to_owned(), value);
    match &submission.result {
        Ok(deployed) => {
            let artifact = |artifact: &Artifact| to_json(&Data::Map(artifact.to_map()).into());
            put("boundArtifacts", deployed.bound_artifacts.iter().map(artifact).collect());
            put("createdArtifacts", json!([artifact(&deployed.created_artifact)]));
            put("deployed", json!({deployed.location.as_str(): [deployed.full_name]}));
        }
        Err(Refusal::Orca(exception) | Refusal::Clouddriver(exception)) => {
            put("error", exception.to_string().into());
            if let Some(cause) = &exception.cause {
                put("cause", cause.to_string().into());
            }
        }
        Err(Refusal::NotKnown(why)) => {
            put("notKnown", (*why).into());
        }
    }
    if let Some(manifest) = &submission.manifest {
        put("manifest", to_json(manifest));
    }
    if !submission.actions.is_empty() {
        put("actions", submission.actions.iter().map(action).collect());
    }
    out.into()
}

pub(super) fn action(action: &Action) -> Json {
    let mut out = JsonMap::new();
    out.insert("action".into(), action.verb.to_string().into());
    for (key, text) in
        [("kind", &action.kind), ("name", &action.name), ("namespace", &action.namespace)]
    {
        out.extend(text.clone().map(|text| (key.to_owned(), text.into())));
    }
    out.insert("argv".into(), action.argv.clone().into());
    out.into()
}

/// Artifact lists are sets; some exceptions are compared by their class, one
/// by its first line.
pub(super) fn comparable(result: &Json) -> Json {
    let mut result = result.clone();
    for key in ["boundArtifacts", "createdArtifacts"] {
        if let Some(Json::Array(items)) = result.get_mut(key) {
            items.sort_by_key(|item| {
                let sorted: std::collections::BTreeMap<String, String> = item
                    .as_object()
                    .into_iter()
                    .flatten()
                    .map(|(key, value)| (key.clone(), value.to_string()))
                    .collect();
                format!("{sorted:?}")
            });
        }
    }
    let converts = result.get("cause").and_then(Json::as_str).is_some_and(|cause| {
        cause.starts_with("MismatchedInputException") || cause.starts_with("InvalidFormatException")
    });
    for key in ["error", "cause"] {
        if let Some(Json::String(text)) = result.get_mut(key) {
            let class = text.split(':').next().unwrap_or_default().to_owned();
            if converts || class == "NullPointerException" || class == "ClassCastException" {
                *text = class;
            } else if class == "MalformedManifestException" {
                *text = text.lines().next().unwrap_or_default().to_owned();
            }
        }
    }
    result
}
