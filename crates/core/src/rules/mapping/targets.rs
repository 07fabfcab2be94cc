//! What stands where a mapping leads.

use crate::document::Step;
use crate::document::edit::New;
use crate::finding::Severity;
use crate::forms::uniform;
use crate::java::{Span, Value};
use crate::rules::look::{Look, follow, parameter_steps};
use crate::rules::rule::{Check, Example, Family, Found, Rule, Targets};
use crate::schema::{Shape, shape_at};
use crate::spinnaker::fill::mapping::Put;
use crate::stage::Parameter;

static TARGET_NOT_TEXT: Rule = Rule {
    id: "mapping-target-not-text",
    severity: Severity::Error,
    summary: "A parameter is mapped to a place that takes no text",
    explanation: "Orca puts every value in as text, whatever was there: `backoffLimit: \"3\"`, \
        `suspend: \"true\"`. Kubernetes refuses text where it wants a number, a yes-or-no, a list \
        or a mapping, and the stage fails. Map the parameter to an environment variable, or write \
        an expression in the place itself: `\"${#toInt(parameters.RETRIES)}\"` becomes a number \
        when the stage runs.",
    targets: Targets::All,
    example: Example {
        wrong: "parameters:\n  - name: PARALLEL\n    label: Parallel pods\n    mapping: manifest.spec.parallelism\n\
                # in the job's spec\nparallelism: 1\n",
        right: "parameters:\n  - name: PARALLEL\n    label: Parallel pods\n    \
                mapping: manifest.spec.template.spec.containers[0].env[0].value\n\
                # in the container\nenv:\n  - name: PARALLEL\n    value: \"1\"\n",
        fixed: None,
    },
};

static ENV_NAME_DIFFERS: Rule = Rule {
    id: "mapping-env-name-differs",
    severity: Severity::Note,
    summary: "A parameter sets a variable of another name",
    explanation: "A mapping finds an environment variable by its position, not by its name. When \
        variables are added or moved, mappings stay, and values land in the wrong variable. Here \
        the parameter's name and the variable's have nothing in common; where another variable of \
        the container bears the parameter's name, that one was probably meant.",
    targets: Targets::All,
    example: Example {
        wrong: "parameters:\n  - name: VERSION\n    label: Version\n    \
                mapping: manifest.spec.template.spec.containers[0].env[0].value\n\
                # in the container\nenv:\n  - name: REGION\n    value: eu\n  - name: VERSION\n    value: latest\n",
        right: "parameters:\n  - name: VERSION\n    label: Version\n    \
                mapping: manifest.spec.template.spec.containers[0].env[1].value\n\
                # in the container\nenv:\n  - name: REGION\n    value: eu\n  - name: VERSION\n    value: latest\n",
        fixed: Some(
            "parameters:\n  - name: VERSION\n    label: Version\n    \
             mapping: manifest.spec.template.spec.containers[0].env[1].value\n\
             # in the container\nenv:\n  - name: REGION\n    value: eu\n  - name: VERSION\n    value: latest\n",
        ),
    },
};

static TWO_ON_ONE_TARGET: Rule = Rule {
    id: "mapping-two-on-one-target",
    severity: Severity::Warning,
    summary: "Two parameters write to one place",
    explanation: "All defaults are written first, in the order of the file, then the values that \
        the pipeline gives, in an order that nobody promises. Of two parameters with one target, \
        one is without effect.",
    targets: Targets::All,
    example: Example {
        wrong: "parameters:\n  - name: VERSION\n    label: Version\n    mapping: manifest.spec.template.spec.containers[0].image\n  \
                - name: IMAGE\n    label: Image\n    mapping: manifest.spec.template.spec.containers[0].image\n",
        right: "parameters:\n  - name: IMAGE\n    label: Image\n    mapping: manifest.spec.template.spec.containers[0].image\n",
        fixed: None,
    },
};

pub(super) const FAMILY: Family = Family {
    rules: &[&TARGET_NOT_TEXT, &ENV_NAME_DIFFERS, &TWO_ON_ONE_TARGET],
    check: Check::Stage(check),
};

