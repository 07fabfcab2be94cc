//! What rules about several stages see: a whole text, and what becomes of each
//! of its stages in the file or installation.

use crate::document::Path;
use crate::forms::{Astray, StageKind};
use crate::java::Span;
use crate::spinnaker::load::LoadedStage;
use crate::stage::Definition;

/// A whole text, for rules about several stages.
pub(crate) struct FileLook<'a> {
    /// Its length, in bytes.
    pub(crate) bytes: usize,
    /// Its stages in file order.
    pub(crate) stages: Vec<FileStage<'a>>,
    /// The names of the installation's accounts, where they are known.
    pub(crate) accounts: &'a [String],
    /// A list of stages that Orca does not read.
    pub(crate) astray: Option<&'a Astray>,
    /// Types that stages of other files take.
    pub(crate) taken: &'a [Taken],
}

/// A stage whose type a stage of another file of the installation has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The stage, by its index in its own file.
    pub stage: usize,
    /// The other one's label.
    pub by: String,
    /// Whether that is a webhook stage, so that both are there.
    pub webhook: bool,
}

/// What becomes of a stage in its file or installation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Held {
    /// Orca has it.
    Yes,
    /// Another document's list counts, not the one that it is in.
    Replaced,
    /// Nothing in it is known.
    No,
}

/// One stage of a [`FileLook`].
pub(crate) struct FileStage<'a> {
    /// Its list.
    pub(crate) kind: StageKind,
    /// Where its definition is.
    pub(crate) path: Path,
    /// Where its region begins, in bytes of the text.
    pub(crate) offset: usize,
    /// What loading made of it.
    pub(crate) loaded: &'a LoadedStage,
    /// What of it could be read.
    pub(crate) definition: &'a Definition,
    /// What becomes of it.
    pub(crate) held: Held,
}

impl FileStage<'_> {
    /// A place of the stage's region in the whole text.
    pub(crate) fn span(&self, span: Span) -> Span {
        span.shifted(self.offset)
    }
}
