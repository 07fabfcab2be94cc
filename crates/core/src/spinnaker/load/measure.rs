//! How large a document becomes once its aliases are followed, found without
//! following any twice; and what SnakeYAML refuses while it composes: nesting
//! past its own bound and, since 2.0, tags that name classes.

use std::collections::HashMap;
use std::sync::Arc;

use super::children::{Children, children};
use super::construct::{CONSTRUCTOR, expansion};
use super::failure::{Failure, FailureKind};
use super::merge::is_merge;
use super::plain::Plain;
use crate::document::{Kind, Node, names_class};
use crate::limits;
use crate::spinnaker::SpringBoot;

/// What an anchored node tells itself from others by, while its document
/// lives.
pub(super) fn address(node: &Node) -> usize {
    std::ptr::from_ref(node).addr()
}

/// What a node becomes with its aliases followed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Size {
    nodes: usize,
    leaves: usize,
    /// Of all keys on the ways to the leaves.
    bytes: usize,
    depth: usize,
}

impl Size {
    /// Adds a child that stands under a key of that many bytes.
    fn add(&mut self, child: Self, key: usize) {
        let path = child.leaves.saturating_mul(key + 1);
        self.nodes = self.nodes.saturating_add(child.nodes);
        self.leaves = self.leaves.saturating_add(child.leaves);
        self.bytes = self.bytes.saturating_add(child.bytes).saturating_add(path);
        self.depth = self.depth.max(child.depth + 1);
    }

    fn is_bearable(self) -> bool {
        self.nodes <= limits::EXPANDED_NODES
            && self.bytes <= limits::PROPERTY_BYTES
            && self.depth <= limits::EXPANDED_DEPTH
    }
}

/// The sizes of the anchored nodes of a document.
#[derive(Debug, Default)]
pub(super) struct Sizes(HashMap<usize, Size>);

impl Sizes {
    /// Whether the node is one of the document's anchored nodes.
    pub(super) fn knows(&self, node: &Node) -> bool {
        self.0.contains_key(&address(node))
    }
}

/// What was measured of a document.
pub(super) struct Measured {
    /// The sizes of its anchored nodes.
    pub(super) sizes: Sizes,
    /// Its plain stages.
    pub(super) plain: Plain,
    /// What stops Orca later, where a node refers to itself.
    pub(super) recursive: Option<Failure>,
}

/// Measures a node that lies `depth` levels below its document's root.
/// Stages that `known` says are plain are not looked at again.
pub(super) fn measure(
    node: &Node,
    regions: &[Option<Arc<Node>>],
    depth: usize,
    boot: SpringBoot,
    known: &Plain,
) -> Result<Measured, Failure> {
    let mut measuring = Measuring {
        regions,
        boot,
        inside: Sizes::default(),
        outside: Sizes::default(),
        beyond: false,
        known,
        plain: Plain::default(),
        special: 0,
        recursive: None,
    };
    measuring.node(node, depth, 0)?;
    let Measuring { inside: sizes, plain, recursive, .. } = measuring;
    Ok(Measured { sizes, plain, recursive })
}

/// What follows where Spring makes properties of a node that refers to itself.
pub(super) fn recursion(node: &Node) -> Failure {
    let message = "the node refers to itself";
    let class = "java.lang.StackOverflowError";
    Failure::of(FailureKind::RecursiveAlias, class, message, node.span)
}

struct Measuring<'a> {
    regions: &'a [Option<Arc<Node>>],
    boot: SpringBoot,
    inside: Sizes,
    outside: Sizes,
    /// Whether the node lies outside, reached by an alias.
    beyond: bool,
    /// The plain stages of the loading before, and of this one.
    known: &'a Plain,
    plain: Plain,
    /// How many anchors, aliases, merges and tags were met.
    special: usize,
    /// The first node that refers to itself.
    recursive: Option<Failure>,
}

