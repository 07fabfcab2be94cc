//! `$(NAME)`, which Kubernetes fills in from the container's variables.

use std::collections::HashSet;

use crate::document::Step;
use crate::finding::Severity;
use crate::java::Value;
use crate::rules::look::{Container, Look};
use crate::rules::rule::{Check, Example, Family, Found, Rule, Targets};

static UNRESOLVED_REFERENCE: Rule = Rule {
    id: "unresolved-reference",
    severity: Severity::Warning,
    summary: "`$(NAME)` names no variable of the container",
    explanation: "Kubernetes replaces `$(NAME)` in commands and arguments by the container's \
        environment variable of that name, and in the value of a variable by one that stands \
        before it. What it does not find it leaves as it is: the program gets the text `$(NAME)`, \
        and a shell takes it for a command to run.",
    targets: Targets::All,
    example: Example {
        wrong: "# in the container\ncommand: [echo, $(PHRASE)]\nenv:\n  - name: TEXT\n    value: hello\n",
        right: "# in the container\ncommand: [echo, $(PHRASE)]\nenv:\n  - name: PHRASE\n    value: hello\n",
        fixed: None,
    },
};

pub(super) const FAMILY: Family =
    Family { rules: &[&UNRESOLVED_REFERENCE], check: Check::Stage(check) };

fn check(look: &Look<'_>, found: &mut Found) {
    if !look.is_job() || look.hidden {
        return;
    }
    for container in look.containers() {
        // What an object brings is not in the file.
        if container.list("envFrom").is_empty() {
            in_container(look, &container, found);
        }
    }
}

fn in_container(look: &Look<'_>, container: &Container<'_>, found: &mut Found) {
    let mut known: HashSet<&str> = HashSet::new();
    for (index, variable) in container.list("env").iter().enumerate() {
        let mut place = container.key("env");
        place.extend([Step::Index(index), Step::Key("value".into())]);
        if let Some(text) = variable.get("value").and_then(Value::as_str)
            && !is_always_replaced(look, &place)
        {
            for name in references(text).filter(|name| !known.contains(name) && is_name(name)) {
                say(look, name, "no variable before this one has that name", place.clone(), found);
            }
        }
        known.extend(variable.get("name").and_then(Value::as_str));
    }
    for list in ["command", "args"] {
        for (index, argument) in container.list(list).iter().enumerate() {
            let Some(text) = argument.as_str() else { continue };
            let script = text.contains(char::is_whitespace);
            let mut place = container.key(list);
            place.push(Step::Index(index));
            for name in references(text).filter(|name| !known.contains(name)) {
                // In a script `$(date)` is the shell's; capitals are not.
                let shells = script && !is_name(name);
                if !shells {
                    say(look, name, "the container has no such variable", place.clone(), found);
                }
            }
        }
    }
}

/// Whether a parameter with a default writes there: what stands in the file
/// is never seen.
fn is_always_replaced(look: &Look<'_>, place: &[Step]) -> bool {
    look.definition.parameters.iter().zip(look.mapped()).any(|(parameter, mapped)| {
        parameter.default_value.is_some()
            && mapped
                .as_ref()
                .and_then(|mapped| mapped.put.as_ref().ok())
                .is_some_and(|put| put.path == place)
    })
}

fn say(look: &Look<'_>, name: &str, why: &str, place: Vec<Step>, found: &mut Found) {
    let message = format!("Kubernetes leaves $({name}) as it is: {why}.");
    let span = look.value_span(&place);
    found.add(&UNRESOLVED_REFERENCE, message, place, span);
}

/// The variables that a text may name.
fn references(text: &str) -> impl Iterator<Item = &str> {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    let named = placed_references(text).into_iter().map(|(_, name)| name);
    named.filter(move |name| !name.is_empty() && name.chars().all(plain) && !is_of_cluster(name))
}

/// What stands in `$(…)`, each with the byte at which it begins. As Kubernetes
/// reads them: `$$` is a dollar sign, and no reference begins with it.
pub(crate) fn placed_references(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(dollar) = text.get(at..).and_then(|rest| rest.find('$')) {
        at += dollar;
        let rest = text.get(at + 1..).unwrap_or_default();
        let name = rest.strip_prefix('(').and_then(|inside| inside.split_once(')'));
        at += match name {
            Some((name, _)) => {
                found.push((at + 2, name));
                name.len() + 3
            }
            None if rest.starts_with('$') => 2,
            None => 1,
        };
    }
    found
}

/// Variables that Kubernetes adds for the services of the namespace.
fn is_of_cluster(name: &str) -> bool {
    name.ends_with("_SERVICE_HOST") || name.contains("_SERVICE_PORT") || name.ends_with("_PORT")
}

/// Whether it looks like a variable and not like a command.
fn is_name(name: &str) -> bool {
    name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_dollar_signs_are_one_and_no_reference() {
        let names = |text| references(text).collect::<Vec<_>>();
        assert_eq!(names("$(A)-$$(B)-$$$(C) $(D $x $"), ["A", "C"]);
        assert_eq!(names("é$(é)$(E)$()"), ["E"]);
        assert_eq!(placed_references("a $(B)"), [(4, "B")]);
    }
}
