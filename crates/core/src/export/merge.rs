//! Stages put into a file that is there, in whatever form it is.

use super::carry::{Carried, carry};
use super::wrap::{Kept, Wrapping};
use super::{Choice, ExportError, Planned, compose, plan_wrapped};
use crate::Analysis;
use crate::analyze;
use crate::document::edit::{Edit, New, apply, edit};
use crate::document::{Path, Source, encode, value};
use crate::forms::{Form, StageKind, profile_root};

/// All stages of several files in one, in a form. Of stages that share a
/// `type`, `choice` says which stays.
pub fn combined(
    files: &[&Analysis],
    form: Form,
    names: &Wrapping,
    choice: Choice,
) -> Result<Planned, ExportError> {
    let mut with_stages = files.iter().filter(|file| !file.stages.is_empty());
    let first = with_stages.next().ok_or(ExportError::NoStage)?;
    let all = |file: &Analysis| (0..file.stages.len()).collect::<Vec<_>>();
    let mut planned = plan_wrapped(first, &all(first), form, names, None, choice)?;
    for file in with_stages {
        if form == Form::Plugin {
            return Err(ExportError::OneStageOnly(files.len()));
        }
        let carried: Vec<Carried> =
            all(file).into_iter().map(|stage| carry(file, stage)).collect::<Result<_, _>>()?;
        let so_far = analyze(&Source::new(planned.text.as_str()), None);
        let next = merge(&carried, &so_far, form, names, choice)?;
        planned.text = next.text;
        planned.added.extend(next.added);
        planned.replaced.extend(next.replaced);
        planned.notes.extend(next.notes);
    }
    planned.notes.dedup();
    Ok(planned)
}

/// Puts the stages into a file: those of a `type` that is there in its place,
/// the others at the end of their list.
pub(super) fn merge(
    carried: &[Carried],
    into: &Analysis,
    form: Form,
    names: &Wrapping,
    choice: Choice,
) -> Result<Planned, ExportError> {
    if into.stages.is_empty()
        && let Some(path) = new_file_in(into, form, names)
    {
        return with_new_file(carried, into, path);
    }
    let mut planned = Planned { text: into.source.text.to_string(), ..Planned::default() };
    let mut now = into.clone();
    for stage in carried {
        let there = now.detected.stages.iter().zip(&now.stages).find(|(place, other)| {
            place.kind == stage.kind
                && other.definition.text("type") == Some(stage.stage_type.as_str())
        });
        let change = match (there.map(|(place, _)| place.path()), choice) {
            (Some(_), Choice::Keep) => {
                planned.notes.push(format!("{} stays as it is in the file.", stage.stage_type));
                continue;
            }
            (Some(path), Choice::Replace) => {
                planned.replaced.push(stage.stage_type.clone());
                Edit::Set { path, value: New::Yaml(stage.text.clone()) }
            }
            (None, _) => {
                planned.added.push(stage.stage_type.clone());
                appended(&now, stage)
            }
        };
        let edits = edit(&now.source.text, &now.regions, &change)
            .map_err(|error| ExportError::Refused(error.to_string()))?;
        planned.text = apply(&now.source.text, &edits);
        now = analyze(&Source::new(planned.text.as_str()), Some(&now));
        let landed = now.stages.iter().filter_map(|stage| stage.node.as_ref());
        if !landed.into_iter().any(|node| value(node) == stage.value) {
            return Err(ExportError::Refused(format!(
                "{} would not read the same there",
                stage.stage_type
            )));
        }
        if !stage.above.is_empty() {
            planned.notes.push(format!(
                "The comment above {} is not carried into a file that is there.",
                stage.stage_type
            ));
        }
    }
    Ok(planned)
}

/// Where an object without a stage file of Orca's gets one.
fn new_file_in(into: &Analysis, form: Form, names: &Wrapping) -> Option<(Path, bool)> {
    if into.regions.inside.is_some() {
        return None;
    }
    let kind = into.regions.root(0)?.get("kind");
    let kind = kind.and_then(|kind| kind.node.as_text());
    let root = Path::root(0);
    let (section, base64) = match kind {
        Some("ConfigMap") => ("data", false),
        Some("Secret") if names.kept == Kept::SecretData => ("data", true),
        Some("Secret") => ("stringData", false),
        None if form == Form::HelmValues => {
            let data = root.key("halyard").key("additionalProfileConfigMaps").key("data");
            return Some((data.key(&names.key), false));
        }
        _ => return None,
    };
    Some((root.key(section).key(&names.key), base64))
}

fn with_new_file(
    carried: &[Carried],
    into: &Analysis,
    (path, base64): (Path, bool),
) -> Result<Planned, ExportError> {
    let profile = compose::profile(carried);
    let value = New::Text(if base64 { encode(&profile) } else { profile });
    let edits = edit(&into.source.text, &into.regions, &Edit::Set { path, value })
        .map_err(|error| ExportError::Refused(error.to_string()))?;
    let added = carried.iter().map(|stage| stage.stage_type.clone()).collect();
    Ok(Planned { text: apply(&into.source.text, &edits), added, ..Planned::default() })
}

/// The edit that puts a stage after the last of its kind, or into a new list.
fn appended(analysis: &Analysis, stage: &Carried) -> Edit {
    let mut stages = analysis.detected.stages.iter();
    if let Some(last) = stages.rfind(|place| place.kind == stage.kind && place.index.is_some()) {
        let path = last.list.index(last.index.map_or(0, |index| index + 1));
        return Edit::Insert { path, value: New::Yaml(stage.text.clone()) };
    }
    let keys: &[&str] = match stage.kind {
        StageKind::Kubernetes => &["job", "preconfigured", "kubernetes"],
        StageKind::Titus => &["job", "preconfigured", "titus"],
        StageKind::Webhook => &["webhook", "preconfigured"],
    };
    let path = keys
        .iter()
        .fold(profile_root(&analysis.regions, &analysis.detected), |path, key| path.key(key));
    Edit::Set { path, value: New::Yaml(compose::fragment(std::slice::from_ref(stage))) }
}
