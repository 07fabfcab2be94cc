//! Traps of Orca's start-up: what it refuses, and what it changes or drops
//! without a word. All of it is what loading really did.

mod bare;
mod conflict_marks;
mod empty;
mod encrypted;
mod keys;
mod map_keys;
mod other_types;
mod placeholders;
mod scalars;
mod start;
mod tabs;
mod text;

use super::rule::Family;

pub(crate) use conflict_marks::conflict_marks;
pub(crate) use start::{of_failure, of_plugin_failure};
pub use text::reads_otherwise;
pub(crate) use text::{more, of_refusal, of_trouble, orcas_reader, too_large};

pub(super) const FAMILIES: &[&Family] = &[
    &start::FAMILY,
    &text::FAMILY,
    &conflict_marks::FAMILY,
    &tabs::FAMILY,
    &keys::FAMILY,
    &map_keys::FAMILY,
    &bare::FAMILY,
    &empty::FAMILY,
    &scalars::FAMILY,
    &other_types::FAMILY,
    &placeholders::FAMILY,
    &encrypted::FAMILY,
];
