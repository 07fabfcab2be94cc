//! From YAML nodes to property names, as Spring Boot's loader flattens a
//! document (orca-semantics §1.2, §1.8).
//!
//! Map keys are joined by dots, or without one when they start with a
//! bracket; the joined text is cut into elements again, so a bracket in one
//! key may swallow the next. Nothing is bound here.

use std::sync::Arc;

use super::children::{Children, Item as Child, children};
use super::construct::{expansion, ordered, set_items};
use super::failure::{Failure, FailureKind};
use super::measure::recursion;
use super::merge::{Merges, Pair};
use super::name::ElementState;
use super::scalar::{Key, Scalar, scalar};
use super::tree::{Id, Item, Leaf, ROOT, Tree, Vanished};
use crate::document::{Entry, Kind, Node};
use crate::java::{Data, Span};
use crate::limits;
use crate::spinnaker::SpringBoot;

/// The lists of stages, each of whose items is a property of its own.
pub(super) const STAGE_LISTS: [&[&str]; 3] = [
    &["job", "preconfigured", "kubernetes"],
    &["job", "preconfigured", "titus"],
    &["webhook", "preconfigured"],
];

/// What flattening a document rests on.
#[derive(Clone, Copy)]
pub(super) struct Ground<'a> {
    /// The regions of the document.
    pub(super) regions: &'a [Option<Arc<Node>>],
    /// What merges made of its mappings.
    pub(super) merges: &'a Merges<'a>,
    /// The Spring Boot line.
    pub(super) boot: SpringBoot,
}

/// The properties of a whole document, its stages left for later where no
/// other key of the document reaches into them.
pub(super) fn document(root: &Arc<Node>, ground: Ground<'_>) -> Result<Tree, Failure> {
    if ground.boot != SpringBoot::V3_5 {
        no_null_keys(root, ground, 0)?;
    }
    let mut lazily = Flattening::new(ground, 0, "", true);
    lazily.root(root)?;
    if !lazily.clash {
        return Ok(lazily.tree);
    }
    let mut whole = Flattening::new(ground, 0, "", false);
    whole.root(root)?;
    Ok(whole.tree)
}

/// Spring Framework before 6.1 turns all keys of mappings in mappings into
/// text before it flattens any, and fails on null.
fn no_null_keys(node: &Arc<Node>, ground: Ground<'_>, depth: usize) -> Result<(), Failure> {
    if depth > limits::EXPANDED_DEPTH {
        return Err(expansion(Some(node)));
    }
    let Kind::Mapping { entries, .. } = &node.resolved().kind else { return Ok(()) };
    for pair in ground.merges.pairs(node.resolved(), entries)?.iter() {
        no_null_keys(pair.value, ground, depth + 1)?;
        if matches!(pair.key, Key::Data(Data::Null)) {
            let message = "Cannot invoke \"Object.toString()\" because \"key\" is null";
            let class = "java.lang.NullPointerException";
            return Err(Failure::of(FailureKind::NonTextKey, class, message, pair.key_node.span));
        }
    }
    Ok(())
}

/// The properties of one stage, which stands under the flat key `flat`.
pub(super) fn stage(node: &Arc<Node>, ground: Ground<'_>, flat: &str) -> Result<Tree, Failure> {
    let above = super::name::Name::adapt(flat).len();
    let mut flattening = Flattening::new(ground, above, flat, false);
    let cursor = Cursor { at: ROOT, state: ElementState::at(flat.len()) };
    flattening.value(node, cursor, Under { key_at: flat.len(), ..Under::list(node.span, 0) })?;
    Ok(flattening.tree)
}

/// How far the flat key is known.
#[derive(Clone, Copy)]
struct Cursor {
    /// The last element that is complete.
    at: Id,
    /// The one being read.
    state: ElementState,
}

/// What a value stands under.
#[derive(Clone, Copy)]
struct Under {
    key_span: Span,
    key_at: usize,
    /// Spring turns keys into text, except below lists.
    list: bool,
    depth: usize,
    /// Whether the value was constructed before.
    again: bool,
}

impl Under {
    fn list(key_span: Span, depth: usize) -> Self {
        Self { key_span, key_at: 0, list: true, depth, again: false }
    }
}

/// A blank path is no path: Spring starts anew below it.
fn is_blank(path: &str) -> bool {
    path.chars().all(char::is_whitespace)
}

