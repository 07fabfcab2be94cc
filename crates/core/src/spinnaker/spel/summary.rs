//! What Orca's summary says of expressions that did not work (spel §4).

use super::stop::{Stop, Thrown, Unknown};

/// How bad a failure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// An expression's value is null.
    Info,
    /// An expression threw.
    Error,
}

/// One entry of the summary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The summary's key: the expression's text without `${}`; of a text with
    /// several parts, all of them joined.
    pub expression: String,
    /// How bad it is.
    pub level: Level,
    /// The simple name of the innermost exception; `None` for null.
    pub kind: Option<String>,
    /// What went wrong, in our words.
    pub message: String,
    /// The one expression of the text that did not work, the first of several;
    /// `None` where the text does not fall into expressions.
    pub part: Option<String>,
    /// Why Orca's own answer cannot be known here, where that is so. Then
    /// `kind` says at most what a server without a network answers.
    pub unknown: Option<Unknown>,
}

/// What Orca throws where a download fails, as far as it is known: the stand-in
/// for all downloads, which need the network.
const NO_NETWORK: &str = "IllegalStateException";

impl Failure {
    /// The entry for a value that is null.
    pub(super) fn not_found(expression: String) -> Self {
        let message = "the value is null".to_owned();
        Self { expression, level: Level::Info, kind: None, message, part: None, unknown: None }
    }

    /// The entry for an expression that has no value.
    pub(super) fn stopped(expression: String, stop: Stop) -> Self {
        let level = Level::Error;
        match stop {
            Stop::Thrown(Thrown { kind, message, .. }) => {
                let kind = Some(kind.into_owned());
                Self { expression, level, kind, message, part: None, unknown: None }
            }
            Stop::Unknown(unknown) => Self {
                expression,
                level,
                kind: (unknown == Unknown::Network).then(|| NO_NETWORK.to_owned()),
                message: unknown.to_string(),
                part: None,
                unknown: Some(unknown),
            },
        }
    }
}
