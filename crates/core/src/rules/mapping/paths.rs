//! Mappings that Orca cannot follow: it stops the stage in its own words.

use std::sync::Arc;

use super::mapped;
use crate::document::Step;
use crate::document::edit::{Edit, New};
use crate::finding::{Fix, Severity};
use crate::java::Span;
use crate::rules::look::{Look, parameter_steps};
use crate::rules::mapped::Mapped;
use crate::rules::rule::{Check, Example, Family, Found, Rule, Targets};
use crate::schema::{Shape, class_at, shape_at};
use crate::spinnaker::fill::MappingErrorKind;
use crate::spinnaker::fill::mapping::parse;
use crate::stage::Parameter;

static NO_SUCH_PATH: Rule = Rule {
    id: "mapping-no-such-path",
    severity: Severity::Error,
    summary: "A mapping leads nowhere",
    explanation: "Orca follows a mapping name by name through the stage as it was loaded. A name \
        that is not there, or is spelt otherwise than the property's own name, stops the stage as \
        soon as the parameter has a value. Indices follow a list's name in brackets, as in \
        `containers[0]`.",
    targets: Targets::All,
    example: Example {
        wrong: mapped!("manifest.spec.template.containers[0].image"),
        right: mapped!("manifest.spec.template.spec.containers[0].image"),
        fixed: None,
    },
};

static INDEX_OUT_OF_RANGE: Rule = Rule {
    id: "mapping-index-out-of-range",
    severity: Severity::Error,
    summary: "A mapping counts past the end of a list",
    explanation: "Indices count from 0, and the item must be there: Orca adds none, and stops the \
        stage with `Invalid index`. Taking out a container or an environment variable leaves the \
        mappings behind it one too high.",
    targets: Targets::All,
    example: Example {
        wrong: mapped!("manifest.spec.template.spec.containers[1].image"),
        right: mapped!("manifest.spec.template.spec.containers[0].image"),
        fixed: None,
    },
};

static UNREACHABLE_KEY: Rule = Rule {
    id: "mapping-unreachable-key",
    severity: Severity::Error,
    summary: "A mapping cannot reach a key with dots",
    explanation: "Orca cuts a mapping at every dot and knows no quotes, so a key such as \
        `app.kubernetes.io/name` can never be reached: the stage stops at the first part of it. \
        Map the parameter to an environment variable or to a key without dots, or write an \
        expression such as `${parameters.NAME}` as the value of the key.",
    targets: Targets::All,
    example: Example {
        wrong: concat!(
            mapped!("manifest.metadata.labels.app.kubernetes.io/version"),
            "# in the manifest\nmetadata:\n  generateName: example-\n  labels:\n    \
             \"[app.kubernetes.io/version]\": unknown\n"
        ),
        right: concat!(
            mapped!("manifest.metadata.labels.version"),
            "# in the manifest\nmetadata:\n  generateName: example-\n  labels:\n    version: unknown\n"
        ),
        fixed: None,
    },
};

static PARENT_MISSING: Rule = Rule {
    id: "mapping-parent-missing",
    severity: Severity::Error,
    summary: "A mapping leads through something that is not written",
    explanation: "Orca makes the last name of a mapping, but nothing on the way to it: `no property \
        annotations on …` stops the stage. Kubernetes would know the place; the file must have it. \
        An empty map does not help, for Spring drops it: write the key itself with a value that \
        the parameter then replaces.",
    targets: Targets::All,
    example: Example {
        wrong: mapped!("manifest.metadata.annotations.version"),
        right: concat!(
            mapped!("manifest.metadata.annotations.version"),
            "# in the manifest\nmetadata:\n  generateName: example-\n  annotations:\n    version: \"\"\n"
        ),
        fixed: Some(concat!(
            mapped!("manifest.metadata.annotations.version"),
            "# in the manifest\nmetadata:\n  generateName: example-\n  annotations:\n    version: \"\"\n"
        )),
    },
};

pub(super) const FAMILY: Family = Family {
    rules: &[&NO_SUCH_PATH, &INDEX_OUT_OF_RANGE, &UNREACHABLE_KEY, &PARENT_MISSING],
    check: Check::Stage(check),
};

fn check(look: &Look<'_>, found: &mut Found) {
    // A manifest that only the pipeline brings cannot be judged.
    let unknown =
        look.is_job() && look.text("manifest").is_none() && look.at(&["manifest"]).is_none();
    if look.kind == crate::forms::StageKind::Webhook || look.hidden {
        return;
    }
    let parameters = &look.definition.parameters;
    for (index, (parameter, mapped)) in parameters.iter().zip(look.mapped()).enumerate() {
        let Some(mapped) = mapped else { continue };
        let span = parameter.mapping_node.as_ref().map_or(parameter.node.span, |node| node.span);
        let steps = parameter_steps(look, index, "mapping");
        match &mapped.put {
            Err(_) if unknown && mapped.mapping.starts_with("manifest") => {}
            Err(error) => {
                failed(look, parameter, mapped, (error.segment, &error.kind), steps, span, found);
            }
            Ok(put) => misspelt(look, mapped, &put.path, steps, span, found),
        }
    }
}

