//! Whether a text after an edit reads as the text before with the edit made.
//!
//! Regions that are shared with the reading before are not looked into. It
//! must never say yes because it did not look.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::New;
use super::expect::{At, Expect};
use super::snippet;
use crate::document::Region;
use crate::document::{Kind, Node, Parsed, Regions, Step, Style, TroubleKind, resolve};
use crate::java::Data;

/// Whether every document of `new` reads as expected and nothing reads worse
/// than in `old`.
pub(super) fn holds(expected: &[Expect<'_>], old: &Regions, new: &Regions) -> bool {
    let mut reading = Reading { anchors: HashMap::new() };
    expected.len() == new.roots.len()
        && !gains_trouble(old, new)
        && expected.iter().zip(&new.roots).all(|(expect, (_, node))| {
            reading.meets(expect, &Child::Node(At { regions: new, node: Arc::clone(node) }))
        })
}

/// Whether a node already has a new value.
pub(super) fn is_already(regions: &Regions, node: &Arc<Node>, new: &New) -> bool {
    let mut reading = Reading { anchors: HashMap::new() };
    let at = At { regions, node: Arc::clone(node) };
    !matches!(new, New::Yaml(_)) && reading.is_new(new, &Child::Node(at))
}

/// Whether the regions that are not shared have more troubles than before.
fn gains_trouble(old: &Regions, new: &Regions) -> bool {
    let pointers = |regions: &Regions| -> HashSet<*const Parsed> {
        regions.regions.iter().map(|region| Arc::as_ptr(&region.parsed)).collect()
    };
    let (in_old, in_new) = (pointers(old), pointers(new));
    let count = |regions: &[Region], shared: &HashSet<*const Parsed>| {
        let mut counts: HashMap<TroubleKind, usize> = HashMap::new();
        let own = regions.iter().filter(|region| !shared.contains(&Arc::as_ptr(&region.parsed)));
        for trouble in own.flat_map(|region| &region.parsed.troubles) {
            *counts.entry(trouble.kind).or_default() += 1;
        }
        counts
    };
    let before = count(&old.regions, &in_new);
    let after = count(&new.regions, &in_old);
    after.iter().any(|(kind, count)| before.get(kind).is_none_or(|before| before < count))
}

/// What stands at a place of the new text.
enum Child<'a> {
    Node(At<'a>),
    Stage(&'a Regions, usize),
}

impl Child<'_> {
    fn node(&self) -> Option<&Arc<Node>> {
        match self {
            Self::Node(at) => Some(&at.node),
            Self::Stage(regions, index) => regions.regions.get(*index)?.item(),
        }
    }
}

/// The items of a list, be they regions of their own.
fn items<'a>(regions: &'a Regions, node: &Node) -> Option<Vec<Child<'a>>> {
    match &node.kind {
        Kind::Sequence { items, .. } => {
            Some(items.iter().map(|item| child(regions, item)).collect())
        }
        Kind::Regions(range) => {
            Some(range.clone().map(|region| Child::Stage(regions, region)).collect())
        }
        _ => None,
    }
}

fn child<'a>(regions: &'a Regions, node: &Arc<Node>) -> Child<'a> {
    Child::Node(At { regions, node: Arc::clone(node) })
}

/// How much of the way that something is written counts.
#[derive(Clone, Copy, PartialEq)]
enum Strict {
    /// All of it.
    Written,
    /// Only what is read.
    Value,
}

struct Reading {
    /// The anchored nodes before with those that stand in their places now.
    anchors: HashMap<*const Node, *const Node>,
}

impl Reading {
    fn meets(&mut self, expect: &Expect<'_>, new: &Child<'_>) -> bool {
        match expect {
            Expect::Same(at) => self.same(&Child::Node(at.clone()), new, Strict::Written),
            Expect::Moved(at) => self.same(&Child::Node(at.clone()), new, Strict::Value),
            Expect::Stage(regions, index) => {
                self.same(&Child::Stage(regions, *index), new, Strict::Written)
            }
            Expect::New(value) => self.is_new(value, new),
            Expect::Key(key) => new.node().is_some_and(|node| is_text(node, key)),
            Expect::Around(step, inner) => self.is_around(step, inner, new),
            Expect::Mapping(at, entries) => {
                let Some(node) = new.node() else { return false };
                let Kind::Mapping { entries: found, .. } = &node.kind else { return false };
                let regions = new.regions();
                self.is_like(&at.node, node)
                    && entries.len() == found.len()
                    && entries.iter().zip(found).all(|((key, value), found)| {
                        self.meets(key, &child(regions, &found.key))
                            && self.meets(value, &child(regions, &found.value))
                    })
            }
            Expect::List(at, expected) => {
                let Some(node) = new.node() else { return false };
                let Some(found) = items(new.regions(), node) else { return false };
                self.is_like(&at.node, node)
                    && expected.len() == found.len()
                    && expected.iter().zip(&found).all(|(expect, found)| self.meets(expect, found))
            }
        }
    }

    /// Whether anchor and tag are the same; takes note of the anchor.
    fn is_like(&mut self, old: &Arc<Node>, new: &Arc<Node>) -> bool {
        if old.anchored {
            self.anchors.insert(Arc::as_ptr(old), Arc::as_ptr(new));
        }
        old.tag == new.tag && old.anchored == new.anchored
    }

