//! Which scalars of a file hold stage files: a `ConfigMap`'s or `Secret`'s
//! data, a Helm value, a file of the operator's.
//!
//! A scalar counts when what it holds has stages, or is called as Orca's own
//! files are. It must not look into the stages themselves: a Job's script may
//! well write a profile.

use crate::document::{
    Coding, Holder, Kind, Node, Path, Regions, decode, regions, speaks_template,
};
use crate::limits;

use super::lists;

/// The scalars that hold stage files, in file order.
pub(super) fn holders(outer: &Regions) -> Vec<Holder> {
    let mut found = Vec::new();
    for document in 0..outer.roots.len() {
        let Some(root) = outer.root(document) else { continue };
        let path = Path::root(document);
        let has_stages = !lists::below(root, &path).is_empty();
        if has_stages || root.is_sequence() || super::detect::looks_like_a_stage(root) {
            continue;
        }
        walk(root.node, &path, Coding::Plain, &mut found);
    }
    found
}

/// Why a Secret that names a file of Orca's gives none.
pub(super) fn unreadable(outer: &Regions) -> Option<String> {
    let roots = (0..outer.roots.len()).filter_map(|document| outer.root(document));
    for root in
        roots.filter(|root| root.get("kind").and_then(|kind| kind.node.as_text()) == Some("Secret"))
    {
        let Some(data) = root.get("data") else { continue };
        for (key, value) in data.entries() {
            let name = key.as_text().unwrap_or_default();
            let text = value.node.as_text().unwrap_or_default();
            if is_orca_file(&Path::root(0).key(name)) && decode(text).is_none() {
                return Some(format!(
                    "{name} in this Secret's data is not a text in Base64, as Kubernetes wants it there; readable text belongs into stringData"
                ));
            }
        }
    }
    None
}

/// Walks mappings and lists; the reading bounds their depth. Aliases are not
/// followed: what they stand for is walked where it is written.
fn walk(node: &Node, path: &Path, coding: Coding, found: &mut Vec<Holder>) {
    if found.len() >= limits::NESTED_TEXTS {
        return;
    }
    match &node.kind {
        Kind::Scalar { text, .. } if holds_stages(text, path, coding) => {
            found.push(Holder { path: path.clone(), coding });
        }
        Kind::Mapping { entries, .. } => {
            let kind = node.get("kind").and_then(|kind| kind.as_text());
            for entry in entries {
                let name = entry.key.as_text().unwrap_or_default();
                let base64 = matches!(
                    (kind, name),
                    (Some("Secret"), "data") | (Some("ConfigMap"), "binaryData")
                );
                let coding = if base64 { Coding::Base64 } else { coding };
                walk(&entry.value, &path.key(name), coding, found);
            }
        }
        Kind::Sequence { items, .. } => {
            for (index, item) in items.iter().enumerate() {
                walk(item, &path.index(index), coding, found);
            }
        }
        _ => {}
    }
}

fn holds_stages(text: &str, path: &Path, coding: Coding) -> bool {
    if is_orca_file(path) {
        return coding == Coding::Plain || decode(text).is_some();
    }
    match coding {
        Coding::Plain => has_stages(text),
        Coding::Base64 => decode(text).is_some_and(|text| has_stages(&text)),
    }
}

/// Whether the key names a file of Orca's, whatever it holds so far. The
/// operator writes `profiles__orca-local.yml` for a path.
fn is_orca_file(path: &Path) -> bool {
    let Some(crate::document::Step::Key(key)) = path.steps.last() else { return false };
    let name = key.rsplit("__").next().unwrap_or(key);
    matches!(name, "orca-local.yml" | "orca.yml" | "orca-local.yaml" | "orca.yaml")
}

/// Whether a text has lists of stages. Cheap for all that have not: reading is
/// for texts that name them.
fn has_stages(text: &str) -> bool {
    let names_them = text.contains('\n') && lists::uniform(text).contains("preconfigured");
    names_them
        && (speaks_template(text) || {
            let read = regions(text, None);
            let roots = 0..read.roots.len();
            roots
                .filter_map(|document| read.root(document))
                .any(|root| !lists::below(root, &Path::root(0)).is_empty())
        })
}
