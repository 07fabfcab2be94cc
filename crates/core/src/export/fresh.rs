//! New stages of each kind, small and ready to run once the names are right.

use crate::Analysis;
use crate::document::Path;
use crate::document::edit::{Edit, New};
use crate::forms::{Form, StageKind, profile_root};

/// The edit that puts a new stage of a kind into a file, and the stage's path
/// afterwards; none where the form holds one stage only.
pub fn new_stage(analysis: &Analysis, kind: StageKind) -> Option<(Edit, Path)> {
    let taken = analysis.stages.iter().filter_map(|stage| stage.definition.text("type"));
    let stage = fresh(kind, &taken.collect::<Vec<_>>());
    let mut stages = analysis.detected.stages.iter();
    if let Some(last) = stages.rfind(|place| place.kind == kind && place.index.is_some()) {
        let path = last.list.index(last.index? + 1);
        return Some((Edit::Insert { path: path.clone(), value: stage }, path));
    }
    if analysis.detected.form == Form::Plugin {
        return None;
    }
    // A fragment is a list already; its items tell their kind themselves.
    if analysis.detected.form == Form::Fragment {
        let last = analysis.detected.stages.last().filter(|place| place.list.steps.is_empty())?;
        let path = last.list.index(last.index? + 1);
        return Some((Edit::Insert { path: path.clone(), value: stage }, path));
    }
    let keys: &[&str] = match kind {
        StageKind::Kubernetes => &["job", "preconfigured", "kubernetes"],
        StageKind::Titus => &["job", "preconfigured", "titus"],
        StageKind::Webhook => &["webhook", "preconfigured"],
    };
    let root = profile_root(&analysis.regions, &analysis.detected);
    let list = keys.iter().fold(root, |path, key| path.key(key));
    Some((Edit::Set { path: list.clone(), value: New::List(vec![stage]) }, list.index(0)))
}

fn text(text: &str) -> New {
    New::Text(text.to_owned())
}

