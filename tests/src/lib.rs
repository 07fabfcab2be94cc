//! What holds the project to the ground truth: golden vectors.

pub mod conformance;