struct Flattening<'a> {
    tree: Tree,
    path: String,
    ground: Ground<'a>,
    /// Whether stages are left for later.
    lazy: bool,
    /// Whether a key reaches into a stage that was left for later.
    clash: bool,
}

impl<'a> Flattening<'a> {
    fn new(ground: Ground<'a>, above: usize, flat: &str, lazy: bool) -> Self {
        let (tree, path) = (Tree::new(above), flat.to_owned());
        Self { tree, path, ground, lazy, clash: false }
    }

    fn root(&mut self, root: &Arc<Node>) -> Result<(), Failure> {
        let cursor = Cursor { at: ROOT, state: ElementState::at(0) };
        let under = Under { list: false, ..Under::list(root.span, 0) };
        if matches!(root.resolved().kind, Kind::Mapping { .. }) {
            return self.value(root, cursor, under);
        }
        // A document that is no mapping becomes the value of one key; an
        // empty one is left out.
        if scalar(root)?.as_text().is_some_and(|text| text.is_empty()) {
            return Ok(());
        }
        let cursor = self.descend(cursor, "document", root.span);
        self.value(root, cursor, under)
    }

    fn value(&mut self, node: &Arc<Node>, cursor: Cursor, under: Under) -> Result<(), Failure> {
        if under.depth > limits::EXPANDED_DEPTH {
            return Err(expansion(Some(node)));
        }
        let resolved = node.resolved();
        match children(node, self.ground.regions) {
            Children::None => self.leaf(node, scalar(node)?, cursor, under),
            Children::Recursive => return Err(recursion(node)),
            Children::Items(items) if items.is_empty() => {
                let empty = match self.ground.boot {
                    SpringBoot::V3_5 => Scalar::Data(Data::String("".into())),
                    SpringBoot::V2_7 | SpringBoot::V3_1 => Scalar::EmptyList,
                };
                self.leaf(node, empty, cursor, under);
            }
            Children::Items(items) => {
                let nodes: Vec<&Arc<Node>> = items.iter().filter_map(|(item, _)| *item).collect();
                match ordered(resolved, &nodes) {
                    Some(pairs) => self.pairs(&pairs, cursor, under)?,
                    None => self.items(&items, cursor, under)?,
                }
            }
            Children::Entries(entries) => match set_items(resolved, entries) {
                Some(values) => {
                    for (index, value) in values.into_iter().enumerate() {
                        let length = self.path.len();
                        let cursor = self.descend(cursor, &format!("[{index}]"), node.span);
                        self.leaf(node, value, cursor, Under { key_at: length, ..under });
                        self.path.truncate(length);
                    }
                }
                None => match &*self.ground.merges.pairs(resolved, entries)? {
                    [] if self.is_kept(node, entries, under) => {
                        self.leaf(node, Scalar::EmptyMap, cursor, under);
                    }
                    [] => self.vanish(cursor, under),
                    pairs => self.pairs(pairs, cursor, under)?,
                },
            },
        }
        Ok(())
    }

    /// Whether a mapping that holds nothing is a value. Spring looks while it
    /// constructs: where merges leave nothing, they have done so only when the
    /// mapping was constructed, or merged, before.
    fn is_kept(&self, node: &Node, entries: &[Entry], under: Under) -> bool {
        let alias = matches!(node.kind, Kind::Alias(_));
        let before = alias || under.again || self.ground.merges.is_stripped(node.resolved());
        self.ground.boot != SpringBoot::V3_5 && (entries.is_empty() || before)
    }

