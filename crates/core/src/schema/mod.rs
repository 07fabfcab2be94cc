//! What may stand where in a stage: names, kinds of value, words, defaults,
//! and what each is for.
//!
//! Everything is read from the same tables (`crates/core/data`): client-java's
//! fields by release, Kubernetes' descriptions, and our own words for the
//! stage. [`check`] compares a tree with them, [`describe`] and [`children`]
//! serve hover, completion and forms; `schemas/*.json` are generated from
//! them too. It must never decide whether Orca starts: that is loading's, and
//! nothing found here alone is an error.

mod check;
mod names;
mod place;
mod scalar;
mod shape;
mod tables;
#[cfg(test)]
mod tests;
mod violation;

pub use check::check;
pub use names::class_of;
pub use place::{Described, children, class_at, describe, shape_at};
pub use shape::Shape;
pub use tables::{Class, Field, Tables, newest_tables, tables};
pub use violation::{KnownIn, Violation, ViolationKind};

pub use crate::forms::StageKind;
use crate::spinnaker::Release;

/// How a stage will be read, which decides what its keys may look like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Reading {
    /// The release whose Kubernetes client knows the Job's fields.
    pub release: Release,
    /// Whether names must be written exactly, as in a plugin's resource that
    /// Jackson reads. Otherwise Spring's relaxed rules hold: `backoff-limit`,
    /// dotted keys and merge keys are understood (orca-semantics §1.4).
    pub strict_names: bool,
}
