//! Parameters whose value nobody takes.

use crate::document::Step;
use crate::finding::Severity;
use crate::forms::StageKind;
use crate::rules::look::{Look, parameter_span};
use crate::rules::rule::{Check, Example, Family, Found, Rule, Targets};

static GOES_NOWHERE: Rule = Rule {
    id: "parameter-goes-nowhere",
    severity: Severity::Warning,
    summary: "Nothing uses the parameter's value",
    explanation: "A value reaches the Job through the parameter's mapping, or through an expression \
        in the stage that reads it, such as `${parameters.NAME}`. This parameter has neither: Deck \
        asks for a value, and it is lost.",
    targets: Targets::All,
    example: Example {
        wrong: "parameters:\n  - name: VERSION\n    label: Version\n",
        right: "parameters:\n  - name: VERSION\n    label: Version\n    mapping: manifest.spec.template.spec.containers[0].image\n",
        fixed: None,
    },
};

pub(super) const FAMILY: Family = Family { rules: &[&GOES_NOWHERE], check: Check::Stage(check) };

fn check(look: &Look<'_>, found: &mut Found) {
    // A form of one's own may use them in its own way.
    if look.text("uiType") == Some("CUSTOM") || look.hidden {
        return;
    }
    let of = if look.kind == StageKind::Webhook { "parameterValues" } else { "parameters" };
    for (index, parameter) in look.definition.parameters.iter().enumerate() {
        let Some(name) = parameter.name.as_deref().filter(|name| !name.is_empty()) else {
            continue;
        };
        let mapped = parameter.mapping.as_deref().is_some_and(|mapping| !mapping.is_empty());
        if (mapped && look.kind != StageKind::Webhook) || is_read(look.region, of, name) {
            continue;
        }
        let message = if of == "parameters" {
            format!("The parameter {name} has no mapping, and no expression of the stage reads it.")
        } else {
            format!("No expression of the stage reads the parameter {name}.")
        };
        let steps = vec![Step::Key("parameters".into()), Step::Index(index)];
        found.add(&GOES_NOWHERE, message, steps, parameter_span(parameter));
    }
}

/// Whether an expression in the text may read the value: by its name, or all
/// of them.
fn is_read(text: &str, of: &str, name: &str) -> bool {
    text.match_indices("${").any(|(start, _)| {
        let rest = text.get(start..).unwrap_or_default();
        let end = rest.find('}').unwrap_or(rest.len());
        let inside = rest.get(..end).unwrap_or_default();
        let whole = inside.replace([' ', '?'], "");
        inside.contains(of)
            && (inside.contains(name) || whole.contains(&format!("{of})")) || whole.ends_with(of))
            || inside.contains("parameterValue[") && inside.contains(name)
            || inside.contains("#root")
    })
}
