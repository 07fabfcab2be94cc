//! What a webhook stage must know to wait for an answer.

use crate::finding::Severity;
use crate::forms::StageKind;
use crate::java::{Data, Value};
use crate::rules::look::{Look, keys};
use crate::rules::rule::{Check, Example, Family, Found, Rule, Targets};

static WITHOUT_STATUS_URL: Rule = Rule {
    id: "webhook-without-status-url",
    severity: Severity::Warning,
    summary: "The stage waits and does not know where to ask",
    explanation: "A stage that waits for completion asks an address for the state, and \
        `statusUrlResolution` says which: the one that it called (`getMethod`), that of the \
        Location header (`locationHeader`), or one in the answer (`webhookResponse`, with \
        `statusUrlJsonPath`). Unless the pipeline's own stage says so, the stage ends with `The \
        status URL couldn't be resolved`.",
    targets: Targets::All,
    example: Example {
        wrong: "# in the webhook stage\nwaitForCompletion: true\n",
        right: "# in the webhook stage\nwaitForCompletion: true\nstatusUrlResolution: getMethod\nstatusJsonPath: $.state\nsuccessStatuses: done\n",
        fixed: None,
    },
};

static WITHOUT_STATUS_PATH: Rule = Rule {
    id: "webhook-without-status-path",
    severity: Severity::Warning,
    summary: "The stage does not look at the answer",
    explanation: "Without `statusJsonPath` a single answer is enough, whatever it says: the stage \
        succeeds though the work may still be going on or have failed.",
    targets: Targets::All,
    example: Example {
        wrong: "# in the webhook stage\nwaitForCompletion: true\nstatusUrlResolution: getMethod\n",
        right: "# in the webhook stage\nwaitForCompletion: true\nstatusUrlResolution: getMethod\nstatusJsonPath: $.state\nsuccessStatuses: done\n",
        fixed: None,
    },
};

static WITHOUT_SUCCESS: Rule = Rule {
    id: "webhook-without-success",
    severity: Severity::Warning,
    summary: "No answer means success",
    explanation: "The text that `statusJsonPath` finds is looked up in `successStatuses`, \
        `canceledStatuses` and `terminalStatuses`; anything else keeps the stage waiting, for an \
        hour at most. Without `successStatuses` only the number 100 ends it well.",
    targets: Targets::All,
    example: Example {
        wrong: "# in the webhook stage\nwaitForCompletion: true\nstatusUrlResolution: getMethod\nstatusJsonPath: $.state\n",
        right: "# in the webhook stage\nwaitForCompletion: true\nstatusUrlResolution: getMethod\nstatusJsonPath: $.state\nsuccessStatuses: done\n",
        fixed: None,
    },
};

pub(super) const FAMILY: Family = Family {
    rules: &[&WITHOUT_STATUS_URL, &WITHOUT_STATUS_PATH, &WITHOUT_SUCCESS],
    check: Check::Stage(check),
};

fn check(look: &Look<'_>, found: &mut Found) {
    let waits = look.stage().get("waitForCompletion").map(|value| &value.data);
    if look.kind != StageKind::Webhook || waits != Some(&Data::Boolean(true)) || look.hidden {
        return;
    }
    let place = keys(&["waitForCompletion"]);
    let span = look.span(&place);
    let text = |key: &str| {
        look.stage().get(key).and_then(Value::as_str).filter(|text| !text.trim().is_empty())
    };
    let Some(resolution) = text("statusUrlResolution") else {
        let message = "The stage waits, and nothing says where to ask for the state.";
        found.add(&WITHOUT_STATUS_URL, message, place, span);
        return;
    };
    if resolution == "webhookResponse" && text("statusUrlJsonPath").is_none() {
        let message = "The address is to be taken from the answer, and statusUrlJsonPath, which \
                       says from where, is missing.";
        let place = keys(&["statusUrlResolution"]);
        let span = look.span(&place);
        found.add(&WITHOUT_STATUS_URL, message, place, span);
    }
    if text("statusJsonPath").is_none() {
        let message = "The stage ends at the first answer, whatever that says.";
        found.add(&WITHOUT_STATUS_PATH, message, place, span);
    } else if text("successStatuses").is_none() {
        let message = "No text means success, so the stage waits until its hour is over.";
        found.add(&WITHOUT_SUCCESS, message, place, span);
    }
}
