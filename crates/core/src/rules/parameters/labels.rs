//! What pipeline authors read beside a field.

use std::collections::HashMap;

use crate::document::Step;
use crate::document::edit::New;
use crate::finding::Severity;
use crate::rules::look::{Look, parameter_span, parameter_steps};
use crate::rules::rule::{Check, Example, Family, Found, Rule, Targets};

static WITHOUT_LABEL: Rule = Rule {
    id: "parameter-without-label",
    severity: Severity::Warning,
    summary: "Deck shows a field without a label",
    explanation: "Deck writes a parameter's label before its field, and nothing where there is \
        none: the author of a pipeline sees an empty field and no word about it.",
    targets: Targets::All,
    example: Example {
        wrong: "parameters:\n  - name: IMAGE\n    mapping: manifest.spec.template.spec.containers[0].image\n",
        right: "parameters:\n  - name: IMAGE\n    mapping: manifest.spec.template.spec.containers[0].image\n    label: IMAGE\n",
        fixed: Some(
            "parameters:\n  - name: IMAGE\n    mapping: manifest.spec.template.spec.containers[0].image\n    label: IMAGE\n",
        ),
    },
};

static LABEL_TWICE: Rule = Rule {
    id: "parameter-label-twice",
    severity: Severity::Note,
    summary: "Two parameters have the same label",
    explanation: "Deck shows the label before the field, and nothing else that would tell the two \
        fields apart: the author of a pipeline has to guess which is which.",
    targets: Targets::All,
    example: Example {
        wrong: "parameters:\n  - name: A\n    label: Image\n    mapping: manifest.spec.template.spec.containers[0].image\n  \
                - name: B\n    label: Image\n    mapping: manifest.spec.template.spec.containers[0].name\n",
        right: "parameters:\n  - name: A\n    label: Image\n    mapping: manifest.spec.template.spec.containers[0].image\n  \
                - name: B\n    label: Container\n    mapping: manifest.spec.template.spec.containers[0].name\n",
        fixed: None,
    },
};

pub(super) const FAMILY: Family =
    Family { rules: &[&WITHOUT_LABEL, &LABEL_TWICE], check: Check::Stage(check) };

fn check(look: &Look<'_>, found: &mut Found) {
    if look.text("uiType") == Some("CUSTOM") {
        return;
    }
    let mut seen: HashMap<&str, &str> = HashMap::new();
    for (index, parameter) in look.definition.parameters.iter().enumerate() {
        let span = parameter_span(parameter);
        let steps = vec![Step::Key("parameters".into()), Step::Index(index)];
        let name = parameter.name.as_deref().unwrap_or_default();
        let Some(label) = parameter.label.as_deref().filter(|label| !label.trim().is_empty())
        else {
            if !look.hidden {
                let message = "Deck shows this field without a word before it.";
                let fixes = found.add(&WITHOUT_LABEL, message, steps, span);
                if !name.is_empty() {
                    let place = parameter_steps(look, index, "label");
                    let label = New::Text(name.to_owned());
                    fixes.push(look.set("Take the name as label", true, &place, label));
                }
            }
            continue;
        };
        match seen.get(label) {
            Some(other) => {
                let message = format!("The parameter {other} has the label {label:?} too.");
                found.add(&LABEL_TWICE, message, steps, span);
            }
            None => {
                seen.insert(label, name);
            }
        }
    }
}
