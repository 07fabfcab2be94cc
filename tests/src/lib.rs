//! Tests that reach over several crates; the vectors' runners and the
//! generators of checked-in files live here.

pub mod checkers;
pub mod conformance;
pub mod generate;
pub mod generated;
pub mod oracle;
#[cfg(test)]
mod schema;
mod shared;
pub mod spel_oracle;
