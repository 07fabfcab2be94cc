//! YAML text as the core's nodes.

use std::sync::Arc;

use stage_core::document::{Node, TroubleKind};

/// The documents of a text, or what is wrong with it as YAML.
pub(super) fn read(text: &str) -> Result<Vec<Arc<Node>>, String> {
    let parsed = stage_core::document::read(text);
    let broken = parsed.troubles.iter().find(|trouble| trouble.kind == TroubleKind::Syntax);
    broken.map_or(Ok(parsed.roots), |trouble| Err(trouble.message.clone()))
}
