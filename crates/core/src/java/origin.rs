//! Who wrote a value.

use std::sync::Arc;

/// A half-open range of bytes, counted from the start of the region (or text)
/// that the value was read from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span from `start` to `end`, in bytes.
    pub fn new(start: usize, end: usize) -> Self {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { start: clamp(start), end: clamp(end) }
    }

    /// The span as a range to slice text with.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The same span counted from a place `offset` bytes earlier.
    #[must_use]
    pub fn shifted(self, offset: usize) -> Self {
        Self::new(self.start as usize + offset, self.end as usize + offset)
    }

    /// Whether `offset` lies inside, or at the end.
    pub fn touches(self, offset: usize) -> bool {
        self.start as usize <= offset && offset <= self.end as usize
    }
}

/// Who wrote a value, kept on every node through all steps.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// Nothing is known; only for values made outside the steps.
    #[default]
    Unknown,
    /// The stage's own text; the span is relative to the stage's region.
    File(Span),
    /// A parameter's default; the span is the default's in the stage's region.
    Default {
        /// The parameter's name.
        parameter: Arc<str>,
        /// Where the default stands, when it stands in the file.
        span: Option<Span>,
    },
    /// The value a pipeline author gave for a parameter.
    Parameter {
        /// The parameter's name.
        parameter: Arc<str>,
    },
    /// The pipeline's stage JSON, apart from its parameters.
    StageJson,
    /// The stage JSON's `dynamicParameters`.
    DynamicParameter {
        /// The key: a mapping path.
        key: Arc<str>,
    },
    /// An expression `${…}` evaluated by Orca.
    Expression {
        /// The text that was evaluated.
        text: Arc<str>,
        /// Who wrote the text.
        of: Box<Self>,
    },
    /// A placeholder `${…}` filled by Spring when Orca starts.
    Placeholder {
        /// The text before.
        text: Arc<str>,
        /// Who wrote the text.
        of: Box<Self>,
    },
    /// Written by Orca itself; why, in a few words for the user.
    Orca(&'static str),
    /// Written by clouddriver; why, in a few words for the user.
    Clouddriver(&'static str),
    /// Written by the cluster's API server.
    ApiServer,
}

impl Origin {
    /// The place in the stage's region that this value comes from, if any.
    pub fn span(&self) -> Option<Span> {
        match self {
            Self::File(span) => Some(*span),
            Self::Default { span, .. } => *span,
            Self::Expression { of, .. } | Self::Placeholder { of, .. } => of.span(),
            _ => None,
        }
    }
}
