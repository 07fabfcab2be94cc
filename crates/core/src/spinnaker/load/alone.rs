//! Stages of an installation that load by themselves just as they do in it, so
//! that the work is done once. Whatever may differ is left out: it is loaded
//! by itself again.

use std::cell::Cell;
use std::collections::HashMap;
use std::sync::Arc;

use super::filler::NoProperties;
use super::installation::{Loaded, Stage};
use super::stage::{LoadedStage, StageKind, filler};
use crate::document::Node;
use crate::spinnaker::SpringBoot;

/// The stages of an installation, by kind and node.
pub struct Alone<'a> {
    stages: HashMap<(StageKind, *const Node), &'a Stage>,
    loaded: &'a Loaded,
    boot: SpringBoot,
}

impl<'a> Alone<'a> {
    /// The stages of `loaded`.
    pub fn of(loaded: &'a Loaded) -> Option<Self> {
        let of_kind = |kind| loaded.stages(kind).iter().map(move |stage| (kind, stage));
        let stages = StageKind::ALL.into_iter().flat_map(of_kind);
        let stages = stages.filter_map(|(kind, stage)| {
            let node = stage.node.as_ref()?;
            Some(((kind, Arc::as_ptr(node)), stage))
        });
        Some(Self { stages: stages.collect(), loaded, boot: loaded.boot? })
    }

    /// What [`super::load_stage`] would make of a node as item `index` of its
    /// list, if that is known.
    pub fn get(&self, node: &Arc<Node>, kind: StageKind, index: usize) -> Option<Arc<LoadedStage>> {
        let stage = self.stages.get(&(kind, Arc::as_ptr(node)))?;
        let LoadedStage { failure, asked, .. } = &*stage.loaded;
        let same = self.loaded.plain.size(node).is_some()
            && failure.is_none()
            && *stage.flat == *format!("{}[{index}]", kind.list());
        let spent = Cell::new(0);
        let filler = filler(self.boot, &self.loaded.environment, &NoProperties, &spent);
        (same && filler.still_true(asked)).then(|| Arc::clone(&stage.loaded))
    }
}
