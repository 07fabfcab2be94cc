//! A stage's nodes for the window.

use std::collections::HashMap;
use std::sync::Arc;

use stage_core::document::{Entry, Kind, Node, Path, Source, Step, Style, resolve};
use stage_core::java::Data;
use stage_core::{Analysis, limits};
use stage_wire::{NodeKind, ScalarType, Tree};

use super::place::range;

/// Which parameters set which path.
pub(super) type SetBy = HashMap<Path, Vec<String>>;

struct Walk<'a> {
    analysis: &'a Analysis,
    stage: usize,
    source: &'a Source,
    set_by: &'a SetBy,
    /// How many more nodes may be shown.
    left: usize,
    /// How many of them by aliases.
    left_aliased: usize,
    /// Whether the node stands below an alias.
    aliased: bool,
}

/// The tree of a stage's definition.
pub(super) fn tree(
    analysis: &Analysis,
    stage: usize,
    path: &Path,
    node: &Arc<Node>,
    set_by: &SetBy,
) -> Tree {
    let source = &analysis.source;
    let mut walk = Walk {
        analysis,
        stage,
        source,
        set_by,
        left: limits::SHOWN_NODES,
        left_aliased: limits::SHOWN_ALIASED_NODES,
        aliased: false,
    };
    walk.node(None, path, node)
}

impl Walk<'_> {
    fn node(&mut self, key: Option<&Entry>, path: &Path, node: &Arc<Node>) -> Tree {
        self.left = self.left.saturating_sub(1);
        let outer = self.aliased;
        self.aliased |= matches!(node.kind, Kind::Alias(_));
        if self.aliased {
            self.left_aliased = self.left_aliased.saturating_sub(1);
        }
        let place = |node: &Node| range(self.source, self.analysis.span(self.stage, node.span));
        let resolved = node.resolved();
        let mut tree = Tree {
            key: key.map(|entry| entry.key.as_text().unwrap_or_default().to_owned()),
            path: path.to_string(),
            range: place(node),
            key_range: key.map(|entry| place(&entry.key)),
            kind: NodeKind::Scalar,
            text: String::new(),
            scalar: None,
            block: false,
            alias: matches!(node.kind, Kind::Alias(_)),
            set_by: self.set_by.get(path).cloned().unwrap_or_default(),
            children: Vec::new(),
        };
        match &resolved.kind {
            Kind::Scalar { text, style } => {
                tree.text = text.to_string();
                tree.scalar = Some(scalar_type(&resolve(text, *style, resolved.tag.as_deref())));
                tree.block = matches!(style, Style::Literal | Style::Folded);
            }
            Kind::Mapping { entries, .. } => {
                tree.kind = NodeKind::Mapping;
                for entry in entries {
                    if self.has_room() {
                        let name = entry.key.as_text().unwrap_or_default();
                        tree.children.push(self.node(Some(entry), &path.key(name), &entry.value));
                    }
                }
            }
            Kind::Sequence { items, .. } => {
                tree.kind = NodeKind::Sequence;
                for (index, item) in items.iter().enumerate() {
                    if self.has_room() {
                        tree.children.push(self.node(None, &path.step(Step::Index(index)), item));
                    }
                }
            }
            Kind::Regions(_) | Kind::Alias(_) => {}
        }
        self.aliased = outer;
        tree
    }

    fn has_room(&self) -> bool {
        self.left > 0 && (!self.aliased || self.left_aliased > 0)
    }
}

fn scalar_type(data: &Data) -> ScalarType {
    match data {
        Data::Null => ScalarType::Null,
        Data::Boolean(_) => ScalarType::Boolean,
        Data::Integer(_) | Data::Long(_) | Data::BigInteger(_) => ScalarType::Integer,
        Data::Double(_) => ScalarType::Float,
        _ => ScalarType::Text,
    }
}
