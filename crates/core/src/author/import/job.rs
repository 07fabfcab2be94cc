//! A Job's manifest as a stage, plain or inside a pipeline's JSON.

use serde_json::{Map, Value};

use super::super::naming::{camel, label, words};
use super::super::script::{embed, read_back};
use super::{ImportError, Imported, imported};
use crate::document::edit::New;
use crate::document::{Step, read, value};
use crate::forms::StageKind;
use crate::java::to_json;
use crate::schema::{Shape, describe};
use crate::spinnaker::Release;

/// What of a Job's metadata belongs to one Job in a cluster.
const OF_THE_CLUSTER: [&str; 8] = [
    "uid",
    "resourceVersion",
    "creationTimestamp",
    "generation",
    "managedFields",
    "selfLink",
    "ownerReferences",
    "finalizers",
];

/// A stage that runs the Job of a manifest in YAML or JSON; the first Job of
/// several documents.
pub fn from_manifest(text: &str) -> Result<Imported, ImportError> {
    let parsed = read(text);
    let jobs = parsed.roots.iter().map(|root| to_json(&value(root)));
    let mut seen = Vec::new();
    for json in jobs {
        if let Some(items) = json["items"].as_array() {
            seen.extend(items.iter().cloned());
        }
        seen.push(json);
    }
    let job = seen.iter().find_map(job_of);
    match (job, parsed.troubles.first()) {
        (Some(job), _) => Ok(stage(&job, &Map::new())),
        (None, Some(trouble)) => Err(ImportError::Unreadable(trouble.message.clone())),
        (None, None) => Err(ImportError::NoJob),
    }
}

/// Stages of the Run Job (Manifest) stages in a pipeline's JSON, or of one
/// such stage's.
pub fn from_pipeline(text: &str) -> Result<Vec<Imported>, ImportError> {
    let json: Value =
        serde_json::from_str(text).map_err(|error| ImportError::Unreadable(error.to_string()))?;
    let listed = [&json["stages"], &json["template"]["stages"], &json];
    let stages = listed.iter().find_map(|list| list.as_array());
    let alone = std::slice::from_ref(&json);
    let found: Vec<Imported> = stages
        .map_or(alone, |stages| &stages[..])
        .iter()
        .filter_map(Value::as_object)
        .filter_map(|of| {
            let known =
                matches!(of.get("type").and_then(Value::as_str), Some("runJobManifest" | "runJob"));
            let manifest = of.get("manifest").filter(|_| known)?;
            // Deck once stored a list of one.
            let manifest = manifest.as_array().and_then(|list| list.first()).unwrap_or(manifest);
            Some(stage(&job_of(manifest)?, of))
        })
        .collect();
    if found.is_empty() { Err(ImportError::NoStage) } else { Ok(found) }
}

/// The Job in an object: itself, or that of a `CronJob`.
pub(super) fn job_of(json: &Value) -> Option<Value> {
    match json["kind"].as_str()? {
        "Job" => Some(json.clone()),
        "CronJob" => {
            let mut job = serde_json::json!({"apiVersion": "batch/v1", "kind": "Job"});
            let object = job.as_object_mut()?;
            object.extend(json["spec"]["jobTemplate"].as_object()?.clone());
            let metadata = object.entry("metadata").or_insert_with(|| Value::Object(Map::new()));
            let metadata = metadata.as_object_mut()?;
            for key in ["name", "namespace"] {
                if let Some(value) = json["metadata"].get(key) {
                    metadata.entry(key).or_insert_with(|| value.clone());
                }
            }
            Some(job)
        }
        _ => None,
    }
}

