//! The properties of one source as a tree of name elements, so that nothing
//! ever scans all flat keys.

use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::name::{ElementKind, Name, key_of};
use super::scalar::Scalar;
use crate::document::Node;
use crate::java::{self, Span};

/// A node's index in its tree.
pub(super) type Id = usize;

/// The root of every tree.
pub(super) const ROOT: Id = 0;

/// From so many children on, a node looks them up by a map.
const MANY_CHILDREN: usize = 12;

const LOOSE: ElementKind = ElementKind::NonUniform;

fn is_stray(key: &str, kind: ElementKind) -> bool {
    matches!(kind, ElementKind::Uniform | ElementKind::Dashed) && key.contains(']')
}

/// A flat key with its value.
#[derive(Debug)]
pub(super) struct Leaf {
    /// Its element.
    pub(super) at: Id,
    /// The flat key, as the file spells it.
    pub(super) flat: Box<str>,
    /// Where the last YAML key of it starts.
    pub(super) key_at: usize,
    /// The value.
    pub(super) value: Scalar,
    /// The scalar as written.
    pub(super) written: Option<Arc<str>>,
    /// Where the value stands; none in the environment.
    pub(super) span: Option<Span>,
    /// Where the key stands.
    pub(super) key_span: Span,
}

/// A stage that is flattened only when it is asked for.
#[derive(Clone, Debug)]
pub(super) struct Item {
    /// The stage, where it can be read.
    pub(super) node: Option<Arc<Node>>,
    /// The region it is, if it is one.
    pub(super) region: Option<usize>,
    /// Its flat key.
    pub(super) flat: Arc<str>,
}

/// One element of the names.
#[derive(Debug, Default)]
pub(super) struct Element {
    /// What equal elements have in common.
    pub(super) key: String,
    /// How it was first written, where that differs.
    written: Option<Box<str>>,
    /// The element above.
    pub(super) parent: Id,
    /// How many elements the name has, counted from the tree's root.
    pub(super) depth: usize,
    /// Whether all spellings of it have characters that do not count.
    loose: bool,
    /// Whether some spelling of it stands in brackets.
    pub(super) indexed: bool,
    /// Whether a value lies at or below it.
    pub(super) live: bool,
    /// Where its key first stands.
    pub(super) span: Span,
    /// The values at it: several when spellings of one name meet.
    pub(super) leaves: Vec<usize>,
    /// The elements below.
    pub(super) children: Vec<Id>,
    /// The stage at it, not flattened yet.
    pub(super) item: Option<Box<Item>>,
    by_key: BTreeMap<String, Id>,
    /// The first elements below with a bracket that closes nothing.
    strays: Vec<Id>,
    /// Spellings with such a bracket that were taken for an element without.
    joined: Vec<(Box<str>, Id)>,
}

static NOTHING: Element = Element {
    key: String::new(),
    written: None,
    parent: ROOT,
    depth: 0,
    loose: false,
    indexed: false,
    live: false,
    span: Span { start: 0, end: 0 },
    leaves: Vec::new(),
    children: Vec::new(),
    item: None,
    by_key: BTreeMap::new(),
    strays: Vec::new(),
    joined: Vec::new(),
};

/// A map or list without content, which is no property.
#[derive(Debug)]
pub(super) struct Vanished {
    /// The flat key.
    pub(super) flat: Box<str>,
    /// Where its last YAML key starts.
    pub(super) key_at: usize,
    /// Where the key stands.
    pub(super) key_span: Span,
    /// The last complete element of its name.
    pub(super) at: Id,
}

/// The properties of one source.
#[derive(Debug)]
pub(super) struct Tree {
    elements: Vec<Element>,
    leaves: Vec<Leaf>,
    meetings: HashMap<Id, Meeting>,
    /// How many elements lie above the root: those of a stage's own name.
    pub(super) above: usize,
    /// What held nothing.
    pub(super) vanished: Vec<Vanished>,
    /// The elements whose stages were left for later, in order.
    pub(super) items: Vec<Id>,
    /// The elements that are regions of their own, and which.
    pub(super) regions: HashMap<Id, usize>,
}

