//! The link to a Job's logs, which Orca reads from an annotation.

use crate::document::Step;
use crate::document::edit::Edit;
use crate::finding::{Fix, Severity};
use crate::java::{Map, Value};
use crate::rules::look::{Look, keys};
use crate::rules::rule::{Check, Example, Family, Found, Rule, Targets};
use crate::spinnaker::log_links::{Problem, annotation, is_misspelt};

static LOG_ANNOTATION_KEY: Rule = Rule {
    id: "log-annotation-key",
    severity: Severity::Warning,
    summary: "The key of the log link is misspelt",
    explanation: "Orca reads the link to a Job's logs from the annotation `job.spinnaker.io/logs`. \
        An old documentation wrote `jobs`, which nothing reads. In files that Spring reads, the key \
        needs brackets and quotes, or the slash is lost.",
    targets: Targets::All,
    example: Example {
        wrong: "# in the manifest\nmetadata:\n  generateName: example-\n  annotations:\n    \"[jobs.spinnaker.io/logs]\": https://logs.example.com\n",
        right: "# in the manifest\nmetadata:\n  generateName: example-\n  annotations:\n    \"[job.spinnaker.io/logs]\": https://logs.example.com\n",
        fixed: Some(
            "# in the manifest\nmetadata:\n  generateName: example-\n  annotations:\n    \"[job.spinnaker.io/logs]\": https://logs.example.com\n",
        ),
    },
};

static LOG_ANNOTATION_PLACE: Rule = Rule {
    id: "log-annotation-on-pod",
    severity: Severity::Warning,
    summary: "The log link stands on the pod template",
    explanation: "Orca reads the annotation `job.spinnaker.io/logs` from the Job's own metadata. On \
        the pod template nothing reads it, and Deck shows its own log viewer.",
    targets: Targets::All,
    example: Example {
        wrong: "# in the pod template\nmetadata:\n  labels:\n    app: example\n  annotations:\n    \"[job.spinnaker.io/logs]\": https://logs.example.com\n    team: shop\n",
        right: "# in the manifest\nmetadata:\n  generateName: example-\n  annotations:\n    \"[job.spinnaker.io/logs]\": https://logs.example.com\n",
        fixed: Some(
            "# in the manifest\nmetadata:\n  generateName: example-\n  annotations:\n    \"[job.spinnaker.io/logs]\": https://logs.example.com\n\
             # in the pod template\nmetadata:\n  labels:\n    app: example\n  annotations:\n    team: shop\n",
        ),
    },
};

static LOG_LINK: Rule = Rule {
    id: "log-link",
    severity: Severity::Warning,
    summary: "The log link cannot be evaluated",
    explanation: "Deck fills in the `{{ … }}` of the link as JavaScript with the deployed manifest \
        at hand: `{{ manifest.metadata.name }}`. Names that are not there break the panel, and \
        filters after a bar do not exist.",
    targets: Targets::All,
    example: Example {
        wrong: "# in the manifest\nmetadata:\n  generateName: example-\n  annotations:\n    \"[job.spinnaker.io/logs]\": \"https://logs.example.com/{{ metadata.name }}\"\n",
        right: "# in the manifest\nmetadata:\n  generateName: example-\n  annotations:\n    \"[job.spinnaker.io/logs]\": \"https://logs.example.com/{{ manifest.metadata.name }}\"\n",
        fixed: None,
    },
};

pub(super) const FAMILY: Family = Family {
    rules: &[&LOG_ANNOTATION_KEY, &LOG_ANNOTATION_PLACE, &LOG_LINK],
    check: Check::Stage(check),
};

const JOB: [&str; 3] = ["manifest", "metadata", "annotations"];
const POD: [&str; 5] = ["manifest", "spec", "template", "metadata", "annotations"];
const KEY: &str = "job.spinnaker.io/logs";
const OLD: &str = "jobs.spinnaker.io/logs";

fn check(look: &Look<'_>, found: &mut Found) {
    let Some(manifest) = look.at(&["manifest"]).filter(|_| look.is_job()) else { return };
    for problem in annotation(manifest).problems {
        match problem {
            // Loading says so of every such key.
            Problem::SlashLost => {}
            Problem::JobsPrefix => wrong_key(look, problem, |key| key == OLD, found),
            Problem::Misspelt => wrong_key(look, problem, is_misspelt, found),
            Problem::OnPodTemplate => on_pod(look, found),
            problem => {
                let place = with(&JOB, KEY);
                let span = look.value_span(&place);
                found.add(&LOG_LINK, problem.advice(), place, span);
            }
        }
    }
}

/// Keys without their slash are the mangled key's to say.
fn wrong_key(
    look: &Look<'_>,
    problem: Problem,
    is_wrong: impl Fn(&str) -> bool,
    found: &mut Found,
) {
    for around in [&JOB[..], &POD[..]] {
        let map = look.at(around).and_then(Value::as_map);
        let right = map.is_some_and(|map| map.contains_key(KEY));
        for key in map.into_iter().flat_map(Map::keys).filter(|key| is_wrong(key)) {
            let place = with(around, key);
            let span = look.span(&place);
            let fixes = found.add(&LOG_ANNOTATION_KEY, problem.advice(), place.clone(), span);
            if !right {
                let to = if look.plugin { KEY.to_owned() } else { format!("[{KEY}]") };
                fixes.push(look.rename("Write the key that Orca reads", true, &place, &to));
            }
        }
    }
}

fn on_pod(look: &Look<'_>, found: &mut Found) {
    let place = with(&POD, KEY);
    let advice = Problem::OnPodTemplate.advice();
    let fixes = found.add(&LOG_ANNOTATION_PLACE, advice, place.clone(), look.span(&place));
    let written = look.written(&place);
    let to = look.written(&with(&JOB, KEY));
    let Some(link) = written.node.and_then(|node| node.as_text()) else { return };
    if to.depth == to.path.steps.len() {
        return;
    }
    let mut target = to.path;
    if let (Some(Step::Key(last)), false) = (target.steps.last_mut(), look.plugin) {
        *last = format!("[{KEY}]").into();
    }
    let value = crate::document::edit::New::Text(link.to_owned());
    let edit =
        Edit::Many(vec![Edit::Set { path: target, value }, Edit::Remove { path: written.path }]);
    fixes.push(Fix { title: "Move it to the Job's metadata".into(), safe: true, edit });
}

fn with(around: &[&str], key: &str) -> Vec<Step> {
    let mut place = keys(around);
    place.extend(keys(&[key]));
    place
}
