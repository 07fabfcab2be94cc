//! The files of an installation as Spring's property sources: one a document,
//! the last document of the last file first (orca-semantics §1.1).

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use super::construct::{Constructed, construct};
use super::environment::Environment;
use super::failure::{Failure, Place};
use super::filler::Properties;
use super::flatten::{self, Ground};
use super::merge::Merges;
use super::name::{ElementKind, Name};
use super::plain::Plain;
use super::scalar::Scalar;
use super::tree::{Id, Item, Leaf, ROOT, Tree};
use crate::document::Node;
use crate::java::{Data, Span};
use crate::spinnaker::SpringBoot;

/// One file of an installation.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The roots of its documents, each with the region that it stands in.
    pub roots: &'a [(usize, Arc<Node>)],
    /// The regions that sequences may have for items, where they can be read.
    pub regions: &'a [Option<Arc<Node>>],
}

/// One property source.
pub(super) struct PropertySource<'a> {
    /// Where it comes from; none for the environment.
    pub(super) place: Option<Place>,
    regions: &'a [Option<Arc<Node>>],
    merges: Merges<'a>,
    /// Its properties.
    pub(super) tree: Tree,
}

/// The properties of stages, by their source and element there; none for a
/// stage that cannot be flattened.
type Stages = HashMap<(usize, Id), Option<Rc<Tree>>>;

/// All property sources.
pub(super) struct PropertySources<'a> {
    /// The sources, the highest last.
    pub(super) sources: Vec<PropertySource<'a>>,
    /// The Spring Boot line.
    pub(super) boot: SpringBoot,
    /// The stages that depend on nothing around them.
    pub(super) plain: Plain,
    /// The stages that placeholders, or lists, have looked into.
    stages: RefCell<Stages>,
}

/// Reads the files, the lowest first; a document or stage that cannot be read
/// is left out and its failure kept. Stages that `known` says were read
/// before are not read again, and of `plain` ones not even the nodes.
pub(super) fn read<'a>(
    files: &[Source<'a>],
    boot: SpringBoot,
    environment: &Environment,
    known: &dyn Fn(&Item) -> bool,
    plain: &'a Plain,
) -> (PropertySources<'a>, Vec<Failure>) {
    let stages = RefCell::default();
    let mut all = PropertySources { sources: Vec::new(), boot, stages, plain: Plain::default() };
    let mut failures = Vec::new();
    for (file, source) in files.iter().enumerate() {
        for (document, (region, root)) in source.roots.iter().enumerate() {
            let place = Place { file, document, region: *region, ..Place::default() };
            let regions = source.regions;
            let read = construct(root, regions, 0, boot, plain).and_then(|constructed| {
                let Constructed { merges, plain: own, recursive } = constructed;
                let tree = flatten::document(root, Ground { regions, merges: &merges, boot })?;
                let source = PropertySource { place: Some(place), regions, merges, tree };
                Ok((source, own, recursive))
            });
            match read {
                Ok((source, own, recursive)) => {
                    all.sources.push(source);
                    all.plain.join(own);
                    // What refers to itself shows where it is come to, which
                    // may be after something else that is wrong.
                    let found = all.read_stages(known);
                    let unseen = recursive.filter(|_| found.is_empty());
                    failures.extend(found);
                    failures.extend(unseen.map(|failure| failure.located(place)));
                }
                Err(failure) => failures.push(failure.located(place)),
            }
        }
    }
    if let Some(tree) = variables(environment) {
        let merges = Merges::default();
        all.sources.push(PropertySource { place: None, regions: &[], merges, tree });
    }
    (all, failures)
}

/// The environment's variables as properties, where Spring sees them so.
fn variables(environment: &Environment) -> Option<Tree> {
    let mut tree = Tree::new(0);
    let mut any = false;
    for (keys, _, value) in environment.properties() {
        let mut flat = String::new();
        let mut id = ROOT;
        for key in &keys {
            let number = key.chars().all(|ch| ch.is_ascii_digit());
            let kind = if number { ElementKind::Numeric } else { ElementKind::Uniform };
            if number {
                flat.extend(["[", key, "]"]);
            } else {
                flat.extend([if flat.is_empty() { "" } else { "." }, key]);
            }
            id = tree.enter(id, key, kind, Span::default());
        }
        if id != ROOT {
            any = true;
            tree.put(
                id,
                Leaf {
                    at: id,
                    key_at: flat.len() - keys.last().map_or(0, String::len),
                    flat: flat.into(),
                    value: Scalar::Data(Data::String(Arc::clone(value))),
                    written: None,
                    span: None,
                    key_span: Span::default(),
                },
            );
        }
    }
    any.then_some(tree)
}

