//! The application that a job is filed under.

use crate::document::edit::New;
use crate::finding::Severity;
use crate::rules::look::{Look, first_line, keys};
use crate::rules::rule::{Check, Example, Family, Found, Rule, Targets};

static WITHOUT_APPLICATION: Rule = Rule {
    id: "stage-without-application",
    severity: Severity::Note,
    summary: "The Job belongs to no application",
    explanation: "Without `application` clouddriver writes no application label and annotation on \
        the Job and its pods: it shows in no application's infrastructure, and policies and cost \
        reports by application do not see it. `\"${execution.application}\"` files each run under \
        the pipeline's own.",
    targets: Targets::All,
    example: Example {
        wrong: "# in the stage, without application\n",
        right: "application: \"${execution.application}\"\n",
        fixed: Some("application: \"${execution.application}\"\n"),
    },
};

static APPLICATION_FIXED: Rule = Rule {
    id: "application-fixed",
    severity: Severity::Note,
    summary: "Every pipeline's Job is filed under one application",
    explanation: "The stage is offered in every application, and all its Jobs are filed under this \
        one: they show in its infrastructure, and a pipeline of another application needs the \
        right to write there. `\"${execution.application}\"` files each run under the pipeline's \
        own application.",
    targets: Targets::All,
    example: Example {
        wrong: "application: shop\n",
        right: "application: \"${execution.application}\"\n",
        fixed: Some("application: \"${execution.application}\"\n"),
    },
};

pub(super) const FAMILY: Family =
    Family { rules: &[&WITHOUT_APPLICATION, &APPLICATION_FIXED], check: Check::Stage(check) };

fn check(look: &Look<'_>, found: &mut Found) {
    let place = keys(&["application"]);
    if !look.is_job() || look.is_mapped(&place) {
        return;
    }
    let own = || New::Text("${execution.application}".into());
    match look.text("application") {
        None if look.hidden => {}
        None => {
            let message = "Without an application the Job carries no application label, and shows \
                           in no application.";
            let span = first_line(look.node);
            let fixes = found.add(&WITHOUT_APPLICATION, message, place.clone(), span);
            fixes.push(look.set("File it under the pipeline's own", false, &place, own()));
        }
        Some(text) if text.contains("${") => {}
        Some(text) => {
            let message = format!("The Jobs of every pipeline are filed under {text}.");
            let span = look.value_span(&place);
            let fixes = found.add(&APPLICATION_FIXED, message, place.clone(), span);
            fixes.push(look.set("File it under the pipeline's own", false, &place, own()));
        }
    }
}
