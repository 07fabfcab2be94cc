//! Walking a whole text's tree, from region to region.

use std::sync::Arc;

use super::{Kind, Node, Path, Regions, Step};
use crate::java::Span;

/// A node together with the region it stands in, so that its place in the
/// whole text is known. Aliases are followed.
#[derive(Clone, Copy, Debug)]
pub struct Spot<'a> {
    regions: &'a Regions,
    /// Which region.
    pub region: usize,
    /// The node, never an alias that can be followed.
    pub node: &'a Arc<Node>,
}

impl Regions {
    /// The root of a document.
    pub fn root(&self, document: usize) -> Option<Spot<'_>> {
        let (region, node) = self.roots.get(document)?;
        Some(Spot { regions: self, region: *region, node }.followed())
    }

    /// The node that `path` leads to.
    pub fn at(&self, path: &Path) -> Option<Spot<'_>> {
        path.steps.iter().try_fold(self.root(path.document)?, |spot, step| spot.step(step))
    }
}

impl<'a> Spot<'a> {
    /// Where it stands in the whole text.
    pub fn span(&self) -> Span {
        self.regions
            .regions
            .get(self.region)
            .map_or(self.node.span, |region| region.span(self.node.span))
    }

    /// The spot of another node of the same region.
    #[must_use]
    pub fn with(&self, node: &'a Arc<Node>) -> Self {
        Self { node, ..*self }.followed()
    }

    fn followed(self) -> Self {
        let mut node = self.node;
        while let Kind::Alias(Some(target)) = &node.kind {
            node = target;
        }
        Self { node, ..self }
    }

    /// The keys with their values.
    pub fn entries(&self) -> impl Iterator<Item = (&'a Arc<Node>, Self)> + use<'a> {
        let spot = *self;
        spot.node.entries().iter().map(move |entry| (&entry.key, spot.with(&entry.value)))
    }

    /// The items of a sequence, be they regions of their own.
    pub fn items(&self) -> Vec<Self> {
        match &self.node.kind {
            Kind::Regions(range) => {
                range.clone().filter_map(|region| self.item_of(region)).collect()
            }
            _ => self.node.items().iter().map(|item| self.with(item)).collect(),
        }
    }

    /// For each item of a sequence, be it readable or not, the region it
    /// stands in and its node.
    pub fn item_regions(&self) -> Vec<(usize, Option<Arc<Node>>)> {
        let found = |spot: Self| (spot.region, Some(Arc::clone(spot.node)));
        match &self.node.kind {
            Kind::Regions(range) => range
                .clone()
                .map(|region| self.item_of(region).map_or((region, None), found))
                .collect(),
            _ => self.items().into_iter().map(found).collect(),
        }
    }

    fn item_of(&self, region: usize) -> Option<Self> {
        let node = self.regions.regions.get(region)?.item()?;
        Some(Self { regions: self.regions, region, node }.followed())
    }

    /// The value under a key or the item at an index.
    pub fn step(&self, step: &Step) -> Option<Self> {
        match (step, &self.node.kind) {
            (Step::Key(key), _) => self.node.get(key).map(|node| self.with(node)),
            (Step::Index(index), Kind::Regions(range)) => {
                (*index < range.len()).then(|| self.item_of(range.start + index))?
            }
            (Step::Index(index), _) => self.node.items().get(*index).map(|node| self.with(node)),
        }
    }

    /// The value under a key.
    pub fn get(&self, key: &str) -> Option<Self> {
        self.node.get(key).map(|node| self.with(node))
    }

    /// Whether this is a sequence.
    pub fn is_sequence(&self) -> bool {
        matches!(self.node.kind, Kind::Sequence { .. } | Kind::Regions(_))
    }
}