impl PropertySources<'_> {
    /// A source's tree.
    pub(super) fn tree(&self, source: usize) -> Option<&Tree> {
        self.sources.get(source).map(|source| &source.tree)
    }

    /// Reads the stages of the last source.
    fn read_stages(&self, known: &dyn Fn(&Item) -> bool) -> Vec<Failure> {
        let index = self.sources.len().saturating_sub(1);
        let Some(source) = self.sources.last() else { return Vec::new() };
        let items = source.tree.items.iter();
        let items = items.filter_map(|id| Some((*id, source.tree.element(*id).item.as_deref()?)));
        items
            .filter(|(_, item)| !known(item))
            .filter_map(|(id, item)| {
                let read = self.flattened(index, item);
                let place = source.place.unwrap_or_default();
                let place = Place { region: item.region.unwrap_or(place.region), ..place };
                let (tree, failure) = match read {
                    Ok(tree) => (Some(Rc::new(tree)), None),
                    Err(failure) => (None, Some(failure.located(place))),
                };
                self.stages.borrow_mut().insert((index, id), tree);
                failure
            })
            .collect()
    }

    /// The properties of a stage that was left for later.
    pub(super) fn stage(&self, source: usize, id: Id, item: &Item) -> Option<Rc<Tree>> {
        if let Some(known) = self.stages.borrow().get(&(source, id)) {
            return known.clone();
        }
        let tree = self.flattened(source, item).ok().map(Rc::new);
        self.stages.borrow_mut().insert((source, id), tree.clone());
        tree
    }

    /// Flattens a stage that was left for later.
    pub(super) fn flattened(&self, source: usize, item: &Item) -> Result<Tree, Failure> {
        let nothing = Merges::default();
        let source = self.sources.get(source);
        let ground = Ground {
            regions: source.map_or(&[], |source| source.regions),
            merges: source.map_or(&nothing, |source| &source.merges),
            boot: self.boot,
        };
        match &item.node {
            Some(node) => flatten::stage(node, ground, &item.flat),
            None => Ok(Tree::new(0)),
        }
    }

    /// What `found` makes of the element with these keys in a source.
    fn in_source<T>(
        &self,
        source: usize,
        keys: &[String],
        found: impl FnOnce(&Tree, Id) -> Option<T>,
    ) -> Option<T> {
        let tree = self.tree(source)?;
        let mut at = ROOT;
        for (index, key) in keys.iter().enumerate() {
            at = tree.child(at, key)?;
            if let Some(item) = tree.element(at).item.as_deref() {
                let stage = self.stage(source, at, item)?;
                let rest = keys.get(index + 1..)?;
                let id = stage.find(rest)?;
                return found(&stage, id);
            }
        }
        found(tree, at)
    }

    fn files(&self) -> impl Iterator<Item = usize> {
        let files = self.sources.iter().enumerate();
        files.rev().filter(|(_, source)| source.place.is_some()).map(|(index, _)| index)
    }
}

impl Properties for PropertySources<'_> {
    fn by_name(&self, name: &Name<'_>) -> Option<Arc<str>> {
        let keys: Vec<String> = name.keys().collect();
        self.files().find_map(|source| {
            self.in_source(source, &keys, |tree, id| {
                tree.property(id, || name.dashed(name.len())).map(|leaf| leaf.value.to_text())
            })
        })
    }

    fn by_text(&self, text: &str) -> Option<Arc<str>> {
        let keys: Vec<String> = Name::adapt(text).keys().collect();
        self.files().find_map(|source| {
            self.in_source(source, &keys, |tree, id| {
                let leaves = tree.element(id).leaves.iter().filter_map(|index| tree.leaf(*index));
                let mut same = leaves.filter(|leaf| *leaf.flat == *text);
                same.next().map(|leaf| leaf.value.to_text())
            })
        })
    }
}
