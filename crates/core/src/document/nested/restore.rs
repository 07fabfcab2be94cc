//! What was read of a masked text, with its marks put back.

use std::collections::HashMap;
use std::sync::Arc;

use super::Masked;
use crate::document::{Entry, Kind, Node, Parsed};

/// Nodes with their restored ones; keeps anchored nodes the same for aliases.
type Known = HashMap<*const Node, Arc<Node>>;

/// A region's reading with its marks put back; places stay.
pub(super) fn parsed(parsed: &Parsed, masked: &Masked) -> Parsed {
    let mut known = Known::new();
    // What was masked is no YAML: the masked text is the one to ask about.
    parsed.refused();
    Parsed {
        refused: parsed.refused.clone(),
        // Once rendered it may be anything.
        halted: None.into(),
        text: masked.restored(&parsed.text).into(),
        roots: parsed.roots.iter().map(|root| node(root, masked, &mut known)).collect(),
        troubles: parsed.troubles.clone(),
        leaves_region: parsed.leaves_region,
    }
}

/// A tree with its marks put back. Recursion ends at the depth that reading
/// stops at.
pub(super) fn tree(root: &Arc<Node>, masked: &Masked) -> Arc<Node> {
    node(root, masked, &mut Known::new())
}

fn node(from: &Arc<Node>, masked: &Masked, known: &mut Known) -> Arc<Node> {
    let mut below = |node_: &Arc<Node>| node(node_, masked, known);
    let kind = match &from.kind {
        Kind::Scalar { text, style } => {
            Kind::Scalar { text: masked.restored(text).into(), style: *style }
        }
        Kind::Mapping { entries, flow } => Kind::Mapping {
            entries: entries
                .iter()
                .map(|entry| Entry { key: below(&entry.key), value: below(&entry.value) })
                .collect(),
            flow: *flow,
        },
        Kind::Sequence { items, flow } => {
            Kind::Sequence { items: items.iter().map(below).collect(), flow: *flow }
        }
        Kind::Alias(Some(target)) => {
            Kind::Alias(Some(known.get(&Arc::as_ptr(target)).unwrap_or(target).clone()))
        }
        other => other.clone(),
    };
    let restored = Arc::new(Node { kind, ..Node::clone(from) });
    if from.anchored {
        known.insert(Arc::as_ptr(from), Arc::clone(&restored));
    }
    restored
}
