//! What is known of a property, for help beside its field.

use stage_core::document::Path;
use stage_core::spinnaker::Release;
use stage_core::{forms, schema};
use stage_wire::{Described, StageKind};

/// The description of the property at `path` from a definition's root.
pub(crate) fn described(kind: StageKind, path: &str) -> Option<Described> {
    let kind = match kind {
        StageKind::Kubernetes => forms::StageKind::Kubernetes,
        StageKind::Titus => forms::StageKind::Titus,
        StageKind::Webhook => forms::StageKind::Webhook,
    };
    let path = Path::parse(path)?;
    let found = schema::describe(kind, &path.steps, Release::default())?;
    Some(Described {
        description: found.description,
        expected: found.takes,
        default_value: found.default,
        values: found.values.into_iter().map(str::to_owned).collect(),
        since: found.since.map(|release| release.name().to_owned()),
    })
}
