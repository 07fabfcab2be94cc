//! The names under which pipelines store values.

use std::collections::HashSet;

use crate::document::Step;
use crate::document::edit::New;
use crate::finding::Severity;
use crate::forms::StageKind;
use crate::rules::look::{Look, parameter_span, parameter_steps};
use crate::rules::rule::{Check, Example, Family, Found, Rule, Targets};

static WITHOUT_NAME: Rule = Rule {
    id: "parameter-without-name",
    severity: Severity::Warning,
    summary: "A parameter has no name",
    explanation: "A pipeline stores a value under the parameter's name. Without one, Deck can \
        store nothing, and only the default ever has an effect.",
    targets: Targets::All,
    example: Example {
        wrong: "parameters:\n  - label: Image\n    mapping: manifest.spec.template.spec.containers[0].image\n",
        right: "parameters:\n  - name: IMAGE\n    label: Image\n    mapping: manifest.spec.template.spec.containers[0].image\n",
        fixed: None,
    },
};

static DUPLICATE_NAME: Rule = Rule {
    id: "parameter-duplicate-name",
    severity: Severity::Warning,
    summary: "Two parameters have one name",
    explanation: "Deck shows two fields for one value, and Orca writes that value only to the first \
        parameter's mapping. The second keeps its default for ever.",
    targets: Targets::All,
    example: Example {
        wrong: "parameters:\n  - name: VALUE\n    label: Image\n    mapping: manifest.spec.template.spec.containers[0].image\n  \
                - name: VALUE\n    label: Name\n    mapping: manifest.spec.template.spec.containers[0].name\n",
        right: "parameters:\n  - name: IMAGE\n    label: Image\n    mapping: manifest.spec.template.spec.containers[0].image\n  \
                - name: NAME\n    label: Name\n    mapping: manifest.spec.template.spec.containers[0].name\n",
        fixed: None,
    },
};

static NESTED_NAME: Rule = Rule {
    id: "parameter-nested-name",
    severity: Severity::Warning,
    summary: "Deck stores a value under a dotted name where Orca does not look",
    explanation: "Deck takes dots and brackets in a name for a path: what is typed for `image.tag` \
        is stored as `tag` inside `image`, and Orca looks for `image.tag` and finds nothing. The \
        default always wins. Use letters, digits, dashes and underscores.",
    targets: Targets::All,
    example: Example {
        wrong: "parameters:\n  - name: image.tag\n    label: Image\n    mapping: manifest.spec.template.spec.containers[0].image\n",
        right: "parameters:\n  - name: image_tag\n    label: Image\n    mapping: manifest.spec.template.spec.containers[0].image\n",
        fixed: Some(
            "parameters:\n  - name: image_tag\n    label: Image\n    mapping: manifest.spec.template.spec.containers[0].image\n",
        ),
    },
};

static ORDER_IGNORED: Rule = Rule {
    id: "parameter-order-ignored",
    severity: Severity::Note,
    summary: "Job stages show parameters in the order of the file",
    explanation: "Deck sorts a webhook stage's parameters by `order`; for job stages it takes them \
        as they stand in the file. The key does no harm, but the order that it promises is not the \
        one that people see. Move the parameters instead.",
    targets: Targets::All,
    example: Example {
        wrong: "parameters:\n  - name: IMAGE\n    label: Image\n    order: 1\n    mapping: manifest.spec.template.spec.containers[0].image\n",
        right: "parameters:\n  - name: IMAGE\n    label: Image\n    mapping: manifest.spec.template.spec.containers[0].image\n",
        fixed: Some(
            "parameters:\n  - name: IMAGE\n    label: Image\n    mapping: manifest.spec.template.spec.containers[0].image\n",
        ),
    },
};

pub(super) const FAMILY: Family = Family {
    rules: &[&WITHOUT_NAME, &DUPLICATE_NAME, &NESTED_NAME, &ORDER_IGNORED],
    check: Check::Stage(check),
};

fn check(look: &Look<'_>, found: &mut Found) {
    let mut seen: HashSet<&str> = HashSet::new();
    let custom = look.text("uiType") == Some("CUSTOM");
    for (index, parameter) in look.definition.parameters.iter().enumerate() {
        let steps = vec![Step::Key("parameters".into()), Step::Index(index)];
        let span = parameter_span(parameter);
        match parameter.name.as_deref().filter(|name| !name.is_empty()) {
            None if look.hidden => {}
            None => {
                let message = "The parameter has no name, so no pipeline can give it a value.";
                found.add(&WITHOUT_NAME, message, steps.clone(), span);
            }
            Some(name) if !seen.insert(name) => {
                let message = format!(
                    "A parameter before has the name {name} too; the value goes to that one."
                );
                found.add(&DUPLICATE_NAME, message, steps.clone(), span);
            }
            Some(name) if name.contains(['.', '[', ']']) && !custom => {
                let message =
                    format!("Deck stores the value of {name} where Orca does not find it.");
                let name_steps = parameter_steps(look, index, "name");
                let fixes = found.add(&NESTED_NAME, message, name_steps.clone(), span);
                let plain = name.replace(['.', '['], "_").replace(']', "");
                let title = format!("Call it {plain}");
                fixes.push(look.set(&title, false, &name_steps, New::Text(plain)));
            }
            Some(_) => {}
        }
        let order = parameter_steps(look, index, "order");
        if look.kind != StageKind::Webhook && !custom && look.written(&order).depth == order.len() {
            let message = "Deck shows the parameters of a job stage in the order of the file.";
            let fixes = found.add(&ORDER_IGNORED, message, order.clone(), look.span(&order));
            fixes.push(look.remove("Remove the key", true, &order));
        }
    }
}
