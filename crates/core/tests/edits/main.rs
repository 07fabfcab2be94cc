//! Promises of verified edits, over generated texts and real ones.
#![allow(
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "tests say what they skipped and measured, and fail by panic"
)]

mod examples;
mod files;
mod generated;
mod hostile;
mod model;
mod readers;
mod speed;
