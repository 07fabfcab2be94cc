//! What Spinnaker's own account may do.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::RunAccess;

/// An account of Spinnaker's, and what it may do of what Spinnaker needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct SpinnakerAccess {
    /// The account.
    pub account: String,
    /// What is needed, and whether it is allowed; none if that is not known.
    pub access: Vec<RunAccess>,
}
