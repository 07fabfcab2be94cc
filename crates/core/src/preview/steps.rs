//! The steps of a stage, from its definition to what the cluster gets.

use std::sync::Arc;

use super::authored::authored;
use super::compare::{Counts, Line, compare};
use super::first_cut::loaded;
use crate::document::{self, Node, value};
use crate::forms::StageKind;
use crate::java::{Data, Map, Span, Value};
use crate::spinnaker::fill::{Applied, Execution, fill, overridable_fields, stage_context, stored};
use crate::spinnaker::{Provider, Target};

/// The steps, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// The definition as written.
    Authored,
    /// What Orca's start-up makes of it.
    Loaded,
    /// With defaults and the pipeline's values.
    Filled,
    /// With expressions evaluated.
    Evaluated,
    /// What clouddriver sends to the cluster.
    Submitted,
}

/// What a step is given besides the definition.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    /// The pipeline's stage JSON; its `parameters` are the author's values.
    pub stage_json: Map,
    /// The release.
    pub target: Target,
}

/// What came of a step.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// This.
    Done(Value),
    /// Spinnaker fails here.
    Failed {
        /// In Spinnaker's words.
        message: String,
        /// The place in the stage's region.
        span: Option<Span>,
    },
    /// A step before failed.
    Unreached,
    /// It cannot be shown; why.
    Unknown(&'static str),
}

/// All steps of a stage.
#[derive(Clone, Debug)]
pub struct Results {
    /// What came of each step, in order.
    pub outcomes: Vec<(Step, Outcome)>,
    /// What each default and value did.
    pub applied: Vec<Applied>,
}

impl Step {
    /// All steps, in order.
    pub const ALL: [Self; 5] =
        [Self::Authored, Self::Loaded, Self::Filled, Self::Evaluated, Self::Submitted];

    /// Its name, as in `--step`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Authored => "authored",
            Self::Loaded => "loaded",
            Self::Filled => "filled",
            Self::Evaluated => "evaluated",
            Self::Submitted => "submitted",
        }
    }

    /// The step of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.name() == name)
    }
}

/// Runs the steps for the definition `node`.
pub fn results(node: &Arc<Node>, kind: StageKind, inputs: &Inputs) -> Results {
    let bound = loaded(node, kind);
    let mut results = Results {
        outcomes: vec![
            (Step::Authored, Outcome::Done(value(node))),
            (Step::Loaded, Outcome::Done(bound.clone())),
        ],
        applied: Vec::new(),
    };
    let filled = filled(&bound, kind, inputs, &mut results.applied);
    let failed = matches!(filled, Outcome::Failed { .. });
    results.outcomes.push((Step::Filled, filled));
    for step in [Step::Evaluated, Step::Submitted] {
        let outcome = if failed { Outcome::Unreached } else { Outcome::Unknown("not shown yet") };
        results.outcomes.push((step, outcome));
    }
    results
}

fn filled(bound: &Value, kind: StageKind, inputs: &Inputs, applied: &mut Vec<Applied>) -> Outcome {
    let Some(provider) = provider(kind) else {
        return Outcome::Unknown("a webhook stage has no Job to fill in");
    };
    let outputs = Map::new();
    let execution = Execution { application: None, outputs: &outputs };
    match fill(bound, &stage_context(&inputs.stage_json), provider, &execution) {
        Ok(filled) => {
            *applied = filled.applied;
            Outcome::Done(Data::Map(filled.context).into())
        }
        Err(error) => {
            let message = error.to_string();
            let span = error.so_far.applied.last().and_then(|last| mapping_span(bound, last));
            *applied = error.so_far.applied;
            Outcome::Failed { message, span }
        }
    }
}

/// Where the mapping stands that a value went through.
fn mapping_span(bound: &Value, applied: &Applied) -> Option<Span> {
    let mapping = applied.mapping.as_deref()?;
    let parameters = bound.get("parameters")?.as_list()?;
    let found = parameters.iter().filter_map(|parameter| parameter.get("mapping"));
    found.into_iter().find(|value| value.as_str() == Some(mapping))?.origin.span()
}

