//! Why Orca would not start, or could not plan a stage: Java's exceptions
//! with the place in the file that causes them.

use crate::java::Span;

/// A place in one of an installation's files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Place {
    /// The file, by its index in the installation.
    pub file: usize,
    /// The document within the file.
    pub document: usize,
    /// The region of the file that the span is relative to.
    pub region: usize,
    /// The bytes.
    pub span: Span,
}

/// One Java exception of a chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// The exception's class, with its package.
    pub class: &'static str,
    /// Its message.
    pub message: String,
}

/// What went wrong, for those who branch on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FailureKind {
    /// A mapping has a key twice.
    DuplicateKey,
    /// Collections are nested deeper than SnakeYAML loads.
    Depth,
    /// Aliases expand to more than memory holds.
    Expansion,
    /// An alias refers to a node that encloses it.
    RecursiveAlias,
    /// A tag that SnakeYAML does not construct, or not from this text.
    Tag,
    /// `<<` with something that is not a mapping.
    Merge,
    /// A key below a list that is not text.
    NonTextKey,
    /// A value that cannot become what its key wants.
    Conversion,
    /// List items in which nothing was known.
    LeftUnbound,
    /// A key that can be read but not set.
    NoSetter,
    /// Placeholders that refer to themselves, or grow without end.
    Placeholder,
    /// A value that loads but cannot be written out again (a quantity whose
    /// exponent has no suffix); the stage fails when it is planned.
    Unwritable,
}

impl FailureKind {
    /// Whether reading the files fails, which happens before anything binds.
    pub fn is_reading(self) -> bool {
        matches!(
            self,
            Self::DuplicateKey
                | Self::Depth
                | Self::Expansion
                | Self::RecursiveAlias
                | Self::Tag
                | Self::Merge
                | Self::NonTextKey
        )
    }
}

/// A failure with its chain of exceptions, outermost first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What kind.
    pub kind: FailureKind,
    /// The property that the outermost exception names, in dashed form.
    pub property: Option<String>,
    /// The exceptions, the outermost first; never empty.
    pub causes: Vec<Cause>,
    /// Where in the files.
    pub place: Place,
}

impl Failure {
    /// A failure of a single exception.
    pub(super) fn of(
        kind: FailureKind,
        class: &'static str,
        message: impl Into<String>,
        span: Span,
    ) -> Self {
        let cause = Cause { class, message: message.into() };
        let place = Place { span, ..Place::default() };
        Self { kind, property: None, causes: vec![cause], place }
    }

    /// Each exception as Java prints it: class, colon, message.
    pub fn messages(&self) -> Vec<String> {
        self.causes.iter().map(|cause| format!("{}: {}", cause.class, cause.message)).collect()
    }

    /// The same failure in that file, document and region.
    #[must_use]
    pub(super) fn located(mut self, at: Place) -> Self {
        self.place = Place { span: self.place.span, ..at };
        self
    }
}
