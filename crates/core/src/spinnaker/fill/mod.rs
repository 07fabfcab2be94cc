//! The `filled` step: the stage definition merged into a pipeline's stage
//! (orca-semantics §3.2, §3.3).
//!
//! It must never evaluate an expression nor convert a value: Orca does
//! neither here, and what a parameter puts in stays the text it was.

#[allow(clippy::module_inception, reason = "the step and its one action share Orca's word for it")]
mod fill;
mod filled;
pub mod mapping;
pub(super) mod origins;
mod overrides;
mod stage_json;
#[cfg(test)]
mod tests;
mod uses;

pub use fill::{Execution, fill};
pub use filled::{Applied, Cause, Effect, FillError, Filled, Giver};
pub use mapping::{MappingError, MappingErrorKind, Step, set_nested};
pub use overrides::overridable_fields;
pub use stage_json::{stage_context, stored};
pub use uses::{Use, uses};
