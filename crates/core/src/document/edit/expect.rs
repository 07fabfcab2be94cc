//! What must be read after an edit: the tree before with the edit made on it.

use std::sync::Arc;

use super::carry::renamed;
use super::{Edit, New};
use crate::document::{Kind, Node, Path, Regions, Step};

/// What each document must read as after `edit`; none where the edit does not
/// fit the tree.
pub(super) fn expected<'a>(regions: &'a Regions, edit: &'a Edit) -> Option<Vec<Expect<'a>>> {
    let mut documents: Vec<Expect<'a>> = regions
        .roots
        .iter()
        .map(|(_, node)| Expect::Same(At { regions, node: Arc::clone(node) }))
        .collect();
    match edit {
        Edit::Set { path, value } if documents.is_empty() && path.document == 0 => {
            let around = |value: Expect<'a>, step: &Step| value.around(step);
            documents.push(path.steps.iter().rev().fold(Expect::New(value), around));
        }
        Edit::Set { path, value } => {
            documents.get_mut(path.document)?.set(&path.steps, Expect::New(value))?;
        }
        Edit::Insert { path, value } => {
            documents.get_mut(path.document)?.insert(&path.steps, Expect::New(value))?;
        }
        Edit::Remove { path } => {
            documents.get_mut(path.document)?.remove(&path.steps)?;
        }
        Edit::RenameKey { path, to } => {
            documents.get_mut(path.document)?.rename(&path.steps, to)?;
        }
        Edit::Move { from, to } => moved(&mut documents, from, to)?,
        Edit::Many(_) => return None,
    }
    Some(documents)
}

fn moved(documents: &mut [Expect<'_>], from: &Path, to: &Path) -> Option<()> {
    if let Some(name) = renamed(from, to) {
        return documents.get_mut(from.document)?.rename(&from.steps, name);
    }
    let taken = documents.get_mut(from.document)?.remove(&from.steps)?;
    let value = match taken {
        Expect::Same(at) => Expect::Moved(at),
        Expect::Stage(regions, index) => {
            let node = Arc::clone(regions.regions.get(index)?.item()?);
            Expect::Moved(At { regions, node })
        }
        other => other,
    };
    documents.get_mut(to.document)?.insert(&to.steps, value)
}

/// A node as it stood in a text.
#[derive(Clone)]
pub(super) struct At<'a> {
    pub(super) regions: &'a Regions,
    pub(super) node: Arc<Node>,
}

