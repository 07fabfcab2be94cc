//! One stage on its own: read, flattened and bound, whatever the rest of the
//! installation says.

use std::cell::Cell;
use std::sync::Arc;

use super::bind::{Binder, Stop};
use super::change::Change;
use super::construct::construct;
use super::convert::Conversion;
use super::environment::Environment;
use super::failure::Failure;
use super::fields::{Classes, Type};
use super::filler::{Asked, Filler, NoProperties, Properties};
use super::flatten::{self, Ground};
use super::plain::Plain;
use super::tree::{ROOT, Tree};
use crate::document::Node;
pub use crate::forms::StageKind;
use crate::java::Value;
use crate::spinnaker::{SpringBoot, Target};

impl StageKind {
    /// All kinds, in the order in which Orca binds them.
    pub const ALL: [Self; 3] = [Self::Kubernetes, Self::Titus, Self::Webhook];

    /// The name of the list.
    pub fn list(self) -> &'static str {
        match self {
            Self::Kubernetes => "job.preconfigured.kubernetes",
            Self::Titus => "job.preconfigured.titus",
            Self::Webhook => "webhook.preconfigured",
        }
    }

    /// The type of a stage.
    pub(super) fn ty(self) -> Type {
        Type::Bean(
            match self {
                Self::Kubernetes => "Kubernetes",
                Self::Titus => "Titus",
                Self::Webhook => "Webhook",
            }
            .into(),
        )
    }

    /// How many levels below a document's root its stages usually lie.
    fn depth(self) -> usize {
        match self {
            Self::Kubernetes | Self::Titus => 4,
            Self::Webhook => 3,
        }
    }
}

/// What loading made of one stage.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LoadedStage {
    /// The stage in canonical names, nulls left out, each value with its
    /// place; none where nothing in it was known, or it failed.
    pub value: Option<Value>,
    /// Why Orca does not start.
    pub failure: Option<Failure>,
    /// What was changed and dropped, in the order met.
    pub changes: Vec<Change>,
    /// Why the stage loads but fails whenever it is planned.
    pub unwritable: Option<Failure>,
    /// What its placeholders asked the files of the installation for.
    pub asked: Vec<Asked>,
    /// How many bytes filling its placeholders made.
    pub(super) spent: usize,
}

/// Loads a stage by itself, as item `index` of its list. Placeholders see the
/// environment alone: where [`LoadedStage::asked`] is not empty, other
/// properties of the installation may still change the result.
pub fn load_stage(
    node: &Arc<Node>,
    kind: StageKind,
    index: usize,
    target: Target,
    environment: &Environment,
) -> LoadedStage {
    let boot = target.release.spring_boot();
    let name = format!("{}[{index}]", kind.list());
    let known = Plain::default();
    let tree = construct(node, &[], kind.depth(), boot, &known).and_then(|constructed| {
        let merges = &constructed.merges;
        let tree = flatten::stage(node, Ground { regions: &[], merges, boot }, &name)?;
        constructed.recursive.map_or(Ok(tree), Err)
    });
    match tree {
        Ok(tree) => {
            let spent = Cell::new(0);
            let filler = filler(boot, environment, &NoProperties, &spent);
            bind_at(&tree, ROOT, kind, &name, filler)
        }
        Err(failure) => LoadedStage { failure: Some(failure), ..LoadedStage::default() },
    }
}

/// A filler that has not been asked yet.
pub(super) fn filler<'a>(
    boot: SpringBoot,
    environment: &'a Environment,
    properties: &'a dyn Properties,
    spent: &'a Cell<usize>,
) -> Filler<'a> {
    Filler { boot, environment, properties, asked: Vec::new(), spent, named: false }
}

/// The conversions of a Spring Boot line.
pub(super) fn conversion(boot: SpringBoot) -> Conversion {
    Conversion { boot, classes: Classes::of(boot) }
}

/// Binds the stage at an element of a tree.
pub(super) fn bind_at<'a>(
    tree: &'a Tree,
    id: usize,
    kind: StageKind,
    name: &'a str,
    filler: Filler<'a>,
) -> LoadedStage {
    let before = filler.spent.get();
    let mut binder = Binder::new(tree, conversion(filler.boot), filler, name);
    binder.vanished(id, &kind.ty());
    let bound = binder.bind(id, &kind.ty(), false);
    let (value, failure) = match bound {
        Ok(value) => (value, None),
        Err(Stop::Failed(failure)) => (None, Some(failure)),
        Err(Stop::Raised { .. }) => (None, None),
    };
    LoadedStage {
        value,
        failure,
        changes: binder.changes,
        unwritable: binder.unwritable,
        asked: binder.filler.asked,
        spent: binder.filler.spent.get() - before,
    }
}
