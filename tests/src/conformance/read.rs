//! YAML text as the core's nodes.

use std::sync::Arc;

use stage_core::document::{Node, TroubleKind};

/// The roots of a text's documents, each with the region that it is in.
pub type Roots = Vec<(usize, Arc<Node>)>;

/// The documents of a text, all in one region, or what is wrong with it as YAML.
pub fn read(text: &str) -> Result<Roots, String> {
    let parsed = stage_core::document::read(text);
    let broken = parsed.troubles.iter().find(|trouble| trouble.kind == TroubleKind::Syntax);
    broken.map_or(Ok(parsed.roots.into_iter().map(|root| (0, root)).collect()), |trouble| {
        Err(trouble.message.clone())
    })
}
