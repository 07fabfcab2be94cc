//! `StageExecution`: its getters and what it knows of its neighbours
//! (spel §8), from Orca's source at spinnaker main of August 2026.

use super::super::class::Base;
use super::super::constants;
use super::super::evaluate::Machine;
use super::super::object::{Id, Object, Shape};
use super::super::stop::{Step, thrown};
use super::super::world;
use super::ancestor::find_ancestor;
use super::arguments::{OBJECT, STRING, UNREACHABLE, null_pointer};
use super::execution::{find, own, stage_by, stage_list};
use super::integers::{equals, hash_code, to_string};
use super::{Method, field, method, truth, unmodelled};

const STAGES: Shape = Shape::Of(Base::Stage.class());
const TEXTS: Shape = Shape::Of(Base::String.class());

pub(super) const STAGE: &[Method] = &[
    field("getName", "name"),
    truth("equals", &[OBJECT], equals),
    method("toString", &[], to_string),
    method("hashCode", &[], hash_code),
    method("getParent", &[], |m, o, _| {
        let id = own(o)?;
        let parent = m.heap.field(id, "parentStageId");
        let execution = m.heap.field(id, "execution");
        if parent.is_null() { Ok(Object::Null) } else { stage_by(m, &execution, "id", &parent) }
    }),
    field("getContext", "context").shaped(Shape::TextKeys),
    field("getId", "id"),
    field("getType", "type"),
    field("getRefId", "refId"),
    field("getExecution", "execution"),
    field("getOutputs", "outputs").shaped(Shape::TextKeys),
    field("getTasks", "tasks").shaped(Shape::Of(Base::Task.class())),
    field("getParentStageId", "parentStageId"),
    field("getRequisiteStageRefIds", "requisiteStageRefIds").shaped(TEXTS),
    field("getScheduledTime", "scheduledTime"),
    field("getAdditionalMetricTags", "additionalMetricTags").shaped(Shape::TextEntries),
    method("ancestors", &[], |m, o, _| {
        let stages = world::ancestors(&mut m.heap, own(o)?, false);
        Ok(stage_list(m, stages, Base::ImmutableList))
    })
    .shaped(STAGES),
    method("directAncestors", &[], |m, o, _| {
        let stages = world::ancestors(&mut m.heap, own(o)?, true);
        Ok(stage_list(m, stages, Base::ImmutableList))
    })
    .shaped(STAGES),
    method("findAncestor", &[UNREACHABLE], |m, o, _| find_ancestor(m, own(o)?)),
    field("getStartTime", "startTime"),
    field("getEndTime", "endTime"),
    field("getStartTimeExpiry", "startTimeExpiry"),
    field("getStatus", "status"),
    method("allDownstreamStages", &[], |m, o, _| {
        let stages = world::downstream(&mut m.heap, own(o)?, true)?;
        Ok(stage_list(m, stages, Base::ArrayList))
    })
    .shaped(STAGES),
    method("directChildren", &[], |m, o, _| {
        let stages = world::children(&mut m.heap, own(o)?);
        Ok(stage_list(m, stages, Base::ArrayList))
    })
    .shaped(STAGES),
    unmodelled("resolveStrategyParams", &[], "a change of the stage's context"),
    method("getTopLevelStage", &[], top_level),
    truth("getAllowSiblingStagesToContinueOnFailure", &[], |m, o, _| {
        let id = own(o)?;
        if m.heap.field(id, "parentStageId").is_null() {
            return Ok(Object::Boolean(false));
        }
        context_flag(m, id, "allowSiblingStagesToContinueOnFailure")
    }),
    truth("getContinuePipelineOnFailure", &[], |m, o, _| {
        context_flag(m, own(o)?, "continuePipeline")
    }),
    truth("isJoin", &[], |m, o, _| {
        Ok(Object::Boolean(world::requisites(&mut m.heap, own(o)?).len() > 1))
    }),
    truth("isManualJudgmentType", &[], |m, o, _| {
        Ok(Object::Boolean(m.heap.field(own(o)?, "type").as_str() == Some("manualJudgment")))
    }),
    truth("withPropagateAuthentication", &[], |m, o, _| {
        let context = m.heap.field(own(o)?, "context");
        let key = Object::text("propagateAuthenticationContext");
        let value = m.load_entry(&context, &key)?.value;
        let text = super::super::text::to_text(&mut m.heap, &value)?;
        Ok(Object::Boolean(text.eq_ignore_ascii_case("true")))
    }),
    unmodelled("appendErrorMessage", &[STRING], "a change of the stage's context"),
    method("downstreamStages", &[], |m, o, _| {
        let stages = world::downstream(&mut m.heap, own(o)?, false)?;
        Ok(stage_list(m, stages, Base::ArrayList))
    })
    .shaped(STAGES),
    truth("getHasSucceeded", &[], |m, o, _| has_status(m, o, "SUCCEEDED")),
    truth("getHasFailed", &[], |m, o, _| has_status(m, o, "TERMINAL")),
];

fn has_status(m: &mut Machine<'_>, o: &Object, name: &str) -> Step<Object> {
    let status = m.heap.field(own(o)?, "status");
    Ok(Object::Boolean(constants::find(Base::Status, name) == Some(status)))
}

fn context_flag(m: &mut Machine<'_>, stage: Id, name: &str) -> Step<Object> {
    let context = m.heap.field(stage, "context");
    match m.heap.map(&context).and_then(|map| map.get_text(name)) {
        None => Ok(Object::Boolean(false)),
        Some(Object::Boolean(truth)) => Ok(Object::Boolean(*truth)),
        Some(Object::Null) => Err(null_pointer()),
        Some(_) => Err(thrown("ClassCastException", format!("`{name}` is no truth value"))),
    }
}

fn top_level(m: &mut Machine<'_>, o: &Object, _: &[Object]) -> Step<Object> {
    let mut stage = own(o)?;
    let mut steps = 0;
    loop {
        let parent = m.heap.field(stage, "parentStageId");
        let Some(parent) = parent.as_str() else { return Ok(Object::Ref(stage)) };
        let execution = m.heap.field(stage, "execution");
        let above = find(m, &execution, "id", parent)?;
        steps += 1;
        match above {
            Some(Object::Ref(above)) if steps < crate::limits::SPEL_STAGES => stage = above,
            Some(_) => return Err(super::super::stop::bound("stages that are their own parents")),
            None => return Err(thrown("IllegalStateException", "a stage's parent is missing")),
        }
    }
}
