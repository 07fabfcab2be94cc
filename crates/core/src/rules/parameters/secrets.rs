//! Secrets that pass through a pipeline.

use crate::document::Step;
use crate::document::edit::{Edit, New};
use crate::finding::{Fix, Severity};
use crate::rules::look::{Look, follow, parameter_span};
use crate::rules::rule::{Check, Example, Family, Found, Rule, Targets};
use crate::sensitive::is_secret_name;
use crate::stage::Parameter;

static SECRET_PARAMETER: Rule = Rule {
    id: "parameter-secret",
    severity: Severity::Warning,
    summary: "A secret is passed as a parameter",
    explanation: "The value of a parameter stands in clear in the pipeline's definition and its \
        history, in every execution, in Deck, and in the Job's manifest in the cluster. A Secret \
        of the namespace, named by `secretKeyRef`, shows the pod the value and nobody else.",
    targets: Targets::All,
    example: Example {
        wrong: "parameters:\n  - name: DB_PASSWORD\n    label: Password\n    \
                mapping: manifest.spec.template.spec.containers[0].env[0].value\n\
                # in the container\nenv:\n  - name: DB_PASSWORD\n    value: placeholder\n",
        right: "# in the container\nenv:\n  - name: DB_PASSWORD\n    valueFrom:\n      secretKeyRef:\n        name: db-password\n        key: DB_PASSWORD\n",
        fixed: Some(
            "parameters: []\n\
             # in the container\nenv:\n  - name: DB_PASSWORD\n    valueFrom:\n      secretKeyRef:\n        name: db-password\n        key: DB_PASSWORD\n",
        ),
    },
};

pub(super) const FAMILY: Family =
    Family { rules: &[&SECRET_PARAMETER], check: Check::Stage(check) };

fn check(look: &Look<'_>, found: &mut Found) {
    for (index, parameter) in look.definition.parameters.iter().enumerate() {
        let own = parameter.name.as_deref().filter(|name| is_secret_name(name));
        let Some(name) = own.or_else(|| secret_variable(look, index)) else { continue };
        let message =
            format!("The value of {name} stands in clear in every pipeline that uses the stage.");
        let steps = vec![Step::Key("parameters".into()), Step::Index(index)];
        let fixes = found.add(&SECRET_PARAMETER, message, steps, parameter_span(parameter));
        fixes.extend(by_reference(look, index, parameter));
    }
}

/// The variable that a parameter sets, if it is called a secret.
fn secret_variable<'l>(look: &'l Look<'_>, index: usize) -> Option<&'l str> {
    let put = look.mapped().get(index)?.as_ref()?.put.as_ref().ok()?;
    let [variable @ .., Step::Key(value)] = &put.path[..] else { return None };
    let in_env = matches!(variable, [.., Step::Key(list), Step::Index(_)] if &**list == "env");
    let name = follow(look.stage(), variable)?.get("name")?.as_str()?;
    (in_env && &**value == "value" && is_secret_name(name)).then_some(name)
}

/// The variable from a Secret, and the parameter gone.
fn by_reference(look: &Look<'_>, index: usize, parameter: &Parameter) -> Option<Fix> {
    let put = look.mapped().get(index)?.as_ref()?.put.as_ref().ok()?;
    let [variable @ .., Step::Key(value)] = &put.path[..] else { return None };
    let in_env = matches!(variable, [.., Step::Key(list), Step::Index(_)] if &**list == "env");
    if &**value != "value" || !in_env {
        return None;
    }
    let written = look.written(&put.path);
    let variable = look.written(variable);
    let key = variable.node?.get("name")?.as_text()?.to_owned();
    let lower = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    let name: String = parameter.name.as_deref().unwrap_or("secret").chars().map(lower).collect();
    let reference = New::Map(vec![(
        "secretKeyRef".into(),
        New::Map(vec![("name".into(), New::Text(name.clone())), ("key".into(), New::Text(key))]),
    )]);
    let mut edits = Vec::new();
    if written.depth == put.path.len() {
        edits.push(Edit::Remove { path: written.path });
    }
    edits.push(Edit::Set { path: variable.path.key("valueFrom"), value: reference });
    let parameters = vec![Step::Key("parameters".into()), Step::Index(index)];
    edits.push(Edit::Remove { path: look.written(&parameters).path });
    Some(Fix {
        title: format!("Take it from the Secret {name}"),
        safe: false,
        edit: Edit::Many(edits),
    })
}
