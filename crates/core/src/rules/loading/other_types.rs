//! Values of another kind than their place takes, and properties that must be
//! there: the schema's words. None is an error by itself; whether Orca starts
//! is loading's to say.

use crate::document::Step;
use crate::document::edit::{Edit, New};
use crate::finding::{Fix, Severity};
use crate::rules::look::Look;
use crate::rules::rule::{Check, Example, Family, Found, Rule, Targets};
use crate::schema::{Violation, ViolationKind};
use crate::spinnaker::load::What;

static WRONG_TYPE: Rule = Rule {
    id: "wrong-type",
    severity: Severity::Warning,
    summary: "Another kind of value is wanted here",
    explanation: "The place takes another kind of value: text, a number, a yes-or-no, a list or a \
        mapping. Some such values keep Orca from starting, which is then said besides; others reach \
        Kubernetes and are refused there.",
    targets: Targets::All,
    example: Example {
        wrong: "# in the job's spec\nsuspend: [true]\n",
        right: "# in the job's spec\nsuspend: true\n",
        fixed: None,
    },
};

static NON_TEXT_KEY: Rule = Rule {
    id: "non-text-key",
    severity: Severity::Warning,
    summary: "A key that is not text keeps Orca from starting",
    explanation: "Below a list, and so anywhere in a stage, Orca takes every key for text. YAML \
        makes a number of `5:` and a truth value of `on:` and `yes:`, and the start-up ends in a \
        ClassCastException. Put such keys in quotes.",
    targets: Targets::All,
    example: Example {
        wrong: "# in the pod template\nmetadata:\n  labels:\n    on: call\n",
        right: "# in the pod template\nmetadata:\n  labels:\n    \"on\": call\n",
        fixed: Some("# in the pod template\nmetadata:\n  labels:\n    \"on\": call\n"),
    },
};

static VALUE_NOT_ALLOWED: Rule = Rule {
    id: "value-not-allowed",
    severity: Severity::Warning,
    summary: "Not one of the values that are possible here",
    explanation: "The place takes one of a few words, or a value of a certain form. Words of the \
        stage's own that Orca does not know keep it from starting; words of the Job are refused by \
        Kubernetes when the stage runs.",
    targets: Targets::All,
    example: Example {
        wrong: "# in the container\nimagePullPolicy: ifnotpresent\n",
        right: "# in the container\nimagePullPolicy: IfNotPresent\n",
        fixed: Some("# in the container\nimagePullPolicy: IfNotPresent\n"),
    },
};

static PARAMETER_TYPE: Rule = Rule {
    id: "parameter-type",
    severity: Severity::Warning,
    summary: "Parameters have no other type than string",
    explanation: "`string` is the only type that Orca knows for a parameter; any other word keeps \
        it from starting. Deck shows a text field for every parameter, and the value is always \
        text. Leave the type out.",
    targets: Targets::All,
    example: Example {
        wrong: "parameters:\n  - name: DRY_RUN\n    label: Dry run\n    type: boolean\n    \
                mapping: manifest.spec.template.spec.containers[0].env[0].value\n\
                # in the container\nenv:\n  - name: DRY_RUN\n    value: \"false\"\n",
        right: "parameters:\n  - name: DRY_RUN\n    label: Dry run\n    \
                mapping: manifest.spec.template.spec.containers[0].env[0].value\n\
                # in the container\nenv:\n  - name: DRY_RUN\n    value: \"false\"\n",
        fixed: Some(
            "parameters:\n  - name: DRY_RUN\n    label: Dry run\n    \
             mapping: manifest.spec.template.spec.containers[0].env[0].value\n\
             # in the container\nenv:\n  - name: DRY_RUN\n    value: \"false\"\n",
        ),
    },
};

static MISSING_PROPERTY: Rule = Rule {
    id: "missing-property",
    severity: Severity::Warning,
    summary: "A property that Kubernetes wants is missing",
    explanation: "Kubernetes refuses an object without this property, and the stage fails when it \
        is submitted. A place that a parameter writes to is not counted as missing.",
    targets: Targets::All,
    example: Example {
        wrong: "# in the container\nvolumeMounts:\n  - name: work\n",
        right: "# in the container\nvolumeMounts:\n  - name: work\n    mountPath: /work\n",
        fixed: None,
    },
};

