//! The outputs that clouddriver reads from a container's log
//! (clouddriver-semantics §3): `SPINNAKER_PROPERTY_…` lines and
//! `SPINNAKER_CONFIG_JSON=…` lines, judged one at a time so that each can be
//! explained.
//!
//! A log of any size is a fold: [`Capture::feed`] a line, [`Capture::finish`].
//! It must never hold the log, nor more than [`crate::limits::CAPTURED_BYTES`]
//! of what it captured.

mod artifact;
mod capture;
mod effect;
mod explain;
mod line;
mod lines;
mod orca;
mod source;

pub use artifact::{ArtifactFailure, outputs_of_artifact};
pub use capture::{Capture, Captured, Failure};
pub use effect::{Effect, Note, effects};
pub use explain::explain;
pub use line::{Hint, Json, Judged, Property, Rejection, judge};
pub use lines::Lines;
pub use orca::{Contents, JobEnd, PropertyFile, capture_enabled, choose, stage_outputs};
pub use source::{LogSource, PodCandidate, fallback_pod, job_log_pod};

/// The text that marks a property line, anywhere in it (§3.2.2).
pub const PROPERTY_MARKER: &str = "SPINNAKER_PROPERTY_";

/// The text that a JSON line starts with (§3.2.3).
pub const JSON_MARKER: &str = "SPINNAKER_CONFIG_JSON=";
