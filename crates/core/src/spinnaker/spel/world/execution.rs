//! `PipelineExecutionImpl`, `StageExecutionImpl` and what they hold, as
//! Jackson reads them from Orca's JSON.

use std::collections::HashSet;
use std::sync::Arc;

use super::{Fields, bean};
use crate::java::{self, Value};
use crate::limits;
use crate::spinnaker::spel::class::Base;
use crate::spinnaker::spel::constants;
use crate::spinnaker::spel::heap::{Bean, Cell, Collection, Heap, Map, Unread};
use crate::spinnaker::spel::object::{Id, Object};
use crate::spinnaker::spel::stop::{Step, bound, thrown};

/// The execution, whose stages lie where they are looked for.
pub(super) fn execution<'a>(heap: &mut Heap<'a>, json: &'a Value, depth: usize) -> Option<Id> {
    if depth > limits::NODE_DEPTH {
        return None;
    }
    let nothing = Unread::TriggerMap { json: None };
    let execution = heap.place(Cell::Unread(nothing));
    let mut stages = Vec::new();
    for json in json.get("stages").and_then(Value::as_list).unwrap_or_default() {
        let stage = heap.place(Cell::Unread(nothing));
        let context = json.get("context").and_then(Value::as_map);
        let context = heap.place(Cell::Unread(Unread::Context { json: context, stage }));
        heap.replace(stage, Cell::Unread(Unread::Stage { json, execution, context }));
        stages.push(Object::Ref(stage));
    }
    let list = Collection { class: Base::ArrayList, items: stages };
    let stages = heap.place(Cell::Collection(list));
    heap.replace(execution, Cell::Unread(Unread::Execution { json, depth, stages }));
    Some(execution)
}

/// The place of the stage with this id among an execution's.
pub(super) fn running(json: &Value, stage: &str) -> Option<usize> {
    let stages = json.get("stages").and_then(Value::as_list).unwrap_or_default();
    stages.iter().position(|json| Fields { json }.text("id").as_str() == Some(stage))
}

/// The context of a stage that nothing has looked at, or another in its place.
pub(super) fn context<'a>(
    heap: &mut Heap<'a>,
    stage: Id,
    other: Option<&'a java::Map>,
) -> Option<Id> {
    let context = heap.unread_context(stage)?;
    if let Some(json) = other {
        heap.replace(context, Cell::Unread(Unread::Context { json: Some(json), stage }));
    }
    Some(context)
}

/// The execution with all it holds.
pub(super) fn open<'a>(heap: &mut Heap<'a>, json: &'a Value, depth: usize, stages: Id) -> Bean {
    let f = Fields { json };
    let status = status(&f);
    let authentication = match f.raw("authentication") {
        Some(details) => authentication(heap, details),
        None => Object::Null,
    };
    let paused = match f.raw("paused") {
        Some(details) => paused(heap, details),
        None => Object::Null,
    };
    let trigger = Unread::Trigger { json: f.raw("trigger"), depth };
    let trigger = heap.put(Cell::Unread(trigger));
    let template_variables = match f.raw("templateVariables") {
        Some(_) => f.map(heap, "templateVariables"),
        None => Object::Null,
    };
    let fields = vec![
        ("type", f.text("type")),
        ("id", f.text("id")),
        ("application", f.text("application")),
        ("name", f.text("name")),
        ("buildTime", f.long("buildTime")),
        ("canceled", f.boolean("canceled")),
        ("canceledBy", f.text("canceledBy")),
        ("cancellationReason", f.text("cancellationReason")),
        ("limitConcurrent", f.boolean("limitConcurrent")),
        ("maxConcurrentExecutions", f.int("maxConcurrentExecutions")),
        ("keepWaitingPipelines", f.boolean("keepWaitingPipelines")),
        ("stages", Object::Ref(stages)),
        ("startTime", f.long("startTime")),
        ("endTime", f.long("endTime")),
        ("startTimeExpiry", f.long("startTimeExpiry")),
        ("status", status),
        ("authentication", authentication),
        ("paused", paused),
        ("origin", f.text("origin")),
        ("trigger", trigger),
        ("description", f.text("description")),
        ("pipelineConfigId", f.text("pipelineConfigId")),
        ("source", f.any(heap, "source")),
        ("notifications", f.list(heap, "notifications")),
        ("initialConfig", f.map(heap, "initialConfig")),
        ("systemNotifications", f.list(heap, "systemNotifications")),
        ("spelEvaluator", f.text("spelEvaluator")),
        ("templateVariables", template_variables),
        ("partition", f.text("partition")),
        ("rootId", f.text("rootId")),
        ("additionalHeaders", f.map(heap, "additionalHeaders")),
    ];
    Bean { class: Base::Execution, fields }
}

fn status(f: &Fields<'_>) -> Object {
    let named = match f.text("status") {
        Object::String(text) => constants::find(Base::Status, &text),
        _ => None,
    };
    named.unwrap_or(Object::Constant(Base::Status, 0))
}

fn texts(json: Option<&Value>) -> Vec<Object> {
    let items = json.and_then(Value::as_list).unwrap_or_default();
    items.iter().map(|item| Object::text(java::groovy_to_string(item))).collect()
}

