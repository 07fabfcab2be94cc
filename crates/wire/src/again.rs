//! What it takes to make a run again.

use serde::{Deserialize, Serialize};
use specta::Type;

/// What of a run is kept for making it again, beside its values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RunAgain {
    /// The stage as it was, as the text of a file of its own.
    pub definition: Option<String>,
    /// Whether parts of that are masked.
    pub definition_masked: bool,
    /// What the run was given besides, in words; nothing of it is kept.
    pub given: Vec<String>,
    /// The Spinnaker release that it was for.
    pub target: String,
    /// How many reruns were allowed.
    pub reruns: u32,
}
