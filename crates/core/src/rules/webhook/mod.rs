//! Traps of webhook stages.

mod expressions;
mod headers;
mod waiting;

use super::rule::Family;

pub(super) const FAMILIES: &[&Family] = &[&headers::FAMILY, &expressions::FAMILY, &waiting::FAMILY];
