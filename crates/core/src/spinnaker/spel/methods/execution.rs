//! `PipelineExecution`: its getters and searches (spel §8), from Orca's
//! source at spinnaker main of August 2026.

use super::super::class::Base;
use super::super::evaluate::Machine;
use super::super::heap::{Cell, Key, Map};
use super::super::object::{Id, Object, Shape};
use super::super::stop::{ILLEGAL_ARGUMENT, Step, thrown};
use super::super::world;
use super::arguments::{OBJECT, STRING, null_pointer, object, text};
use super::integers::{equals, hash_code};
use super::{Method, field, method, truth, truth_field, unmodelled};

const STAGES: Shape = Shape::Of(Base::Stage.class());
const MAPS: Shape = Shape::Of(Base::Map.class());

pub(super) fn own(o: &Object) -> Step<Id> {
    if let Object::Ref(id) = o { Ok(*id) } else { Err(null_pointer()) }
}

pub(super) fn stage_list(m: &mut Machine<'_>, stages: Vec<Id>, class: Base) -> Object {
    let stages = stages.into_iter().map(Object::Ref).collect();
    m.heap.collection(class, stages)
}

pub(super) fn find(
    m: &mut Machine<'_>,
    o: &Object,
    field: &str,
    wanted: &str,
) -> Step<Option<Object>> {
    Ok(world::find_stage(&mut m.heap, own(o)?, field, wanted).map(Object::Ref))
}

pub(super) const EXECUTION: &[Method] = &[
    field("getName", "name"),
    truth("equals", &[OBJECT], equals),
    method("hashCode", &[], hash_code),
    method("getContext", &[], merged_outputs).shaped(Shape::TextKeys),
    field("getId", "id"),
    field("getRootId", "rootId"),
    field("getApplication", "application"),
    field("getBuildTime", "buildTime"),
    truth_field("isCanceled", "canceled"),
    field("getCanceledBy", "canceledBy"),
    field("getCancellationReason", "cancellationReason"),
    truth_field("isLimitConcurrent", "limitConcurrent"),
    field("getMaxConcurrentExecutions", "maxConcurrentExecutions"),
    truth_field("isKeepWaitingPipelines", "keepWaitingPipelines"),
    field("getStages", "stages").shaped(STAGES),
    field("getStartTime", "startTime"),
    field("getEndTime", "endTime"),
    field("getStartTimeExpiry", "startTimeExpiry"),
    field("getStatus", "status"),
    field("getAuthentication", "authentication"),
    field("getPaused", "paused"),
    field("getOrigin", "origin"),
    field("getTrigger", "trigger"),
    field("getDescription", "description"),
    field("getPipelineConfigId", "pipelineConfigId"),
    field("getNotifications", "notifications").shaped(MAPS),
    field("getSpelEvaluator", "spelEvaluator"),
    field("getTemplateVariables", "templateVariables").shaped(Shape::TextKeys),
    field("getPartition", "partition"),
    field("getAdditionalHeaders", "additionalHeaders").shaped(Shape::TextEntries),
    method("namedStage", &[STRING], |m, o, a| {
        let wanted = object(a, 0);
        let found = find(m, o, "type", wanted.as_str().unwrap_or("\0"))?;
        Ok(found.unwrap_or_default())
    }),
    method("stageById", &[STRING], |m, o, a| stage_by(m, o, "id", &object(a, 0))),
    method("stageByRef", &[STRING], |m, o, a| {
        text(a, 0)?;
        stage_by(m, o, "refId", &object(a, 0))
    }),
    unmodelled("updateStatus", &[Base::Status.class()], "a change of the execution's status"),
    field("getInitialConfig", "initialConfig").shaped(Shape::TextKeys),
    field("getSystemNotifications", "systemNotifications")
        .shaped(Shape::Of(Base::SystemNotification.class())),
];

pub(super) fn stage_by(
    m: &mut Machine<'_>,
    o: &Object,
    field: &str,
    wanted: &Object,
) -> Step<Object> {
    let found = find(m, o, field, wanted.as_str().unwrap_or("\0"))?;
    found.ok_or_else(|| thrown(ILLEGAL_ARGUMENT, format!("no stage has this {field}")))
}

/// The outputs of all stages in the order in which they run; two lists under
/// one key are joined without repeats, otherwise the later wins.
fn merged_outputs(m: &mut Machine<'_>, o: &Object, _: &[Object]) -> Step<Object> {
    let stages = world::in_order(&mut m.heap, own(o)?)?;
    let mut merged: Vec<(Key, Object, Object)> = Vec::new();
    let mut late = false;
    for stage in stages {
        let outputs = m.heap.field(stage, "outputs");
        let entries: Vec<_> = m
            .heap
            .map(&outputs)
            .map(|map| map.iter().map(|(key, entry)| (key.clone(), entry.clone())).collect())
            .unwrap_or_default();
        for (key, (name, value)) in entries {
            if value.is_null() {
                return Err(null_pointer());
            }
            m.heap.spend(merged.len())?;
            let at = merged.iter().position(|(known, _, _)| *known == key);
            late = at.is_some();
            match at.and_then(|at| merged.get(at)).map(|(_, _, before)| before.clone()) {
                None => merged.push((key, name, value)),
                Some(before) => {
                    let value = join(m, &before, value)?;
                    if let Some(entry) = at.and_then(|at| merged.get_mut(at)) {
                        entry.2 = value;
                    }
                }
            }
        }
    }
    Ok(m.heap.put(Cell::Map(Map::hash_merged(merged, late))))
}

fn join(m: &mut Machine<'_>, before: &Object, value: Object) -> Step<Object> {
    let collection = |m: &mut Machine<'_>, object: &Object| {
        let class = m.heap.class_of(object);
        if !class.is_array() && Base::Collection.accepts(class.base) {
            m.heap.items(object)
        } else {
            None
        }
    };
    let (Some(first), Some(second)) = (collection(m, before), collection(m, &value)) else {
        return Ok(value);
    };
    let mut distinct: Vec<Object> = Vec::new();
    for item in first.into_iter().chain(second) {
        let mut known = false;
        for other in &distinct {
            known = known || super::super::equal::equals(&mut m.heap, other, &item)?;
        }
        if !known {
            distinct.push(item);
        }
    }
    Ok(m.heap.list(distinct))
}
