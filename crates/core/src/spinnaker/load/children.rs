//! The one way in which loading walks a tree of nodes, so that items which
//! are regions of their own look like any others.

use std::sync::Arc;

use crate::document::{Entry, Kind, Node};

/// An item of a sequence, and the region it is, if it is one. A region that
/// cannot be read has no node.
pub(super) type Item<'a> = (Option<&'a Arc<Node>>, Option<usize>);

/// What a node is made of, aliases followed.
pub(super) enum Children<'a> {
    /// A scalar.
    None,
    /// A mapping's entries.
    Entries(&'a [Entry]),
    /// A sequence's items.
    Items(Vec<Item<'a>>),
    /// An alias inside the node that it refers to.
    Recursive,
}

/// The children of a node; `regions` are those of its document.
pub(super) fn children<'a>(node: &'a Node, regions: &'a [Option<Arc<Node>>]) -> Children<'a> {
    match &node.resolved().kind {
        Kind::Scalar { .. } => Children::None,
        Kind::Mapping { entries, .. } => Children::Entries(entries),
        Kind::Sequence { items, .. } => {
            Children::Items(items.iter().map(|item| (Some(item), None)).collect())
        }
        Kind::Regions(range) => Children::Items(
            range
                .clone()
                .map(|index| (regions.get(index).and_then(Option::as_ref), Some(index)))
                .collect(),
        ),
        Kind::Alias(_) => Children::Recursive,
    }
}
