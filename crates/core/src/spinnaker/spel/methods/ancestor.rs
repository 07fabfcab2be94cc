//! `StageExecution.findAncestor`, as far as an expression can call it: it has no
//! condition to give but null. From `StageExecutionImpl` of orca-core 8.56.

use super::super::class::Base;
use super::super::evaluate::Machine;
use super::super::object::{Id, Object};
use super::super::stop::{Step, Stop, thrown};
use super::super::world;
use super::arguments::null_pointer;

/// Null where there is nobody before the stage to be asked about, in this
/// execution and in those that started it; else what Orca throws when it asks.
pub(super) fn find_ancestor(m: &mut Machine<'_>, stage: Id) -> Step<Object> {
    let mut stage = Some(stage);
    let mut execution = stage.map(|id| m.heap.field(id, "execution"));
    while let Some(Object::Ref(run)) = execution {
        m.heap.spend(1)?;
        if let Some(why) = stage.and_then(|id| asks(m, id, run)) {
            return Err(why);
        }
        let is_pipeline = m.heap.field(run, "type").as_str() == Some("PIPELINE");
        let trigger = m.heap.field(run, "trigger");
        let (true, Object::Ref(by)) = (is_pipeline, &trigger) else { return Ok(Object::Null) };
        if m.heap.class_of(&trigger).base != Base::PipelineTrigger {
            return Ok(Object::Null);
        }
        let id = m.heap.field(*by, "parentPipelineStageId");
        let parent = m.heap.field(*by, "parentExecution");
        let Object::Ref(above) = parent else { return Err(null_pointer()) };
        stage = starter(m, above, &id);
        // Without the stage that started it, all stages are asked about.
        if stage.is_none() && !world::stages(&mut m.heap, above).is_empty() {
            return Err(null_pointer());
        }
        execution = Some(parent);
    }
    Err(null_pointer())
}

/// What Orca throws where something stands before the stage in its execution.
fn asks(m: &mut Machine<'_>, stage: Id, execution: Id) -> Option<Stop> {
    if !world::requisites(&mut m.heap, stage).is_empty() {
        return Some(null_pointer());
    }
    let parent = m.heap.field(stage, "parentStageId");
    let parent = parent.as_str().filter(|id| !id.is_empty())?;
    Some(match world::find_stage(&mut m.heap, execution, "id", parent) {
        Some(_) => null_pointer(),
        None => thrown("IllegalStateException", "the stage's parent is not there"),
    })
}

/// The pipeline stage that started the execution with this trigger.
fn starter(m: &mut Machine<'_>, execution: Id, id: &Object) -> Option<Id> {
    let stage = world::find_stage(&mut m.heap, execution, "id", id.as_str()?)?;
    (m.heap.field(stage, "type").as_str() == Some("pipeline")).then_some(stage)
}
