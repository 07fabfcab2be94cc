//! What tests share: the golden vectors' runners.

pub mod conformance;
