//! SnakeYAML's construction, as Spring Boot sets it up: what a document's
//! nodes become, and what stops it (orca-semantics §1.2).
//!
//! What an alias stands for is constructed once, where it is first met.

use std::collections::HashSet;
use std::sync::Arc;

use super::children::{Children, children};
use super::failure::{Failure, FailureKind};
use super::measure::{Measured, measure};
use super::merge::{Merges, Pair, is_merge, pair};
use super::plain::Plain;
use super::scalar::{Key, Scalar, key, scalar};
use crate::document::{Entry, Kind, Node};
use crate::limits;
use crate::spinnaker::SpringBoot;

/// SnakeYAML's general complaint.
pub(super) const CONSTRUCTOR: &str = "org.yaml.snakeyaml.constructor.ConstructorException";

/// Up to so many keys are compared one by one, which is faster than hashing.
const FEW_KEYS: usize = 8;

/// What construction leaves.
pub(super) struct Constructed<'a> {
    pub(super) merges: Merges<'a>,
    pub(super) plain: Plain,
    pub(super) recursive: Option<Failure>,
}

/// Composes and constructs a node, which lies `depth` levels below its
/// document's root; gives the mappings that merges changed, the stages that
/// are plain, and what refers to itself: that can be constructed, but not be
/// made properties of. Those stages that `known` says are so are not looked at again.
pub(super) fn construct<'a>(
    node: &'a Node,
    regions: &'a [Option<Arc<Node>>],
    depth: usize,
    boot: SpringBoot,
    known: &'a Plain,
) -> Result<Constructed<'a>, Failure> {
    let Measured { sizes, plain, recursive } = measure(node, regions, depth, boot, known)?;
    let mut constructing = Constructing { regions, merges: Merges::of(sizes), known };
    constructing.node(node, 0)?;
    Ok(Constructed { merges: constructing.merges, plain, recursive })
}

struct Constructing<'a> {
    regions: &'a [Option<Arc<Node>>],
    merges: Merges<'a>,
    /// Stages that construct to what they did before.
    known: &'a Plain,
}

impl<'a> Constructing<'a> {
    fn node(&mut self, node: &'a Node, depth: usize) -> Result<(), Failure> {
        if depth > limits::EXPANDED_DEPTH {
            return Err(expansion(Some(node)));
        }
        let alias = matches!(node.kind, Kind::Alias(_));
        let node = node.resolved();
        if alias && self.merges.is_constructed(node) {
            return Ok(());
        }
        match children(node, self.regions) {
            Children::None => return scalar(node).map(drop),
            Children::Recursive => return Ok(()),
            Children::Items(items) => {
                collection_tag(node, &["seq", "omap", "pairs"])?;
                for (item, region) in items {
                    let Some(item) = item else { continue };
                    if region.is_none() || self.known.size(item).is_none() {
                        self.node(item, depth + 1)?;
                    }
                }
            }
            Children::Entries(entries) => {
                collection_tag(node, &["map", "set"])?;
                self.mapping(node, entries, depth)?;
            }
        }
        if node.anchored {
            self.merges.constructed(node);
        }
        Ok(())
    }

    fn mapping(
        &mut self,
        node: &'a Node,
        entries: &'a [Entry],
        depth: usize,
    ) -> Result<(), Failure> {
        let own = || entries.iter().filter(|entry| !is_merge(&entry.key));
        own().try_for_each(|entry| self.node(&entry.key, depth + 1))?;
        duplicates(&own().collect::<Vec<_>>())?;
        let values: Vec<&'a Arc<Node>> = if own().count() == entries.len() {
            entries.iter().map(|entry| &entry.value).collect()
        } else {
            self.merges.merge(node, entries)?.iter().map(|pair| pair.value).collect()
        };
        values.into_iter().try_for_each(|value| self.node(value, depth + 1))
    }
}

fn collection_tag(node: &Node, known: &[&str]) -> Result<(), Failure> {
    let Some(tag) = node.tag.as_deref().filter(|tag| *tag != "!") else { return Ok(()) };
    match tag.strip_prefix("tag:yaml.org,2002:") {
        Some(name) if known.contains(&name) => Ok(()),
        Some("str" | "int" | "float" | "bool" | "null" | "binary" | "timestamp") => {
            let message = "class org.yaml.snakeyaml.nodes.CollectionNode cannot be cast to class \
                           org.yaml.snakeyaml.nodes.ScalarNode";
            Err(Failure::of(FailureKind::Tag, "java.lang.ClassCastException", message, node.span))
        }
        _ => {
            let message = format!("could not determine a constructor for the tag {tag}");
            Err(Failure::of(FailureKind::Tag, CONSTRUCTOR, message, node.span))
        }
    }
}

/// Keys are compared as constructed: `true` and `yes` are the same.
fn duplicates(entries: &[&Entry]) -> Result<(), Failure> {
    let keys: Vec<Key<'_>> = entries.iter().map(|entry| key(&entry.key)).collect();
    let twice = if keys.len() <= FEW_KEYS {
        (1..keys.len()).find(|at| {
            let (before, rest) = keys.split_at(*at);
            rest.first().is_some_and(|key| before.contains(key))
        })
    } else {
        let mut seen = HashSet::with_capacity(keys.len());
        keys.iter().position(|key| !seen.insert(key))
    };
    let Some((again, at)) = twice.and_then(|at| Some((keys.get(at)?, at))) else { return Ok(()) };
    let message = format!("while constructing a mapping\nfound duplicate key {}\n", again.text());
    Err(Failure::of(
        FailureKind::DuplicateKey,
        "org.yaml.snakeyaml.constructor.DuplicateKeyException",
        message,
        entries.get(at).map(|entry| entry.key.span).unwrap_or_default(),
    ))
}

/// What follows from aliases that expand without end.
pub(super) fn expansion(node: Option<&Node>) -> Failure {
    let span = node.map(|node| node.span).unwrap_or_default();
    Failure::of(FailureKind::Expansion, "java.lang.OutOfMemoryError", "Java heap space", span)
}

/// The items of a `!!set`: its keys.
pub(super) fn set_items(node: &Node, entries: &[Entry]) -> Option<Vec<Scalar>> {
    (node.tag.as_deref() == Some("tag:yaml.org,2002:set"))
        .then(|| entries.iter().map(|entry| key(&entry.key).value()).collect())
}

/// The entries of an `!!omap`: those of the one-entry mappings in it.
pub(super) fn ordered<'a>(node: &Node, items: &[&'a Arc<Node>]) -> Option<Vec<Pair<'a>>> {
    (node.tag.as_deref() == Some("tag:yaml.org,2002:omap")).then(|| {
        let entries = items.iter().filter_map(|item| item.entries().first());
        entries.map(|entry| Pair { key: key(&entry.key).tracked(), ..pair(entry) }).collect()
    })
}
