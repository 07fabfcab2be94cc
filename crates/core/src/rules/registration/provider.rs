//! The cloud provider, by which Orca finds what runs the job.

use crate::document::edit::New;
use crate::finding::Severity;
use crate::forms::StageKind;
use crate::rules::look::{Look, first_line, keys};
use crate::rules::rule::{Check, Example, Family, Found, Rule, Targets};

static UNKNOWN_CLOUD_PROVIDER: Rule = Rule {
    id: "unknown-cloud-provider",
    severity: Severity::Error,
    summary: "Nothing runs jobs for this cloud provider",
    explanation: "Orca looks for a job runner by the exact text of `cloudProvider`, upper and lower \
        case included, and assumes `aws` where there is none. There are runners for `kubernetes` \
        and `titus`; with anything else the stage fails with `JobRunner not found for \
        cloudProvider`.",
    targets: Targets::All,
    example: Example {
        wrong: "cloudProvider: Kubernetes\n",
        right: "cloudProvider: kubernetes\n",
        fixed: Some("cloudProvider: kubernetes\n"),
    },
};

pub(super) const FAMILY: Family =
    Family { rules: &[&UNKNOWN_CLOUD_PROVIDER], check: Check::Stage(check) };

fn check(look: &Look<'_>, found: &mut Found) {
    let runner = match look.kind {
        StageKind::Kubernetes => "kubernetes",
        StageKind::Titus => "titus",
        StageKind::Webhook => return,
    };
    let place = keys(&["cloudProvider"]);
    let provider = look.text("cloudProvider");
    if look.is_mapped(&place) || provider == Some(runner) {
        return;
    }
    let (message, span) = match provider {
        Some(text) if text.contains("${") => return,
        Some(text) => {
            let message =
                format!("There is no job runner for {text:?}: the stage fails when it runs.");
            (message, look.value_span(&place))
        }
        None if look.hidden => return,
        None => {
            let message = "Without a cloud provider Orca looks for a job runner named aws, and the \
                           stage fails when it runs.";
            (message.to_owned(), first_line(look.node))
        }
    };
    let fixes = found.add(&UNKNOWN_CLOUD_PROVIDER, message, place.clone(), span);
    let title = format!("Write {runner}");
    fixes.push(look.set(&title, true, &place, New::Text(runner.into())));
}
