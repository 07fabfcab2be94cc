//! SnakeYAML's construction, as Spring Boot sets it up: what a document's
//! nodes become, and what stops it (orca-semantics §1.2).
//!
//! Aliases are not followed by [`check`]: SnakeYAML constructs what they stand
//! for once.

use std::collections::HashMap;
use std::collections::HashSet;
use std::sync::Arc;

use super::children::{Children, children};
use super::failure::{Failure, FailureKind};
use super::scalar::{Key, Scalar, key, scalar};
use crate::document::{Entry, Kind, Node, Style};
use crate::limits;

const CONSTRUCTOR: &str = "org.yaml.snakeyaml.constructor.ConstructorException";

/// Up to so many keys are compared one by one, which is faster than hashing.
const FEW_KEYS: usize = 8;

/// Checks that SnakeYAML constructs the node, which lies `depth` levels below
/// its document's root.
pub(super) fn check(node: &Node, regions: &[Arc<Node>], depth: usize) -> Result<(), Failure> {
    if matches!(node.kind, Kind::Alias(Some(_))) {
        return Ok(());
    }
    if depth > limits::SNAKE_YAML_DEPTH {
        let message = format!("Nesting Depth exceeded max {}", limits::SNAKE_YAML_DEPTH);
        let class = "org.yaml.snakeyaml.error.YAMLException";
        return Err(Failure::of(FailureKind::Depth, class, message, node.span));
    }
    match children(node, regions) {
        Children::None => scalar(node).map(drop),
        Children::Recursive => {
            let message = "the node refers to itself";
            let class = "java.lang.StackOverflowError";
            Err(Failure::of(FailureKind::RecursiveAlias, class, message, node.span))
        }
        Children::Items(items) => {
            collection_tag(node, &["seq", "omap", "pairs"])?;
            items.into_iter().try_for_each(|(item, _)| check(item, regions, depth + 1))
        }
        Children::Entries(entries) => {
            collection_tag(node, &["map", "set"])?;
            for entry in entries {
                if !is_merge(&entry.key) {
                    check(&entry.key, regions, depth + 1)?;
                }
                check(&entry.value, regions, depth + 1)?;
            }
            duplicates(entries)
        }
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
fn duplicates(entries: &[Entry]) -> Result<(), Failure> {
    let keys: Vec<Key<'_>> =
        entries.iter().filter(|entry| !is_merge(&entry.key)).map(|entry| key(&entry.key)).collect();
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
    let place = entries.iter().filter(|entry| !is_merge(&entry.key)).nth(at);
    let message = format!("while constructing a mapping\nfound duplicate key {}\n", again.text());
    Err(Failure::of(
        FailureKind::DuplicateKey,
        "org.yaml.snakeyaml.constructor.DuplicateKeyException",
        message,
        place.map(|entry| entry.key.span).unwrap_or_default(),
    ))
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

/// An entry of a constructed mapping.
pub(super) struct Pair<'a> {
    /// The key.
    pub(super) key: Key<'a>,
    /// Where the key stands.
    pub(super) key_node: &'a Node,
    /// The value.
    pub(super) value: &'a Arc<Node>,
}

/// A mapping's entries with its merges resolved, in SnakeYAML's order.
pub(super) fn pairs(entries: &[Entry]) -> Result<Vec<Pair<'_>>, Failure> {
    if !entries.iter().any(|entry| is_merge(&entry.key)) {
        return Ok(entries.iter().map(pair).collect());
    }
    let mut merged = Merged::default();
    merged.add(entries, true, true, 0)?;
    Ok(merged.pairs)
}

fn pair(entry: &Entry) -> Pair<'_> {
    Pair { key: key(&entry.key), key_node: &entry.key, value: &entry.value }
}

#[derive(Default)]
struct Merged<'a> {
    pairs: Vec<Pair<'a>>,
    places: HashMap<Key<'a>, usize>,
}

impl<'a> Merged<'a> {
    /// `own` entries win over merged ones. The keys of a mapping written
    /// right after `<<:` are never constructed on their own, so Spring still
    /// holds them with their places: they equal no other key.
    fn add(
        &mut self,
        entries: &'a [Entry],
        own: bool,
        constructed: bool,
        depth: usize,
    ) -> Result<(), Failure> {
        if depth > limits::NODE_DEPTH || self.pairs.len() > limits::EXPANDED_NODES {
            return Err(expansion(entries.first().map(|entry| &*entry.key)));
        }
        for entry in entries {
            if is_merge(&entry.key) {
                self.merge(&entry.value, depth)?;
                continue;
            }
            let mut pair = pair(entry);
            if !constructed {
                pair.key = pair.key.tracked();
            }
            match self.places.get(&pair.key).and_then(|at| self.pairs.get_mut(*at)) {
                Some(place) if own => *place = pair,
                Some(_) => {}
                None => {
                    self.places.insert(pair.key.clone(), self.pairs.len());
                    self.pairs.push(pair);
                }
            }
        }
        Ok(())
    }

    fn merge(&mut self, value: &'a Node, depth: usize) -> Result<(), Failure> {
        let constructed = matches!(value.kind, Kind::Alias(_));
        match &value.resolved().kind {
            Kind::Mapping { entries, .. } => self.add(entries, false, constructed, depth + 1),
            Kind::Sequence { items, .. } => {
                items.iter().try_for_each(|item| match &item.resolved().kind {
                    Kind::Mapping { entries, .. } => {
                        let constructed = matches!(item.kind, Kind::Alias(_));
                        self.add(entries, false, constructed, depth + 1)
                    }
                    _ => Err(not_a_mapping(item, "a mapping")),
                })
            }
            _ => Err(not_a_mapping(value, "a mapping or list of mappings")),
        }
    }
}

fn not_a_mapping(node: &Node, expected: &str) -> Failure {
    let message = format!("while constructing a mapping\nexpected {expected} for merging\n");
    Failure::of(FailureKind::Merge, CONSTRUCTOR, message, node.span)
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