pub(super) fn stage(job: &Value, of: &Map<String, Value>) -> Imported {
    let mut notes = Vec::new();
    let mut job = job.clone();
    let name = tidy(&mut job, &mut notes);
    let text = |key: &str| of.get(key).and_then(Value::as_str).filter(|text| !text.is_empty());
    let title = text("name").map_or_else(|| label(&name), str::to_owned);
    let account = text("account").or_else(|| text("credentials")).unwrap_or("my-account");
    let mut entries: Vec<(String, New)> = Vec::new();
    let mut put = |key: &str, text: &str| entries.push((key.into(), New::Text(text.into())));
    put("label", &title);
    put("type", &camel(&words(if title.is_empty() { "job" } else { &title })));
    put("description", text("comments").unwrap_or("Runs a Job."));
    put("cloudProvider", "kubernetes");
    put("account", account);
    put("credentials", text("credentials").unwrap_or(account));
    put("application", text("application").unwrap_or("my-application"));
    if let Some(container) = text("propertyFile") {
        put("propertyFile", container);
    }
    entries.push(("waitForCompletion".into(), New::Bool(true)));
    if text("consumeArtifactSource") == Some("propertyFile") && text("propertyFile").is_none() {
        notes.push("The stage read outputs; choose the container as property file.".into());
    }
    if of.get("source").and_then(Value::as_str) == Some("artifact") {
        notes.push("The manifest came from an artifact; this is the copy in the pipeline.".into());
    }
    // What a pipeline has is meant for Orca's expressions.
    if of.is_empty() {
        scripts(&mut job, &mut notes);
    }
    let way = vec![Step::Key("manifest".into())];
    entries.push(("manifest".into(), converted(&job, &way, &mut notes)));
    imported(&title, &New::Map(entries), notes)
}

/// Takes out what belongs to one Job in a cluster, and gives each run a name
/// of its own; answers the name.
fn tidy(job: &mut Value, notes: &mut Vec<String>) -> String {
    let Some(object) = job.as_object_mut() else { return String::new() };
    object.shift_remove("status");
    let manual = object.get("spec").is_some_and(|spec| spec["manualSelector"] == true);
    let metadata = object.entry("metadata").or_insert_with(|| Value::Object(Map::new()));
    let mut name = String::new();
    if let Some(metadata) = metadata.as_object_mut() {
        for key in OF_THE_CLUSTER {
            metadata.shift_remove(key);
        }
        without_generated(metadata);
        if let Some(Value::String(fixed)) = metadata.get("name").cloned() {
            fixed.trim_end_matches('-').clone_into(&mut name);
            metadata.shift_remove("name");
            metadata.insert("generateName".into(), format!("{name}-").into());
            notes.push(
                "The name is now generateName, so that two runs do not replace each other.".into(),
            );
        } else if let Some(prefix) = metadata.get("generateName").and_then(Value::as_str) {
            prefix.trim_end_matches('-').clone_into(&mut name);
        }
    }
    if let Some(spec) = object.get_mut("spec").and_then(Value::as_object_mut) {
        if !manual {
            spec.shift_remove("selector");
        }
        if let Some(pod) = spec.get_mut("template").and_then(Value::as_object_mut)
            && let Some(metadata) = pod.get_mut("metadata").and_then(Value::as_object_mut)
        {
            metadata.shift_remove("creationTimestamp");
            without_generated(metadata);
            if metadata.is_empty() {
                pod.shift_remove("metadata");
            }
        }
    }
    name
}

/// Embeds each script that holds what Spring and Orca would take for theirs.
fn scripts(job: &mut Value, notes: &mut Vec<String>) {
    for list in ["initContainers", "containers"] {
        let path = format!("/spec/template/spec/{list}");
        let containers = job.pointer_mut(&path).and_then(Value::as_array_mut);
        for container in containers.into_iter().flatten().filter_map(Value::as_object_mut) {
            let words = |key: &str| -> Vec<String> {
                let list = container.get(key).and_then(Value::as_array).into_iter().flatten();
                list.filter_map(Value::as_str).map(str::to_owned).collect()
            };
            let (command, args) = (words("command"), words("args"));
            let taken = |word: &String| word.contains("${") && !word.contains("$$(");
            let script = read_back(&command, &args);
            let Some(script) = script.filter(|_| command.iter().chain(&args).any(taken)) else {
                continue;
            };
            let made = embed(&script, &[]);
            if command.is_empty() {
                // The image's own entrypoint still runs it.
                let all: Vec<String> = made.command.into_iter().chain(made.args).collect();
                container.insert("args".into(), all.into());
            } else {
                container.insert("command".into(), made.command.into());
                container.insert("args".into(), made.args.into());
            }
            let name = container.get("name").and_then(Value::as_str).unwrap_or("a container");
            notes.push(format!(
                "The script of {name} has ${{…}}, which Spring and Orca would take for theirs; it \
                 is written so that only the shell reads it."
            ));
        }
    }
}