impl Tree {
    /// A tree without properties, `above` elements below the source's root.
    pub(super) fn new(above: usize) -> Self {
        Self {
            elements: vec![Element::default()],
            leaves: Vec::new(),
            meetings: HashMap::new(),
            above,
            vanished: Vec::new(),
            items: Vec::new(),
            regions: HashMap::new(),
        }
    }

    /// The element; an empty one for an index of another tree.
    pub(super) fn element(&self, id: Id) -> &Element {
        self.elements.get(id).unwrap_or(&NOTHING)
    }

    /// A value.
    pub(super) fn leaf(&self, index: usize) -> Option<&Leaf> {
        self.leaves.get(index)
    }

    /// The element below `parent`, if a value lies at or below it.
    pub(super) fn child(&self, parent: Id, key: &str) -> Option<Id> {
        self.any_child(parent, key).filter(|id| self.element(*id).live)
    }

    fn any_child(&self, parent: Id, key: &str) -> Option<Id> {
        let above = self.element(parent);
        if above.children.len() < MANY_CHILDREN {
            above.children.iter().copied().find(|id| self.element(*id).key == key)
        } else {
            above.by_key.get(key).copied()
        }
    }

    /// The elements below `parent` with a value at or below them.
    pub(super) fn children(&self, parent: Id) -> impl Iterator<Item = Id> {
        self.element(parent).children.iter().copied().filter(|id| self.element(*id).live)
    }

    /// Whether values lie below the element.
    pub(super) fn has_descendants(&self, id: Id) -> bool {
        self.children(id).next().is_some()
    }

    /// The element below `parent`, made if need be.
    pub(super) fn enter(&mut self, parent: Id, text: &str, kind: ElementKind, span: Span) -> Id {
        let key = &*key_of(text, kind);
        let (loose, stray) = (kind == LOOSE, is_stray(key, kind));
        let like = || if loose || stray { self.like(parent, key, loose) } else { None };
        let known = self.any_child(parent, key);
        if let Some(found) = known.or_else(like) {
            if let Some(element) = self.elements.get_mut(found) {
                element.indexed |= kind.is_indexed();
                element.loose &= loose;
            }
            if let Some(above) = self.elements.get_mut(parent)
                && known.is_none()
                && stray
                && above.joined.len() < MANY_CHILDREN
            {
                above.joined.push((key.into(), found));
            }
            return found;
        }
        let id = self.elements.len();
        if let Some(above) = self.elements.get_mut(parent)
            && stray
            && above.strays.len() < MANY_CHILDREN
        {
            above.strays.push(id);
        }
        self.elements.push(Element {
            key: key.to_owned(),
            written: (key != text).then(|| text.into()),
            parent,
            depth: self.element(parent).depth + 1,
            loose,
            indexed: kind.is_indexed(),
            span,
            ..Element::default()
        });
        self.adopt(parent, key.to_owned(), id);
        id
    }

    /// An element with characters that do not count is also equal to one with
    /// a bracket that closes nothing.
    fn like(&self, parent: Id, key: &str, loose: bool) -> Option<Id> {
        if loose {
            let strays = &self.element(parent).strays;
            strays.iter().copied().find(|id| key_of(&self.element(*id).key, LOOSE) == key)
        } else {
            let joined = self.element(parent).joined.iter();
            joined.clone().find(|(spelling, _)| **spelling == *key).map(|(_, id)| *id).or_else(
                || self.any_child(parent, &key_of(key, LOOSE)).filter(|id| self.element(*id).loose),
            )
        }
    }

    fn adopt(&mut self, parent: Id, key: String, id: Id) {
        let known: Vec<(String, Id)> = match self.element(parent).children.as_slice() {
            children if children.len() + 1 == MANY_CHILDREN => {
                children.iter().map(|child| (self.element(*child).key.clone(), *child)).collect()
            }
            _ => Vec::new(),
        };
        let Some(above) = self.elements.get_mut(parent) else { return };
        above.by_key.extend(known);
        above.children.push(id);
        if above.children.len() >= MANY_CHILDREN {
            above.by_key.insert(key, id);
        }
    }

