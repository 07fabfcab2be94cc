//! The steps of a stage for the window.

use std::sync::Arc;

use stage_core::document::{Node, Path, Step as YamlStep};
use stage_core::forms::StagePlace;
use stage_core::java::{Map, Value as JavaValue, from_json, groovy_to_string};
use stage_core::preview::{
    Inputs, Line, MarkKind as CoreMark, Outcome, Results, Step as CoreStep, results,
};
use stage_core::spinnaker::fill::{Applied, Effect, Giver};
use stage_core::spinnaker::load::{Environment, Variables};
use stage_core::spinnaker::queue::Sample;
use stage_core::spinnaker::submit::Artifacts;
use stage_core::{Analysis, analyze_in};
use stage_engine::buffer::Snapshot;
use stage_wire::{
    CommandError, ExpressionRequest, Mark, MarkKind, ParameterOutcome, Preview, PreviewLine,
    PreviewRequest, Samples, Step, StepState, StepSummary, Value,
};

use super::error;
use super::place::range;

/// What Spinnaker makes of the stage that `request` names.
pub(crate) fn preview(
    snapshot: &Snapshot,
    request: &PreviewRequest,
) -> Result<Preview, CommandError> {
    let analysis = &*in_environment(&snapshot.analysis, &request.samples);
    let index = request.stage as usize;
    let wanted = ExpressionRequest {
        stage: request.stage,
        values: request.values.clone(),
        execution: request.execution.clone(),
        samples: request.samples.clone(),
    };
    let Run { results, place, node, region } = run(analysis, &wanted)?;
    let span = |span| range(&analysis.source, analysis.span(index, span));
    let asked = from_wire(request.step);
    let mut shown = Vec::new();
    let steps = CoreStep::ALL
        .into_iter()
        .map(|step| {
            let (lines, counts) = results.lines(step, region, node, place.kind);
            if asked == Some(step) {
                shown = lines;
            }
            let (state, message, at) = match results.outcome(step) {
                Some(Outcome::Done(_)) => (StepState::Done, None, None),
                Some(Outcome::Failed { message, span }) => {
                    (StepState::Failed, Some(message.clone()), *span)
                }
                Some(Outcome::Unreached) => {
                    (StepState::Unreached, Some("A step before fails.".into()), None)
                }
                Some(Outcome::Unknown(why)) => (StepState::Unknown, Some((*why).to_owned()), None),
                None => (StepState::Unknown, None, None),
            };
            StepSummary {
                step: to_wire(step),
                state,
                message,
                range: at.map(span),
                added: narrow(counts.added),
                changed: narrow(counts.changed),
                dropped: narrow(counts.dropped),
            }
        })
        .collect();
    Ok(Preview {
        version: snapshot.version,
        step: request.step,
        steps,
        lines: shown
            .into_iter()
            .map(|line| PreviewLine {
                number: line.number.map(narrow),
                path: shown_path(&line.steps),
                range: line.span.map(span),
                mark: mark(&line),
                text: line.text,
            })
            .collect(),
        parameters: outcomes(&results),
    })
}

/// A stage's steps with what they were made from.
pub(crate) struct Run<'s> {
    pub(crate) results: Results,
    pub(crate) place: &'s StagePlace,
    pub(crate) node: &'s Arc<Node>,
    /// The text that the stage was read from.
    pub(crate) region: &'s str,
}

/// The analysis in Orca's environment of the samples, in which everything may
/// load otherwise.
pub(crate) fn in_environment(analysis: &Arc<Analysis>, samples: &Samples) -> Arc<Analysis> {
    let variables = &samples.environment;
    if variables.is_empty() {
        return Arc::clone(analysis);
    }
    let variables = variables.iter().map(|one| (one.name.as_str(), one.text.as_str()));
    let environment = Arc::new(Environment::new(variables, Variables::Wrapped));
    let Analysis { source, target, .. } = &**analysis;
    Arc::new(analyze_in(source, *target, &environment, None))
}

/// Runs the steps of the stage that `request` names.
pub(crate) fn run<'s>(
    analysis: &'s Analysis,
    request: &ExpressionRequest,
) -> Result<Run<'s>, CommandError> {
    let index = request.stage as usize;
    let gone = || error::failed("There is no such stage any more.", "Choose another stage.");
    let place = analysis.detected.stages.get(index).ok_or_else(gone)?;
    let node = place.node.as_ref().ok_or_else(|| {
        error::failed("Nothing of this stage can be read.", "Mend its YAML first; see Problems.")
    })?;
    let inputs = Inputs {
        stage_json: stage_json(&request.values),
        target: analysis.target,
        execution: request.execution.as_deref().map(sample).transpose()?,
        artifacts: artifacts(&request.samples)?,
    };
    let known = analysis.stages.get(index).ok_or_else(gone)?;
    let loaded = analysis.loaded_stage(index).unwrap_or(&known.loaded);
    let results = results(node, loaded, place.kind, &inputs);
    let region =
        analysis.regions.regions.get(place.region).map_or("", |region| &region.parsed.text);
    Ok(Run { results, place, node, region })
}

