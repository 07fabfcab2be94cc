//! The steps of a stage, from its definition to what the cluster gets.

use std::sync::Arc;

use crate::document::{Node, value};
use crate::forms::StageKind;
use crate::java::{Data, Map, Span, Value};
use crate::spinnaker::fill::{Applied, Execution, fill, stage_context, stored};
use crate::spinnaker::load::{Change, LoadedStage};
use crate::spinnaker::submit::{Artifacts, Cluster, Refusal, Settings, Submission, submit};
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
    /// What loading changed and dropped.
    pub changes: Vec<Change>,
    /// What is sent, and how.
    pub submission: Option<Submission>,
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

/// Runs the steps for the definition `node`, as loading has made it.
pub fn results(
    node: &Arc<Node>,
    loaded: &LoadedStage,
    kind: StageKind,
    inputs: &Inputs,
) -> Results {
    let mut results = Results {
        outcomes: vec![(Step::Authored, Outcome::Done(value(node)))],
        applied: Vec::new(),
        changes: loaded.changes.clone(),
        submission: None,
    };
    let bound = bound(loaded);
    results.outcomes.push((Step::Loaded, bound.clone()));
    let filled = after(bound, |stage| filled(stage, kind, inputs, &mut results.applied));
    results.outcomes.push((Step::Filled, filled.clone()));
    results.outcomes.push((Step::Evaluated, Outcome::Unknown("expressions are not evaluated yet")));
    let submitted = after(filled, |context| submitted(context, &mut results.submission));
    results.outcomes.push((Step::Submitted, submitted));
    results
}

/// The next step on what the one before came to.
fn after(before: Outcome, next: impl FnOnce(&Value) -> Outcome) -> Outcome {
    match before {
        Outcome::Done(value) => next(&value),
        Outcome::Failed { .. } | Outcome::Unreached => Outcome::Unreached,
        unknown @ Outcome::Unknown(_) => unknown,
    }
}

