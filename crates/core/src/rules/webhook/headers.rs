//! The headers of a call.

use crate::document::edit::{Edit, New};
use crate::finding::{Fix, Severity};
use crate::forms::StageKind;
use crate::java::{Data, Value, groovy_to_string};
use crate::rules::look::{Look, keys};
use crate::rules::rule::{Check, Example, Family, Found, Rule, Targets};
use crate::rules::texts::braces;
use crate::sensitive::is_secret_name;

use super::is_of_pipeline;

static HEADER_NOT_A_LIST: Rule = Rule {
    id: "header-not-a-list",
    severity: Severity::Note,
    summary: "A header's value is a text, not a list",
    explanation: "Each header has a list of values. A single text is taken for a list and split at \
        its commas, so `Accept: \"text/html, text/plain\"` becomes two values. It works until \
        somebody writes a comma. Write a list.",
    targets: Targets::All,
    example: Example {
        wrong: "# in the webhook stage\ncustomHeaders:\n  Accept: text/plain\n",
        right: "# in the webhook stage\ncustomHeaders:\n  Accept: [text/plain]\n",
        fixed: Some("# in the webhook stage\ncustomHeaders:\n  Accept: [text/plain]\n"),
    },
};

static HEADER_SECRET: Rule = Rule {
    id: "header-secret",
    severity: Severity::Warning,
    summary: "A secret stands in `customHeaders`",
    explanation: "Custom headers are part of the stage's context: whoever may see an execution \
        reads them in Deck, and expressions can copy them. `sensitiveHeaders` are added to the \
        request only and never enter the execution. The value itself is best taken from Orca's \
        environment, as in `\"Bearer ${API_TOKEN}\"`, or from a secret manager.",
    targets: Targets::All,
    example: Example {
        wrong: "# in the webhook stage\ncustomHeaders:\n  Accept: [text/plain]\n  Authorization: [Bearer v7Kp2xQ9]\n",
        right: "# in the webhook stage\ncustomHeaders:\n  Accept: [text/plain]\nsensitiveHeaders:\n  Authorization: [\"Bearer ${API_TOKEN}\"]\n",
        fixed: Some(
            "# in the webhook stage\ncustomHeaders:\n  Accept: [text/plain]\nsensitiveHeaders:\n  Authorization: [Bearer v7Kp2xQ9]\n",
        ),
    },
};

pub(super) const FAMILY: Family =
    Family { rules: &[&HEADER_NOT_A_LIST, &HEADER_SECRET], check: Check::Stage(check) };

fn check(look: &Look<'_>, found: &mut Found) {
    if look.kind != StageKind::Webhook {
        return;
    }
    for map in ["customHeaders", "sensitiveHeaders"] {
        let Some(headers) = look.stage().get(map).and_then(Value::as_map) else { continue };
        for (name, value) in headers.iter() {
            let place = keys(&[map, name]);
            let written = look.written(&place);
            let node = written.node.filter(|_| written.depth == place.len());
            if let Some(text) = node.and_then(|node| node.as_text())
                && !look.plugin
                && !text.contains(',')
            {
                let message = format!("{name} is a text; a list keeps its commas.");
                let fixes =
                    found.add(&HEADER_NOT_A_LIST, message, place.clone(), look.span(&place));
                let list = New::List(vec![New::Text(text.to_owned())]);
                fixes.push(look.set("Make it a list", true, &place, list));
            }
            if map == "customHeaders" && is_secret_name(name) && !is_expression(value) {
                let message = format!("Everyone who may see an execution reads {name}.");
                let fixes = found.add(&HEADER_SECRET, message, place.clone(), look.span(&place));
                fixes.extend(node.map(|_| hide(look, name)));
            }
        }
    }
}

/// Whether it is only known when the stage runs.
fn is_expression(value: &Value) -> bool {
    let texts: Vec<&Value> = match &value.data {
        Data::List(items) => items.iter().collect(),
        _ => vec![value],
    };
    let given = |text: &&Value| braces(&groovy_to_string(text)).into_iter().any(is_of_pipeline);
    texts.iter().all(given)
}

fn hide(look: &Look<'_>, name: &str) -> Fix {
    let from = look.written(&keys(&["customHeaders", name]));
    let key = from.path.steps.last().cloned();
    let mut to = look.written(&keys(&["sensitiveHeaders"])).path;
    to.steps.extend(key);
    let there = look.written(&keys(&["sensitiveHeaders"])).node.is_some();
    let moved = Edit::Move { from: from.path.clone(), to: to.clone() };
    let edit = if there {
        moved
    } else {
        let values = look.at(&["customHeaders", name]).map(|value| match &value.data {
            Data::List(items) => items.iter().map(|it| New::Text(groovy_to_string(it))).collect(),
            _ => vec![New::Text(groovy_to_string(value))],
        });
        let value = New::List(values.unwrap_or_default());
        Edit::Many(vec![Edit::Set { path: to, value }, Edit::Remove { path: from.path }])
    };
    Fix { title: "Move it to sensitiveHeaders".into(), safe: true, edit }
}
