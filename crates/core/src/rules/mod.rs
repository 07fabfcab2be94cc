//! What is wrong with a stage, and what takes it away.
//!
//! A rule speaks of one thing and says in one sentence what it will do to the
//! pipeline.

mod conflict_marks;
mod loading;
mod schema;

pub(crate) use conflict_marks::conflict_marks;
pub(crate) use loading::{of_loading, would_not_start};
pub(crate) use schema::of_schema;
