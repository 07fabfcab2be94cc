//! A stage definition as a person would read it: its properties, parameters
//! and Job, from a tree that may be half-typed.
//!
//! Names are matched as Spring does (`wait-for-completion` is
//! `waitForCompletion`). It must never fail: what cannot be read is absent.

mod definition;
mod parameter;

pub use definition::{Definition, Property, definition, known};
pub use parameter::Parameter;
