//! The `loaded` step: what Orca's start-up makes of stage files
//! (orca-semantics §1 and §4, webhook-semantics).
//!
//! SnakeYAML constructs each document ([`construct()`](construct)), Spring Boot flattens it
//! into properties ([`flatten`], kept as a [`tree`]), `Binder` binds the stages
//! ([`bind`]) and client-java's Gson would write them out. Plugins' resources
//! take another way, through Jackson. Each part follows the real code's rules;
//! nothing here guesses, and nothing reads an environment but the one given.

mod alone;
mod bind;
mod change;
mod children;
mod construct;
mod convert;
mod datetime;
mod environment;
mod failure;
mod fields;
mod filler;
mod flatten;
mod installation;
mod jackson;
mod measure;
#[cfg(test)]
mod mended;
mod merge;
mod name;
mod placeholder;
mod plain;
mod quantity;
mod scalar;
mod sources;
mod stage;
#[cfg(test)]
mod tests;
mod tree;

pub use alone::Alone;
pub use change::{Change, Step, What};
pub use environment::{Environment, Variables};
pub use failure::{Cause, Failure, FailureKind, Place};
pub use filler::Asked;
pub use installation::{Loaded, Stage, load};
pub use jackson::load_plugin;
pub use sources::Source;
pub use stage::{LoadedStage, StageKind, load_stage};