fn authentication<'a>(heap: &mut Heap<'a>, json: &'a Value) -> Object {
    let f = Fields { json };
    let accounts = heap.collection(Base::UnmodifiableSet, texts(f.raw("allowedAccounts")));
    bean(
        heap,
        Base::AuthenticationDetails,
        vec![("user", f.text("user")), ("allowedAccounts", accounts)],
    )
}

fn paused<'a>(heap: &mut Heap<'a>, json: &'a Value) -> Object {
    let f = Fields { json };
    let (time, resume) = (f.long("pauseTime"), f.long("resumeTime"));
    let derived = pause(&time, &resume);
    let mut fields = vec![
        ("pausedBy", f.text("pausedBy")),
        ("resumedBy", f.text("resumedBy")),
        ("pauseTime", time),
        ("resumeTime", resume),
    ];
    fields.extend(derived);
    bean(heap, Base::PausedDetails, fields)
}

/// What a pause's getters work out of its two moments.
pub(in super::super) fn pause(from: &Object, to: &Object) -> [(&'static str, Object); 2] {
    let millis = match (from, to) {
        (Object::Long(from), Object::Long(to)) => to.wrapping_sub(*from),
        _ => 0,
    };
    let paused = !from.is_null() && to.is_null();
    [("paused", Object::Boolean(paused)), ("pausedMs", Object::Long(millis))]
}

/// A stage with all it holds.
pub(super) fn open_stage<'a>(
    heap: &mut Heap<'a>,
    json: &'a Value,
    execution: Id,
    context: Id,
) -> Bean {
    let f = Fields { json };
    let ids = heap.collection(Base::ImmutableSet, texts(f.raw("requisiteStageRefIds")));
    let name = match f.text("name") {
        Object::Null => f.text("type"),
        name => name,
    };
    let fields = vec![
        ("id", f.text("id")),
        ("refId", f.text("refId")),
        ("type", f.text("type")),
        ("name", name),
        ("startTime", f.long("startTime")),
        ("endTime", f.long("endTime")),
        ("startTimeExpiry", f.long("startTimeExpiry")),
        ("status", status(&f)),
        ("context", Object::Ref(context)),
        ("outputs", f.map(heap, "outputs")),
        ("tasks", f.beans(heap, "tasks", task)),
        ("syntheticStageOwner", f.text("syntheticStageOwner")),
        ("parentStageId", f.text("parentStageId")),
        ("requisiteStageRefIds", ids),
        ("scheduledTime", f.long("scheduledTime")),
        ("lastModified", f.any(heap, "lastModified")),
        ("additionalMetricTags", f.any(heap, "additionalMetricTags")),
        ("execution", Object::Ref(execution)),
    ];
    Bean { class: Base::Stage, fields }
}

/// A stage's context, which goes on in the outputs before it.
pub(super) fn open_context<'a>(heap: &mut Heap<'a>, json: Option<&'a java::Map>, stage: Id) -> Map {
    let mut context = Map { stage: Some(stage), ..Map::new(Base::StageContext) };
    for (key, value) in json.into_iter().flat_map(java::Map::iter) {
        let value = heap.lift(value, false);
        context.insert_text(key.clone(), value);
    }
    context
}

fn task<'a>(heap: &mut Heap<'a>, json: &'a Value) -> Object {
    let f = Fields { json };
    let fields = vec![
        ("id", f.text("id")),
        ("implementingClass", f.text("implementingClass")),
        ("name", f.text("name")),
        ("startTime", f.long("startTime")),
        ("endTime", f.long("endTime")),
        ("status", status(&f)),
        ("stageStart", f.boolean("stageStart")),
        ("stageEnd", f.boolean("stageEnd")),
        ("loopStart", f.boolean("loopStart")),
        ("loopEnd", f.boolean("loopEnd")),
        ("taskExceptionDetails", f.map(heap, "taskExceptionDetails")),
    ];
    bean(heap, Base::Task, fields)
}

/// The stages of an execution.
pub(in super::super) fn stages(heap: &mut Heap<'_>, execution: Id) -> Vec<Id> {
    let list = heap.stages_of(execution);
    let stages = heap.items(&list).unwrap_or_default();
    stages
        .into_iter()
        .filter_map(|stage| if let Object::Ref(id) = stage { Some(id) } else { None })
        .collect()
}

/// The first stage whose field is this text.
pub(in super::super) fn find_stage(
    heap: &mut Heap<'_>,
    execution: Id,
    field: &str,
    text: &str,
) -> Option<Id> {
    stages(heap, execution).into_iter().find(|id| heap.field(*id, field).as_str() == Some(text))
}

fn text_of(heap: &mut Heap<'_>, stage: Id, field: &str) -> Option<Arc<str>> {
    match heap.field(stage, field) {
        Object::String(text) => Some(text),
        _ => None,
    }
}

/// The ref ids that a stage waits for.
pub(in super::super) fn requisites(heap: &mut Heap<'_>, stage: Id) -> Vec<Object> {
    let ids = heap.field(stage, "requisiteStageRefIds");
    heap.items(&ids).unwrap_or_default()
}

