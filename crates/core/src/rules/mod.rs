//! What is wrong with a stage, and what takes it away.
//!
//! A rule speaks of one thing and says in one sentence what it will do to the
//! pipeline.

mod schema;

pub(crate) use schema::of_schema;
