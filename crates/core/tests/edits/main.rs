//! Promises of verified edits, over generated texts and real ones.

mod examples;
mod files;
mod generated;
mod hostile;
mod model;
mod readers;
