//! What Spinnaker does around a stage: outputs, log links, what Deck lists,
//! what a release changes, and the samples that previews use.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{Range, Value};

/// A log or a JSON artifact to look for outputs in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OutputsRequest {
    /// The text, as pasted.
    pub text: String,
    /// Whether it is a JSON artifact instead of a log.
    pub artifact: bool,
    /// Whether the parser before 2026-07-27 reads it.
    pub older: bool,
}

/// What Spinnaker captures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Outputs {
    /// The lines that say something about outputs.
    pub lines: Vec<OutputLine>,
    /// What is captured.
    pub outputs: Vec<Output>,
    /// What spoils the capture, or makes the stage fail.
    pub error: Option<String>,
    /// How many lines more say something.
    pub untold: u32,
}

/// A line of a log, judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct OutputLine {
    /// From 1.
    pub line: u32,
    /// Whether it gives an output.
    pub accepted: bool,
    /// What it gives, or why it gives nothing.
    pub words: Vec<String>,
}

/// One output.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Output {
    /// Its key.
    pub key: String,
    /// Its value, in JSON.
    pub value: String,
    /// How a later stage names it.
    pub expression: String,
    /// What is surprising about it.
    pub notes: Vec<String>,
}

/// What Deck makes of a stage's log link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct LogLink {
    /// The link as written; none where there is no annotation.
    pub template: Option<String>,
    /// Where it leads. Shown, never opened.
    pub url: Option<String>,
    /// What goes wrong.
    pub problems: Vec<String>,
}

/// What Deck lists of a file's stages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Registration {
    /// From top to bottom.
    pub entries: Vec<Entry>,
    /// Stages that Deck does not list, with the reason.
    pub hidden: Vec<Entry>,
    /// Stages of one type, and others that go wrong.
    pub problems: Vec<String>,
}

/// A stage in Deck's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    /// What Deck shows.
    pub label: String,
    /// What pipelines refer to it by.
    pub r#type: String,
    /// What is to be said about it.
    pub note: Option<String>,
    /// The JSON that a pipeline stores once it is added.
    pub stage_json: String,
}

/// Something that a release changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct UpgradeChange {
    /// The stage; none for all of the file.
    pub stage: Option<String>,
    /// What happens, in words.
    pub what: String,
    /// Whether Orca or a pipeline fails by it.
    pub bad: bool,
    /// The place in the file.
    pub range: Option<Range>,
}

/// What previews are given besides the file; kept beside it for the team.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Samples {
    /// Orca's environment.
    pub environment: Vec<Value>,
    /// The artifacts that the stage sees, as a JSON list; empty for none.
    pub artifacts: String,
    /// The execution that expressions see, as JSON, where it is kept; empty
    /// for none. Previews are told theirs beside this.
    pub execution: String,
}

/// Named values for the parameters of a stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ValueSet {
    /// The type of the stage.
    pub stage_type: String,
    /// What the set is called.
    pub name: String,
    /// What is given for each parameter.
    pub values: Vec<Value>,
}

/// The value sets that are kept for a file, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct KeptValueSets {
    /// The sets of all types.
    pub sets: Vec<ValueSet>,
    /// The file that keeps them; none where the stage is in no file yet.
    pub path: Option<String>,
}

/// The samples of a file, and where they are kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct KeptSamples {
    /// The samples.
    pub samples: Samples,
    /// The file that keeps them; none where the stage is in no file yet.
    pub path: Option<String>,
}