/// A stage and all before it, nearest first; with `direct` only its parents.
pub(in super::super) fn ancestors(heap: &mut Heap<'_>, stage: Id, direct: bool) -> Vec<Id> {
    let mut found = vec![stage];
    let mut visited = HashSet::new();
    let Object::Ref(execution) = heap.field(stage, "execution") else { return found };
    let all = stages(heap, execution);
    before(heap, stage, &all, direct, &mut visited, &mut found, 0);
    found
}

fn before(
    heap: &mut Heap<'_>,
    stage: Id,
    all: &[Id],
    direct: bool,
    visited: &mut HashSet<Arc<str>>,
    found: &mut Vec<Id>,
    depth: usize,
) {
    if depth > limits::SPEL_STAGES || heap.spend(all.len()).is_err() {
        return;
    }
    visited.extend(text_of(heap, stage, "refId"));
    let wanted = if direct { Vec::new() } else { requisites(heap, stage) };
    if !wanted.is_empty() {
        let previous: Vec<Id> = all
            .iter()
            .copied()
            .filter(|other| {
                text_of(heap, *other, "refId").is_some_and(|id| {
                    !visited.contains(&id)
                        && wanted.iter().any(|wanted| wanted.as_str() == Some(&id))
                })
            })
            .collect();
        let ids: Vec<Object> = previous.iter().map(|other| heap.field(*other, "id")).collect();
        found.extend(&previous);
        found.extend(all.iter().copied().filter(|other| {
            !heap.field(*other, "syntheticStageOwner").is_null()
                && ids.contains(&heap.field(*other, "parentStageId"))
        }));
        for other in previous {
            before(heap, other, all, direct, visited, found, depth + 1);
        }
        return;
    }
    let Some(parent) = text_of(heap, stage, "parentStageId") else { return };
    if visited.contains(&parent) {
        return;
    }
    if heap.field(stage, "syntheticStageOwner").as_str() == Some("STAGE_AFTER") {
        found.extend(all.iter().copied().filter(|other| {
            text_of(heap, *other, "parentStageId").as_ref() == Some(&parent)
                && heap.field(*other, "syntheticStageOwner").as_str() == Some("STAGE_BEFORE")
        }));
    }
    let above =
        all.iter().copied().find(|other| text_of(heap, *other, "id").as_ref() == Some(&parent));
    if let Some(above) = above {
        found.push(above);
        before(heap, above, all, direct, visited, found, depth + 1);
    }
}

fn all_stages(heap: &mut Heap<'_>, stage: Id) -> Vec<Id> {
    match heap.field(stage, "execution") {
        Object::Ref(execution) => stages(heap, execution),
        _ => Vec::new(),
    }
}

fn waits_for(heap: &mut Heap<'_>, stage: Id, other: Id) -> bool {
    let id = heap.field(other, "refId");
    requisites(heap, stage).contains(&id)
}

/// The stages that wait for this one; with `all` those that wait for them too.
pub(in super::super) fn downstream(heap: &mut Heap<'_>, stage: Id, all: bool) -> Step<Vec<Id>> {
    let mut rest: Vec<Id> = all_stages(heap, stage);
    if !all {
        rest.retain(|other| waits_for(heap, *other, stage));
        return Ok(rest);
    }
    let mut found = Vec::new();
    let mut queue = std::collections::VecDeque::from([stage]);
    while let Some(next) = queue.pop_front() {
        heap.spend(rest.len())?;
        if found.len() > limits::SPEL_STAGES {
            return Err(bound("too many stages"));
        }
        if next != stage || !found.is_empty() {
            found.push(next);
        }
        rest.retain(|other| *other != next);
        for other in &rest {
            if waits_for(heap, *other, next) && !queue.contains(other) {
                queue.push_back(*other);
            }
        }
    }
    Ok(found)
}

/// The stages that this one made.
pub(in super::super) fn children(heap: &mut Heap<'_>, stage: Id) -> Vec<Id> {
    let id = heap.field(stage, "id");
    let mut found = all_stages(heap, stage);
    found.retain(|other| !id.is_null() && heap.field(*other, "parentStageId") == id);
    found
}

/// The stages without their synthetic ones, each after all it waits for.
pub(in super::super) fn in_order(heap: &mut Heap<'_>, execution: Id) -> Step<Vec<Id>> {
    let mut rest = stages(heap, execution);
    rest.retain(|stage| heap.field(*stage, "parentStageId").is_null());
    let mut done: Vec<Object> = Vec::new();
    let mut sorted = Vec::new();
    while !rest.is_empty() {
        heap.spend(rest.len() * (done.len() + 1))?;
        let ready: Vec<Id> = rest
            .iter()
            .copied()
            .filter(|stage| requisites(heap, *stage).iter().all(|id| done.contains(id)))
            .collect();
        if ready.is_empty() {
            return Err(thrown("IllegalStateException", "stages wait for each other"));
        }
        rest.retain(|stage| !ready.contains(stage));
        for stage in ready {
            done.push(heap.field(stage, "refId"));
            sorted.push(stage);
        }
    }
    Ok(sorted)
}
