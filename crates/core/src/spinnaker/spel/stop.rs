//! Why an evaluation ends without a value: Java threw, or the answer cannot
//! be known here. It must never mix the two: the first is Orca's answer, the
//! second is ours.

use std::borrow::Cow;
use std::fmt;

/// Why an expression has no value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// Java throws, and Orca reports it.
    Thrown(Thrown),
    /// What Orca would answer cannot be known here.
    Unknown(Unknown),
}

/// A Java exception as Orca's summary shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Thrown {
    /// The simple class name of the innermost cause (spel §1).
    pub kind: Cow<'static, str>,
    /// What went wrong, in our words.
    pub message: String,
    /// Whether it is a `java.lang.Error`, which Orca does not catch (spel §9).
    pub fatal: bool,
}

/// What cannot be known outside a running Orca, or is not modelled.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unknown {
    /// The answer comes over the network.
    Network,
    /// A Java feature that is not modelled; which, in a few words.
    Java(Cow<'static, str>),
    /// Nested, long or costly beyond the bounds in [`crate::limits`]; which.
    Bound(&'static str),
    /// Half of a character outside the basic plane would be left over.
    HalfCharacter,
}

impl fmt::Display for Unknown {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Network => out.write_str("the answer comes over the network"),
            Self::Java(what) => write!(out, "{what} cannot be worked out here"),
            Self::Bound(what) => write!(out, "the expression exceeds a bound: {what}"),
            Self::HalfCharacter => out.write_str("the text is cut inside a character"),
        }
    }
}

/// What every step of an evaluation answers.
pub(super) type Step<T> = Result<T, Stop>;

/// `SpelEvaluationException`.
pub(super) const SPEL: &str = "SpelEvaluationException";
/// What a missing or hidden property throws (spel §8).
pub(super) const ILLEGAL_ARGUMENT: &str = "IllegalArgumentException";

/// A thrown exception of class `kind`.
pub(super) fn thrown(kind: &'static str, message: impl Into<String>) -> Stop {
    Stop::Thrown(Thrown { kind: kind.into(), message: message.into(), fatal: false })
}

/// A `SpelEvaluationException`.
pub(super) fn spel(message: impl Into<String>) -> Stop {
    thrown(SPEL, message)
}

/// A `java.lang.Error`, which ends the whole evaluation.
pub(super) fn fatal(kind: &'static str, message: impl Into<String>) -> Stop {
    Stop::Thrown(Thrown { kind: kind.into(), message: message.into(), fatal: true })
}

/// `ConverterNotFoundException` from one type to another.
pub(super) fn no_converter(from: &str, to: &str) -> Stop {
    thrown("ConverterNotFoundException", format!("{from} does not convert to {to}"))
}

/// An answer that depends on Java that is not modelled.
pub(super) fn unknown(what: impl Into<Cow<'static, str>>) -> Stop {
    Stop::Unknown(Unknown::Java(what.into()))
}

/// An answer beyond our bounds.
pub(super) fn bound(what: &'static str) -> Stop {
    Stop::Unknown(Unknown::Bound(what))
}
