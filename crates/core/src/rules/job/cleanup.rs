//! When a Job ends and is removed.

use crate::document::edit::New;
use crate::finding::Severity;
use crate::java::Value;
use crate::rules::look::{Look, keys};
use crate::rules::rule::{Check, Example, Family, Found, Rule, Targets};

static NO_TTL: Rule = Rule {
    id: "no-ttl",
    severity: Severity::Warning,
    summary: "Finished Jobs are never removed",
    explanation: "Spinnaker does not clean up after a Job, and Kubernetes does only when \
        `ttlSecondsAfterFinished` says when: without it, Jobs and their pods stay until somebody \
        deletes them. A day lets the logs outlive the pipeline; far below a minute the Job may be \
        gone before Spinnaker has seen how it ended.",
    targets: Targets::All,
    example: Example {
        wrong: "# in the job's spec, without ttlSecondsAfterFinished\n",
        right: "# in the job's spec\nttlSecondsAfterFinished: 86400\n",
        fixed: Some("# in the job's spec\nttlSecondsAfterFinished: 86400\n"),
    },
};

static SHORT_TTL: Rule = Rule {
    id: "short-ttl",
    severity: Severity::Warning,
    summary: "The Job may be gone before Spinnaker has seen its end",
    explanation: "Spinnaker asks for the Job's state every ten seconds and reads its log after \
        that. When Kubernetes removes the Job within that time, the stage fails although the Job \
        succeeded, and its logs are gone.",
    targets: Targets::All,
    example: Example {
        wrong: "# in the job's spec\nttlSecondsAfterFinished: 10\n",
        right: "# in the job's spec\nttlSecondsAfterFinished: 86400\n",
        fixed: Some("# in the job's spec\nttlSecondsAfterFinished: 86400\n"),
    },
};

static NO_DEADLINE: Rule = Rule {
    id: "no-deadline",
    severity: Severity::Note,
    summary: "Nothing stops the Job",
    explanation: "A cancelled pipeline does not stop its Job, nor does the stage's own timeout: \
        Spinnaker leaves it running. `activeDeadlineSeconds` is the one bound that the cluster \
        keeps by itself.",
    targets: Targets::All,
    example: Example {
        wrong: "# in the job's spec, without activeDeadlineSeconds\n",
        right: "# in the job's spec\nactiveDeadlineSeconds: 3600\n",
        fixed: Some("# in the job's spec\nactiveDeadlineSeconds: 7200\n"),
    },
};

static LONG_DEADLINE: Rule = Rule {
    id: "deadline-beyond-orcas",
    severity: Severity::Warning,
    summary: "The Job may run longer than Spinnaker waits",
    explanation: "Spinnaker waits two hours for a Job, whatever its deadline says; then the stage \
        fails, and the Job runs on unwatched. Only `stageTimeoutMs` in the pipeline's own stage \
        makes it wait longer.",
    targets: Targets::All,
    example: Example {
        wrong: "# in the job's spec\nactiveDeadlineSeconds: 14400\n",
        right: "# in the job's spec\nactiveDeadlineSeconds: 7200\n",
        fixed: Some("# in the job's spec\nactiveDeadlineSeconds: 7200\n"),
    },
};

pub(super) const FAMILY: Family = Family {
    rules: &[&NO_TTL, &SHORT_TTL, &NO_DEADLINE, &LONG_DEADLINE],
    check: Check::Stage(check),
};

/// Long enough for the logs to outlive the pipeline, in seconds.
pub(super) const A_DAY: i64 = 86_400;
/// What Orca waits for a Job, in seconds (orca-semantics §3.5).
const TWO_HOURS: i64 = 7_200;
/// Three questions of Orca's for the Job's state, in seconds.
const SOON: i64 = 30;

const TTL: [&str; 3] = ["manifest", "spec", "ttlSecondsAfterFinished"];
const DEADLINE: [&str; 3] = ["manifest", "spec", "activeDeadlineSeconds"];

fn check(look: &Look<'_>, found: &mut Found) {
    if !look.is_job() || look.at(&["manifest", "spec"]).is_none() || look.hidden {
        return;
    }
    ends(look, found);
    let place = keys(&DEADLINE);
    if look.is_mapped(&place) {
        return;
    }
    match look.at(&DEADLINE).map(Value::as_i64) {
        None => {
            let message = "Nothing stops the Job: neither a cancelled pipeline nor a timeout does.";
            let span = look.span(&keys(&["manifest", "spec"]));
            let fixes = found.add(&NO_DEADLINE, message, place.clone(), span);
            let title = "Stop it after two hours, when Orca gives up";
            fixes.push(look.set(title, false, &place, New::Int(TWO_HOURS)));
        }
        Some(Some(seconds)) if seconds > TWO_HOURS => {
            let message = format!(
                "The Job may run {seconds} seconds, but Spinnaker waits only {TWO_HOURS}, and the \
                 stage fails then."
            );
            let span = look.value_span(&place);
            let fixes = found.add(&LONG_DEADLINE, message, place.clone(), span);
            fixes.push(look.set("Stop it after two hours", false, &place, New::Int(TWO_HOURS)));
        }
        Some(_) => {}
    }
}

fn ends(look: &Look<'_>, found: &mut Found) {
    let place = keys(&TTL);
    if look.is_mapped(&place) {
        return;
    }
    match look.at(&TTL).map(Value::as_i64) {
        None => {
            let message = "Nobody removes the finished Job and its pods.";
            let span = look.span(&keys(&["manifest", "spec"]));
            let fixes = found.add(&NO_TTL, message, place.clone(), span);
            fixes.push(look.set("Remove it after a day", true, &place, New::Int(A_DAY)));
        }
        Some(Some(seconds)) if seconds < SOON => {
            let message = format!(
                "The Job is removed {seconds} seconds after its end, maybe before Spinnaker has seen it."
            );
            let span = look.value_span(&place);
            let fixes = found.add(&SHORT_TTL, message, place.clone(), span);
            fixes.push(look.set("Remove it after a day", false, &place, New::Int(A_DAY)));
        }
        Some(_) => {}
    }
}
