//! The forms that stage files take: which one a text is in, and where its
//! stages are.
//!
//! It names places; it must not judge the stages themselves.

mod astray;
mod detect;
mod embedded;
mod lists;

pub use astray::Astray;
pub use detect::{Detected, Form, detect};
pub(crate) use lists::uniform;
pub use lists::{StageKind, StagePlace};

use std::sync::Arc;

use crate::document::{Node, Path, Regions, regions_within};

/// Reads `text` with the stage files that it holds as texts, sharing what
/// `previous` has already read.
pub fn read(text: &str, previous: Option<&Regions>) -> Regions {
    regions_within(text, previous, embedded::holders)
}

/// The roots of the one file that Orca reads from a text in some form, with
/// their regions; none where there are several files, or none of Orca's own.
pub fn profile_roots(regions: &Regions, detected: &Detected) -> Vec<(usize, Arc<Node>)> {
    let own = || match detected.form {
        Form::Profile => regions.roots.clone(),
        Form::SpinnakerService => detect::operators_profiles(regions),
        _ => Vec::new(),
    };
    let Some(inside) = &regions.inside else { return own() };
    let document = |stage: &StagePlace| stage.list.document;
    let first = detected.stages.first().map(document);
    let Some(first) = first else { return Vec::new() };
    let nested = inside.texts.iter().find(|nested| nested.documents.contains(&first));
    let Some(nested) = nested else { return own() };
    let all = detected.stages.iter().all(|stage| nested.documents.contains(&document(stage)));
    let roots = regions.roots.get(nested.documents.clone()).filter(|_| all);
    roots.map(<[_]>::to_vec).unwrap_or_default()
}

/// Where the keys of a file's profile begin, be there stages or not.
pub fn profile_root(regions: &Regions, detected: &Detected) -> Path {
    let held = detected.stages.first().map(|stage| stage.list.document);
    let texts = || regions.inside.iter().flat_map(|inside| &inside.texts);
    let of_stages = texts().find(|text| held.is_some_and(|held| text.documents.contains(&held)));
    if let Some(nested) = of_stages.or_else(|| texts().next()) {
        return Path::root(nested.documents.start);
    }
    let root = Path::root(0);
    let kind = regions.root(0).and_then(|root| root.get("kind"));
    match kind.and_then(|kind| kind.node.as_text()) {
        Some("SpinnakerService") => {
            root.key("spec").key("spinnakerConfig").key("profiles").key("orca")
        }
        _ => root,
    }
}
