//! The secrets of a text, with their places: by the names in its tree, and by
//! the look of everything else.

use std::ops::Range;

use crate::document::{Kind, Node, Region, Regions};
use crate::sensitive::{is_secret_name, is_secret_value};

/// A secret in a text.
pub(super) struct Place {
    /// Where, in bytes of the whole text.
    pub(super) span: Range<usize>,
    /// What it is, without quotes.
    pub(super) text: String,
}

/// What is known of a node from those around it.
#[derive(Clone, Copy, PartialEq)]
enum Around {
    /// Nothing.
    Nothing,
    /// It is the value of a secret name: it and the items of a list are secret.
    SecretName,
    /// Everything below is secret.
    Sensitive,
}

/// The values in the tree that are secret by what they are called.
pub(super) fn named(regions: &Regions) -> Vec<Place> {
    let mut found = Vec::new();
    for region in &regions.regions {
        for root in &region.parsed.roots {
            walk(root, Around::Nothing, region, &mut found);
        }
    }
    found
}

/// Recursion ends at the depth that reading stops at. Aliases lead to nodes
/// that are walked where they stand, unless it is the alias that is secret.
fn walk(node: &Node, around: Around, region: &Region, found: &mut Vec<Place>) {
    match &node.kind {
        Kind::Scalar { text, .. } if around != Around::Nothing && is_secret_value(text) => {
            found.push(Place { span: region.span(node.span).range(), text: text.to_string() });
        }
        Kind::Sequence { items, .. } => {
            for item in items {
                walk(item, around, region, found);
            }
        }
        Kind::Mapping { entries, .. } => {
            let names_secret =
                node.get("name").and_then(|name| name.as_text()).is_some_and(is_secret_name);
            for entry in entries {
                let key = entry.key.as_text().unwrap_or_default();
                walk(&entry.value, below(around, key, names_secret), region, found);
            }
        }
        Kind::Alias(Some(target)) if around != Around::Nothing => {
            if let Kind::Scalar { .. } = target.kind {
                walk(target, around, region, found);
            }
        }
        _ => {}
    }
}

/// What is known of the value under `key`. In `{name: TOKEN, value: x}` it is
/// the name that tells what the value is.
fn below(around: Around, key: &str, names_secret: bool) -> Around {
    if around == Around::Sensitive || is_sensitive(key) {
        return Around::Sensitive;
    }
    if is_secret_name(key) || (names_secret && is_value_key(key)) {
        return Around::SecretName;
    }
    Around::Nothing
}

/// Whether everything below a key is secret, by Spinnaker's own word.
pub(super) fn is_sensitive(key: &str) -> bool {
    key.eq_ignore_ascii_case("sensitiveHeaders") || key.eq_ignore_ascii_case("sensitive-headers")
}

/// Whether a key holds what a `name` beside it names.
pub(super) fn is_value_key(key: &str) -> bool {
    matches!(key, "value" | "defaultValue" | "default-value")
}
