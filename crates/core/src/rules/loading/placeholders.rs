//! `${…}` that Spring takes when Orca starts, before any pipeline runs.

use crate::document::Step;
use crate::document::edit::New;
use crate::finding::Severity;
use crate::java::Span;
use crate::rules::look::Look;
use crate::rules::rule::{Check, Example, Family, Found, Rule, Targets};
use crate::rules::texts::{placed, texts};
use crate::spinnaker::SpringBoot;
use crate::spinnaker::load::What;

static PLACEHOLDER_EATEN: Rule = Rule {
    id: "placeholder-eaten",
    severity: Severity::Error,
    summary: "Spring takes an expression for a placeholder and cuts it at the colon",
    explanation: "When Orca starts, Spring fills every `${…}` of the file: what stands before the \
        first colon is a name to look up, what follows is the default. A shell's `${NAME:-x}` \
        becomes `-x`, and an expression with `?:` or `a ? b : c` becomes its last part, long before \
        a pipeline runs. From 2026.2 on a backslash keeps the text: `\\${NAME:-x}`. Before that, \
        only a placeholder whose own default is the dollar sign does: `${_:$}{NAME:-x}`. In a shell \
        script, `$NAME` without braces is never touched.",
    targets: Targets::All,
    example: Example {
        wrong: "# in the container\ncommand: [sh, -c]\nargs: [\"echo ${GREETING:-hello}\"]\n",
        right: "# in the container\ncommand: [sh, -c]\nargs: [\"echo $GREETING\"]\n",
        fixed: Some(
            "# in the container\ncommand: [sh, -c]\nargs: [\"echo \\\\${GREETING:-hello}\"]\n",
        ),
    },
};

static PLACEHOLDER_FILLED: Rule = Rule {
    id: "placeholder-filled",
    severity: Severity::Note,
    summary: "Orca fills in a value when it starts",
    explanation: "`${NAME}` and `${NAME:default}` are filled once, when Orca starts, from the \
        environment and properties of Orca itself, not from the pipeline and not from the Job's \
        container. That may be just what is wanted; the preview shows the result for an environment \
        of your choice.",
    targets: Targets::All,
    example: Example {
        wrong: "account: ${TEAM_ACCOUNT:my-account}\n",
        right: "account: my-account\n",
        fixed: None,
    },
};

static PLACEHOLDER_FROM_ENVIRONMENT: Rule = Rule {
    id: "placeholder-from-environment",
    severity: Severity::Warning,
    summary: "A variable that Orca's own container sets too",
    explanation: "Spring fills `${HOME}` and other names that are set in the environment of Orca's \
        own process: the script in the Job then contains Orca's home folder or path, not the \
        container's. Write `$HOME` in scripts, or keep the text for later with a backslash \
        (`\\${HOME}`, from 2026.2 on).",
    targets: Targets::All,
    example: Example {
        wrong: "# in the container\ncommand: [sh, -c]\nargs: [\"ls ${HOME}\"]\n",
        right: "# in the container\ncommand: [sh, -c]\nargs: [\"ls $HOME\"]\n",
        fixed: Some("# in the container\ncommand: [sh, -c]\nargs: [\"ls \\\\${HOME}\"]\n"),
    },
};

pub(super) const FAMILY: Family = Family {
    rules: &[&PLACEHOLDER_EATEN, &PLACEHOLDER_FILLED, &PLACEHOLDER_FROM_ENVIRONMENT],
    check: Check::Stage(check),
};

/// How a text says from Spring 6.2 on that its braces are no placeholder.
const ESCAPED: &str = "\\${";

/// Variables that the process of Orca has in its usual container.
const OF_ORCA: [&str; 12] = [
    "HOME",
    "HOSTNAME",
    "JAVA_HOME",
    "JAVA_OPTS",
    "LANG",
    "PATH",
    "PWD",
    "SHLVL",
    "SPRING_PROFILES_ACTIVE",
    "TZ",
    "USER",
    "KUBERNETES_SERVICE_HOST",
];