fn check(look: &Look<'_>, found: &mut Found) {
    let mut taken: std::collections::HashMap<&[Step], usize> = std::collections::HashMap::new();
    let parameters = &look.definition.parameters;
    for (at, (parameter, mapped)) in parameters.iter().zip(look.mapped()).enumerate() {
        let Some(put) = mapped.as_ref().and_then(|mapped| mapped.put.as_ref().ok()) else {
            continue;
        };
        let span = parameter.mapping_node.as_ref().map_or(parameter.node.span, |node| node.span);
        if let Some(first) = taken.get(&put.path[..]) {
            let other = parameters.get(*first).and_then(|other| other.name.as_deref());
            let message = format!(
                "The parameter {} writes to the same place; one of the two is without effect.",
                other.unwrap_or("before")
            );
            found.add(&TWO_ON_ONE_TARGET, message, parameter_steps(look, at, "mapping"), span);
        } else {
            taken.insert(&put.path, at);
        }
        not_text(look, parameter, put, (at, span), found);
        other_name(look, parameter, put, (at, span), found);
    }
}

fn not_text(
    look: &Look<'_>,
    parameter: &Parameter,
    put: &Put,
    (at, span): (usize, Span),
    found: &mut Found,
) {
    if put.path.first() != Some(&Step::Key("manifest".into())) {
        return;
    }
    let Some((name, shape)) = shape_at(look.kind, &put.path, look.target.release) else { return };
    if matches!(shape, Shape::Text | Shape::Word | Shape::Time | Shape::Quantity | Shape::Anything)
    {
        return;
    }
    // A default that is an expression may become anything when the stage runs.
    let whole = |text: &str| text.starts_with("${") && text.ends_with('}');
    if parameter.default_value.as_deref().is_some_and(whole) {
        return;
    }
    let message = format!(
        "Every value arrives as text, and {name} takes {}: Kubernetes refuses it.",
        shape.words()
    );
    found.add(&TARGET_NOT_TEXT, message, parameter_steps(look, at, "mapping"), span);
}

fn other_name(
    look: &Look<'_>,
    parameter: &Parameter,
    put: &Put,
    (at, span): (usize, Span),
    found: &mut Found,
) {
    let [around @ .., Step::Key(env), Step::Index(index), Step::Key(value)] = &put.path[..] else {
        return;
    };
    if &**env != "env" || &**value != "value" {
        return;
    }
    let mut list = around.to_vec();
    list.push(Step::Key("env".into()));
    let Some(variables) = follow(look.stage(), &list).and_then(Value::as_list) else { return };
    let name_of = |variable: &Value| {
        variable.get("name").and_then(Value::as_str).map(str::to_owned).unwrap_or_default()
    };
    let Some(name) = variables.get(*index).map(name_of) else { return };
    let called: Vec<String> = [parameter.name.as_deref(), parameter.label.as_deref()]
        .into_iter()
        .flatten()
        .map(uniform)
        .filter(|text| !text.is_empty())
        .collect();
    let variable = uniform(&name);
    let related = |text: &String| text.contains(&variable) || variable.contains(text.as_str());
    if called.is_empty() || variable.is_empty() || called.iter().any(related) {
        return;
    }
    let meant = variables.iter().position(|other| called.contains(&uniform(&name_of(other))));
    let (severity, message) = match meant {
        Some(meant) => (
            Severity::Warning,
            format!(
                "This sets the variable {name}; the one of the parameter's name is env[{meant}]."
            ),
        ),
        None => (Severity::Note, format!("This sets the variable {name}.")),
    };
    let steps = parameter_steps(look, at, "mapping");
    let fixes = found.add_as(&ENV_NAME_DIFFERS, severity, message, steps.clone(), span);
    if let (Some(meant), Some(mapping)) = (meant, &parameter.mapping)
        && let Some(before) = mapping.strip_suffix(&format!("env[{index}].value"))
    {
        let right = New::Text(format!("{before}env[{meant}].value"));
        fixes.push(look.set(&format!("Map it to env[{meant}]"), false, &steps, right));
    }
}
