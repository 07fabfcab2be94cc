//! What is wrong, or worth knowing, in a text.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::Range;

/// One finding.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct Finding {
    /// The rule's id.
    pub rule: String,
    /// How bad it is.
    pub severity: Severity,
    /// What it is, in a sentence.
    pub message: String,
    /// The stage it is in, by index.
    pub stage: Option<u32>,
    /// The YAML path it is about.
    pub path: String,
    /// Where it is.
    pub range: Range,
    /// What can be done about it.
    pub fixes: Vec<Fix>,
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Works today, hurts someday.
    Warning,
    /// Orca will not start, or the stage cannot run or does the wrong thing.
    Error,
}

/// A change that takes a finding away.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct Fix {
    /// What it does, as a button says it.
    pub title: String,
    /// Whether it keeps the stage's behaviour, or is plainly what was meant.
    pub safe: bool,
    /// The change.
    pub edit: crate::Edit,
}
