//! The whole profile that a file is or holds, carried over as it is: comments,
//! settings and all.

use super::carry::type_of;
use super::wrap::{Wrapping, wrapped};
use super::{Planned, size};
use crate::Analysis;
use crate::analyze;
use crate::document::{Path, Source, value};
use crate::forms::{Form, StageKind};
use crate::java::Value;

/// The file in another form with its profile as it stands; none where there
/// is no such profile, or it would not read the same there.
pub(super) fn converted(from: &Analysis, form: Form, names: &Wrapping) -> Option<Planned> {
    let profile = profile_of(from)?;
    let profile = if form == Form::SpinnakerService { without_marker(&profile) } else { profile };
    let text = wrapped(&profile, form, names)?;
    let read = analyze(&Source::new(text.as_str()), None);
    let same = read.detected.form == form && stages_of(&read) == stages_of(from);
    // Without a stage there is nothing to be sure by.
    if !same || from.stages.iter().any(|stage| stage.node.is_none()) {
        return None;
    }
    let mut notes = around(from, form);
    notes.extend(size(&text, form).note());
    let added = from.stages.iter().map(|stage| type_of(stage.definition.text("type"))).collect();
    Some(Planned { text, added, replaced: Vec::new(), notes })
}

fn stages_of(analysis: &Analysis) -> Vec<(StageKind, Option<Value>)> {
    let places = analysis.detected.stages.iter().zip(&analysis.stages);
    places.map(|(place, stage)| (place.kind, stage.node.as_deref().map(value))).collect()
}

/// The text of the one profile that a file is or holds.
fn profile_of(from: &Analysis) -> Option<String> {
    let inside = from.regions.inside.as_deref();
    let document = from.detected.stages.first()?.list.document;
    let nested = inside
        .and_then(|inside| inside.texts.iter().find(|text| text.documents.contains(&document)));
    if let Some(nested) = nested {
        let stages = &from.detected.stages;
        let all = stages.iter().all(|stage| nested.documents.contains(&stage.list.document));
        let masked = inside.and_then(|inside| inside.masked.as_ref());
        let text =
            masked.map_or_else(|| nested.text.to_string(), |masked| masked.restored(&nested.text));
        // What rendering would make of actions nobody knows here.
        let known = from.detected.form != Form::HelmTemplate || !text.contains("{{");
        return (all && known).then_some(text);
    }
    match from.detected.form {
        Form::Profile => Some(from.source.text.trim_start_matches('\u{feff}').to_owned()),
        Form::SpinnakerService => operators(from),
        _ => None,
    }
}

/// Orca's profile in the operator's object, moved to the left margin, with the
/// comments above its first key.
fn operators(from: &Analysis) -> Option<String> {
    let path = ["spec", "spinnakerConfig", "profiles"]
        .iter()
        .fold(Path::root(0), |path, key| path.key(key));
    let profiles = from.regions.at(&path)?;
    let (key, orca) = profiles.entries().find(|(key, _)| key.as_text() == Some("orca"))?;
    let text = &from.source.text;
    let key_end = profiles.with(key).span().end as usize;
    let first = orca.entries().next().map(|(key, _)| orca.with(key).span().start as usize)?;
    let line_start = text.get(..first)?.rfind('\n')? + 1;
    if line_start <= key_end {
        return None;
    }
    let column = first - line_start;
    let begin = text.get(key_end..)?.find('\n')? + key_end + 1;
    let mut lines = Vec::new();
    let mut in_keys = false;
    for line in text.get(begin..)?.split_inclusive('\n') {
        let blanks = line.len() - line.trim_start_matches(' ').len();
        let content = line.trim();
        // Comments between `orca:` and its first key may stand anywhere.
        let above = content.starts_with('#') && !in_keys;
        if blanks < column && !content.is_empty() && !above {
            break;
        }
        in_keys |= !content.is_empty() && !content.starts_with('#');
        lines.push(line.get(blanks.min(column)..)?);
    }
    while lines.last().is_some_and(|line| line.trim().is_empty()) {
        lines.pop();
    }
    Some(lines.concat())
}

/// The text without the `---` that begins it, where other YAML stands before.
fn without_marker(text: &str) -> String {
    let mut lines = text.split_inclusive('\n');
    let before = lines.by_ref().take_while(|line| line.trim().is_empty() || line.starts_with('#'));
    let before: String = before.collect();
    match text.get(before.len()..).and_then(|rest| rest.split_once('\n')) {
        Some((marker, rest)) if marker.trim_end() == "---" => format!("{before}{rest}"),
        _ => text.to_owned(),
    }
}

/// What stands around the profile and does not come along.
fn around(from: &Analysis, form: Form) -> Vec<String> {
    let wraps = !matches!(from.detected.form, Form::Profile);
    let mut notes = Vec::new();
    if wraps {
        notes.push(format!(
            "Comments and keys outside of the profile belong to the {} and stay there; everything in the profile comes along.",
            from.detected.form.name()
        ));
    }
    if form == Form::SpinnakerService && from.source.text.contains("\n---") {
        notes.push("The operator's object holds one document: the `---` is left out.".into());
    }
    if from.source.text.starts_with('\u{feff}') {
        notes.push("The byte order mark before the text is left out.".into());
    }
    notes
}

/// What stages carried one by one leave behind.
pub(super) fn left_behind(from: &Analysis) -> Vec<String> {
    let settings = from.detected.form == Form::Profile
        && from.regions.root(0).is_some_and(|root| {
            root.entries().any(|(key, _)| {
                let key = key.as_text().unwrap_or_default();
                !key.starts_with("job") && !key.starts_with("webhook")
            })
        });
    let mut notes = vec![
        "Comments in a stage and right above it come along; those elsewhere stay in the other file."
            .to_owned(),
    ];
    if settings {
        notes.push("The other settings of the profile stay where they are.".into());
    }
    notes
}