/// The sample execution that a text holds.
pub(crate) fn sample(text: &str) -> Result<Sample, CommandError> {
    let json: serde_json::Value = serde_json::from_str(text).map_err(|problem| {
        let message = format!("The sample execution is not JSON: {problem}.");
        error::failed(message, "Mend it beside the values, or go back to the built-in one.")
    })?;
    if !json.is_object() {
        let message = "The sample execution is no JSON object.";
        return Err(error::failed(message, "Paste the JSON of one execution."));
    }
    Ok(Sample { json: from_json(&json), stage: None })
}

/// The artifacts that the stage sees.
fn artifacts(samples: &Samples) -> Result<Artifacts, CommandError> {
    let list = from_json(&artifacts_json(&samples.artifacts)?);
    let optional = list.as_list().map(<[JavaValue]>::to_vec).unwrap_or_default();
    Ok(Artifacts { required: Vec::new(), optional })
}

/// A JSON list, as typed; null for nothing.
pub(crate) fn artifacts_json(text: &str) -> Result<serde_json::Value, CommandError> {
    if text.trim().is_empty() {
        return Ok(serde_json::Value::Null);
    }
    let refused = |why: String| {
        error::failed(
            format!("The sample artifacts are no JSON list: {why}."),
            "Write them as [{\"type\": \"docker/image\", \"name\": …, \"reference\": …}].",
        )
    };
    match serde_json::from_str(text) {
        Ok(list @ serde_json::Value::Array(_)) => Ok(list),
        Ok(_) => Err(refused("something else".into())),
        Err(error) => Err(refused(error.to_string())),
    }
}

/// The stage JSON that a pipeline with these values would hold.
fn stage_json(values: &[Value]) -> Map {
    let values: Map = values
        .iter()
        .map(|value| (value.name.as_str(), JavaValue::from(value.text.as_str())))
        .collect();
    let mut json = Map::new();
    json.insert("parameters", stage_core::java::Data::Map(values).into());
    json
}

pub(super) fn shown_path(steps: &[YamlStep]) -> String {
    Path { document: 0, steps: steps.to_vec() }.to_string()
}

pub(super) fn mark(line: &Line) -> Option<Mark> {
    let mark = line.mark.as_ref()?;
    Some(Mark {
        kind: match mark.kind {
            CoreMark::Added => MarkKind::Added,
            CoreMark::Changed => MarkKind::Changed,
            CoreMark::Set => MarkKind::Set,
            CoreMark::Dropped => MarkKind::Dropped,
            CoreMark::Raw => MarkKind::Raw,
        },
        reason: mark.reason.clone(),
        parameter: mark.parameter.as_deref().map(str::to_owned),
    })
}

fn outcomes(results: &Results) -> Vec<ParameterOutcome> {
    results.applied.iter().filter_map(outcome).collect()
}

fn outcome(applied: &Applied) -> Option<ParameterOutcome> {
    let name = match &applied.giver {
        Giver::Default { name, .. } => name.as_deref().unwrap_or_default().to_owned(),
        Giver::User { name, .. } => name.to_string(),
        Giver::Dynamic { key } => key.to_string(),
    };
    let (value, failure) = match &applied.effect {
        Effect::Set { after, .. } => (Some(groovy_to_string(after)), None),
        Effect::Failed(error) => (None, Some(error.to_string())),
        Effect::SetInOutput { .. } => (
            None,
            Some("it is put into an earlier stage's output, where the Job does not see it".into()),
        ),
        Effect::NoMapping => return None,
        Effect::UnknownParameter => (None, Some("the stage has no parameter of that name".into())),
    };
    Some(ParameterOutcome { name, value, failure })
}

pub(super) fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn to_wire(step: CoreStep) -> Step {
    match step {
        CoreStep::Authored => Step::Authored,
        CoreStep::Loaded => Step::Loaded,
        CoreStep::Filled => Step::Filled,
        CoreStep::Evaluated => Step::Evaluated,
        CoreStep::Submitted => Step::Submitted,
    }
}

fn from_wire(step: Step) -> Option<CoreStep> {
    CoreStep::ALL.into_iter().find(|known| to_wire(*known) == step)
}
