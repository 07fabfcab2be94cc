//! What there is to say about a rule, beside the place where it was raised,
//! and what all its safe fixes together would do.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{Severity, TextChange, Version};

/// A rule explained.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct RuleExplained {
    /// The rule's id, as findings name it.
    pub id: String,
    /// How bad it usually is.
    pub severity: Severity,
    /// What the trap is, in one line.
    pub summary: String,
    /// What happens, why, and what to do.
    pub explanation: String,
    /// Lines that raise it; a comment names the part of the file.
    pub wrong: String,
    /// Lines that do not.
    pub right: String,
    /// What the first fix makes of the wrong lines, if there is one.
    pub fixed: Option<String>,
}

/// Safe fixes made one after the other, as changes of the text; the window
/// applies them as one step of its history.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct Mended {
    /// The version they apply to.
    pub version: Version,
    /// The changes.
    pub changes: Vec<TextChange>,
    /// What was mended, in order.
    pub mended: Vec<MendedFinding>,
}

/// A finding that a safe fix takes away.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct MendedFinding {
    /// The finding's rule.
    pub rule: String,
    /// What the fix does, as a button says it.
    pub title: String,
    /// The line it was found at, from 1, in the text before all fixes.
    pub line: u32,
}