    /// Whether two places read the same. The depth of both is bounded by the
    /// reading.
    fn same(&mut self, old: &Child<'_>, new: &Child<'_>, strict: Strict) -> bool {
        if let (Child::Stage(before, old), Child::Stage(after, new)) = (old, new) {
            let of = |regions: &Regions, index: usize| {
                regions.regions.get(index).map(|region| Arc::clone(&region.parsed))
            };
            let (Some(old), Some(new)) = (of(before, *old), of(after, *new)) else { return false };
            return Arc::ptr_eq(&old, &new)
                || old.roots.len() == new.roots.len()
                    && old.roots.iter().zip(&new.roots).all(|(old, new)| {
                        self.same(&child(before, old), &child(after, new), strict)
                    });
        }
        let (Some(before), Some(after)) = (old.node(), new.node()) else { return false };
        if Arc::ptr_eq(before, after) {
            return true;
        }
        let is_written = strict == Strict::Written;
        let like = self.is_like(before, after);
        like && match (&before.kind, &after.kind) {
            (Kind::Scalar { text, style }, Kind::Scalar { text: now, style: style_now }) => {
                let data = |text: &str, style: Style| resolve(text, style, before.tag.as_deref());
                match strict {
                    Strict::Written => text == now && style == style_now,
                    // Nothing written is null, which may have to be written.
                    Strict::Value => {
                        let was = data(text, *style);
                        was == data(now, *style_now) && (text == now || was == Data::Null)
                    }
                }
            }
            (Kind::Mapping { entries, flow }, Kind::Mapping { entries: now, flow: flow_now }) => {
                (!is_written || flow == flow_now)
                    && entries.len() == now.len()
                    && entries.iter().zip(now).all(|(old_entry, entry)| {
                        let pairs =
                            [(&old_entry.key, &entry.key), (&old_entry.value, &entry.value)];
                        pairs.into_iter().all(|(before, after)| {
                            self.same(
                                &child(old.regions(), before),
                                &child(new.regions(), after),
                                strict,
                            )
                        })
                    })
            }
            (Kind::Alias(before), Kind::Alias(after)) => {
                self.is_same_target(before.as_ref(), after.as_ref())
            }
            _ => {
                let lists = (items(old.regions(), before), items(new.regions(), after));
                let (Some(before), Some(after)) = lists else { return false };
                before.len() == after.len()
                    && before.iter().zip(&after).all(|(old, new)| self.same(old, new, strict))
            }
        }
    }

    /// Whether two aliases stand for the same node. It is not looked into:
    /// what aliases expand to has no bound.
    fn is_same_target(&self, before: Option<&Arc<Node>>, after: Option<&Arc<Node>>) -> bool {
        match (before, after) {
            (Some(before), Some(after)) => match self.anchors.get(&Arc::as_ptr(before)) {
                Some(now) => *now == Arc::as_ptr(after),
                None => Arc::ptr_eq(before, after),
            },
            (None, None) => true,
            _ => false,
        }
    }

    fn is_around(&mut self, step: &Step, inner: &Expect<'_>, new: &Child<'_>) -> bool {
        let Some(node) = new.node() else { return false };
        let regions = new.regions();
        match (step, &node.kind) {
            (Step::Key(key), Kind::Mapping { entries, .. }) => match entries.as_slice() {
                [entry] => {
                    is_text(&entry.key, key) && self.meets(inner, &child(regions, &entry.value))
                }
                _ => false,
            },
            (Step::Index(_), _) => match items(regions, node).as_deref() {
                Some([item]) => self.meets(inner, item),
                _ => false,
            },
            _ => false,
        }
    }

    fn is_new(&mut self, value: &New, new: &Child<'_>) -> bool {
        let Some(node) = new.node() else { return false };
        match (value, &node.kind) {
            (New::Yaml(yaml), _) => snippet::root(yaml).is_ok_and(|root| {
                let empty = Regions::default();
                self.same(&child(&empty, &root), new, Strict::Value)
            }),
            (New::List(values), _) => {
                let Some(items) = items(new.regions(), node) else { return false };
                values.len() == items.len()
                    && values.iter().zip(&items).all(|(value, item)| self.is_new(value, item))
            }
            (New::Map(values), Kind::Mapping { entries, .. }) => {
                values.len() == entries.len()
                    && values.iter().zip(entries).all(|((key, value), entry)| {
                        is_text(&entry.key, key)
                            && self.is_new(value, &child(new.regions(), &entry.value))
                    })
            }
            (_, Kind::Scalar { text, style }) => {
                is_scalar(value, &resolve(text, *style, node.tag.as_deref()))
            }
            _ => false,
        }
    }
}

impl<'a> Child<'a> {
    fn regions(&self) -> &'a Regions {
        match self {
            Self::Node(at) => at.regions,
            Self::Stage(regions, _) => regions,
        }
    }
}

fn is_text(node: &Node, text: &str) -> bool {
    let Kind::Scalar { text: written, style } = &node.kind else { return false };
    matches!(resolve(written, *style, node.tag.as_deref()), Data::String(read) if *read == *text)
}

fn is_scalar(value: &New, read: &Data) -> bool {
    match (value, read) {
        (New::Null, Data::Null) => true,
        (New::Bool(value), Data::Boolean(read)) => value == read,
        (New::Int(value), Data::Integer(read)) => *value == i64::from(*read),
        (New::Int(value), Data::Long(read)) => value == read,
        (New::Float(value), Data::Double(read)) => {
            value.to_bits() == read.to_bits() || value.is_nan() && read.is_nan()
        }
        (New::Text(value), Data::String(read)) => **value == **read,
        _ => false,
    }
}
