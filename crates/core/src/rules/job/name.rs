//! The Job's name: fixed, generated, or missing.

use crate::document::edit::{Edit, New};
use crate::finding::{Fix, Severity};
use crate::rules::look::{Look, keys};
use crate::rules::rule::{Check, Example, Family, Found, Rule, Targets};

static FIXED_NAME: Rule = Rule {
    id: "fixed-job-name",
    severity: Severity::Warning,
    summary: "All runs share one Job name",
    explanation: "With a fixed name Spinnaker deletes the Job of that name before it makes a new \
        one. Two pipelines at the same time delete each other's Job, or read each other's state, \
        logs and outputs. `generateName` with a dash at the end gives each run a name of its own. \
        Old Jobs then pile up, so give it a `ttlSecondsAfterFinished` too. The change is not safe \
        where something else looks for the Job by its name.",
    targets: Targets::All,
    example: Example {
        wrong: "# in the manifest\nmetadata:\n  name: migrate\n# in the job's spec, without ttlSecondsAfterFinished\n",
        right: "# in the manifest\nmetadata:\n  generateName: migrate-\n",
        fixed: Some("# in the manifest\nmetadata:\n  generateName: migrate-\n"),
    },
};

static GENERATE_NAME_DASH: Rule = Rule {
    id: "generate-name-dash",
    severity: Severity::Warning,
    summary: "`generateName` does not end in a dash",
    explanation: "Kubernetes appends five random characters right behind `generateName`: `migrate` \
        becomes `migratex7k2p`. With a dash the two parts can be told apart, `migrate-x7k2p`.",
    targets: Targets::All,
    example: Example {
        wrong: "# in the manifest\nmetadata:\n  generateName: migrate\n",
        right: "# in the manifest\nmetadata:\n  generateName: migrate-\n",
        fixed: Some("# in the manifest\nmetadata:\n  generateName: migrate-\n"),
    },
};

static WITHOUT_NAME: Rule = Rule {
    id: "job-without-name",
    severity: Severity::Error,
    summary: "The Job has no name",
    explanation: "Kubernetes wants `name` or `generateName` and refuses a Job without either; Orca \
        and clouddriver add none.",
    targets: Targets::All,
    example: Example {
        wrong: "# in the manifest\nmetadata:\n  namespace: tools\n",
        right: "# in the manifest\nmetadata:\n  generateName: example-\n  namespace: tools\n",
        fixed: Some("# in the manifest\nmetadata:\n  namespace: tools\n  generateName: example-\n"),
    },
};

pub(super) const FAMILY: Family = Family {
    rules: &[&FIXED_NAME, &GENERATE_NAME_DASH, &WITHOUT_NAME],
    check: Check::Stage(check),
};

const NAME: [&str; 3] = ["manifest", "metadata", "name"];
const GENERATED: [&str; 3] = ["manifest", "metadata", "generateName"];
const TTL: [&str; 3] = ["manifest", "spec", "ttlSecondsAfterFinished"];

fn check(look: &Look<'_>, found: &mut Found) {
    let text = |steps: &[&str]| {
        look.at(steps).and_then(|value| value.as_str()).filter(|text| !text.is_empty())
    };
    if look.manifest().is_none() {
        return;
    }
    let (name, generated) = (text(&NAME), text(&GENERATED));
    let given = look.is_mapped(&keys(&NAME)) || look.is_mapped(&keys(&GENERATED));
    match (name, generated) {
        (Some(name), _) if !given && !name.contains("${") => {
            let message = format!(
                "All runs share the name {name}: two at the same time delete each other's Job."
            );
            let place = keys(&NAME);
            let fixes = found.add(&FIXED_NAME, message, place.clone(), look.value_span(&place));
            if generated.is_none() {
                fixes.push(generate(look, name));
            }
        }
        (None, Some(prefix)) if !prefix.ends_with(['-', '.', '}']) && !given => {
            let place = keys(&GENERATED);
            let message = format!("Kubernetes appends five characters right behind {prefix}.");
            let span = look.value_span(&place);
            let fixes = found.add(&GENERATE_NAME_DASH, message, place.clone(), span);
            let value = New::Text(format!("{prefix}-"));
            fixes.push(look.set("Add the dash", true, &place, value));
        }
        (None, None) if !given && !look.hidden => {
            let message = "The Job has neither name nor generateName, and Kubernetes refuses it.";
            let span = look.span(&keys(&["manifest", "metadata"]));
            let fixes = found.add(&WITHOUT_NAME, message, keys(&GENERATED), span);
            let prefix = prefix(look.text("type").unwrap_or_default());
            let title = format!("Generate names that begin with {prefix}");
            fixes.push(look.set(&title, true, &keys(&GENERATED), New::Text(prefix)));
        }
        _ => {}
    }
}

/// A name for each run, and an end to old ones.
fn generate(look: &Look<'_>, name: &str) -> Fix {
    let name_path = look.written(&keys(&NAME)).path;
    let prefix = if name.ends_with('-') { name.to_owned() } else { format!("{name}-") };
    let mut edits = vec![
        Edit::Set { path: name_path.clone(), value: New::Text(prefix) },
        Edit::RenameKey { path: name_path, to: "generateName".into() },
    ];
    if look.at(&TTL).is_none() {
        let path = look.written(&keys(&TTL)).path;
        edits.push(Edit::Set { path, value: New::Int(super::cleanup::A_DAY) });
    }
    Fix {
        title: "Generate a name for each run, and clean up after a day".into(),
        safe: false,
        edit: Edit::Many(edits),
    }
}

/// A stage's type as the beginning of a Kubernetes name.
fn prefix(ty: &str) -> String {
    let mut out = String::new();
    for c in ty.chars() {
        if c.is_ascii_uppercase() && !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    let out = out.trim_end_matches('-');
    if out.is_empty() { "job-".into() } else { format!("{out}-") }
}
