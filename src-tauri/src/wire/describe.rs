//! What is known of a property, for help beside its field.

use stage_core::document::Path;
use stage_core::schema::{self, StageKind as SchemaKind};
use stage_core::spinnaker::Release;
use stage_wire::{Described, StageKind};

/// The description of the property at `path` from a definition's root.
pub(crate) fn described(kind: StageKind, path: &str) -> Option<Described> {
    let kind = match kind {
        StageKind::Kubernetes => SchemaKind::Kubernetes,
        StageKind::Titus => SchemaKind::Titus,
        StageKind::Webhook => SchemaKind::Webhook,
    };
    let path = Path::parse(path)?;
    let found = schema::describe(kind, &path.steps, Release::default())?;
    Some(Described {
        description: found.description,
        expected: found.expected,
        default_value: found.default_value,
        values: found.values,
        since: found.since,
    })
}
