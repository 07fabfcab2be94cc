//! Keys that a mapping has twice, as SnakeYAML sees it: compared after they
//! became values, so `true` and `yes` are the same key (orca-semantics §1.2).
//!
//! It must look at each node once and never into aliases' targets twice.

use std::collections::HashSet;
use std::sync::Arc;

use super::{Kind, Node, Style, Trouble, TroubleKind, resolve};
use crate::java::Data;
use crate::limits;

/// The keys below `root` that their mapping has before; merges (`<<`) may
/// repeat.
pub(super) fn duplicates(root: &Arc<Node>) -> Vec<Trouble> {
    let mut found = Vec::new();
    let mut open = vec![root];
    while let Some(node) = open.pop() {
        match &node.kind {
            Kind::Mapping { entries, .. } => {
                let mut seen = HashSet::with_capacity(entries.len());
                for entry in entries {
                    let again = key(&entry.key).is_some_and(|key| !seen.insert(key));
                    if again {
                        found.push(trouble(&entry.key));
                    }
                    open.push(&entry.key);
                    open.push(&entry.value);
                }
            }
            Kind::Sequence { items, .. } => open.extend(items),
            _ => {}
        }
    }
    found.sort_by_key(|trouble| trouble.span);
    found
}

fn trouble(key: &Node) -> Trouble {
    let name = key.as_text().unwrap_or("…");
    Trouble {
        span: key.span,
        kind: TroubleKind::DuplicateKey,
        message: format!("found duplicate key `{name}`: Orca does not start with it"),
    }
}

/// What two keys are compared by.
#[derive(PartialEq, Eq, Hash)]
enum Key<'a> {
    Text(&'a str),
    /// Java's data, shown with its type.
    Other(String),
}

/// None for a merge, and for a key too large to be compared.
fn key(node: &Node) -> Option<Key<'_>> {
    let node = node.resolved();
    let Kind::Scalar { text, style } = &node.kind else {
        let mut shown = String::new();
        let mut left = limits::KEY_NODES;
        show(node, &mut shown, &mut left)?;
        return Some(Key::Other(shown));
    };
    if &**text == "<<" && *style == Style::Plain && node.tag.is_none() {
        return None;
    }
    // Most keys are names: no need to make them data.
    let name = text.starts_with(|c: char| c.is_alphabetic() && !"nNyYtTfFoO".contains(c));
    if node.tag.is_none() && (name || *style != Style::Plain) {
        return Some(Key::Text(text));
    }
    Some(match resolve(text, *style, node.tag.as_deref()) {
        Data::String(_) => Key::Text(text),
        other => Key::Other(format!("{other:?}")),
    })
}

/// A list or mapping as key, spelled out.
fn show(node: &Node, out: &mut String, left: &mut usize) -> Option<()> {
    *left = left.checked_sub(1)?;
    let node = node.resolved();
    match &node.kind {
        Kind::Scalar { text, style } => {
            out.push_str(&format!("{:?},", resolve(text, *style, node.tag.as_deref())));
        }
        Kind::Sequence { items, .. } => {
            out.push('[');
            items.iter().try_for_each(|item| show(item, out, left))?;
            out.push(']');
        }
        Kind::Mapping { entries, .. } => {
            out.push('{');
            for entry in entries {
                show(&entry.key, out, left)?;
                show(&entry.value, out, left)?;
            }
            out.push('}');
        }
        Kind::Alias(_) | Kind::Regions(_) => return None,
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::super::{read, regions};
    use super::*;

    fn second_keys(text: &str) -> Vec<String> {
        read(text)
            .troubles
            .iter()
            .filter(|trouble| trouble.kind == TroubleKind::DuplicateKey)
            .map(|trouble| format!("{}:{}", trouble.span.start, &text[trouble.span.range()]))
            .collect()
    }

    #[test]
    fn keys_are_compared_by_the_values_they_become() {
        assert_eq!(second_keys("a: 1\nb: 2\n'a': 3\n"), ["10:'a'"]);
        assert_eq!(second_keys("true: 1\nyes: 2\n"), ["8:yes"]);
        assert_eq!(second_keys("10: 1\n012: 2\n"), ["6:012"]);
        assert_eq!(second_keys("~: 1\nnull: 2\n"), ["5:null"]);
        assert_eq!(second_keys("- {a: 1, a: 2}\n- [{b: 1}, {b: 1}]\n"), ["9:a"]);
        assert_eq!(second_keys("? [1, a]\n: x\n? [1, a]\n: y\n"), ["15:[1, a]"]);
        assert_eq!(second_keys("&k a: 1\n*k : 2\n"), ["8:*k"]);
    }

    #[test]
    fn keys_of_different_types_and_merges_are_not_the_same() {
        for text in [
            "1: a\n'1': b\n1.0: c\n",
            "true: a\n'true': b\n",
            "apiVersion: 1\napi-version: 2\n",
            "a: &a {x: 1}\nb: &b {y: 2}\nc:\n  <<: *a\n  <<: *b\n",
        ] {
            assert_eq!(second_keys(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_key_twice_spoils_no_other_region() {
        let text = "job:\n  preconfigured:\n    kubernetes:\n      - a: 1\n        a: 2\n      - b: 1\nx: 1\nx: 2\n";
        let read = regions(text, None);
        assert_eq!(read.regions.len(), 3);
        let counts: Vec<usize> =
            read.regions.iter().map(|region| region.parsed.troubles.len()).collect();
        assert_eq!(counts, [1, 1, 0]);
    }

    #[test]
    fn keys_that_expand_without_end_are_not_followed() {
        let mut bomb = "a0: &a0 [x]\n".to_owned();
        for n in 1..30 {
            let before = n - 1;
            bomb.push_str(&format!("a{n}: &a{n} [*a{before}, *a{before}]\n"));
        }
        bomb.push_str("? *a29\n: 1\n? *a29\n: 2\n");
        assert_eq!(second_keys(&bomb), [""; 0]);
    }
}