fn check(look: &Look<'_>, found: &mut Found) {
    if look.plugin || !look.region.contains("${") {
        return;
    }
    for change in &look.loaded.changes {
        if let What::Filled { text, filled } = &change.what {
            filled_in(look, text, filled, &change.path, change.span, found);
        }
    }
    for (steps, _, span) in texts(look.stage()) {
        // As it is written: what is loaded has lost its backslashes.
        let Some(text) = look.written(&steps).node.and_then(|node| node.as_text()) else {
            continue;
        };
        if !text.contains("${") {
            continue;
        }
        let named = taken(look, text).into_iter().find(|inside| OF_ORCA.contains(inside));
        if let Some(name) = named {
            let message =
                format!("Orca fills ${{{name}}} from its own environment when it starts.");
            let fixes = found.add(&PLACEHOLDER_FROM_ENVIRONMENT, message, steps.clone(), span);
            let kept = kept(look, text, |inside| OF_ORCA.contains(&inside));
            fixes.push(look.set("Keep the text as it is written", true, &steps, New::Text(kept)));
        }
    }
}

/// What stands in the braces that Spring takes: not behind a backslash, where
/// the release knows that.
fn taken<'t>(look: &Look<'_>, text: &'t str) -> Vec<&'t str> {
    let escapes = look.target.release.spring_boot() == SpringBoot::V3_5;
    let is_kept =
        |start: usize| escapes && text.get(..start).is_some_and(|before| before.ends_with('\\'));
    let places = placed(text).into_iter().filter(|(start, _)| !is_kept(*start));
    places.map(|(_, inside)| inside).collect()
}

fn filled_in(
    look: &Look<'_>,
    text: &str,
    filled: &str,
    path: &[Step],
    span: Span,
    found: &mut Found,
) {
    // A backslash that did its work fills nothing.
    if text.replace("\\${", "${") == filled || text.replace("${_:$}", "$") == filled {
        return;
    }
    let shown = taken(look, text).into_iter().find(|inside| is_code(inside));
    let Some(shown) = shown else {
        let message = format!("Orca fills {text} in when it starts: it becomes {filled:?}.");
        found.add(&PLACEHOLDER_FILLED, message, path.to_vec(), span);
        return;
    };
    let message = format!(
        "Orca cuts ${{{shown}}} at its colon when it starts: what stays is {}.",
        cut(shown)
    );
    let fixes = found.add(&PLACEHOLDER_EATEN, message, path.to_vec(), span);
    let kept = kept(look, text, is_code);
    fixes.push(look.set("Keep the text for later", true, path, New::Text(kept)));
}

/// What is left of a placeholder whose name nothing knows.
fn cut(inside: &str) -> String {
    format!("{:?}", inside.split_once(':').map_or(inside, |(_, rest)| rest))
}

/// Whether braces hold a script's or an expression's code, and not a name
/// with a default.
fn is_code(inside: &str) -> bool {
    let Some((name, default)) = inside.split_once(':') else { return false };
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-' | '[' | ']');
    let shell = default.starts_with(['-', '=', '?', '+'])
        || default.starts_with(|c: char| c.is_ascii_digit()) && default.contains(':');
    !name.chars().all(is_name) || (shell && !name.is_empty())
}

/// The text with every such `${` written so that Spring leaves it.
fn kept(look: &Look<'_>, text: &str, which: impl Fn(&str) -> bool) -> String {
    let dollar = match look.target.release.spring_boot() {
        SpringBoot::V3_5 => ESCAPED,
        SpringBoot::V2_7 | SpringBoot::V3_1 => "${_:$}{",
    };
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (start, inside) in placed(text) {
        if start < at || !which(inside) {
            continue;
        }
        out.push_str(text.get(at..start).unwrap_or_default());
        if dollar != ESCAPED {
            // Older releases know no backslash: it would stay in the text.
            out.truncate(out.trim_end_matches('\\').len());
            out.push_str(dollar);
        } else if out.ends_with('\\') {
            out.push_str("${");
        } else {
            out.push_str(dollar);
        }
        at = start + 2;
    }
    out + text.get(at..).unwrap_or_default()
}
