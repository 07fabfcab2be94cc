//! Places in a pod, with keys as Spring compares them, whether they are there
//! or not.

use super::Refused;
use crate::Analysis;
use crate::document::edit::{Edit, New};
use crate::document::{Node, Path};
use crate::forms::{Form, StageKind, uniform};
use crate::schema::describe;
use crate::spinnaker::Release;

/// Where something is, or would be.
#[derive(Clone)]
pub(super) struct Place<'a> {
    pub path: Path,
    pub node: Option<&'a Node>,
}

impl<'a> Place<'a> {
    pub(super) fn key(&self, name: &str) -> Self {
        let wanted = uniform(name);
        let entries = self.node.map(Node::entries).unwrap_or_default();
        let named = |key: &str| entries.iter().find(|entry| entry.key.as_text() == Some(key));
        let found = named(name).or_else(|| {
            entries.iter().find(|entry| entry.key.as_text().is_some_and(|k| uniform(k) == wanted))
        });
        let key = found.and_then(|entry| entry.key.as_text()).unwrap_or(name);
        Self { path: self.path.key(key), node: found.map(|entry| entry.value.resolved()) }
    }

    pub(super) fn keys(&self, names: &[&str]) -> Self {
        names.iter().fold(self.clone(), |place, name| place.key(name))
    }

    pub(super) fn items(&self) -> Vec<Self> {
        let items = self.node.map(Node::items).unwrap_or_default();
        let places = items.iter().enumerate();
        let place = |(index, node): (usize, &'a std::sync::Arc<Node>)| Self {
            path: self.path.index(index),
            node: Some(node.resolved()),
        };
        places.map(place).collect()
    }

    /// The text under a key, if it has one.
    pub(super) fn text(&self, name: &str) -> Option<&'a str> {
        self.key(name).node.and_then(Node::as_text)
    }

    pub(super) fn is_there(&self) -> bool {
        self.node.is_some()
    }

    pub(super) fn set(&self, value: New) -> Edit {
        Edit::Set { path: self.path.clone(), value }
    }

    pub(super) fn remove(&self) -> Edit {
        Edit::Remove { path: self.path.clone() }
    }

    /// Puts a value at the end of the list.
    pub(super) fn append(&self, value: New) -> Edit {
        match self.items().len() {
            0 => self.set(New::List(vec![value])),
            count => Edit::Insert { path: self.path.index(count), value },
        }
    }

    /// Takes the items at these indexes out, and the list with the last.
    pub(super) fn remove_items(&self, mut which: Vec<usize>) -> Vec<Edit> {
        if which.is_empty() {
            return Vec::new();
        }
        if which.len() == self.items().len() {
            return vec![self.remove()];
        }
        which.sort_unstable();
        let from_the_end = which.into_iter().rev();
        from_the_end.map(|index| Edit::Remove { path: self.path.index(index) }).collect()
    }
}

/// A stage's pod.
pub(super) struct Pod<'a> {
    /// The pod's `spec`.
    pub spec: Place<'a>,
    pub release: Release,
    /// Whether Jackson reads the file, not Spring.
    pub plain: bool,
    base: Path,
}

const SPEC: [&str; 4] = ["manifest", "spec", "template", "spec"];

pub(super) fn pod(analysis: &Analysis, stage: usize) -> Option<Pod<'_>> {
    let place = analysis.detected.stages.get(stage)?;
    if place.kind != StageKind::Kubernetes {
        return None;
    }
    let root = analysis.stages.get(stage)?.node.as_deref()?;
    let base = place.path();
    let spec = Place { path: base.clone(), node: Some(root.resolved()) }.keys(&SPEC);
    let plain = analysis.detected.form == Form::Plugin;
    spec.is_there().then_some(Pod { spec, release: analysis.target.release, plain, base })
}

impl<'a> Pod<'a> {
    /// All containers, those of the start last.
    pub(super) fn containers(&self) -> Vec<Place<'a>> {
        let mut all = self.spec.key("containers").items();
        all.extend(self.spec.key("initContainers").items());
        all
    }

    pub(super) fn container(&self, path: &Path) -> Result<Place<'a>, Refused> {
        let found = self.containers().into_iter().find(|place| place.path == *path);
        found.ok_or(Refused::NotThere)
    }

    pub(super) fn is_init(&self, container: &Place<'_>) -> bool {
        container.path.after(&self.spec.key("initContainers").path).is_some()
    }

    /// Refuses a field that the release's client does not have at a place.
    pub(super) fn reads(&self, at: &Place<'_>, name: &'static str) -> Result<(), Refused> {
        let path = at.path.key(name);
        let steps = path.after(&self.base).unwrap_or_default();
        let known = describe(StageKind::Kubernetes, steps, self.release);
        if known.is_some() { Ok(()) } else { Err(Refused::Dropped(name)) }
    }
}