/// What must be read at one place.
#[derive(Clone)]
pub(super) enum Expect<'a> {
    /// Exactly what stood there, written the same.
    Same(At<'a>),
    /// What stood elsewhere; layout and quotes may differ.
    Moved(At<'a>),
    /// A stage, be it one that does not read.
    Stage(&'a Regions, usize),
    /// A new value.
    New(&'a New),
    /// A new value around another expectation.
    Around(Step, Box<Self>),
    /// A key.
    Key(Arc<str>),
    /// A mapping that stood there, with changes below.
    Mapping(At<'a>, Vec<(Self, Self)>),
    /// A list that stood there, with changes below.
    List(At<'a>, Vec<Self>),
}

impl Expect<'_> {
    /// Opens a collection, so that what is below can change.
    fn open(&mut self) {
        if let Self::Stage(regions, index) = self
            && let Some(node) = regions.regions.get(*index).and_then(|region| region.item())
        {
            *self = Self::Same(At { regions, node: Arc::clone(node) });
        }
        let Self::Same(at) = self else { return };
        let same =
            |node: &Arc<Node>| Self::Same(At { regions: at.regions, node: Arc::clone(node) });
        *self = match &at.node.kind {
            Kind::Mapping { entries, .. } => {
                let entries = entries.iter().map(|entry| (same(&entry.key), same(&entry.value)));
                Self::Mapping(at.clone(), entries.collect())
            }
            Kind::Sequence { items, .. } => {
                Self::List(at.clone(), items.iter().map(same).collect())
            }
            Kind::Regions(range) => {
                let stages = range.clone().map(|region| Self::Stage(at.regions, region));
                Self::List(at.clone(), stages.collect())
            }
            _ => return,
        };
    }

    /// What is expected below one step.
    fn below(&mut self, step: &Step) -> Option<&mut Self> {
        self.open();
        match (self, step) {
            (Self::Mapping(_, entries), Step::Key(key)) => {
                let index = position(entries, key)?;
                entries.get_mut(index).map(|(_, value)| value)
            }
            (Self::List(_, items), Step::Index(index)) => items.get_mut(*index),
            _ => None,
        }
    }

    fn at(&mut self, steps: &[Step]) -> Option<&mut Self> {
        steps.iter().try_fold(self, |expect, step| expect.below(step))
    }

    /// Expects `value` at `steps`, in new parents where there are none.
    pub(super) fn set(&mut self, steps: &[Step], value: Self) -> Option<()> {
        let mut here = self;
        for (done, step) in steps.iter().enumerate() {
            if here.below(step).is_none() {
                let below = steps.iter().skip(done + 1).rev();
                let value = below.fold(value, Self::around);
                return here.put(step, value);
            }
            here = here.below(step)?;
        }
        *here = value;
        Some(())
    }

    fn around(self, step: &Step) -> Self {
        Self::Around(step.clone(), Box::new(self))
    }

    fn is_filled(&mut self) -> bool {
        self.open();
        match self {
            Self::Mapping(_, entries) => !entries.is_empty(),
            Self::List(_, items) => !items.is_empty(),
            _ => false,
        }
    }

    /// Expects one entry or item more; the first one makes the collection.
    fn put(&mut self, step: &Step, value: Self) -> Option<()> {
        if !self.is_filled() {
            *self = value.around(step);
            return Some(());
        }
        match (self, step) {
            (Self::List(_, items), Step::Index(index)) if *index <= items.len() => {
                items.insert(*index, value);
                Some(())
            }
            (Self::Mapping(_, entries), Step::Key(key)) => {
                entries.push((Self::Key(Arc::clone(key)), value));
                Some(())
            }
            _ => None,
        }
    }

    /// Expects `value` as a new key or before the item at the end of `steps`.
    pub(super) fn insert(&mut self, steps: &[Step], value: Self) -> Option<()> {
        let (last, above) = steps.split_last()?;
        self.at(above)?.put(last, value)
    }

    /// Expects another key at the end of `steps`.
    pub(super) fn rename(&mut self, steps: &[Step], to: &str) -> Option<()> {
        let (last, above) = steps.split_last()?;
        let parent = self.at(above)?;
        parent.open();
        let (Self::Mapping(_, entries), Step::Key(key)) = (parent, last) else { return None };
        let index = position(entries, key)?;
        entries.get_mut(index)?.0 = Self::Key(Arc::from(to));
        Some(())
    }

    /// Takes out what is expected at the end of `steps`.
    pub(super) fn remove(&mut self, steps: &[Step]) -> Option<Self> {
        let (last, above) = steps.split_last()?;
        let parent = self.at(above)?;
        parent.open();
        match (parent, last) {
            (Self::Mapping(_, entries), Step::Key(key)) => {
                Some(entries.remove(position(entries, key)?).1)
            }
            (Self::List(_, items), Step::Index(index)) => {
                (*index < items.len()).then(|| items.remove(*index))
            }
            _ => None,
        }
    }
}

/// Which entry has the key; the last one if it repeats.
fn position(entries: &[(Expect<'_>, Expect<'_>)], key: &str) -> Option<usize> {
    entries.iter().rposition(|(own, _)| match own {
        Expect::Same(at) => at.node.as_text() == Some(key),
        Expect::Key(own) => **own == *key,
        _ => false,
    })
}
