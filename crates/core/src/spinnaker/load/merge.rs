//! YAML's merges (`<<`), as SnakeYAML resolves them while it constructs.
//!
//! Three things depend on the order of construction. The keys of a mapping
//! that is merged before it was constructed on its own (one written right
//! after `<<:`, or standing beside it) are still held together with their
//! places by Spring, and equal no other key. Its own merges are taken from it
//! for good. One that was constructed is merged as it then is.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::construct::{CONSTRUCTOR, expansion};
use super::failure::{Failure, FailureKind};
use super::measure::{Sizes, address};
use super::scalar::{Key, key};
use crate::document::{Entry, Kind, Node, Style};
use crate::limits;

/// An entry of a constructed mapping.
#[derive(Clone, Debug)]
pub(super) struct Pair<'a> {
    /// The key.
    pub(super) key: Key<'a>,
    /// Where the key stands.
    pub(super) key_node: &'a Node,
    /// The value.
    pub(super) value: &'a Arc<Node>,
    /// Whether the value was constructed before, in a mapping merged into this.
    pub(super) again: bool,
}

/// An entry as written.
pub(super) fn pair(entry: &Entry) -> Pair<'_> {
    Pair { key: key(&entry.key), key_node: &entry.key, value: &entry.value, again: false }
}

/// Whether the key is the `<<` of a merge.
pub(super) fn is_merge(node: &Node) -> bool {
    match &node.kind {
        Kind::Scalar { text, style: Style::Plain } => match node.tag.as_deref() {
            None => &**text == "<<",
            Some(tag) => tag == "tag:yaml.org,2002:merge",
        },
        _ => false,
    }
}

/// What merges made of the mappings of a document.
#[derive(Debug, Default)]
pub(super) struct Merges<'a> {
    merged: HashMap<usize, Vec<Pair<'a>>>,
    /// The anchored nodes of the document; others were constructed before.
    sizes: Sizes,
    constructed: HashSet<usize>,
    stripped: HashSet<usize>,
}

impl<'a> Merges<'a> {
    /// Nothing merged yet in the document that has these anchored nodes.
    pub(super) fn of(sizes: Sizes) -> Self {
        Self { sizes, ..Self::default() }
    }

    /// Notes that an anchored node was constructed.
    pub(super) fn constructed(&mut self, node: &Node) {
        self.constructed.insert(address(node));
    }

    /// Whether an anchored node was constructed.
    pub(super) fn is_constructed(&self, node: &Node) -> bool {
        let known = self.constructed.contains(&address(node)) || !self.sizes.knows(node);
        node.anchored && known
    }

    /// A mapping's entries. For one of another document, whose merges are not
    /// known here, what they usually are.
    pub(super) fn pairs<'b>(
        &'b self,
        node: &Node,
        entries: &'b [Entry],
    ) -> Result<Cow<'b, [Pair<'b>]>, Failure> {
        if let Some(pairs) = self.merged.get(&address(node)) {
            return Ok(Cow::Borrowed(pairs));
        }
        if !entries.iter().any(|entry| is_merge(&entry.key)) {
            return Ok(Cow::Owned(entries.iter().map(pair).collect()));
        }
        let mut alone = Merges::default();
        Ok(Cow::Owned(alone.merge(node, entries)?.to_vec()))
    }

    /// Whether merges were taken from a mapping before it was constructed.
    pub(super) fn is_stripped(&self, node: &Node) -> bool {
        self.stripped.contains(&address(node))
    }

    /// Resolves the merges of a mapping that is being constructed.
    pub(super) fn merge(
        &mut self,
        node: &Node,
        entries: &'a [Entry],
    ) -> Result<&[Pair<'a>], Failure> {
        let mut merging = Merging::default();
        let taken = self.stripped.contains(&address(node));
        for entry in entries {
            if !is_merge(&entry.key) {
                merging.put(pair(entry), true);
            } else if !taken {
                self.source(&entry.value, &mut merging, 0)?;
            }
        }
        Ok(self.merged.entry(address(node)).or_insert(merging.pairs))
    }

    /// The value of a merge: a mapping, or a list of them.
    fn source(
        &mut self,
        value: &'a Node,
        merging: &mut Merging<'a>,
        depth: usize,
    ) -> Result<(), Failure> {
        if depth > limits::NODE_DEPTH || merging.pairs.len() > limits::EXPANDED_NODES {
            return Err(expansion(Some(value)));
        }
        let node = value.resolved();
        match &node.kind {
            Kind::Mapping { entries, .. } => self.mapping(node, entries, merging, depth),
            Kind::Sequence { items, .. } => {
                // With a list its items were constructed, whether anchored or not.
                let constructed = self.is_constructed(node);
                items.iter().try_for_each(|item| {
                    let node = item.resolved();
                    match &node.kind {
                        Kind::Mapping { entries, .. } if constructed => {
                            self.again(node, entries, merging);
                            Ok(())
                        }
                        Kind::Mapping { entries, .. } => {
                            self.mapping(node, entries, merging, depth)
                        }
                        _ => Err(not_a_mapping(item, "a mapping")),
                    }
                })
            }
            _ => Err(not_a_mapping(value, "a mapping or list of mappings")),
        }
    }

    /// Merges a mapping that was constructed, as it then was.
    fn again(&self, node: &Node, entries: &'a [Entry], merging: &mut Merging<'a>) {
        let pairs = match self.merged.get(&address(node)) {
            Some(pairs) => Cow::Borrowed(&**pairs),
            None => entries.iter().map(pair).collect(),
        };
        for pair in pairs.iter() {
            merging.put(Pair { again: true, ..pair.clone() }, false);
        }
    }

    fn mapping(
        &mut self,
        node: &'a Node,
        entries: &'a [Entry],
        merging: &mut Merging<'a>,
        depth: usize,
    ) -> Result<(), Failure> {
        if self.is_constructed(node) {
            self.again(node, entries, merging);
            return Ok(());
        }
        let taken = self.stripped.contains(&address(node));
        for entry in entries {
            if !is_merge(&entry.key) {
                let mut pair = pair(entry);
                pair.key = pair.key.tracked();
                merging.put(pair, false);
            } else if !taken {
                self.stripped.insert(address(node));
                self.source(&entry.value, merging, depth + 1)?;
            }
        }
        Ok(())
    }
}

#[derive(Default)]
struct Merging<'a> {
    pairs: Vec<Pair<'a>>,
    places: HashMap<Key<'a>, usize>,
}

impl<'a> Merging<'a> {
    /// A mapping's `own` entries win over merged ones, in their place.
    fn put(&mut self, pair: Pair<'a>, own: bool) {
        match self.places.get(&pair.key).and_then(|at| self.pairs.get_mut(*at)) {
            Some(place) if own => *place = pair,
            Some(_) => {}
            None => {
                self.places.insert(pair.key.clone(), self.pairs.len());
                self.pairs.push(pair);
            }
        }
    }
}

fn not_a_mapping(node: &Node, expected: &str) -> Failure {
    let found = match &node.resolved().kind {
        Kind::Scalar { .. } => "scalar",
        Kind::Mapping { .. } => "mapping",
        _ => "sequence",
    };
    let message = format!(
        "while constructing a mapping\nexpected {expected} for merging, but found {found}\n"
    );
    Failure::of(FailureKind::Merge, CONSTRUCTOR, message, node.span)
}
