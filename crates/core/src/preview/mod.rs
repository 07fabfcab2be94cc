//! The steps from file to cluster as lines of YAML with marks.
//!
//! It runs the steps, compares their values and says what changed; it must not
//! decide anything about Spinnaker.

mod authored;
mod compare;
mod lines;
mod reason;
mod steps;
mod text;
mod titus;
mod webhook;

pub use authored::authored;
pub use compare::{Counts, Line, Mark, MarkKind, compare};
pub use steps::{Inputs, Outcome, Results, Step, results};
pub use text::{Scalar, is_hidden, scalar};
pub use webhook::{SentRequest, WebhookPreview, webhook_preview};
