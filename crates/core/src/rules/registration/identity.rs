//! The stage's label and type, and whether it is offered.

use crate::document::edit::New;
use crate::finding::Severity;
use crate::forms::StageKind;
use crate::java::Data;
use crate::rules::look::{Look, first_line, keys};
use crate::rules::rule::{Check, Example, Family, Found, Rule, Targets};

static WITHOUT_TYPE: Rule = Rule {
    id: "stage-without-type",
    severity: Severity::Error,
    summary: "A stage has no type",
    explanation: "Pipelines refer to a stage by its type. Without one Orca can never find the \
        stage, and Deck registers it under no name.",
    targets: Targets::All,
    example: Example {
        wrong: "# in the stage, without type\n",
        right: "type: example\n",
        fixed: Some("type: example\n"),
    },
};

static WITHOUT_LABEL: Rule = Rule {
    id: "stage-without-label",
    severity: Severity::Warning,
    summary: "A stage has no label",
    explanation: "Deck sorts the list of stages by label, and the comparison fails on a stage that \
        has none: the list then breaks for every stage, not for this one alone.",
    targets: Targets::All,
    example: Example {
        wrong: "# in the stage, without label\n",
        right: "label: Example\n",
        fixed: Some("label: example\n"),
    },
};

static TYPE_WITH_SPACE: Rule = Rule {
    id: "type-with-space",
    severity: Severity::Warning,
    summary: "A type has white space in it",
    explanation: "The type is a key: it stands in the JSON of pipelines, in Deck's style classes \
        and in expressions that look for stages. White space in it works in some of these places \
        and not in others, and often means that label and type were swapped. Pipelines that use \
        the stage hold its type, so a change means to change them too.",
    targets: Targets::All,
    example: Example {
        wrong: "type: run tests\n",
        right: "type: runTests\n",
        fixed: Some("type: runTests\n"),
    },
};

static ENABLED_ONLY_HIDES: Rule = Rule {
    id: "enabled-only-hides",
    severity: Severity::Note,
    summary: "`enabled: false` hides a job stage, no more",
    explanation: "Deck does not offer a disabled job stage for new pipelines. Those that have it go \
        on running it. A disabled webhook stage, on the other hand, makes them fail: Orca looks \
        only among enabled ones.",
    targets: Targets::All,
    example: Example { wrong: "enabled: false\n", right: "enabled: true\n", fixed: None },
};

pub(super) const FAMILY: Family = Family {
    rules: &[&WITHOUT_TYPE, &WITHOUT_LABEL, &TYPE_WITH_SPACE, &ENABLED_ONLY_HIDES],
    check: Check::Stage(check),
};

fn check(look: &Look<'_>, found: &mut Found) {
    let start = first_line(look.node);
    let text = |key: &str| look.text(key).map(str::trim).filter(|text| !text.is_empty());
    let (label, ty) = (text("label"), text("type"));
    if ty.is_none() && !look.hidden {
        let message = "The stage has no type, so no pipeline can refer to it.";
        let fixes = found.add(&WITHOUT_TYPE, message, keys(&["type"]), start);
        if let Some(name) = label.map(camel).filter(|name| !name.is_empty()) {
            let title = format!("Give it the type {name}");
            fixes.push(look.set(&title, true, &keys(&["type"]), New::Text(name)));
        }
    }
    if label.is_none() && !look.hidden {
        let message = "The stage has no label, which breaks Deck's list of stages for everyone.";
        let fixes = found.add(&WITHOUT_LABEL, message, keys(&["label"]), start);
        if let Some(ty) = ty {
            let value = New::Text(ty.to_owned());
            fixes.push(look.set("Take the type as label", true, &keys(&["label"]), value));
        }
    }
    if let Some(ty) = ty.filter(|ty| ty.contains(char::is_whitespace)) {
        let place = keys(&["type"]);
        let message = format!("The type {ty:?} has white space in it.");
        let fixes = found.add(&TYPE_WITH_SPACE, message, place.clone(), look.value_span(&place));
        let name = camel(ty);
        if !name.is_empty() {
            fixes.push(look.set(&format!("Call it {name}"), false, &place, New::Text(name)));
        }
    }
    if look.stage().get("enabled").map(|value| &value.data) == Some(&Data::Boolean(false)) {
        let place = keys(&["enabled"]);
        let message = if look.kind == StageKind::Webhook {
            "Pipelines that have this webhook stage fail as long as it is disabled."
        } else {
            "Deck does not offer the stage; pipelines that have it go on running it."
        };
        found.add(&ENABLED_ONLY_HIDES, message, place.clone(), look.span(&place));
    }
}

/// `Run the tests` as `runTheTests`.
fn camel(text: &str) -> String {
    let mut out = String::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let mut letters = word.chars();
        let Some(first) = letters.next() else { continue };
        if out.is_empty() {
            out.extend(first.to_lowercase());
        } else {
            out.extend(first.to_uppercase());
        }
        out.extend(letters);
    }
    out
}
