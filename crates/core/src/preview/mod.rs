//! The steps from file to cluster as lines of YAML with marks.
//!
//! It runs the steps, compares their values and says what changed; it must not
//! decide anything about Spinnaker.

mod authored;
mod chain;
mod compare;
mod expressions;
mod lines;
mod mark;
mod marks;
mod reason;
mod steps;
mod text;
mod titus;
mod webhook;
mod written;

pub use authored::authored;
pub use compare::{Line, compare};
pub use expressions::Expressions;
pub use mark::{Counts, Mark, MarkKind};
pub use marks::ExpressionMark;
pub use steps::{Inputs, Outcome, Results, Step, results};
pub use text::{Scalar, is_hidden, scalar};
pub use webhook::{SentRequest, WebhookPreview, webhook_preview, webhook_request};
pub use written::written;