/// Labels and annotations that a cluster or an earlier run has put there.
fn without_generated(metadata: &mut Map<String, Value>) {
    for list in ["labels", "annotations"] {
        let Some(entries) = metadata.get_mut(list).and_then(Value::as_object_mut) else { continue };
        entries.retain(|key, _| {
            !(key.ends_with("controller-uid")
                || key.ends_with("job-name")
                || key.starts_with("batch.kubernetes.io/")
                || key.contains("spinnaker.io/") && !key.starts_with("job.spinnaker.io/")
                || key.starts_with("kubectl.kubernetes.io/"))
        });
        if entries.is_empty() {
            metadata.shift_remove(list);
        }
    }
}

/// A value as it must be written in a stage's file: quantities and ports as
/// text, keys with other characters in brackets (orca-semantics §1.5, §1.9).
fn converted(json: &Value, way: &[Step], notes: &mut Vec<String>) -> New {
    let shape = describe(StageKind::Kubernetes, way, Release::default()).map(|about| about.shape);
    let deeper = |step: Step| {
        let mut way = way.to_vec();
        way.push(step);
        way
    };
    match json {
        Value::Null => New::Null,
        Value::Bool(value) => match shape {
            Some(Shape::Text) => New::Text(value.to_string()),
            _ => New::Bool(*value),
        },
        Value::Number(number) => match (shape, number.as_i64()) {
            (Some(Shape::Quantity | Shape::Text), _) => New::Text(number.to_string()),
            // A bare number stops Orca, a text is a name to Kubernetes: as an
            // expression it is read as text and becomes a number in time.
            (Some(Shape::IntOrString), _) => New::Text(format!("${{{number}}}")),
            (_, Some(whole)) => New::Int(whole),
            _ => New::Float(number.as_f64().unwrap_or_default()),
        },
        Value::String(text) => {
            let eaten = text
                .split("${")
                .skip(1)
                .any(|rest| rest.split('}').next().is_some_and(|inside| inside.contains(':')));
            if eaten {
                let path = crate::document::Path { document: 0, steps: way.to_vec() };
                notes.push(format!(
                    "{path} has an expression with a colon; Orca's start-up cuts it there. \
                     Escape it as \\${{ for 2026.2, or write it otherwise."
                ));
            }
            New::Text(text.clone())
        }
        Value::Array(items) => {
            let item = |(index, item)| converted(item, &deeper(Step::Index(index)), notes);
            New::List(items.iter().enumerate().map(item).collect())
        }
        Value::Object(map) => {
            let free = matches!(shape, Some(Shape::Map(_)));
            let quantities = matches!(shape, Some(Shape::Map(value)) if **value == Shape::Quantity);
            let plain = |c: char| {
                c.is_ascii_alphanumeric() || matches!(c, '-' | '_') || c == '.' && !quantities
            };
            // Orca drops a map without entries, and with it the empty folder.
            if map.is_empty() && way.last() == Some(&Step::Key("emptyDir".into())) {
                return New::Map(vec![("medium".into(), New::Text(String::new()))]);
            }
            let mut entries = Vec::new();
            for (key, value) in map {
                let bare = !free || key.chars().all(plain) && !key.starts_with('-');
                let written = if bare { key.clone() } else { format!("[{key}]") };
                entries.push((
                    written,
                    converted(value, &deeper(Step::Key(key.as_str().into())), notes),
                ));
            }
            New::Map(entries)
        }
    }
}
