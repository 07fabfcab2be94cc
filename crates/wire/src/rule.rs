//! What there is to say about a rule, beside the place where it was raised.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::Severity;

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
