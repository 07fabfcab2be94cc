//! Operations that failed. Trouble in the user's YAML is a finding instead.

use serde::{Deserialize, Serialize};
use specta::Type;

/// Why an operation failed, for people, and a code where the window branches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct CommandError {
    /// For the window to branch on.
    pub code: ErrorCode,
    /// What happened, with the place.
    pub message: String,
    /// What to do about it.
    pub remedy: String,
}

/// The failures that the window answers differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ErrorCode {
    /// The file changed since it was read: show both.
    ChangedOnDisk,
    /// The versions differ: send the text, then try again.
    OutOfStep,
    /// Nothing special: show message and remedy.
    Failed,
}
