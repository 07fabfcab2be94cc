//! `MapBinder`: every property below a map's name is an entry, its key what
//! is left of the name (orca-semantics §1.5).

use std::sync::Arc;

use super::{Binder, Bound, Stop, Way};
use crate::java::{Data, Map, Span, Value};
use crate::spinnaker::load::change::What;
use crate::spinnaker::load::fields::Type;
use crate::spinnaker::load::name::{ElementKind, Name};
use crate::spinnaker::load::scalar::Scalar;
use crate::spinnaker::load::tree::{Id, Leaf, ROOT};

impl Binder<'_> {
    pub(super) fn map(&mut self, id: Id, ty: &Type, of: &Type, annotated: bool) -> Bound {
        if !self.tree.has_descendants(id) {
            return self.property(id, ty, annotated);
        }
        self.nameless(id);
        let root = self.elements(id);
        let mut map = Map::new();
        for index in self.tree.leaves_below(id) {
            let Some(leaf) = self.tree.leaf(index) else { continue };
            let name = leaf.name();
            if name.len() <= root {
                continue;
            }
            let elements = self.entry(leaf, &name, root, of)?;
            let key = name.original(root, elements);
            if map.contains_key(&key) {
                continue;
            }
            let (span, written) = (leaf.key_span, leaf.key_text());
            let single = name.len() == elements && !self.tree.element(id).leaves.contains(&index);
            let written = single.then(|| Arc::<str>::from(written));
            let entry = self.ancestor(leaf, elements);
            let key: Arc<str> = key.into();
            let way = Way::Entry { leaf: index, elements, key: Arc::clone(&key) };
            let value = self.stepping(way, |binder| {
                if let Some(written) = written {
                    binder.mangled(&written, span);
                }
                binder.bind(entry, of, false)
            })?;
            if let Some(value) = value {
                map.insert(key, value);
            } else {
                let what = What::DroppedEntry { key: leaf.key_text().into() };
                self.note_at(key, span, what);
            }
        }
        let origin = self.origin(id);
        Ok((!map.is_empty()).then(|| Value::new(Data::Map(map), origin)))
    }

    /// How many elements the name of the entry has that a leaf belongs to.
    fn entry(
        &mut self,
        leaf: &Leaf,
        name: &Name<'_>,
        root: usize,
        of: &Type,
    ) -> Result<usize, Stop> {
        let all = name.len();
        Ok(match of {
            Type::List(_) => {
                let index = (root + 1..all).find(|at| name.kind(*at) == Some(ElementKind::Numeric));
                index.unwrap_or(all)
            }
            _ if all == root + 1 => all,
            Type::Text if self.is_scalar(leaf, name)? => all,
            _ => root + 1,
        })
    }

    /// Whether the value that Spring finds by the leaf's name can become text.
    /// It is asked before the entry is bound, with its placeholders filled:
    /// what fails then fails the map.
    fn is_scalar(&mut self, leaf: &Leaf, name: &Name<'_>) -> Result<bool, Stop> {
        self.look_up(leaf.at, |_| name.dashed(name.len()));
        let Some(taken) = self.taken(leaf.at) else { return Ok(false) };
        if let Some(text) = taken.value.as_text() {
            self.fill(text, taken.span.unwrap_or_default())?;
        }
        Ok(taken.value != Scalar::EmptyMap)
    }

    /// The element of the first `elements` elements of a leaf's name.
    fn ancestor(&self, leaf: &Leaf, elements: usize) -> Id {
        let mut id = leaf.at;
        while self.elements(id) > elements && id != ROOT {
            id = self.tree.element(id).parent;
        }
        id
    }

    /// Entries of which no element is left, beside others that have one.
    fn nameless(&mut self, id: Id) {
        for index in self.tree.element(id).leaves.clone() {
            if let Some(leaf) = self.tree.leaf(index) {
                let (key, span) = (Arc::<str>::from(leaf.key_text()), leaf.key_span);
                self.note_at(Arc::clone(&key), span, What::DroppedEntry { key });
            }
        }
    }

    fn mangled(&mut self, written: &str, span: Span) {
        let Some(Way::Entry { key, .. }) = self.way.last() else { return };
        let bracketed = written.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        if **key != *written && bracketed != Some(&**key) {
            let kept = Arc::clone(key);
            self.note(span, What::MangledKey { key: written.into(), kept });
        }
    }
}
