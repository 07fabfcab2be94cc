//! `CollectionBinder` and `IndexedElementsBinder`: a list comes whole from one
//! value, or item by item until one is missing; items left over are fatal
//! (orca-semantics §1.6).

use super::{Binder, Bound, Stop, Way};
use crate::java::{Data, Span, Value};
use crate::spinnaker::load::change::What;
use crate::spinnaker::load::failure::{Cause, FailureKind};
use crate::spinnaker::load::fields::Type;
use crate::spinnaker::load::name::{ElementKind, Name};
use crate::spinnaker::load::tree::{Id, Leaf, Tree};

/// The properties under items in brackets that were not bound.
pub(in super::super) fn unbound(
    tree: &Tree,
    list: Id,
    elements: usize,
    bound: usize,
) -> Vec<(Name<'_>, &Leaf)> {
    let is_bound = |key: &str| {
        key.parse::<usize>().is_ok_and(|index| index < bound && *key == *index.to_string())
    };
    let left = tree.children(list).filter(|id| {
        let element = tree.element(*id);
        element.indexed && !is_bound(&element.key)
    });
    left.flat_map(|id| tree.leaves_below(id))
        .filter_map(|index| tree.leaf(index))
        .map(|leaf| (leaf.name(), leaf))
        .filter(|(name, _)| name.kind(elements).is_some_and(ElementKind::is_indexed))
        .collect()
}

/// `UnboundConfigurationPropertiesException` for these properties, if any.
pub(in super::super) fn left_unbound(mut leaves: Vec<(Name<'_>, &Leaf)>) -> Result<(), Stop> {
    if leaves.is_empty() {
        return Ok(());
    }
    leaves.sort_by(|a, b| a.0.compare(&b.0));
    leaves.dedup_by(|a, b| a.0.compare(&b.0).is_eq());
    let names: Vec<String> = leaves.iter().map(|(name, _)| name.dashed(name.len())).collect();
    Err(Stop::Raised {
        kind: FailureKind::LeftUnbound,
        causes: vec![Cause {
            class: "org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException",
            message: format!("The elements [{}] were left unbound.", names.join(",")),
        }],
        span: leaves.first().map(|(_, leaf)| leaf.key_span).unwrap_or_default(),
    })
}

impl Binder<'_> {
    pub(super) fn list(&mut self, id: Id, ty: &Type, of: &Type, annotated: bool) -> Bound {
        if !self.tree.element(id).leaves.is_empty() {
            return self.whole_list(id, ty, annotated);
        }
        let mut values = Vec::new();
        while let Some(item) = self.tree.child(id, &values.len().to_string()) {
            let way = Way::Index(values.len());
            match self.stepping(way, |binder| binder.bind(item, of, false))? {
                Some(value) => values.push(value),
                None => break,
            }
        }
        left_unbound(unbound(self.tree, id, self.elements(id), values.len()))?;
        let children: Vec<(Span, bool)> = self
            .tree
            .children(id)
            .map(|id| (self.tree.element(id).span, self.tree.element(id).indexed))
            .collect();
        if values.is_empty() {
            if let Some((span, false)) = children.first() {
                self.note(*span, What::WrongShape { wanted: "a list" });
            }
            return Ok(None);
        }
        Ok(Some(Value::new(Data::List(values), self.origin(id))))
    }
}
