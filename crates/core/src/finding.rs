//! What is wrong, or worth knowing, in a text.

use crate::document::edit::Edit;
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
    /// What takes it away.
    pub fixes: Vec<Fix>,
}

/// A change that takes a finding away.
#[derive(Clone, Debug, PartialEq)]
pub struct Fix {
    /// What it does, as a button says it.
    pub title: String,
    /// Whether the stage behaves as before, or as was plainly meant.
    pub safe: bool,
    /// The change; in a [`StageFinding`] its paths begin at the definition.
    pub edit: Edit,
}

impl Fix {
    /// The same fix for a definition that stands at `base`.
    #[must_use]
    pub fn at(&self, base: &Path) -> Self {
        Self { edit: rebased(&self.edit, base), ..self.clone() }
    }
}

fn rebased(edit: &Edit, base: &Path) -> Edit {
    let far = |path: &Path| {
        let steps = base.steps.iter().chain(&path.steps).cloned().collect();
        Path { document: base.document, steps }
    };
    match edit {
        Edit::Set { path, value } => Edit::Set { path: far(path), value: value.clone() },
        Edit::Insert { path, value } => Edit::Insert { path: far(path), value: value.clone() },
        Edit::Remove { path } => Edit::Remove { path: far(path) },
        Edit::Move { from, to } => Edit::Move { from: far(from), to: far(to) },
        Edit::RenameKey { path, to } => Edit::RenameKey { path: far(path), to: to.clone() },
        Edit::Many(edits) => Edit::Many(edits.iter().map(|edit| rebased(edit, base)).collect()),
    }
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
    /// What takes it away.
    pub fixes: Vec<Fix>,
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
