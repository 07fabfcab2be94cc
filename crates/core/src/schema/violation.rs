//! What can be wrong with a place, and how it is said.

use crate::document::Step;
use crate::java::Span;
use crate::spinnaker::Release;

/// One thing in a stage that does not fit the tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// Where, relative to the region.
    pub span: Span,
    /// The way from the stage to the place, with keys as they are written.
    pub path: Vec<Step>,
    /// What kind, for those who branch on it.
    pub kind: ViolationKind,
    /// One sentence for people.
    pub message: String,
    /// What could stand there: names, words or the kind of value.
    pub expected: Vec<String>,
    /// The name or word that was probably meant.
    pub did_you_mean: Option<String>,
}

/// The kinds of [`Violation`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ViolationKind {
    /// No such property; Orca ignores it.
    UnknownKey {
        /// Who knows it, if not the target.
        known_in: Option<KnownIn>,
    },
    /// A name that can be read but not set; it stops Orca's start.
    ReadOnlyKey,
    /// Another kind of value is needed.
    WrongType,
    /// The right kind of value, but not one of those that are possible.
    NotAllowed,
    /// A property that is needed is not there.
    Missing,
    /// Nothing stands where something must.
    Empty,
    /// A quantity without quotes; it stops Orca's start.
    BareQuantity,
    /// A port without quotes; it stops Orca's start.
    BareIntOrString,
}

/// Who else knows a property.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KnownIn {
    /// Releases from this one on.
    Since(Release),
    /// Releases up to this one.
    Until(Release),
    /// Kubernetes, but no Spinnaker release that is known.
    KubernetesOnly,
}

impl KnownIn {
    /// The sentence about a property that only others know.
    pub(super) fn message(self, name: &str, target: Release) -> String {
        let target = target.name();
        match self {
            Self::Since(release) => format!(
                "Spinnaker {target} drops `{name}`: its Kubernetes client knows it from {} on.",
                release.name()
            ),
            Self::Until(release) => format!(
                "Spinnaker {target} drops `{name}`: its Kubernetes client knew it up to {}.",
                release.name()
            ),
            Self::KubernetesOnly => format!(
                "Spinnaker {target} drops `{name}`: Kubernetes has it, but no Spinnaker release \
                 reads it yet."
            ),
        }
    }
}

/// `a`, `b` or `c`.
pub(super) fn any_of(words: &[&str]) -> String {
    let quoted = |word: &&str| if word.is_empty() { "\"\"".to_owned() } else { (*word).to_owned() };
    let words: Vec<String> = words.iter().map(quoted).collect();
    match words.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
        None => String::new(),
    }
}
