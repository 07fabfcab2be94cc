//! Traps of the Job itself: its name, its end, its pod and its containers.

mod annotations;
mod cleanup;
mod containers;
mod kind;
mod name;
mod references;
mod restart;
mod safety;
mod secrets;
mod sidecars;
mod takes;

use super::rule::Family;

pub(crate) use references::placed_references;

pub(super) const FAMILIES: &[&Family] = &[
    &kind::FAMILY,
    &name::FAMILY,
    &cleanup::FAMILY,
    &restart::FAMILY,
    &containers::FAMILY,
    &safety::FAMILY,
    &secrets::FAMILY,
    &references::FAMILY,
    &takes::FAMILY,
    &sidecars::FAMILY,
    &annotations::FAMILY,
];
