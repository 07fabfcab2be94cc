//! Whether there is a Job at all.

use crate::document::edit::New;
use crate::finding::Severity;
use crate::rules::look::{Look, first_line, keys};
use crate::rules::rule::{Check, Example, Family, Found, Rule, Targets};

static NOT_A_JOB: Rule = Rule {
    id: "job-kind",
    severity: Severity::Error,
    summary: "The manifest is not a Job of batch/v1",
    explanation: "Clouddriver takes exactly one object of kind Job for such a stage and refuses \
        anything else; kubectl needs its API version, `batch/v1`, too. Orca adds neither.",
    targets: Targets::All,
    example: Example {
        wrong: "# in the manifest\nkind: Deployment\n",
        right: "# in the manifest\nkind: Job\n",
        fixed: Some("# in the manifest\nkind: Job\n"),
    },
};

static WITHOUT_MANIFEST: Rule = Rule {
    id: "stage-without-manifest",
    severity: Severity::Warning,
    summary: "The stage has no manifest",
    explanation: "Without a manifest the JSON of each pipeline's own stage must bring one, and Deck \
        offers no field for it. Otherwise the stage fails with `No text manifest was specified`.",
    targets: Targets::All,
    example: Example {
        wrong: "# in the stage, without manifest\n",
        right: "description: With a manifest\n",
        fixed: None,
    },
};

pub(super) const FAMILY: Family =
    Family { rules: &[&NOT_A_JOB, &WITHOUT_MANIFEST], check: Check::Stage(check) };

fn check(look: &Look<'_>, found: &mut Found) {
    if !look.is_job() {
        return;
    }
    let Some(manifest) = look.manifest() else {
        if !look.hidden && look.at(&["manifest"]).is_none() {
            let message = "The stage has no manifest: each pipeline would have to bring its own.";
            found.add(&WITHOUT_MANIFEST, message, keys(&["manifest"]), first_line(look.node));
        }
        return;
    };
    for (key, wanted) in [("apiVersion", "batch/v1"), ("kind", "Job")] {
        let place = keys(&["manifest", key]);
        let value = manifest.get(key).and_then(|value| value.as_str()).unwrap_or_default();
        if value == wanted || value.contains("${") || look.is_mapped(&place) {
            continue;
        }
        if value.is_empty() && look.hidden {
            continue;
        }
        let message = if value.is_empty() {
            format!(
                "The manifest has no {key}, and the stage fails when it runs; it must be {wanted}."
            )
        } else {
            format!("{key} must be {wanted}; with {value} the stage fails when it runs.")
        };
        let fixes = found.add(&NOT_A_JOB, message, place.clone(), look.value_span(&place));
        fixes.push(look.set(&format!("Write {wanted}"), true, &place, New::Text(wanted.into())));
    }
}
