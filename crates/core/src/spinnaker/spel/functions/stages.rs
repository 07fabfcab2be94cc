//! The functions on the execution: stages, judgments, artifacts.

use super::super::class::Base;
use super::super::constants;
use super::super::evaluate::Machine;
use super::super::object::{Id, Object};
use super::super::stop::{ILLEGAL_ARGUMENT, Step, Stop, thrown, unknown};
use super::super::world;

fn failed(why: impl Into<String>) -> Stop {
    thrown("SpelHelperFunctionException", why)
}

fn null_pointer() -> Stop {
    thrown("NullPointerException", "there is no execution")
}

fn execution(a: &[Object]) -> Step<Id> {
    match a.first() {
        Some(Object::Ref(id)) => Ok(*id),
        _ => Err(null_pointer()),
    }
}

fn argument(a: &[Object], at: usize) -> Object {
    a.get(at).cloned().unwrap_or_default()
}

pub(super) fn current_user(m: &mut Machine<'_>, _: &Object, _: &[Object]) -> Step<Object> {
    Ok(Object::String(m.world.user.clone()))
}

pub(super) fn current_stage(m: &mut Machine<'_>, _: &Object, a: &[Object]) -> Step<Object> {
    let wanted = m.world.stage_id.clone();
    for stage in world::stages(&mut m.heap, execution(a)?) {
        let id = m.heap.field(stage, "id");
        if id.as_str().is_some_and(|id| id.eq_ignore_ascii_case(&wanted)) {
            return Ok(Object::Ref(stage));
        }
    }
    Err(failed("the running stage is not in the execution"))
}

fn find(m: &mut Machine<'_>, a: &[Object], fields: &[&str]) -> Step<Option<Id>> {
    let execution = execution(a)?;
    let wanted = argument(a, 1);
    if wanted.is_null() {
        return Ok(None);
    }
    let stages = world::stages(&mut m.heap, execution);
    Ok(stages
        .into_iter()
        .find(|stage| fields.iter().any(|field| m.heap.field(*stage, field) == wanted)))
}

fn found(stage: Option<Id>) -> Step<Object> {
    stage.map(Object::Ref).ok_or_else(|| failed("there is no such stage"))
}

pub(super) fn stage(m: &mut Machine<'_>, _: &Object, a: &[Object]) -> Step<Object> {
    found(find(m, a, &["name", "id"])?)
}

pub(super) fn stage_by_ref_id(m: &mut Machine<'_>, _: &Object, a: &[Object]) -> Step<Object> {
    if argument(a, 1).is_null() && execution(a).is_ok() {
        return Err(failed("the reference is null"));
    }
    found(find(m, a, &["refId"])?)
}

pub(super) fn stage_exists(m: &mut Machine<'_>, _: &Object, a: &[Object]) -> Step<Object> {
    Ok(Object::Boolean(find(m, a, &["name", "id"])?.is_some()))
}

fn context_value(m: &mut Machine<'_>, stage: Id, name: &str) -> Step<Object> {
    let context = m.heap.field(stage, "context");
    Ok(m.load_entry(&context, &Object::text(name))?.value)
}

pub(super) fn judgment(m: &mut Machine<'_>, _: &Object, a: &[Object]) -> Step<Object> {
    let wanted = argument(a, 1);
    for stage in world::stages(&mut m.heap, execution(a)?) {
        let named = !wanted.is_null() && m.heap.field(stage, "name") == wanted;
        if !named || m.heap.field(stage, "type").as_str() != Some("manualJudgment") {
            continue;
        }
        match context_value(m, stage, "judgmentInput")? {
            Object::Null => {}
            text @ Object::String(_) => return Ok(text),
            _ => return Err(thrown("ClassCastException", "the judgment is no text")),
        }
    }
    Err(failed("there is no judgment of this stage"))
}

fn succeeded(m: &mut Machine<'_>, stage: Id) -> bool {
    Some(m.heap.field(stage, "status")) == constants::find(Base::Status, "SUCCEEDED")
}

