//! Help for expressions.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{Position, Range, Samples, Value};

/// Which stage's expressions, with what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ExpressionRequest {
    /// The stage, by index.
    pub stage: u32,
    /// Values of parameters.
    pub values: Vec<Value>,
    /// The sample execution's JSON; the built-in one if none.
    pub execution: Option<String>,
    /// What else previews are given.
    pub samples: Samples,
}

/// What may stand at a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Completion {
    /// Where the text begins that an option replaces.
    pub from: Position,
    /// The options, the likeliest first.
    pub options: Vec<CompletionOption>,
}

/// One thing that may stand there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct CompletionOption {
    /// What is written.
    pub text: String,
    /// What it is.
    pub kind: CompletionKind,
    /// Its value with the sample, or how it is called.
    pub detail: String,
    /// More about it.
    pub about: String,
}

/// What an option is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum CompletionKind {
    /// A name that the expression sees.
    Name,
    /// An output of an earlier stage.
    Output,
    /// A key or property.
    Key,
    /// A function.
    Function,
    /// A stage of the execution.
    Stage,
}

/// What stands at a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Hover {
    /// What is told about.
    pub range: Range,
    /// What it is.
    pub title: String,
    /// Its value with the sample, or why it has none.
    pub value: String,
    /// A function's documentation.
    pub about: String,
}

/// An expression in the text of a stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ExpressionMark {
    /// Where.
    pub range: Range,
    /// What becomes of it.
    pub fate: ExpressionFate,
    /// Its value, or why it has none.
    pub why: String,
}

/// What becomes of an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ExpressionFate {
    /// Its value is put in its place.
    Taken,
    /// It has no value and stays: what shell text wants.
    Survives,
    /// It fails, and the whole text stays.
    Fails,
    /// Only a running Orca knows.
    Unknown,
}
