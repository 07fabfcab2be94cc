//! What happened to a line, and who says why.

use std::sync::Arc;

use crate::document::Step;
use crate::java::Value;

/// What happened to a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// What.
    pub kind: MarkKind,
    /// By what, in a few words.
    pub reason: String,
    /// The parameter that did it.
    pub parameter: Option<Arc<str>>,
}

/// What happened to a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// Not there before.
    Added,
    /// Another value than before.
    Changed,
    /// No longer there.
    Dropped,
    /// The value is as before, and was put there by a parameter.
    Set,
    /// The value is as before, and holds an expression that has no value.
    Raw,
}

/// How many values a step added, changed and dropped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Not there before.
    pub added: usize,
    /// Another value than before.
    pub changed: usize,
    /// No longer there.
    pub dropped: usize,
}

/// Words for what happened at a path, where the value's origin does not say
/// it well enough.
pub(super) trait Words {
    /// Why a value was added, changed or dropped. `line` is the line of the
    /// text that was there, where it has several.
    fn change(&self, steps: &[Step], value: &Value, line: Option<&str>) -> Option<String>;

    /// Why a value stayed as it was although it looks as if it should not.
    fn stayed(&self, steps: &[Step], line: Option<&str>) -> Option<String>;
}