static DROPPED_SHAPE: Rule = Rule {
    id: "dropped-shape",
    severity: Severity::Warning,
    summary: "A value of another shape vanishes",
    explanation: "A map where a list is wanted, a list where a map is wanted, or either for a \
        single value: Spring finds no property of the right name in it and drops it without a \
        word, with all it holds.",
    targets: Targets::All,
    example: Example {
        wrong: "description:\n  short: Prints a phrase\n",
        right: "description: Prints a phrase\n",
        fixed: None,
    },
};

pub(super) const FAMILY: Family = Family {
    rules: &[
        &WRONG_TYPE,
        &NON_TEXT_KEY,
        &VALUE_NOT_ALLOWED,
        &PARAMETER_TYPE,
        &MISSING_PROPERTY,
        &DROPPED_SHAPE,
    ],
    check: Check::Stage(check),
};

/// What the family of the Job and of the stage itself name in their own words.
const ELSEWHERE: [&str; 7] =
    ["label", "type", "cloudProvider", "url", "restartPolicy", "metadata", "spec"];

fn check(look: &Look<'_>, found: &mut Found) {
    let dropped: Vec<_> = look
        .loaded
        .changes
        .iter()
        .filter(|change| matches!(change.what, What::WrongShape { .. }))
        .map(|change| change.span)
        .collect();
    for violation in look.violations() {
        match violation.kind {
            ViolationKind::WrongType if is_key(violation) => non_text_key(look, violation, found),
            ViolationKind::WrongType if dropped.contains(&violation.span) => {}
            ViolationKind::WrongType => {
                say(&WRONG_TYPE, violation, found);
            }
            ViolationKind::NotAllowed => not_allowed(look, violation, found),
            ViolationKind::Missing if look.hidden || is_elsewhere(violation) => {}
            ViolationKind::Missing => {
                say(&MISSING_PROPERTY, violation, found);
            }
            _ => {}
        }
    }
    for change in &look.loaded.changes {
        if let What::WrongShape { wanted } = change.what {
            let message = format!("Orca drops this: it wants {wanted} here.");
            found.add(&DROPPED_SHAPE, message, change.path.clone(), change.span);
        }
    }
}

fn say<'f>(rule: &'static Rule, violation: &Violation, found: &'f mut Found) -> &'f mut Vec<Fix> {
    found.add(rule, violation.message.clone(), violation.path.clone(), violation.span)
}

fn not_allowed(look: &Look<'_>, violation: &Violation, found: &mut Found) {
    let of_parameter = matches!(&violation.path[..], [Step::Key(list), Step::Index(_), Step::Key(key)]
        if &**key == "type" && crate::forms::uniform(list) == "parameters");
    if of_parameter {
        let fixes = say(&PARAMETER_TYPE, violation, found);
        fixes.push(look.remove("Remove the type", true, &violation.path));
        return;
    }
    if violation.path.last().is_some_and(|step| is_named(step, &["restartPolicy", "cloudProvider"]))
    {
        return;
    }
    let fixes = say(&VALUE_NOT_ALLOWED, violation, found);
    if let Some(meant) = &violation.did_you_mean {
        let title = format!("Write {meant}");
        fixes.push(look.set(&title, true, &violation.path, New::Text(meant.clone())));
    }
}

/// Whether it is about a key, not a value.
fn is_key(violation: &Violation) -> bool {
    violation.message.contains("is not text and does not load")
}

fn non_text_key(look: &Look<'_>, violation: &Violation, found: &mut Found) {
    let fixes = say(&NON_TEXT_KEY, violation, found);
    let Some(text) = look.region.get(violation.span.range()) else { return };
    let mut steps = violation.path.clone();
    steps.push(Step::Key(text.into()));
    let written = look.written(&steps);
    if written.depth < steps.len() {
        return;
    }
    // The same text is no change to the key; by way of another one it is.
    let between = format!("{text}-");
    let Some((around, _)) = written.path.split_last() else { return };
    let edit = Edit::Many(vec![
        Edit::RenameKey { path: written.path.clone(), to: between.clone() },
        Edit::RenameKey { path: around.key(&between), to: text.to_owned() },
    ]);
    fixes.push(Fix { title: "Put it in quotes".into(), safe: true, edit });
}

fn is_elsewhere(violation: &Violation) -> bool {
    let around = violation.path.len().saturating_sub(1);
    let shallow = around <= 2 || violation.path.last() == Some(&Step::Key("restartPolicy".into()));
    shallow && violation.path.last().is_some_and(|step| is_named(step, &ELSEWHERE))
}

fn is_named(step: &Step, names: &[&str]) -> bool {
    matches!(step, Step::Key(key) if names.contains(&&**key))
}