fn bound(loaded: &LoadedStage) -> Outcome {
    if let Some(failure) = &loaded.failure {
        let message = failure.messages().join("\ncaused by ");
        return Outcome::Failed { message, span: Some(failure.place.span) };
    }
    match &loaded.value {
        Some(stage) => Outcome::Done(stage.clone()),
        None => Outcome::Failed {
            message: "Orca knows nothing of what this stage says".into(),
            span: None,
        },
    }
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

fn submitted(context: &Value, kept: &mut Option<Submission>) -> Outcome {
    let context = stored(context.as_map().cloned().unwrap_or_default());
    let provider = context.get("cloudProvider").and_then(Value::as_str);
    if provider == Some("titus") {
        return Outcome::Done(super::titus::job_description(&context));
    }
    let submission =
        submit(&context, &Artifacts::default(), &Settings::default(), &Cluster::default());
    let outcome = match (&submission.manifest, &submission.result) {
        (Some(manifest), Ok(_)) => Outcome::Done(manifest.clone()),
        (_, Err(Refusal::NotKnown(why))) => Outcome::Unknown(why),
        (_, Err(Refusal::Orca(error) | Refusal::Clouddriver(error))) => {
            Outcome::Failed { message: error.to_string(), span: None }
        }
        (None, Ok(_)) => Outcome::Unknown("nothing is sent"),
    };
    *kept = Some(submission);
    outcome
}

/// Where the mapping stands that a value went through.
fn mapping_span(bound: &Value, applied: &Applied) -> Option<Span> {
    let mapping = applied.mapping.as_deref()?;
    let parameters = bound.get("parameters")?.as_list()?;
    let found = parameters.iter().filter_map(|parameter| parameter.get("mapping"));
    found.into_iter().find(|value| value.as_str() == Some(mapping))?.origin.span()
}

pub(super) fn provider(kind: StageKind) -> Option<Provider> {
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

    pub(super) fn value(&self, step: Step) -> Option<&Value> {
        match self.outcome(step)? {
            Outcome::Done(value) => Some(value),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::read;
    use crate::java::from_json;
    use crate::preview::Line;
    use crate::spinnaker::load::{Environment, load_stage};

    const ECHO: &str = "\
label: Echo
type: echoPhrase
account: kubernetes
cloudProvider: kubernetes
parameters:
- name: PHRASE
  mapping: manifest.spec.template.spec.containers[0].env[0].value
  defaultValue: 'Hello'
- name: WHERE
  mapping: manifest.metadata.namespace
manifest:
  kind: Job
  metadata:
    namespace: spinnaker
    generateName: say-
    labels: {a/b: 012}
  spec:
    backoff-limit: 0
    podReplacementPolicy: Failed
    template:
      spec:
        containers:
        - name: hello
          env:
          - name: PHRASE
            value: placeholder
";

    fn shown(stage_json: &serde_json::Value, step: Step) -> String {
        let parsed = read(ECHO);
        let node = &parsed.roots[0];
        let stage_json = from_json(stage_json).as_map().cloned().unwrap_or_default();
        let inputs = Inputs { stage_json, ..Inputs::default() };
        let environment = Environment::default();
        let loaded = load_stage(node, StageKind::Kubernetes, 0, inputs.target, &environment);
        let results = results(node, &loaded, StageKind::Kubernetes, &inputs);
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
    fn what_clouddriver_adds_is_seen_with_its_reason() {
        insta::assert_snapshot!(shown(&serde_json::json!({}), Step::Submitted), @r#"
        kind: Job
        metadata:
          generateName: say-
          labels:
            ab: "10"
            app.kubernetes.io/managed-by: spinnaker   <Added: clouddriver: marks what Spinnaker manages>
          namespace: spinnaker
          annotations:   <Added: clouddriver: holds Spinnaker's annotations>
            strategy.spinnaker.io/recreate: "true"   <Added: clouddriver: a Run Job stage recreates its Job>
            artifact.spinnaker.io/type: kubernetes/job   <Added: clouddriver: the Job as an artifact>
            artifact.spinnaker.io/location: spinnaker   <Added: clouddriver: the Job as an artifact>
            artifact.spinnaker.io/version: ""   <Added: clouddriver: the Job as an artifact>
            moniker.spinnaker.io/cluster: job say-   <Added: clouddriver: what the Job belongs to>
        spec:
          backoffLimit: 0
          template:
            spec:
              containers:
              - env:
                - name: PHRASE
                  value: Hello   <Set: default of PHRASE>
                name: hello
        "#);
    }

    #[test]
    fn what_loading_drops_stays_in_sight() {
        insta::assert_snapshot!(shown(&serde_json::json!({}), Step::Loaded), @r#"
        label: Echo
        type: echoPhrase
        account: kubernetes
        cloudProvider: kubernetes
        parameters:
        - name: PHRASE
          mapping: manifest.spec.template.spec.containers[0].env[0].value
          defaultValue: Hello
          type: string   <Added: Orca: its default>
          order: 0   <Added: Orca: its default>
        - name: WHERE
          mapping: manifest.metadata.namespace
          type: string   <Added: Orca: its default>
          order: 0   <Added: Orca: its default>
        manifest:
          kind: Job
          metadata:
            namespace: spinnaker
            generateName: say-
            labels:
              a/b: 10   <Dropped: key became ab>
              ab: "10"   <Added: key became ab>
          spec:
            backoff-limit: 0   <Dropped: read as backoffLimit>
            podReplacementPolicy: Failed   <Dropped: dropped: client-java knows it since 27.0.0>
            template:
              spec:
                containers:
                - name: hello
                  env:
                  - name: PHRASE
                    value: placeholder
            backoffLimit: 0   <Added: read as backoffLimit>
        enabled: true   <Added: Orca: its default>
        waitForCompletion: true   <Added: Orca: its default>
        uiType: BASIC   <Added: Orca: its default>
        producesArtifacts: true   <Added: Orca: its default>
        "#);
    }

    #[test]
    fn defaults_and_values_are_seen_where_they_land() {
        let json = serde_json::json!({"type": "echoPhrase", "parameters": {"WHERE": "dev"}});
        insta::assert_snapshot!(shown(&json, Step::Filled), @r#"
        account: kubernetes
        manifest:
          kind: Job
          metadata:
            generateName: say-
            labels:
              ab: "10"
            namespace: dev   <Changed: from WHERE>
          spec:
            backoffLimit: 0
            template:
              spec:
                containers:
                - env:
                  - name: PHRASE
                    value: Hello   <Changed: default of PHRASE>
                  name: hello
        waitForCompletion: true
        cloudProvider: kubernetes
        "#);
    }
}
