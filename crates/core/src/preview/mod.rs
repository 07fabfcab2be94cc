//! The steps from file to cluster as lines of YAML with marks.
//!
//! It compares values and says what changed; it must not decide anything about
//! Spinnaker.

mod compare;
mod reason;
mod text;

pub use compare::{Counts, Line, Mark, MarkKind, compare};
pub use text::{Scalar, scalar};