    fn pairs(&mut self, pairs: &[Pair<'_>], cursor: Cursor, under: Under) -> Result<(), Failure> {
        for pair in pairs {
            let text;
            let key = if let Key::Text(text) = pair.key {
                text
            } else {
                text = converted(pair, under.list)?;
                &text
            };
            let length = self.path.len();
            let blank = is_blank(&self.path).then(|| self.path.clone());
            let span = pair.key_node.span;
            let cursor = self.descend(cursor, key, span);
            let key_at = self.path.len() - key.len();
            let (depth, again) = (under.depth + 1, pair.again);
            let under = Under { key_span: span, key_at, depth, again, ..under };
            self.value(pair.value, cursor, under)?;
            match blank {
                Some(blank) => self.path = blank,
                None => self.path.truncate(length),
            }
        }
        Ok(())
    }

    fn items(&mut self, items: &[Child<'_>], cursor: Cursor, under: Under) -> Result<(), Failure> {
        let stages = self.lazy && self.is_stage_list(cursor, under.key_span);
        for (index, (item, region)) in items.iter().enumerate() {
            let length = self.path.len();
            let span = item.map_or(under.key_span, |item| item.span);
            let cursor = self.descend(cursor, &format!("[{index}]"), span);
            let depth = under.depth + 1;
            let under = Under { key_at: length, ..Under::list(span, depth) };
            let region = *region;
            self.tree.regions.extend(region.map(|region| (cursor.at, region)));
            if stages && cursor.state.is_fresh(self.path.len()) {
                self.clash |= self.tree.element(cursor.at).live;
                let (node, flat) = (item.cloned(), self.path.as_str().into());
                self.tree.put_item(cursor.at, Item { node, region, flat });
            } else if let Some(item) = item {
                self.value(item, cursor, under)?;
            }
            self.path.truncate(length);
        }
        Ok(())
    }

    fn is_stage_list(&mut self, cursor: Cursor, span: Span) -> bool {
        let list = self.completed(cursor, span);
        STAGE_LISTS.iter().any(|keys| self.tree.is_at(list, keys))
    }

    /// Goes on to a key; the flat key so far is in `self.path`.
    fn descend(&mut self, mut cursor: Cursor, key: &str, span: Span) -> Cursor {
        if is_blank(&self.path) {
            self.path.clear();
            cursor = Cursor { at: ROOT, state: ElementState::at(0) };
        } else if !key.starts_with('[') {
            self.take(&mut cursor, '.', span);
        }
        for ch in key.chars() {
            self.take(&mut cursor, ch, span);
        }
        cursor
    }

    fn take(&mut self, cursor: &mut Cursor, ch: char, span: Span) {
        if let Some((range, kind)) = cursor.state.take(ch, self.path.len()) {
            let text = self.path.get(range).unwrap_or_default();
            self.clash |= self.tree.element(cursor.at).item.is_some();
            cursor.at = self.tree.enter(cursor.at, text, kind, span);
        }
        self.path.push(ch);
    }

    /// The element of the whole flat key so far.
    fn completed(&mut self, cursor: Cursor, span: Span) -> Id {
        match cursor.state.finish(self.path.len()) {
            Some((range, kind)) => {
                let text = self.path.get(range).unwrap_or_default();
                self.clash |= self.tree.element(cursor.at).item.is_some();
                self.tree.enter(cursor.at, text, kind, span)
            }
            None => cursor.at,
        }
    }

    fn leaf(&mut self, node: &Node, value: Scalar, cursor: Cursor, under: Under) {
        let id = self.completed(cursor, under.key_span);
        self.clash |= self.tree.element(id).item.is_some();
        let leaf = Leaf {
            at: id,
            flat: self.path.as_str().into(),
            key_at: under.key_at,
            value,
            written: match &node.resolved().kind {
                Kind::Scalar { text, .. } => Some(Arc::clone(text)),
                _ => None,
            },
            span: Some(node.span),
            key_span: under.key_span,
        };
        self.tree.put(id, leaf);
    }

    fn vanish(&mut self, cursor: Cursor, under: Under) {
        if self.tree.vanished.len() < limits::FINDINGS {
            let flat = self.path.as_str().into();
            let Under { key_at, key_span, .. } = under;
            self.tree.vanished.push(Vanished { flat, key_at, key_span, at: cursor.at });
        }
    }
}

/// A key that is not text: in brackets, or the end of Orca's start-up.
fn converted(pair: &Pair<'_>, below_list: bool) -> Result<String, Failure> {
    let span = pair.key_node.span;
    let null = |message: &str| {
        let class = "java.lang.NullPointerException";
        Failure::of(FailureKind::NonTextKey, class, message, span)
    };
    match &pair.key {
        Key::Data(Data::Null) if below_list => {
            Err(null("Cannot invoke \"String.startsWith(String)\" because \"key\" is null"))
        }
        Key::Tracked(text) if !below_list => Ok((*text).to_owned()),
        key if !below_list => Ok(format!("[{}]", key.text())),
        key => {
            let class = key.foreign_class().unwrap_or("java.lang.Object");
            let message = format!(
                "class {class} cannot be cast to class java.lang.String ({class} and \
                 java.lang.String are in module java.base of loader 'bootstrap')"
            );
            let exception = "java.lang.ClassCastException";
            Err(Failure::of(FailureKind::NonTextKey, exception, message, span))
        }
    }
}
