//! What is wrong, or worth knowing, in a text.

use crate::document::{Path, Step};
use crate::java::Span;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Works today, hurts someday.
    Warning,
    /// Orca will not start, the stage cannot run, or does the wrong thing.
    Error,
}

/// One finding in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The rule's id.
    pub rule: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What it is, in a sentence for people.
    pub message: String,
    /// The stage it is in, by index among the text's stages.
    pub stage: Option<usize>,
    /// What it is about.
    pub path: Path,
    /// Where, in bytes of the whole text.
    pub span: Span,
}

/// A finding that knows nothing outside its stage, and so can be kept while
/// the stage stays the same.
#[derive(Clone, Debug, PartialEq)]
pub struct StageFinding {
    /// The rule's id.
    pub rule: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What it is, in a sentence for people.
    pub message: String,
    /// What it is about, from the definition's root.
    pub steps: Vec<Step>,
    /// Where, in bytes of the region.
    pub span: Span,
}

impl Severity {
    /// The word for it in flags and outputs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}
