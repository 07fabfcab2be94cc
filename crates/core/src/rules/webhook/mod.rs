//! Traps of webhook stages.

mod expressions;
mod headers;
mod sending;
mod waiting;

use super::rule::Family;

pub(super) const FAMILIES: &[&Family] =
    &[&headers::FAMILY, &sending::FAMILY, &expressions::FAMILY, &waiting::FAMILY];
