//! What the messages of Orca's queue do with a stage on its way to
//! clouddriver: [`start_stage`] plans it, [`pass`] is each later evaluation of
//! its whole context, [`artifacts`] is what the job's task sends along
//! (orca-semantics §3.1).
//!
//! It joins what `spel`, `fill` and `submit` do and has no rule of its own but
//! their order. The summary of failed expressions that Orca writes into the
//! context is not put there: it holds Java's own texts and a time.

mod running;

pub use running::{BUILT_IN, Sample, running};

use crate::java::{Map, Value};
use crate::spinnaker::fill::{self, FillError, Filled, fill, stage_context, stored};
use crate::spinnaker::spel::{Evaluated, Execution, Scope, evaluate};
use crate::spinnaker::submit::{Artifacts, visible_artifacts};
use crate::spinnaker::{JavaException, Provider};

/// What planning made of a stage.
#[derive(Clone, Debug)]
pub struct Planned {
    /// The stage JSON's own expressions; `thrown` in it ends the planning.
    pub evaluated: Evaluated,
    /// The stage JSON with the definition filled in, as it is stored.
    pub filled: Result<Filled, Box<FillError>>,
}

/// Plans a stage: first the expressions of the pipeline's stage, so that a
/// pipeline's values are evaluated before anything is made a text, then the
/// definition's fields, defaults and values. `execution` is the one that
/// [`running`] made for this stage.
pub fn start_stage(
    definition: &Value,
    stage_json: &Map,
    provider: Provider,
    execution: &Execution,
) -> Planned {
    let context = stage_context(stage_json);
    let evaluated = evaluate(&context, &Scope::with_context(execution, &context));
    let outputs = outputs_before(execution);
    let application = execution.json.get("application").and_then(Value::as_str);
    let seen = fill::Execution { application, outputs: &outputs };
    let filled = fill(definition, &evaluated.context, provider, &seen)
        .map(|filled| Filled { context: stored(filled.context), ..filled });
    Planned { evaluated, filled }
}

/// One evaluation of a stage's whole context. Orca does this when the stage's
/// task starts, and again on what came of it each time that the task runs.
pub fn pass(context: &Map, execution: &Execution) -> Evaluated {
    let mut evaluated = evaluate(context, &Scope::with_context(execution, context));
    evaluated.context = stored(evaluated.context);
    evaluated
}

/// The artifacts that the job's task sends along: all that the stage sees.
pub fn artifacts(context: &Map, execution: &Execution) -> Result<Artifacts, JavaException> {
    let before = execution.ancestors();
    let outputs = before.iter().filter_map(|stage| stage.get("outputs")?.get("artifacts"));
    let trigger = execution.json.get("trigger").and_then(|trigger| trigger.get("artifacts"));
    let optional = visible_artifacts(context.get("artifacts"), outputs, trigger)?;
    Ok(Artifacts { required: Vec::new(), optional })
}

/// The outputs that a stage sees by name, the nearest stage's first.
fn outputs_before(execution: &Execution) -> Map {
    let mut seen = Map::new();
    for stage in execution.ancestors() {
        for (name, value) in
            stage.get("outputs").and_then(Value::as_map).into_iter().flat_map(Map::iter)
        {
            if !seen.contains_key(name) {
                seen.insert(name.clone(), value.clone());
            }
        }
    }
    seen
}
