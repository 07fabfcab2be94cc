//! What Spinnaker makes of a stage, step by step.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{Range, Samples, Version};

/// The steps, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Step {
    /// The definition as written.
    Authored,
    /// What Orca's start-up makes of it.
    Loaded,
    /// With defaults and the author's values.
    Filled,
    /// With expressions evaluated.
    Evaluated,
    /// What clouddriver sends to the cluster.
    Submitted,
    /// The API server's answer to a dry run.
    Admitted,
}

/// A parameter's value as typed by a pipeline author.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Value {
    /// The parameter's name.
    pub name: String,
    /// The text typed.
    pub text: String,
}

/// Which step of which stage, with what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PreviewRequest {
    /// The stage, by index.
    pub stage: u32,
    /// The step to show.
    pub step: Step,
    /// Values of parameters; those absent are as if never set.
    pub values: Vec<Value>,
    /// The sample execution's JSON; the built-in one if none.
    pub execution: Option<String>,
    /// What else previews are given.
    pub samples: Samples,
}

/// A step's result as lines of YAML with marks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct Preview {
    /// The text's version.
    pub version: Version,
    /// The step shown.
    pub step: Step,
    /// All steps with what each did.
    pub steps: Vec<StepSummary>,
    /// The lines.
    pub lines: Vec<PreviewLine>,
    /// What each parameter did.
    pub parameters: Vec<ParameterOutcome>,
}

/// What a step did, for the strip of steps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct StepSummary {
    /// Which.
    pub step: Step,
    /// Whether it can be shown.
    pub state: StepState,
    /// Why not, or what failed; in Spinnaker's words where it has some.
    pub message: Option<String>,
    /// The place in the file that the message is about.
    pub range: Option<Range>,
    /// Lines added against the step before.
    pub added: u32,
    /// Lines changed.
    pub changed: u32,
    /// Lines dropped.
    pub dropped: u32,
}

/// Whether a step can be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum StepState {
    /// It worked.
    Done,
    /// Spinnaker fails here.
    Failed,
    /// A step before failed.
    Unreached,
    /// This program cannot show it yet.
    Unknown,
}

/// One line of a preview.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct PreviewLine {
    /// Its number; none for a line that is no longer there.
    pub number: Option<u32>,
    /// The text with its indentation.
    pub text: String,
    /// The path within the manifest or stage.
    pub path: String,
    /// The place in the file that the value comes from.
    pub range: Option<Range>,
    /// What happened to it.
    pub mark: Option<Mark>,
}

/// What happened to a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Mark {
    /// What.
    pub kind: MarkKind,
    /// By what or why, in a few words.
    pub reason: String,
    /// The parameter that did it, if one did.
    pub parameter: Option<String>,
}

/// What happened to a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum MarkKind {
    /// Not there before.
    Added,
    /// Another value than before.
    Changed,
    /// As before, and put there by a parameter.
    Set,
    /// No longer there.
    Dropped,
    /// Could not be done.
    Failed,
    /// Left as it was, though it looks as if it should not be.
    Raw,
}

/// What a parameter did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ParameterOutcome {
    /// Its name.
    pub name: String,
    /// The value that was put, if one was.
    pub value: Option<String>,
    /// What went wrong, in Spinnaker's words.
    pub failure: Option<String>,
}
