//! Traps of how Orca and Deck come to know a stage.

mod account;
mod application;
mod astray;
mod identity;
mod provider;
mod replaced;
mod size;
mod unique;

use super::rule::Family;

pub(super) const FAMILIES: &[&Family] = &[
    &identity::FAMILY,
    &unique::FAMILY,
    &replaced::FAMILY,
    &provider::FAMILY,
    &account::FAMILY,
    &account::LISTED,
    &application::FAMILY,
    &size::FAMILY,
    &astray::FAMILY,
];
