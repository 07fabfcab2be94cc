//! Traps of mappings: where a parameter's value goes, as Orca follows it in
//! the stage that it loaded.

mod defaults;
mod index;
mod nowhere;
mod paths;
mod targets;

use super::rule::Family;

pub(super) const FAMILIES: &[&Family] =
    &[&paths::FAMILY, &index::FAMILY, &targets::FAMILY, &nowhere::FAMILY, &defaults::FAMILY];

/// The beginning of every mapping into a container's environment, for the
/// examples.
macro_rules! mapped {
    ($mapping:literal) => {
        concat!("parameters:\n  - name: VERSION\n    label: Version\n    mapping: ", $mapping, "\n")
    };
}
pub(super) use mapped;