fn provider(kind: StageKind) -> Option<Provider> {
    match kind {
        StageKind::Kubernetes => Some(Provider::Kubernetes),
        StageKind::Titus => Some(Provider::Titus),
        StageKind::Webhook => None,
    }
}

impl Results {
    /// What came of `step`.
    pub fn outcome(&self, step: Step) -> Option<&Outcome> {
        self.outcomes.iter().find(|(known, _)| *known == step).map(|(_, outcome)| outcome)
    }

    fn value(&self, step: Step) -> Option<&Value> {
        match self.outcome(step)? {
            Outcome::Done(value) => Some(value),
            _ => None,
        }
    }

    /// The lines of `step` with what it changed against the one before.
    /// `region` is the text that `node` was read from.
    pub fn lines(
        &self,
        step: Step,
        region: &str,
        node: &Arc<Node>,
        kind: StageKind,
    ) -> (Vec<Line>, Counts) {
        let silent = |_: &[document::Step]| None;
        match step {
            Step::Authored => (authored(region, node), Counts::default()),
            Step::Loaded => match (self.value(Step::Authored), self.value(Step::Loaded)) {
                (Some(before), Some(after)) => compare(Some(before), after, &silent),
                _ => Default::default(),
            },
            Step::Filled => match (self.value(Step::Loaded), self.value(Step::Filled)) {
                (Some(before), Some(after)) => {
                    let fields = provider(kind).map(overridable_fields).unwrap_or_default();
                    compare(Some(&only(before, fields)), &context(after), &silent)
                }
                _ => Default::default(),
            },
            Step::Evaluated | Step::Submitted => Default::default(),
        }
    }
}

/// The entries of a map that are named.
fn only(value: &Value, names: &[&str]) -> Value {
    let mut value = value.clone();
    if let Some(map) = value.as_map_mut() {
        map.retain(|key, _| names.contains(&&**key));
    }
    value
}

/// A stage context as it is stored, without what only feeds the filling in:
/// the author's values and the copy of the parameters' definitions.
fn context(value: &Value) -> Value {
    let mut map = stored(value.as_map().cloned().unwrap_or_default());
    for key in ["preconfiguredJobParameters", "parameters", "dynamicParameters"] {
        map.remove(key);
    }
    Value::new(Data::Map(map), value.origin.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::read;
    use crate::java::from_json;

    const ECHO: &str = "\
label: Echo
type: echoPhrase
account: kubernetes
parameters:
- name: PHRASE
  mapping: manifest.spec.env[0].value
  defaultValue: 'Hello'
- name: WHERE
  mapping: manifest.metadata.namespace
manifest:
  metadata: {namespace: spinnaker}
  spec:
    env:
    - name: PHRASE
      value: placeholder
";

    fn shown(stage_json: &serde_json::Value, step: Step) -> String {
        let parsed = read(ECHO);
        let node = &parsed.roots[0];
        let stage_json = from_json(stage_json).as_map().cloned().unwrap_or_default();
        let inputs = Inputs { stage_json, ..Inputs::default() };
        let results = results(node, StageKind::Kubernetes, &inputs);
        if let Some(Outcome::Failed { message, .. }) = results.outcome(step) {
            return message.clone();
        }
        let (lines, _) = results.lines(step, ECHO, node, StageKind::Kubernetes);
        let line = |line: Line| {
            let mark = line.mark.map(|mark| format!("   <{:?}: {}>", mark.kind, mark.reason));
            format!("{}{}", line.text, mark.unwrap_or_default())
        };
        lines.into_iter().map(line).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn defaults_and_values_are_seen_where_they_land() {
        let json = serde_json::json!({"type": "echoPhrase", "parameters": {"WHERE": "dev"}});
        insta::assert_snapshot!(shown(&json, Step::Filled), @"
        account: kubernetes
        manifest:
          metadata:
            namespace: dev   <Changed: from WHERE>
          spec:
            env:
            - name: PHRASE
              value: Hello   <Changed: default of PHRASE>
        ");
    }
}
