//! Defaults that take away what the manifest says.

use crate::finding::Severity;
use crate::java::Value;
use crate::rules::look::{Look, parameter_steps};
use crate::rules::rule::{Check, Example, Family, Found, Rule, Targets};

static DEFAULT_RESETS: Rule = Rule {
    id: "default-resets-value",
    severity: Severity::Warning,
    summary: "An empty default replaces the manifest's value",
    explanation: "A default is always written, be it empty: `defaultValue:` with nothing behind it \
        is empty text to Orca, and takes the place of what the manifest says. To let the \
        manifest's value stand until somebody gives another, leave `defaultValue` out. The field \
        in Deck is then empty, and an author who types something and clears it again stores empty \
        text.",
    targets: Targets::All,
    example: Example {
        wrong: "parameters:\n  - name: REGION\n    label: Region\n    defaultValue:\n    \
                mapping: manifest.spec.template.spec.containers[0].env[0].value\n\
                # in the container\nenv:\n  - name: REGION\n    value: eu\n",
        right: "parameters:\n  - name: REGION\n    label: Region\n    defaultValue: eu\n    \
                mapping: manifest.spec.template.spec.containers[0].env[0].value\n\
                # in the container\nenv:\n  - name: REGION\n    value: eu\n",
        fixed: Some(
            "parameters:\n  - name: REGION\n    label: Region\n    \
             mapping: manifest.spec.template.spec.containers[0].env[0].value\n\
             # in the container\nenv:\n  - name: REGION\n    value: eu\n",
        ),
    },
};

pub(super) const FAMILY: Family = Family { rules: &[&DEFAULT_RESETS], check: Check::Stage(check) };

fn check(look: &Look<'_>, found: &mut Found) {
    let loaded = look.stage().get("parameters").and_then(Value::as_list).unwrap_or_default();
    for (index, (parameter, mapped)) in loaded.iter().zip(look.mapped()).enumerate() {
        let Some(put) = mapped.as_ref().and_then(|mapped| mapped.put.as_ref().ok()) else {
            continue;
        };
        let empty = |value: &Value| value.as_str() == Some("") || value.is_null();
        let Some(default) = parameter.get("defaultValue").filter(|value| empty(value)) else {
            continue;
        };
        // Jackson leaves null what Spring makes empty text of.
        if default.is_null() {
            continue;
        }
        let Some(before) = put.before.as_ref().filter(|value| !empty(value)) else { continue };
        let steps = parameter_steps(look, index, "defaultValue");
        let written = look.written(&steps).node.and_then(|node| node.as_text());
        let node = look.written(&steps).node;
        let quoted =
            node.is_some_and(|node| node.span.start < node.span.end && written == Some(""));
        // Empty quotes say what is meant.
        let severity = if quoted { Severity::Note } else { Severity::Warning };
        let was = crate::java::groovy_to_string(before);
        let was: String = was.chars().take(60).collect();
        let message = format!("The empty default replaces {was:?} in the manifest.");
        let span = look.span(&steps);
        let fixes = found.add_as(&DEFAULT_RESETS, severity, message, steps.clone(), span);
        fixes.push(look.remove("Remove the default", false, &steps));
    }
}
