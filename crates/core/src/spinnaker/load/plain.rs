//! Stages whose reading depends on nothing around them, remembered from one
//! loading to the next: a keystroke in one stage must not cost all others.
//!
//! A stage is plain when it holds no anchor, alias, merge or tag and was
//! constructed without a failure. Its size then holds wherever it stands.

use std::collections::HashMap;
use std::sync::Arc;

use super::measure::{Size, address};
use crate::document::Node;

/// The plain stages of an installation, with their sizes. Each is held, so
/// that no other node can take its address.
#[derive(Clone, Debug, Default)]
pub(super) struct Plain(HashMap<usize, (Arc<Node>, Size)>);

impl Plain {
    /// The stage's size, if it is known to be plain.
    pub(super) fn size(&self, node: &Node) -> Option<Size> {
        self.0.get(&address(node)).map(|(_, size)| *size)
    }

    /// Notes a plain stage.
    pub(super) fn note(&mut self, node: &Arc<Node>, size: Size) {
        self.0.insert(address(node), (Arc::clone(node), size));
    }

    /// Takes the stages of another document along.
    pub(super) fn join(&mut self, other: Self) {
        self.0.extend(other.0);
    }
}
