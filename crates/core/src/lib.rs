//! The pure core of Stage Designer: text in, values out.
//!
//! It must never do IO, read a clock, spawn, or fail on bad YAML: trouble in
//! the user's text is a finding, recursion stays below the bounds in
//! [`limits`]. Inside, arrows go one way:
//! `limits ← java ← document ← forms ← stage ← spinnaker ← schema ← rules ← preview`.
#![deny(missing_docs, clippy::unwrap_used, clippy::panic)]

mod analysis;
pub mod author;
pub mod document;
pub mod export;
pub mod finding;
pub mod forms;
pub mod installation;
pub mod java;
pub mod limits;
pub mod mend;
pub mod merge;
pub mod preview;
pub mod rules;
pub mod schema;
pub mod secret;
mod sensitive;
pub mod spinnaker;
pub mod stage;
pub mod upgrade;

pub use analysis::{Analysis, Stage, analyze, analyze_for, analyze_in};
