//! Traps of parameters: what Deck makes of their names and labels, and what
//! they may carry.

mod labels;
mod names;
mod secrets;

use super::rule::Family;

pub(super) const FAMILIES: &[&Family] = &[&names::FAMILY, &labels::FAMILY, &secrets::FAMILY];
