//! What happens when a container fails.

use crate::document::edit::New;
use crate::finding::Severity;
use crate::java::Value;
use crate::rules::look::{Look, keys};
use crate::rules::rule::{Check, Example, Family, Found, Rule, Targets};

static RESTART_POLICY: Rule = Rule {
    id: "restart-policy",
    severity: Severity::Error,
    summary: "A Job's pods must not restart for ever",
    explanation: "The pods of a Job must have `restartPolicy: Never` or `OnFailure`. What is left \
        out means `Always`, which Kubernetes refuses for a Job, and the stage fails when it is \
        submitted. With Never each try is a pod of its own, whose log stays.",
    targets: Targets::All,
    example: Example {
        wrong: "# in the pod's spec, without restartPolicy\n",
        right: "# in the pod's spec\nrestartPolicy: Never\n",
        fixed: Some("# in the pod's spec\nrestartPolicy: Never\n"),
    },
};

static BACKOFF_REPEATS: Rule = Rule {
    id: "backoff-repeats",
    severity: Severity::Warning,
    summary: "A failed Job is tried again",
    explanation: "Kubernetes tries a failed pod again up to `backoffLimit` times, six times where \
        it is left out. A migration, a release or a message is then done in part and again; and \
        Spinnaker reads outputs from the log of the oldest pod, usually the one that failed. Write \
        0 unless the work may be repeated.",
    targets: Targets::All,
    example: Example {
        wrong: "# in the job's spec, without backoffLimit\n",
        right: "# in the job's spec\nbackoffLimit: 0\n",
        fixed: Some("# in the job's spec\nbackoffLimit: 0\n"),
    },
};

pub(super) const FAMILY: Family =
    Family { rules: &[&RESTART_POLICY, &BACKOFF_REPEATS], check: Check::Stage(check) };

const POLICY: [&str; 5] = ["manifest", "spec", "template", "spec", "restartPolicy"];
const BACKOFF: [&str; 3] = ["manifest", "spec", "backoffLimit"];

fn check(look: &Look<'_>, found: &mut Found) {
    if !look.is_job() || look.hidden {
        return;
    }
    if look.pod().is_some() && !look.is_mapped(&keys(&POLICY)) {
        policy(look, found);
    }
    if look.at(&["manifest", "spec"]).is_none() || look.is_mapped(&keys(&BACKOFF)) {
        return;
    }
    let place = keys(&BACKOFF);
    let (severity, message) = match look.at(&BACKOFF) {
        None => (
            Severity::Warning,
            "A failed pod is tried again six times, with all that it does.".to_owned(),
        ),
        Some(value) => match value.as_i64() {
            Some(times) if times > 0 => {
                let times = if times == 1 { "once".into() } else { format!("{times} times") };
                (
                    Severity::Note,
                    format!("A failed pod is tried again {times}, with all that it does."),
                )
            }
            _ => return,
        },
    };
    let span = look.value_span(&place);
    let fixes = found.add_as(&BACKOFF_REPEATS, severity, message, place.clone(), span);
    fixes.push(look.set("Try only once", false, &place, New::Int(0)));
}

fn policy(look: &Look<'_>, found: &mut Found) {
    let place = keys(&POLICY);
    let value = look.at(&POLICY).and_then(Value::as_str).unwrap_or_default();
    if matches!(value, "Never" | "OnFailure") || value.contains("${") {
        return;
    }
    let message = if value.is_empty() {
        "Without restartPolicy Kubernetes refuses the Job: the default, Always, is not for Jobs."
            .to_owned()
    } else {
        format!("Kubernetes refuses a Job with the restart policy {value}.")
    };
    let fixes = found.add(&RESTART_POLICY, message, place.clone(), look.value_span(&place));
    fixes.push(look.set("Write Never", true, &place, New::Text("Never".into())));
}
