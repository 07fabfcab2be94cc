//! Giving a key another name.

use super::ground::Ground;
use super::habits::habits;
use super::pieces::Change;
use super::quote::Within;
use super::trail;
use super::{EditError, write};
use crate::document::{Kind, Path, Step, Style};

/// Renames the key at the end of `path`; its quotes stay.
pub(super) fn rename(ground: Ground<'_>, path: &Path, to: &str) -> Result<Vec<Change>, EditError> {
    let nothing = || EditError::NoSuchPath { path: path.clone() };
    let (parent_path, step) = path.split_last().ok_or(EditError::WholeDocument)?;
    let Step::Key(from) = step else {
        return Err(EditError::NotAMapping { path: parent_path });
    };
    let trail = trail::walk(ground.regions, &parent_path)?;
    let parent = trail.last().filter(|_| trail.missing.is_empty()).ok_or_else(nothing)?;
    match &parent.node.kind {
        Kind::Alias(_) => return Err(EditError::ThroughAlias { path: parent_path }),
        Kind::Mapping { .. } => {}
        _ => return Err(EditError::NotAMapping { path: parent_path }),
    }
    let index = trail::position(parent.node, from).ok_or_else(nothing)?;
    if **from == *to {
        return Ok(Vec::new());
    }
    if trail::position(parent.node, to).is_some() {
        return Err(EditError::KeyExists { path: parent_path.key(to) });
    }
    trail::sound(ground.regions, parent.region, path)?;
    trail::unshared(ground.regions, &trail, path, false)?;
    let key = trail::child(ground.regions, parent, index).and_then(|child| child.key);
    let Some(key) = key else { return Err(nothing()) };
    let style = match &key.kind {
        Kind::Scalar { style, .. } => *style,
        _ => return Err(EditError::ThroughAlias { path: path.clone() }),
    };
    let flow = trail.in_flow() || trail::is_flow(parent.node);
    let within = if flow { Within::Flow } else { Within::Block };
    let style = if matches!(style, Style::Literal | Style::Folded) { Style::Plain } else { style };
    let written = write::key(to, Some(style), within, &habits(ground, parent));
    let (start, end) = ground.span(parent.region, key);
    Ok(vec![Change::new(start, end, written)])
}
