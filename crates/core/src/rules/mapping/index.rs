//! Mappings whose last step is an index.

use super::mapped;
use crate::document::Step;
use crate::document::edit::{Edit, New};
use crate::finding::{Fix, Severity};
use crate::java::Value;
use crate::rules::look::{Look, follow, parameter_steps};
use crate::rules::rule::{Check, Example, Family, Found, Rule, Targets};
use crate::stage::Parameter;

static ENDS_IN_INDEX: Rule = Rule {
    id: "mapping-ends-in-index",
    severity: Severity::Error,
    summary: "A mapping that ends in an index writes a key of that name",
    explanation: "The last part of a mapping is always taken for a key: `args[0]` does not replace \
        the first argument, it adds a property called `args[0]` beside `args`, and Kubernetes \
        refuses the Job. Until Spinnaker 1.21 this worked, so older files have it. Put the value \
        into an environment variable, and let Kubernetes fill it into the argument: `$(NAME)`.",
    targets: Targets::All,
    example: Example {
        wrong: concat!(
            mapped!("manifest.spec.template.spec.containers[0].args[1]"),
            "# in the container, without command\nargs: [--version, placeholder]\n"
        ),
        right: concat!(
            mapped!("manifest.spec.template.spec.containers[0].env[0].value"),
            "# in the container, without command\nargs: [--version, $(VERSION)]\nenv:\n  - name: VERSION\n    value: placeholder\n"
        ),
        fixed: Some(concat!(
            mapped!("manifest.spec.template.spec.containers[0].env[0].value"),
            "# in the container, without command\nargs: [--version, $(VERSION)]\nenv:\n  - name: VERSION\n    value: placeholder\n"
        )),
    },
};

pub(super) const FAMILY: Family = Family { rules: &[&ENDS_IN_INDEX], check: Check::Stage(check) };

fn check(look: &Look<'_>, found: &mut Found) {
    let parameters = &look.definition.parameters;
    for (at, (parameter, mapped)) in parameters.iter().zip(look.mapped()).enumerate() {
        let Some(put) = mapped.as_ref().and_then(|mapped| mapped.put.as_ref().ok()) else {
            continue;
        };
        let Some((Step::Key(name), around)) = put.path.split_last() else { continue };
        let Some((list, index)) = indexed(name) else { continue };
        let span = parameter.mapping_node.as_ref().map_or(parameter.node.span, |node| node.span);
        let message = format!(
            "This writes a key called {name:?} beside {list} instead of its item {index}, and \
             Kubernetes refuses the Job."
        );
        let fixes = found.add(&ENDS_IN_INDEX, message, parameter_steps(look, at, "mapping"), span);
        if matches!(list, "args" | "command") {
            fixes.extend(through_variable(look, (at, parameter), around, list, index));
        }
    }
}

fn indexed(segment: &str) -> Option<(&str, usize)> {
    let (list, digits) = segment.strip_suffix(']')?.rsplit_once('[')?;
    Some((list, digits.parse().ok()?))
}

/// The value through an environment variable of the container.
fn through_variable(
    look: &Look<'_>,
    (at, parameter): (usize, &Parameter),
    container: &[Step],
    list: &str,
    index: usize,
) -> Option<Fix> {
    let place = |name: &str| {
        let mut steps = container.to_vec();
        steps.push(Step::Key(name.into()));
        steps
    };
    let arguments = look.written(&place(list)).node?;
    let argument = arguments.items().get(index)?;
    let of = follow(look.stage(), container)?;
    let variables = of.get("env").and_then(Value::as_list).unwrap_or_default();
    let name = free_name(parameter.name.as_deref().unwrap_or("VALUE"), variables);
    let value = argument.as_text().filter(|text| !text.contains("$(")).unwrap_or_default();
    let variable = New::Map(vec![
        ("name".into(), New::Text(name.clone())),
        ("value".into(), New::Text(value.to_owned())),
    ]);
    let env = look.written(&place("env"));
    let add = match env.node.filter(|env| !env.items().is_empty()) {
        Some(env) if env.items().len() != variables.len() => return None,
        Some(there) => {
            let path = env.path.index(there.items().len());
            Edit::Insert { path, value: variable }
        }
        None => Edit::Set { path: env.path.clone(), value: New::List(vec![variable]) },
    };
    let argument = look.written(&place(list)).path.index(index);
    let to = format!("{}.env[{}].value", dotted(container), variables.len());
    let mapping = look.written(&parameter_steps(look, at, "mapping"));
    Some(Fix {
        title: format!("Pass it through the variable {name}"),
        safe: true,
        edit: Edit::Many(vec![
            add,
            Edit::Set { path: argument, value: New::Text(format!("$({name})")) },
            Edit::Set { path: mapping.path, value: New::Text(to) },
        ]),
    })
}

/// A name for a variable, after the parameter's.
fn free_name(parameter: &str, variables: &[Value]) -> String {
    let sign = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' };
    let mut name: String = parameter.chars().map(sign).collect();
    if name.starts_with(|c: char| c.is_ascii_digit()) || name.is_empty() {
        name.insert(0, '_');
    }
    let taken = |name: &str| {
        let has = |variable: &Value| variable.get("name").and_then(Value::as_str) == Some(name);
        variables.iter().any(has)
    };
    let first = name.clone();
    let mut number = 2;
    while taken(&name) {
        name = format!("{first}_{number}");
        number += 1;
    }
    name
}

/// Steps as a mapping writes them.
fn dotted(steps: &[Step]) -> String {
    let mut out = String::new();
    for step in steps {
        match step {
            Step::Key(key) => {
                out.push_str(if out.is_empty() { "" } else { "." });
                out.push_str(key);
            }
            Step::Index(index) => out.push_str(&format!("[{index}]")),
        }
    }
    out
}