impl Measuring<'_> {
    /// `depth` is SnakeYAML's, which aliases do not count to; `way` counts
    /// every step taken here.
    fn node(&mut self, node: &Node, depth: usize, way: usize) -> Result<Size, Failure> {
        let alias = matches!(node.kind, Kind::Alias(_));
        self.special += usize::from(alias || node.anchored || node.tag.is_some());
        if let Kind::Alias(Some(target)) = &node.kind {
            return self.alias(node, target.resolved(), way);
        }
        if depth > limits::SNAKE_YAML_DEPTH && !self.beyond {
            let message = format!("Nesting Depth exceeded max {}", limits::SNAKE_YAML_DEPTH);
            let class = "org.yaml.snakeyaml.error.YAMLException";
            return Err(Failure::of(FailureKind::Depth, class, message, node.span));
        }
        if way > limits::EXPANDED_DEPTH {
            return Err(expansion(Some(node)));
        }
        if self.boot == SpringBoot::V3_5
            && let Some(tag) = node.tag.as_deref().filter(|tag| names_class(tag))
        {
            let message = format!("Global tag is not allowed: {tag}");
            let class = "org.yaml.snakeyaml.composer.ComposerException";
            return Err(Failure::of(FailureKind::Tag, class, message, node.span));
        }
        let mut size = Size { nodes: 1, ..Size::default() };
        match children(node, self.regions) {
            Children::None => size.leaves = 1,
            Children::Recursive => {
                self.recursive.get_or_insert_with(|| recursion(node));
            }
            Children::Items(items) => {
                for (item, region) in items {
                    let Some(item) = item else { continue };
                    let child = match region {
                        Some(_) => self.stage(item, depth + 1, way + 1)?,
                        None => self.node(item, depth + 1, way + 1)?,
                    };
                    size.add(child, 4);
                    bearable(size, item)?;
                }
            }
            Children::Entries(entries) => {
                for entry in entries {
                    let recursive =
                        matches!(children(&entry.value, self.regions), Children::Recursive);
                    if recursive && is_merge(&entry.key) {
                        let message = "found unconstructable recursive node";
                        let span = entry.value.span;
                        let kind = FailureKind::RecursiveAlias;
                        return Err(Failure::of(kind, CONSTRUCTOR, message, span));
                    }
                    self.special += usize::from(is_merge(&entry.key));
                    let key = self.node(&entry.key, depth + 1, way + 1)?;
                    size.nodes = size.nodes.saturating_add(key.nodes);
                    let child = self.node(&entry.value, depth + 1, way + 1)?;
                    size.add(child, entry.key.as_text().map_or(0, str::len));
                    bearable(size, &entry.value)?;
                }
            }
        }
        if node.anchored {
            let sizes = if self.beyond { &mut self.outside } else { &mut self.inside };
            sizes.0.insert(address(node), size);
        }
        Ok(size)
    }

    /// An item that is a region of its own.
    fn stage(&mut self, item: &Arc<Node>, depth: usize, way: usize) -> Result<Size, Failure> {
        let known = self.known.size(item).filter(|size| {
            depth + size.depth <= limits::SNAKE_YAML_DEPTH
                && way + size.depth <= limits::EXPANDED_DEPTH
        });
        let before = self.special;
        let size = match known {
            Some(size) => size,
            None => self.node(item, depth, way)?,
        };
        if self.special == before {
            self.plain.note(item, size);
        }
        Ok(size)
    }

    fn alias(&mut self, alias: &Node, target: &Node, way: usize) -> Result<Size, Failure> {
        let address = address(target);
        let known = self.inside.0.get(&address).or_else(|| self.outside.0.get(&address)).copied();
        let size = if let Some(size) = known {
            size
        } else {
            let beyond = std::mem::replace(&mut self.beyond, true);
            let size = self.node(target, 0, way + 1);
            self.beyond = beyond;
            size?
        };
        bearable(size, alias)?;
        Ok(size)
    }
}

fn bearable(size: Size, node: &Node) -> Result<(), Failure> {
    if size.is_bearable() { Ok(()) } else { Err(expansion(Some(node))) }
}
