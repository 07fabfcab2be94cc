//! Secrets that stand in the manifest in clear.

use crate::document::Step;
use crate::document::edit::{Edit, New};
use crate::finding::{Fix, Severity};
use crate::java::Value;
use crate::rules::look::{Container, Look};
use crate::rules::rule::{Check, Example, Family, Found, Rule, Targets};
use crate::sensitive::{is_secret_name, is_secret_value};

static SECRET_IN_CLEAR: Rule = Rule {
    id: "secret-in-clear",
    severity: Severity::Warning,
    summary: "A secret stands in the file in clear",
    explanation: "What stands in the manifest stands in the repository, in Orca's profile, in every \
        pipeline execution, in Deck, and in the Job in the cluster. Put it into a Secret of the \
        Job's namespace and name it with `secretKeyRef`; then change the secret itself, for this \
        one has been read.",
    targets: Targets::All,
    example: Example {
        wrong: "# in the container\nenv:\n  - name: API_TOKEN\n    value: v7Kp2xQ9\n",
        right: "# in the container\nenv:\n  - name: API_TOKEN\n    valueFrom:\n      secretKeyRef:\n        name: api-token\n        key: API_TOKEN\n",
        fixed: Some(
            "# in the container\nenv:\n  - name: API_TOKEN\n    valueFrom:\n      secretKeyRef:\n        name: api-token\n        key: API_TOKEN\n",
        ),
    },
};

pub(super) const FAMILY: Family = Family { rules: &[&SECRET_IN_CLEAR], check: Check::Stage(check) };

fn check(look: &Look<'_>, found: &mut Found) {
    if !look.is_job() {
        return;
    }
    for container in look.containers() {
        for (index, variable) in container.list("env").iter().enumerate() {
            variable_in_clear(look, &container, index, variable, found);
        }
        for list in ["command", "args"] {
            for (index, argument) in container.list(list).iter().enumerate() {
                if !argument.as_str().is_some_and(gives_secret) {
                    continue;
                }
                let mut place = container.key(list);
                place.push(Step::Index(index));
                let message = "This argument gives a secret in clear.";
                found.add(&SECRET_IN_CLEAR, message, place.clone(), look.value_span(&place));
            }
        }
    }
}

fn variable_in_clear(
    look: &Look<'_>,
    container: &Container<'_>,
    index: usize,
    variable: &Value,
    found: &mut Found,
) {
    let text = |key: &str| variable.get(key).and_then(Value::as_str);
    let (Some(name), Some(value)) = (text("name"), text("value")) else { return };
    let mut around = container.key("env");
    around.push(Step::Index(index));
    let mut place = around.clone();
    place.push(Step::Key("value".into()));
    if !is_secret_name(name)
        || !is_secret_value(value)
        || is_stand_in(value)
        || look.is_mapped(&place) && !shows_itself(name, value)
    {
        return;
    }
    let message = format!("The value of {name} stands in the file in clear.");
    let span = look.value_span(&place);
    let fixes = found.add(&SECRET_IN_CLEAR, message, place.clone(), span);
    let (value, variable) = (look.written(&place), look.written(&around));
    let lower = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    let secret: String = name.chars().map(lower).collect();
    let reference = New::Map(vec![(
        "secretKeyRef".into(),
        New::Map(vec![
            ("name".into(), New::Text(secret.clone())),
            ("key".into(), New::Text(name.to_owned())),
        ]),
    )]);
    // A parameter that writes there would make a second value of it.
    if value.depth == place.len() && !look.is_mapped(&place) {
        fixes.push(Fix {
            title: format!("Take it from the Secret {secret}"),
            safe: false,
            edit: Edit::Many(vec![
                Edit::Remove { path: value.path },
                Edit::Set { path: variable.path.key("valueFrom"), value: reference },
            ]),
        });
    }
}

/// Whether what stands where a parameter writes is more than a word that holds
/// the place open: pipelines that do not set the parameter get it.
fn shows_itself(name: &str, value: &str) -> bool {
    let has_digit = value.contains(|c: char| c.is_ascii_digit());
    has_digit && !value.eq_ignore_ascii_case(name) && !value.contains(['{', '(', '<', '['])
}

/// Words that people write where a secret belongs.
fn is_stand_in(value: &str) -> bool {
    let lower = value.to_lowercase();
    ["changeme", "replace", "your", "xxx", "redacted", "fake", "dummy", "example", "todo"]
        .iter()
        .any(|word| lower.contains(word))
}

/// Whether it is a `--password=…` with a secret in it.
fn gives_secret(argument: &str) -> bool {
    if argument.contains(char::is_whitespace) {
        return false;
    }
    let Some((name, value)) = argument.split_once('=') else { return false };
    is_secret_name(name.trim_start_matches('-')) && is_secret_value(value) && !is_stand_in(value)
}