fn map<const N: usize>(entries: [(&str, New); N]) -> New {
    New::Map(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

fn parameter(
    name: &str,
    label: &str,
    description: &str,
    default: &str,
    mapping: Option<&str>,
) -> New {
    let mut entries = vec![
        ("name".to_owned(), text(name)),
        ("label".to_owned(), text(label)),
        ("description".to_owned(), text(description)),
    ];
    entries.extend(mapping.map(|mapping| ("mapping".to_owned(), text(mapping))));
    entries.push(("defaultValue".to_owned(), text(default)));
    New::List(vec![New::Map(entries)])
}

fn fresh(kind: StageKind, taken: &[&str]) -> New {
    let base = match kind {
        StageKind::Kubernetes => "newStage",
        StageKind::Titus => "newTitusStage",
        StageKind::Webhook => "newWebhook",
    };
    let free = |name: &String| !taken.contains(&name.as_str());
    let stage_type = std::iter::once(base.to_owned())
        .chain((2..taken.len() + 3).map(|number| format!("{base}{number}")))
        .find(free)
        .unwrap_or_default();
    match kind {
        StageKind::Kubernetes => kubernetes(&stage_type),
        StageKind::Titus => titus(&stage_type),
        StageKind::Webhook => webhook(&stage_type),
    }
}

fn webhook(stage_type: &str) -> New {
    map([
        ("label", text("New webhook")),
        ("type", text(stage_type)),
        ("description", text("Starts a build and waits for its answer.")),
        ("method", text("POST")),
        ("url", text("https://example.com/builds/${parameterValues['JOB']}")),
        ("customHeaders", map([("Content-Type", New::List(vec![text("application/json")]))])),
        ("payload", text("{\n  \"job\": \"${parameterValues['JOB']}\"\n}\n")),
        ("waitForCompletion", New::Bool(false)),
        ("parameters", parameter("JOB", "Job", "What is built.", "main", None)),
    ])
}

fn titus(stage_type: &str) -> New {
    map([
        ("label", text("New Titus stage")),
        ("type", text(stage_type)),
        ("description", text("Runs an image on Titus.")),
        ("cloudProvider", text("titus")),
        ("credentials", text("my-account")),
        ("region", text("us-east-1")),
        ("propertyFile", text("output.properties")),
        (
            "cluster",
            map([
                ("imageId", text("my-organisation/my-image:latest")),
                ("application", text("my-application")),
                ("region", text("us-east-1")),
                ("runtimeLimitSecs", New::Int(3600)),
                ("retries", New::Int(0)),
                (
                    "resources",
                    map([
                        ("cpu", New::Int(1)),
                        ("memory", New::Int(512)),
                        ("disk", New::Int(10_000)),
                    ]),
                ),
                (
                    "capacity",
                    map([("desired", New::Int(1)), ("min", New::Int(1)), ("max", New::Int(1))]),
                ),
                ("env", map([("MESSAGE", text(""))])),
            ]),
        ),
        (
            "parameters",
            parameter(
                "MESSAGE",
                "Message",
                "What the job says.",
                "Hello",
                Some("cluster.env.MESSAGE"),
            ),
        ),
    ])
}

fn kubernetes(stage_type: &str) -> New {
    let mapping = "manifest.spec.template.spec.containers[0].env[0].value";
    let container = map([
        ("name", text("main")),
        ("image", text("alpine:3.22")),
        ("command", New::List(vec![text("echo"), text("$(MESSAGE)")])),
        ("env", New::List(vec![map([("name", text("MESSAGE")), ("value", text(""))])])),
    ]);
    let pod = map([("restartPolicy", text("Never")), ("containers", New::List(vec![container]))]);
    map([
        ("label", text("New stage")),
        ("type", text(stage_type)),
        ("description", text("Says a message.")),
        ("cloudProvider", text("kubernetes")),
        ("account", text("my-account")),
        ("credentials", text("my-account")),
        ("application", text("my-application")),
        (
            "parameters",
            parameter("MESSAGE", "Message", "What the Job says.", "Hello", Some(mapping)),
        ),
        (
            "manifest",
            map([
                ("apiVersion", text("batch/v1")),
                ("kind", text("Job")),
                (
                    "metadata",
                    map([("generateName", text("new-stage-")), ("namespace", text("spinnaker"))]),
                ),
                (
                    "spec",
                    map([
                        ("backoffLimit", New::Int(0)),
                        ("ttlSecondsAfterFinished", New::Int(86_400)),
                        ("template", map([("spec", pod)])),
                    ]),
                ),
            ]),
        ),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze;
    use crate::document::Source;
    use crate::document::edit::{apply, edit};
    use crate::finding::Severity;

    #[test]
    fn a_new_stage_of_each_kind_loads_in_each_form() {
        for text in [
            "",
            "# empty\nserver: {port: 1}\n",
            "webhook:\n  preconfigured:\n  - {label: A, type: newWebhook, url: 'http://a'}\n",
            "kind: ConfigMap\ndata:\n  orca-local.yml: |\n    # nothing yet\n",
            "kind: SpinnakerService\nspec:\n  spinnakerConfig: {}\n",
            "- {label: A, type: a, manifest: {}}\n",
        ] {
            for kind in [StageKind::Kubernetes, StageKind::Titus, StageKind::Webhook] {
                let analysis = analyze(&Source::new(text), None);
                let (change, path) = new_stage(&analysis, kind).expect("there is room");
                let edits = edit(text, &analysis.regions, &change).expect("it is put in");
                let after = analyze(&Source::new(apply(text, &edits)), Some(&analysis));
                let found = after.detected.stages.iter().position(|place| place.path() == path);
                let found = found.unwrap_or_else(|| panic!("{path}\n{}", after.source.text));
                assert_eq!(after.detected.stages[found].kind, kind, "{}", after.source.text);
                assert!(after.stages[found].loaded.failure.is_none(), "{}", after.source.text);
                let bad = |finding: &crate::finding::Finding| {
                    finding.stage == Some(found) && finding.severity == Severity::Error
                };
                assert!(!after.findings().iter().any(bad), "{:?}", after.findings());
            }
        }
    }
}
