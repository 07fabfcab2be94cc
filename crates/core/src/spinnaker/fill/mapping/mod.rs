//! Mappings: the paths that say where a parameter's value goes, such as
//! `manifest.spec.template.spec.containers[0].image` (orca-semantics §3.3).
//!
//! Orca walks them with Groovy's property access, so what a path means depends
//! on what it meets: a map's key, a list's item, a property of every item of a
//! list, or a property of a Java object. Nothing here may be stricter or
//! kinder than Groovy is.

mod describe;
mod error;
mod parse;
mod place;
#[cfg(test)]
mod properties;
mod property;
mod reindex;
mod set;
mod suggest;

pub use describe::{Described, describe};
pub use error::{Access, MappingError, MappingErrorKind};
pub use parse::{ArrayStep, Segment, parse};
pub(super) use property::class_of;
pub use reindex::{ListChange, Reindexed, reindex};
pub use set::{Put, put, set_nested};

pub use crate::document::Step;
