//! Traps of what a stage hands on: outputs read from a log, and links to it.

mod link;
mod property_file;

use super::rule::Family;

pub(super) const FAMILIES: &[&Family] = &[&property_file::FAMILY, &link::FAMILY];