fn failed(
    look: &Look<'_>,
    parameter: &Parameter,
    mapped: &Mapped,
    (segment, kind): (usize, &MappingErrorKind),
    steps: Vec<Step>,
    span: Span,
    found: &mut Found,
) {
    let words = kind.message();
    let words: String = words.chars().take(160).collect();
    match kind {
        MappingErrorKind::InvalidIndex { list, length, .. } => {
            let has = match length {
                1 => "one item, at index 0".to_owned(),
                length => format!("{length} items"),
            };
            let message = format!("The stage fails with “{words}”: {list} has {has}.");
            found.add(&INDEX_OUT_OF_RANGE, message, steps, span);
        }
        MappingErrorKind::NoProperty { property, .. } => {
            let around = way(&mapped.mapping, segment);
            let rest = rest(&mapped.mapping, segment);
            if is_dotted(look, &around, &rest) {
                let message = format!(
                    "The stage fails with “no property {property}”: a mapping is cut at its dots \
                     and cannot reach the key {rest}."
                );
                found.add(&UNREACHABLE_KEY, message, steps, span);
                return;
            }
            let mut missing = around.clone();
            missing.push(Step::Key(Arc::clone(property)));
            if shape_at(look.kind, &missing, look.target.release).is_some() {
                let message = format!(
                    "The stage fails with “no property {property}”: nothing stands there, and Orca \
                     makes only the last name of a mapping."
                );
                let fixes = found.add(&PARENT_MISSING, message, steps, span);
                fixes.extend(create(look, parameter, &mapped.mapping));
                return;
            }
            let message = format!(
                "The stage fails with “no property {property} on …”: {}.",
                near(look, &around, property)
            );
            // What the definition does not set, the pipeline's stage may bring.
            let severity = if segment == 0 { Severity::Warning } else { NO_SUCH_PATH.severity };
            found.add_as(&NO_SUCH_PATH, severity, message, steps, span);
        }
        _ => {
            let message = format!("The stage fails with “{words}” once the parameter has a value.");
            found.add(&NO_SUCH_PATH, message, steps, span);
        }
    }
}

/// The steps before the segment that failed.
fn way(mapping: &str, segment: usize) -> Vec<Step> {
    let mut steps = Vec::new();
    for segment in parse(mapping).iter().take(segment) {
        match &segment.array {
            Some(array) => {
                steps.push(Step::Key(array.list.into()));
                steps.push(Step::Index(array.index.and_then(|at| at.try_into().ok()).unwrap_or(0)));
            }
            None => steps.push(Step::Key(segment.text.into())),
        }
    }
    steps
}

/// The mapping from the segment that failed, without quotes and brackets.
fn rest(mapping: &str, segment: usize) -> String {
    let start = parse(mapping).get(segment).map_or(0, |segment| segment.start);
    let rest = mapping.get(start..).unwrap_or_default();
    rest.trim_matches(['\'', '"', '[', ']']).to_owned()
}

/// Whether what is left of a mapping is one key of a map.
fn is_dotted(look: &Look<'_>, around: &[Step], rest: &str) -> bool {
    let value = crate::rules::look::follow(look.stage(), around);
    let has = value.is_some_and(|value| value.get(rest).is_some());
    let of_texts = shape_at(look.kind, around, look.target.release)
        .is_some_and(|(_, shape)| matches!(shape, Shape::Map(_)));
    has || (of_texts && rest.contains('.'))
}

/// What there is instead, in a few words.
fn near(look: &Look<'_>, around: &[Step], property: &str) -> String {
    let known = class_at(look.kind, around, look.target.release);
    if let Some(meant) = known.and_then(|class| class.relaxed_field(property)) {
        return format!("the property is called {}", meant.name);
    }
    let there = crate::rules::look::follow(look.stage(), around);
    let keys: Vec<&str> = there
        .and_then(|value| value.as_map())
        .map(|map| map.keys().map(|key| &**key).take(6).collect())
        .unwrap_or_default();
    if keys.is_empty() {
        "nothing of that name is there".into()
    } else {
        format!("there are {}", keys.join(", "))
    }
}

/// The place with all that leads to it.
fn create(look: &Look<'_>, parameter: &Parameter, mapping: &str) -> Option<Fix> {
    let segments = parse(mapping);
    let (last, _) = segments.split_last()?;
    let mut steps = way(mapping, segments.len() - 1);
    steps.push(Step::Key(last.text.into()));
    let (_, shape) = shape_at(look.kind, &steps, look.target.release)?;
    if !matches!(shape, Shape::Text) || last.text.ends_with(']') {
        return None;
    }
    let written = look.written(&steps);
    // Only keys can be made; an item of a list stands for something.
    let missing = written.path.steps.get(written.depth..)?;
    if missing.iter().any(|step| matches!(step, Step::Index(_))) {
        return None;
    }
    let value = parameter.default_value.as_deref().unwrap_or_default().to_owned();
    let edit = Edit::Set { path: written.path, value: New::Text(value) };
    Some(Fix { title: "Create the place".into(), safe: parameter.default_value.is_some(), edit })
}

/// A last name that Orca adds as it is, though the property is spelt
/// otherwise.
fn misspelt(
    look: &Look<'_>,
    mapped: &Mapped,
    path: &[Step],
    steps: Vec<Step>,
    span: Span,
    found: &mut Found,
) {
    let Some((Step::Key(last), around)) = path.split_last() else { return };
    if around.is_empty() {
        if last.contains(['/', ' ', '\'', '$']) {
            let message = format!(
                "The value goes under the key {last:?} of the stage, where nothing reads it."
            );
            found.add(&NO_SUCH_PATH, message, steps, span);
        }
        return;
    }
    let Some(class) = class_at(look.kind, around, look.target.release) else { return };
    if class.field(last).is_some() {
        return;
    }
    if let Some(meant) = class.relaxed_field(last) {
        let message = format!(
            "The value goes under the key {last:?}, which Kubernetes refuses; the property is \
             called {}.",
            meant.name
        );
        let fixes = found.add(&NO_SUCH_PATH, message, steps.clone(), span);
        let start = mapped.mapping.len().saturating_sub(last.len());
        let right = format!("{}{}", mapped.mapping.get(..start).unwrap_or_default(), meant.name);
        fixes.push(look.set(&format!("Write {}", meant.name), true, &steps, New::Text(right)));
    }
}
