//! The steps after loading, one from the other, as Orca's queue takes them.

use super::steps::{Inputs, Outcome, Results, provider};
use crate::forms::StageKind;
use crate::java::{Data, Span, Value};
use crate::spinnaker::fill::Applied;
use crate::spinnaker::queue::{self, Sample, artifacts, pass, running};
use crate::spinnaker::spel::Execution;
use crate::spinnaker::submit::{Cluster, Refusal, Settings, submit};

/// The sample in which this stage runs.
pub(super) fn execution(bound: &Outcome, inputs: &Inputs) -> Execution {
    let stage_type = match bound {
        Outcome::Done(stage) => stage.get("type").and_then(Value::as_str),
        _ => None,
    };
    let built_in = inputs.execution.is_none().then(Sample::built_in);
    let sample = inputs.execution.as_ref().or(built_in.as_ref());
    sample
        .map(|sample| running(sample, &inputs.stage_json, stage_type.unwrap_or_default()))
        .unwrap_or_default()
}

impl Results {
    pub(super) fn fill(
        &mut self,
        bound: &Value,
        kind: StageKind,
        inputs: &Inputs,
        execution: &Execution,
    ) -> Outcome {
        let Some(provider) = provider(kind) else {
            return Outcome::Unknown("a webhook stage has no Job to fill in");
        };
        let planned = queue::start_stage(bound, &inputs.stage_json, provider, execution);
        self.expressions.planned = planned.evaluated.results;
        if let Some(error) = planned.evaluated.thrown {
            return Outcome::Failed { message: uncaught(&error), span: None };
        }
        match planned.filled {
            Ok(filled) => {
                self.applied = filled.applied;
                Outcome::Done(Data::Map(filled.context).into())
            }
            Err(error) => {
                let message = error.to_string();
                let span = error.so_far.applied.last().and_then(|last| mapping_span(bound, last));
                self.applied = error.so_far.applied;
                Outcome::Failed { message, span }
            }
        }
    }

    pub(super) fn evaluate(&mut self, context: &Value, execution: &Execution) -> Outcome {
        let mut context = context.as_map().cloned().unwrap_or_default();
        for kept in [&mut self.expressions.started, &mut self.expressions.ran] {
            let evaluated = pass(&context, execution);
            *kept = evaluated.results;
            if let Some(error) = evaluated.thrown {
                return Outcome::Failed { message: uncaught(&error), span: None };
            }
            context = evaluated.context;
        }
        Outcome::Done(Data::Map(context).into())
    }

    pub(super) fn submit(
        &mut self,
        context: &Value,
        inputs: &Inputs,
        execution: &Execution,
    ) -> Outcome {
        let context = context.as_map().cloned().unwrap_or_default();
        let provider = context.get("cloudProvider").and_then(Value::as_str);
        if provider == Some("titus") {
            return Outcome::Done(super::titus::job_description(&context));
        }
        let mut artifacts = match artifacts(&context, execution) {
            Ok(artifacts) => artifacts,
            Err(error) => return Outcome::Failed { message: error.to_string(), span: None },
        };
        artifacts.optional.extend(inputs.artifacts.optional.iter().cloned());
        artifacts.required.extend(inputs.artifacts.required.iter().cloned());
        let submission = submit(&context, &artifacts, &Settings::default(), &Cluster::default());
        let outcome = match (&submission.manifest, &submission.result) {
            (Some(manifest), Ok(_)) => Outcome::Done(manifest.clone()),
            (_, Err(Refusal::NotKnown(why))) => Outcome::Unknown(why),
            (_, Err(Refusal::Orca(error) | Refusal::Clouddriver(error))) => {
                Outcome::Failed { message: error.to_string(), span: None }
            }
            (None, Ok(_)) => Outcome::Unknown("nothing is sent"),
        };
        self.submission = Some(submission);
        outcome
    }
}

/// An error that no part of Orca catches: the stage never goes on.
fn uncaught(error: &str) -> String {
    format!("{error}: an expression ends the whole evaluation, which Orca does not catch")
}

/// Where the mapping stands that a value went through.
fn mapping_span(bound: &Value, applied: &Applied) -> Option<Span> {
    let mapping = applied.mapping.as_deref()?;
    let parameters = bound.get("parameters")?.as_list()?;
    let found = parameters.iter().filter_map(|parameter| parameter.get("mapping"));
    found.into_iter().find(|value| value.as_str() == Some(mapping))?.origin.span()
}