pub(super) fn label_value(m: &mut Machine<'_>, _: &Object, a: &[Object]) -> Step<Object> {
    let (name, kind, label) = (argument(a, 1), argument(a, 2), argument(a, 3));
    if !matches!(kind.as_str(), Some("Deployment" | "ReplicaSet")) {
        return Err(thrown(ILLEGAL_ARGUMENT, "the kind must be Deployment or ReplicaSet"));
    }
    let Some(label) = label.as_str() else {
        return Err(thrown(ILLEGAL_ARGUMENT, "the label's name is missing"));
    };
    let stages = world::stages(&mut m.heap, execution(a)?);
    let stage = stages.into_iter().find(|stage| {
        m.heap.field(*stage, "name") == name
            && m.heap.field(*stage, "type").as_str() == Some("deployManifest")
            && succeeded(m, *stage)
    });
    let Some(stage) = stage else { return Err(failed("there is no such stage")) };
    let manifests = context_value(m, stage, "outputs.manifests")?;
    let manifests = match (manifests.is_null(), m.heap.items(&manifests)) {
        (true, _) => Vec::new(),
        (false, Some(manifests)) => manifests,
        (false, None) => return Err(thrown("ClassCastException", "the manifests are no list")),
    };
    if manifests.is_empty() {
        return Err(failed("the stage has no manifests"));
    }
    for manifest in manifests {
        let Some(map) = m.heap.map(&manifest) else {
            return Err(thrown("ClassCastException", "a manifest is no map"));
        };
        match map.get_text("kind").cloned().unwrap_or_default() {
            Object::Null => return Err(null_pointer()),
            found if found == kind => return label_of(m, &manifest, label),
            _ => {}
        }
    }
    Err(failed("the stage has no manifest of this kind"))
}

fn label_of(m: &mut Machine<'_>, manifest: &Object, label: &str) -> Step<Object> {
    if label.contains(['\'', '\\']) {
        return Err(unknown("a label's name with a quote"));
    }
    let mut value = manifest.clone();
    for key in ["spec", "template", "metadata", "labels", label] {
        let next = m.heap.map(&value).and_then(|map| map.get_text(key)).cloned();
        value = next.ok_or_else(|| failed("the manifest has no such label"))?;
    }
    match value {
        text @ (Object::String(_) | Object::Null) => Ok(text),
        _ => Err(thrown("ClassCastException", "the label is no text")),
    }
}

pub(super) fn artifact_by_name(m: &mut Machine<'_>, _: &Object, a: &[Object]) -> Step<Object> {
    trigger_artifact(m, a, "name")
}

pub(super) fn artifact_by_type(m: &mut Machine<'_>, _: &Object, a: &[Object]) -> Step<Object> {
    trigger_artifact(m, a, "type")
}

fn trigger_artifact(m: &mut Machine<'_>, a: &[Object], field: &str) -> Step<Object> {
    let wanted = argument(a, 1);
    let Object::Ref(trigger) = m.heap.field(execution(a)?, "trigger") else {
        return Err(null_pointer());
    };
    let expected = m.heap.field(trigger, "resolvedExpectedArtifacts");
    for expected in m.heap.items(&expected).unwrap_or_default() {
        let Object::Ref(expected) = expected else { continue };
        let Object::Ref(bound) = m.heap.field(expected, "boundArtifact") else { continue };
        if wanted.is_null() {
            return Err(null_pointer());
        }
        if m.heap.field(bound, field) == wanted {
            return Ok(Object::Ref(bound));
        }
    }
    Err(failed("the trigger has no such artifact"))
}

pub(super) fn resolved_artifacts(m: &mut Machine<'_>, _: &Object, a: &[Object]) -> Step<Object> {
    let mut found = Vec::new();
    for stage in world::stages(&mut m.heap, execution(a)?) {
        let outputs = m.heap.field(stage, "outputs");
        let artifacts = m.heap.map(&outputs).and_then(|map| map.get_text("artifacts")).cloned();
        match artifacts {
            None => {}
            Some(Object::Null) => return Err(null_pointer()),
            Some(artifacts) => match m.heap.items(&artifacts) {
                Some(items) => found.extend(items),
                None => return Err(thrown("ClassCastException", "the artifacts are no list")),
            },
        }
    }
    Ok(m.heap.list(found))
}

/// Server groups of other clouds; a Kubernetes pipeline has none.
pub(super) fn deployed_server_groups(
    m: &mut Machine<'_>,
    _: &Object,
    a: &[Object],
) -> Step<Object> {
    const TYPES: [&str; 4] = ["deploy", "createServerGroup", "cloneServerGroup", "rollingPush"];
    let wanted = m.heap.items(&argument(a, 1)).unwrap_or_default();
    for stage in world::stages(&mut m.heap, execution(a)?) {
        let of_type =
            m.heap.field(stage, "type").as_str().is_some_and(|kind| TYPES.contains(&kind));
        let context = m.heap.field(stage, "context");
        let has_groups =
            m.heap.map(&context).is_some_and(|map| map.get_text("deploy.server.groups").is_some());
        let named = wanted.is_empty()
            || ["name", "id"].iter().any(|field| wanted.contains(&m.heap.field(stage, field)));
        if of_type && has_groups && named && succeeded(m, stage) {
            return Err(unknown("the server groups of a cloud other than Kubernetes"));
        }
    }
    Ok(m.heap.list(Vec::new()))
}
