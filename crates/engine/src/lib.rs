//! What Stage Designer does with the world: files, watching them, buffers,
//! clusters and runs.
//!
//! Thin around the pure core; knows no window. It must never write a user's
//! file except where it is told to, and never over somebody else's change.
#![deny(missing_docs)]

pub mod buffer;
pub mod cluster;
mod data;
pub mod drafts;
pub mod dry_call;
mod error;
pub mod files;
pub mod git;
pub mod run;
pub mod samples;
pub mod settings;

pub use data::{ApplicationData, data_folder};
pub use error::{Error, Kind};
