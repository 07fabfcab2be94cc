//! A run as it is asked for: the stage's last step, as the engine sends it.

use std::time::Duration;

use stage_core::java::{Map, groovy_to_string, to_json};
use stage_core::preview::{Outcome, Results, Step};
use stage_engine::buffer::Snapshot;
use stage_engine::run::{Given, Order, Parameter, Stage, StageName, definition, unevaluated};
use stage_wire::{CommandError, ExpressionRequest, RunRequest};

use super::error;
use super::preview::{Run, in_environment, run};

/// What is to be run; places where expressions are left are named as not
/// confirmed. A stage that Spinnaker would not get so far with is refused, in
/// Spinnaker's words.
pub(crate) fn order(
    snapshot: &Snapshot,
    request: &RunRequest,
    file: &str,
) -> Result<Order, CommandError> {
    let analysis = &*in_environment(&snapshot.analysis, &request.samples);
    let wanted = ExpressionRequest {
        stage: request.stage,
        values: request.values.clone(),
        execution: request.execution.clone(),
        samples: request.samples.clone(),
    };
    let Run { results, .. } = run(analysis, &wanted)?;
    let done = |step| match results.outcome(step) {
        Some(Outcome::Done(value)) => Some(value),
        _ => None,
    };
    let context = done(Step::Evaluated).or_else(|| done(Step::Filled));
    let context = context.and_then(|value| value.as_map()).cloned();
    let (Some(manifest), Some(context)) = (done(Step::Submitted), context) else {
        return Err(refused(&results));
    };
    let manifest = to_json(manifest);
    let stage = Stage::of(&context, analysis.target);
    let seconds = request.timeout.map_or(stage.timeout, u64::from);
    let known = analysis.stages.get(request.stage as usize);
    let text = |property: &str| {
        known.and_then(|stage| stage.definition.text(property)).unwrap_or_default().to_owned()
    };
    let namespace = request.namespace.as_deref().map(str::trim).filter(|name| !name.is_empty());
    Ok(Order {
        unconfirmed: unevaluated(&manifest),
        manifest,
        stage,
        name: StageName { kind: text("type"), label: text("label"), file: file.to_owned() },
        parameters: parameters(&context, request),
        context,
        namespace: namespace.map(str::to_owned),
        exact: request.exact,
        replaces: None,
        keep: request.keep,
        timeout: Duration::from_secs(seconds),
        reruns: request.reruns,
        target: analysis.target.release.name().to_owned(),
        given: given(request),
        definition: definition(analysis, request.stage as usize),
        ..Order::default()
    })
}

/// What was given that the record does not keep.
fn given(request: &RunRequest) -> Vec<Given> {
    let env = !request.samples.environment.is_empty();
    let all = [(Given::Execution, request.execution.is_some()), (Given::Env, env)];
    all.into_iter().filter(|(_, is_given)| *is_given).map(|(given, _)| given).collect()
}

/// The author's values, and beside them what the others fall back to.
fn parameters(context: &Map, request: &RunRequest) -> Vec<Parameter> {
    let given = request
        .values
        .iter()
        .map(|value| Parameter { name: value.name.clone(), value: value.text.clone() });
    let is_given = |name: &str| request.values.iter().any(|value| value.name == name);
    let filled = context.get("parameters").and_then(|value| value.as_map());
    let others = filled.into_iter().flat_map(Map::iter).filter(|(name, _)| !is_given(name));
    given
        .chain(others.map(|(name, value)| Parameter {
            name: name.to_string(),
            value: groovy_to_string(value),
        }))
        .collect()
}

fn refused(results: &Results) -> CommandError {
    let why = results.outcomes.iter().find_map(|(_, outcome)| match outcome {
        Outcome::Failed { message, .. } => Some(message.clone()),
        Outcome::Unknown(why) => Some((*why).to_owned()),
        _ => None,
    });
    error::failed(
        why.unwrap_or_else(|| "Nothing of this stage would be sent.".into()),
        "Spinnaker would not run this stage either: see Problems and the preview.",
    )
}