    /// Puts a value; the same flat key again replaces it in its place.
    pub(super) fn put(&mut self, id: Id, leaf: Leaf) {
        let new = self.leaves.len();
        let only = self.element(id).leaves.first().and_then(|index| self.leaf(*index));
        let only = only.map(|only| only.flat.clone());
        let same = match only {
            None => None,
            Some(only) => {
                let first = self.element(id).leaves.first().copied().unwrap_or_default();
                let meeting = self.meetings.entry(id).or_default();
                meeting.by_flat.entry(only).or_insert(first);
                let index = *meeting.by_flat.entry(leaf.flat.clone()).or_insert(new);
                (index != new).then_some(index)
            }
        };
        if let Some(old) = same.and_then(|index| self.leaves.get_mut(index)) {
            *old = leaf;
            return;
        }
        if let Some(element) = self.elements.get_mut(id) {
            element.leaves.push(new);
            self.leaves.push(leaf);
            self.enliven(id);
        }
    }

    /// Puts a stage that is flattened later.
    pub(super) fn put_item(&mut self, id: Id, item: Item) {
        if let Some(element) = self.elements.get_mut(id) {
            element.item = Some(Box::new(item));
            self.items.push(id);
            self.enliven(id);
        }
    }

    fn enliven(&mut self, mut id: Id) {
        while let Some(element) = self.elements.get_mut(id).filter(|element| !element.live) {
            element.live = true;
            id = element.parent;
        }
    }

    /// The values below an element, and at it, in the order of the source.
    pub(super) fn leaves_below(&self, id: Id) -> Vec<usize> {
        let mut found = Vec::new();
        let mut open: Vec<Id> = vec![id];
        while let Some(id) = open.pop() {
            let element = self.element(id);
            found.extend(&element.leaves);
            open.extend(&element.children);
        }
        found.sort_unstable();
        found
    }

    /// The element of a name, counted from this tree's root.
    pub(super) fn find(&self, keys: &[String]) -> Option<Id> {
        keys.iter().try_fold(ROOT, |at, key| self.child(at, key))
    }

    /// The value that Spring takes for an element. Where several spellings
    /// meet, the one that equals the name asked for wins; otherwise Java's
    /// hash order of the flat keys decides.
    pub(super) fn property(&self, id: Id, asked: impl FnOnce() -> String) -> Option<&Leaf> {
        let (first, rest) = self.element(id).leaves.split_first()?;
        match self.meetings.get(&id).filter(|_| !rest.is_empty()) {
            None => self.leaf(*first),
            Some(meeting) => {
                let exact = meeting.by_flat.get(&*asked()).copied();
                let index =
                    exact.or_else(|| *meeting.first.get_or_init(|| meeting.first_by_hash()));
                index.and_then(|index| self.leaf(index))
            }
        }
    }

    /// Whether `id` is `above` or lies below it.
    pub(super) fn is_within(&self, mut id: Id, above: Id) -> bool {
        while self.element(id).depth > self.element(above).depth {
            id = self.element(id).parent;
        }
        id == above
    }

    /// Whether the element is that of the name with these keys, from the
    /// source's root.
    pub(super) fn is_at(&self, mut id: Id, keys: &[&str]) -> bool {
        for key in keys.iter().rev() {
            if self.element(id).key != *key || id == ROOT {
                return false;
            }
            id = self.element(id).parent;
        }
        id == ROOT
    }
}

/// The values of one element whose name is spelt in several ways.
#[derive(Debug, Default)]
struct Meeting {
    by_flat: HashMap<Box<str>, usize>,
    first: OnceCell<Option<usize>>,
}

impl Meeting {
    fn first_by_hash(&self) -> Option<usize> {
        let mut inserted: Vec<_> = self.by_flat.iter().collect();
        inserted.sort_by_key(|(_, index)| **index);
        let mut order = java::Map::hashed();
        for (flat, _) in inserted {
            order.insert(&**flat, java::Value::default());
        }
        order.keys().next().and_then(|flat| self.by_flat.get(&**flat)).copied()
    }
}

impl Element {
    /// The element as it was first written.
    pub(super) fn written(&self) -> &str {
        self.written.as_deref().unwrap_or(&self.key)
    }
}

impl Leaf {
    /// The YAML key that the value stands under, as written.
    pub(super) fn key_text(&self) -> &str {
        self.flat.get(self.key_at..).unwrap_or_default()
    }

    /// The name.
    pub(super) fn name(&self) -> Name<'_> {
        Name::adapt(&self.flat)
    }
}
