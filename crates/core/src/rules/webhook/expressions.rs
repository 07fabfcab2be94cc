//! Expressions that name parameters wrongly.

use crate::document::edit::New;
use crate::finding::Severity;
use crate::forms::StageKind;
use crate::rules::look::Look;
use crate::rules::rule::{Check, Example, Family, Found, Rule, Targets};
use crate::rules::texts::{braces, texts};

static MISSPELT: Rule = Rule {
    id: "webhook-parameter-values",
    severity: Severity::Warning,
    summary: "An expression does not find the parameter",
    explanation: "A webhook stage's parameters are in `parameterValues`. `parameterValue['x']` \
        names nothing, and the text stays as it stands: it is sent, or compared, with its dollar \
        sign and braces. `parameters['x']` are those of the pipeline.",
    targets: Targets::All,
    example: Example {
        wrong: "# in the webhook stage\npayload: \"${parameterValue['issue']}\"\n",
        right: "# in the webhook stage\npayload: \"${parameterValues['issue']}\"\n",
        fixed: Some("# in the webhook stage\npayload: \"${parameterValues['issue']}\"\n"),
    },
};

pub(super) const FAMILY: Family = Family { rules: &[&MISSPELT], check: Check::Stage(check) };

fn check(look: &Look<'_>, found: &mut Found) {
    if look.kind != StageKind::Webhook || !look.region.contains("parameterValue") {
        return;
    }
    for (steps, text, span) in texts(look.stage()) {
        let wrong = |inside: &&str| {
            inside.contains("parameterValue[") || inside.contains("parameterValue.")
        };
        if braces(text).iter().any(wrong) {
            let message = "There is no `parameterValue`: the text stays as it stands. The parameters \
                           are in `parameterValues`.";
            let fixes = found.add(&MISSPELT, message, steps.clone(), span);
            let right = text
                .replace("parameterValue[", "parameterValues[")
                .replace("parameterValue.", "parameterValues.");
            fixes.push(look.set("Write parameterValues", true, &steps, New::Text(right)));
        }
    }
}
