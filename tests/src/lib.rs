//! Tests that reach over several crates; the vectors' runners live here so
//! that one binary can run them over any folder.

pub mod conformance;
