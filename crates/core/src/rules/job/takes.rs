//! Braces in a script that Orca evaluates before the shell sees them.

use crate::document::Step;
use crate::finding::Severity;
use crate::java::Value;
use crate::rules::look::Look;
use crate::rules::rule::{Check, Example, Family, Found, Rule, Targets};
use crate::rules::texts::braces;

static EXPRESSION_IN_SCRIPT: Rule = Rule {
    id: "expression-in-script",
    severity: Severity::Warning,
    summary: "Orca fills in what the script means for the shell",
    explanation: "Before a stage runs, Orca evaluates every `${…}` of the manifest as an \
        expression. A name that it does not know stays, so `${VAR}` often survives; a name that it \
        knows, such as `${account}` or `${parameters}`, and a number such as `${1}` are replaced, \
        and the shell never sees them. In scripts write `$1` and `$NAME` without braces, or end \
        the name with quotes: `\"$NAME\"_suffix`.",
    targets: Targets::All,
    example: Example {
        wrong: "# in the container\ncommand: [sh, -c]\nargs: [\"greet() { echo ${1}; }; greet you\"]\n",
        right: "# in the container\ncommand: [sh, -c]\nargs: [\"greet() { echo $1; }; greet you\"]\n",
        fixed: Some(
            "# in the container\ncommand: [sh, -c]\nargs: [\"greet() { echo $1; }; greet you\"]\n",
        ),
    },
};

pub(super) const FAMILY: Family =
    Family { rules: &[&EXPRESSION_IN_SCRIPT], check: Check::Stage(check) };

/// Names that Orca's expressions know in every stage of a job.
const KNOWN: [&str; 14] = [
    "account",
    "application",
    "cloudProvider",
    "credentials",
    "execution",
    "manifest",
    "parameters",
    "preconfiguredJobParameters",
    "propertyFile",
    "region",
    "trigger",
    "waitForCompletion",
    "alias",
    "name",
];

fn check(look: &Look<'_>, found: &mut Found) {
    if !look.is_job() || !look.region.contains("${") {
        return;
    }
    for container in look.containers() {
        let own: Vec<&str> = container
            .list("env")
            .iter()
            .filter_map(|variable| variable.get("name").and_then(Value::as_str))
            .collect();
        for list in ["command", "args"] {
            for (index, argument) in container.list(list).iter().enumerate() {
                let Some(text) = argument.as_str() else { continue };
                let taken = braces(text).into_iter().find(|inside| {
                    let number = !inside.is_empty() && inside.chars().all(|c| c.is_ascii_digit());
                    // A known name may be meant for Orca, unless the container has it too.
                    number && text.contains(char::is_whitespace)
                        || (KNOWN.contains(inside) && own.contains(inside))
                });
                let Some(name) = taken else { continue };
                let mut place = container.key(list);
                place.push(Step::Index(index));
                let message = format!("Orca replaces ${{{name}}} before the shell sees it.");
                let span = look.value_span(&place);
                let fixes = found.add(&EXPRESSION_IN_SCRIPT, message, place.clone(), span);
                let plain = without_braces(text, name);
                if let Some(plain) = plain {
                    let value = crate::document::edit::New::Text(plain);
                    fixes.push(look.set(&format!("Write ${name}"), true, &place, value));
                }
            }
        }
    }
}

/// The text with `$name` for `${name}`, where what follows does not run into
/// the name.
fn without_braces(text: &str, name: &str) -> Option<String> {
    let braced = format!("${{{name}}}");
    let runs_on = text.match_indices(&braced).any(|(at, _)| {
        let next = text.get(at + braced.len()..).and_then(|rest| rest.chars().next());
        next.is_some_and(|c| c.is_alphanumeric() || c == '_')
    });
    let two_digits = name.len() > 1 && name.chars().all(|c| c.is_ascii_digit());
    (!runs_on && !two_digits).then(|| text.replace(&braced, &format!("${name}")))
}
