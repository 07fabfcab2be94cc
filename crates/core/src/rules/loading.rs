//! What start-up refuses, and what it changes or drops without a word.

use crate::document::{Path, Step};
use crate::finding::{Finding, Severity, StageFinding};
use crate::java::Span;
use crate::spinnaker::Target;
use crate::spinnaker::load::{Change, Failure, What};

/// A failure that stops all of Orca, not this stage alone.
pub(crate) fn would_not_start(
    failure: &Failure,
    stage: Option<usize>,
    path: Path,
    span: Span,
    target: Target,
) -> Finding {
    let why = failure.causes.last().map(|cause| cause.message.clone()).unwrap_or_default();
    let property = failure.property.as_ref().map(|name| format!(" ({name})")).unwrap_or_default();
    Finding {
        rule: "would-not-start",
        severity: Severity::Error,
        message: format!("Orca {} would not start: {why}{property}", target.release.name()),
        stage,
        path,
        span,
        fixes: Vec::new(),
    }
}

/// A change that the author of the file would not expect. Keys that no class
/// knows are the schema's to name.
pub(crate) fn of_loading(change: &Change) -> Option<StageFinding> {
    let (rule, message) = match &change.what {
        What::MangledKey { key, kept } => (
            "mangled-key",
            format!("Orca turns the key {key} into {kept}: write it as \"[{key}]\" to keep it."),
        ),
        What::DroppedEntry { key } => (
            "dropped-entry",
            format!("Orca drops the entry {key}: write its key as \"[{key}]\" to keep it."),
        ),
        What::Collision { keys, taken, .. } => (
            "colliding-keys",
            format!(
                "To Orca {} are one key; the value of {taken} is taken for all.",
                keys.join(", ")
            ),
        ),
        What::VanishedEmpty { key } => (
            "vanished-empty-map",
            format!("Orca drops the empty map {key}: what it should switch on is not there."),
        ),
        What::WrongShape { wanted } => {
            ("dropped-shape", format!("Orca drops this: it wants {wanted} here."))
        }
        What::Split { text, items } => {
            ("split-at-commas", format!("Orca splits {text:?} at its commas into {items} items."))
        }
        What::Rewritten { written, loaded } => (
            "scalar-read-otherwise",
            format!("Orca reads {written} as {loaded}: quote it to keep it."),
        ),
        What::Filled { text, filled } => (
            "placeholder-filled",
            format!("Orca fills {text} in when it starts: it becomes {filled:?}."),
        ),
        What::UnknownKey { .. } | What::Respelled { .. } | What::Unset => return None,
    };
    Some(StageFinding {
        rule,
        severity: Severity::Warning,
        message,
        steps: change.path.iter().map(Step::clone).collect(),
        span: change.span,
        fixes: Vec::new(),
    })
}
