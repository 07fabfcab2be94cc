//! Values that read otherwise than they are written.

use crate::document::edit::New;
use crate::document::{Step, value};
use crate::finding::Severity;
use crate::java::Data;
use crate::rules::look::Look;
use crate::rules::rule::{Check, Example, Family, Found, Rule, Targets};
use crate::schema::{Shape, shape_at};
use crate::spinnaker::load::What;

static SCALAR_READ_OTHERWISE: Rule = Rule {
    id: "scalar-read-otherwise",
    severity: Severity::Warning,
    summary: "A bare value reads as something else",
    explanation: "Orca reads YAML 1.1, in which `yes` and `on` are true, `0755` is an octal \
        number, `1.10` is 1.1, `12:30:45` counts seconds in base sixty and `1e3` is 1000.0. Where \
        text is wanted, it gets the text of what was read, not what stands in the file. Quote \
        everything that is text.",
    targets: Targets::All,
    example: Example {
        wrong: "# in the container\nenv:\n  - name: VERSION\n    value: 1.10\n",
        right: "# in the container\nenv:\n  - name: VERSION\n    value: \"1.10\"\n",
        fixed: Some("# in the container\nenv:\n  - name: VERSION\n    value: \"1.10\"\n"),
    },
};

static NUMBER_READ_OTHERWISE: Rule = Rule {
    id: "number-read-otherwise",
    severity: Severity::Warning,
    summary: "A number is another one than it seems",
    explanation: "Orca reads YAML 1.1: `010` is eight, `1:30` is ninety, and where a whole number \
        is wanted, `1.5` loses its fraction. Only `defaultMode` and its like are meant to be octal.",
    targets: Targets::All,
    example: Example {
        wrong: "# in the job's spec, without backoffLimit\nbackoffLimit: 010\n",
        right: "# in the job's spec\nbackoffLimit: 10\n",
        fixed: None,
    },
};

static SPLIT_AT_COMMAS: Rule = Rule {
    id: "split-at-commas",
    severity: Severity::Warning,
    summary: "One text becomes several items",
    explanation: "Where a list is wanted and a text is given, Spring splits the text at its commas \
        and trims the parts. A script or header value with a comma in it falls apart. Write a \
        list, even if it has one item: items are never split.",
    targets: Targets::All,
    example: Example {
        wrong: "# in the container\nargs: echo one, two\n",
        right: "# in the container\nargs:\n  - echo one, two\n",
        fixed: Some("# in the container\nargs:\n  - echo one, two\n"),
    },
};

pub(super) const FAMILY: Family = Family {
    rules: &[&SCALAR_READ_OTHERWISE, &NUMBER_READ_OTHERWISE, &SPLIT_AT_COMMAS],
    check: Check::Stage(check),
};

fn check(look: &Look<'_>, found: &mut Found) {
    for change in &look.loaded.changes {
        let (path, span) = (&change.path, change.span);
        match &change.what {
            What::Rewritten { written, loaded } => {
                rewritten(look, path, written, loaded, span, found);
            }
            What::Split { text, items } if *items > 1 => {
                let message = format!("Orca splits {text:?} at its commas into {items} items.");
                let fixes = found.add(&SPLIT_AT_COMMAS, message, path.clone(), span);
                let whole = New::List(vec![New::Text(text.to_string())]);
                fixes.push(look.set("Make it a list of one item", true, path, whole));
            }
            _ => {}
        }
    }
}

fn rewritten(
    look: &Look<'_>,
    path: &[Step],
    written: &str,
    loaded: &str,
    span: crate::java::Span,
    found: &mut Found,
) {
    let release = look.target.release;
    match shape_at(look.kind, path, release).map(|(_, shape)| shape) {
        Some(Shape::Text) => {
            let there = look.written(path);
            // Text stays text for YAML; what a field makes of it, quotes cannot change.
            if there.node.is_some_and(|node| matches!(value(node).data, Data::String(_))) {
                return;
            }
            let message = if look.is_secret(path) {
                "Orca reads this value as another one.".to_owned()
            } else {
                format!("Orca reads {written} as {loaded}.")
            };
            // `yes` may well have been meant as yes; a number that changes was not.
            let safe = !matches!(loaded, "true" | "false");
            let fixes = found.add(&SCALAR_READ_OTHERWISE, message, path.to_vec(), span);
            if there.depth == path.len() {
                fixes.push(look.set("Quote it", safe, path, New::Text(written.to_owned())));
            }
        }
        Some(Shape::Whole { .. }) if !is_mode(path) && !same_number(written, loaded) => {
            let message = format!("Orca reads {written} as {loaded}.");
            found.add(&NUMBER_READ_OTHERWISE, message, path.to_vec(), span);
        }
        Some(Shape::Quantity) if loaded.starts_with('-') && !written.trim().starts_with('-') => {
            let message = format!("{written} is too large for Orca, which makes {loaded} of it.");
            found.add(&NUMBER_READ_OTHERWISE, message, path.to_vec(), span);
        }
        _ => {}
    }
}

/// Whether the place is a file's mode, which people write in octal.
fn is_mode(path: &[Step]) -> bool {
    matches!(path.last(), Some(Step::Key(key)) if matches!(&**key, "mode" | "defaultMode"))
}

/// Whether only the way of writing differs: `1_000`, `+5`, `3.0`.
fn same_number(written: &str, loaded: &str) -> bool {
    let plain: String = written.trim().chars().filter(|c| *c != '_').collect();
    let octal = plain.len() > 1 && plain.trim_start_matches(['+', '-']).starts_with('0');
    let number = |text: &str| text.parse::<f64>().ok();
    !octal && number(&plain).is_some() && number(&plain) == number(loaded)
}
