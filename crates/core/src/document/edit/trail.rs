//! The way to a node without following aliases, and who shares what is there.

use std::collections::HashSet;
use std::sync::Arc;

use super::EditError;
use crate::document::{Kind, Node, Path, Regions, Step, Style, resolve};
use crate::java::Data;

/// A node on the way, as it stands in its region.
#[derive(Clone, Copy)]
pub(super) struct Stop<'a> {
    pub(super) region: usize,
    pub(super) node: &'a Arc<Node>,
    /// Which entry or item of the stop before.
    pub(super) index: usize,
    /// Its key, if it has one.
    pub(super) key: Option<&'a Arc<Node>>,
}

/// The way from a document's root as far as it exists.
pub(super) struct Trail<'a> {
    pub(super) stops: Vec<Stop<'a>>,
    /// The steps for which there is nothing yet.
    pub(super) missing: Vec<Step>,
}

impl<'a> Trail<'a> {
    pub(super) fn last(&self) -> Option<Stop<'a>> {
        self.stops.last().copied()
    }

    pub(super) fn parent(&self) -> Option<Stop<'a>> {
        self.stops.iter().rev().nth(1).copied()
    }

    /// Whether the last stop stands inside brackets or braces.
    pub(super) fn in_flow(&self) -> bool {
        let above = self.stops.len().saturating_sub(1);
        self.stops.iter().take(above).any(|stop| is_flow(stop.node))
    }
}

pub(super) fn is_flow(node: &Node) -> bool {
    matches!(node.kind, Kind::Mapping { flow: true, .. } | Kind::Sequence { flow: true, .. })
}

/// Whether a node is a mapping or list written in lines of its own.
pub(super) fn is_block(node: &Node) -> bool {
    match node.kind {
        Kind::Mapping { flow, .. } | Kind::Sequence { flow, .. } => !flow,
        Kind::Regions(_) => true,
        _ => false,
    }
}

/// Whether a node is a scalar that is read as null.
pub(super) fn is_null(node: &Node) -> bool {
    match &node.kind {
        Kind::Scalar { text, style } => resolve(text, *style, node.tag.as_deref()) == Data::Null,
        _ => false,
    }
}

pub(super) fn is_block_scalar(node: &Node) -> bool {
    matches!(node.kind, Kind::Scalar { style: Style::Literal | Style::Folded, .. })
}

/// How many entries or items a node has.
pub(super) fn count(node: &Node) -> usize {
    match &node.kind {
        Kind::Mapping { entries, .. } => entries.len(),
        Kind::Sequence { items, .. } => items.len(),
        Kind::Regions(range) => range.len(),
        _ => 0,
    }
}

/// An entry or item of `parent`; none for a stage that does not read.
pub(super) fn child<'a>(regions: &'a Regions, parent: Stop<'a>, index: usize) -> Option<Stop<'a>> {
    let region = parent.region;
    match &parent.node.kind {
        Kind::Mapping { entries, .. } => entries.get(index).map(|entry| Stop {
            region,
            node: &entry.value,
            index,
            key: Some(&entry.key),
        }),
        Kind::Sequence { items, .. } => {
            items.get(index).map(|node| Stop { region, node, index, key: None })
        }
        Kind::Regions(range) => {
            let region = range.clone().nth(index)?;
            let node = regions.regions.get(region)?.item()?;
            Some(Stop { region, node, index, key: None })
        }
        _ => None,
    }
}

/// Which entry of a mapping has the key; the last one if it repeats.
pub(super) fn position(node: &Node, key: &str) -> Option<usize> {
    match &node.kind {
        Kind::Mapping { entries, .. } => {
            entries.iter().rposition(|entry| entry.key.as_text() == Some(key))
        }
        _ => None,
    }
}

/// Walks `path` as far as there is something.
pub(super) fn walk<'a>(regions: &'a Regions, path: &Path) -> Result<Trail<'a>, EditError> {
    let mut here = Path::root(path.document);
    let Some((region, node)) = regions.roots.get(path.document) else {
        return Ok(Trail { stops: Vec::new(), missing: path.steps.clone() });
    };
    let mut stops = vec![Stop { region: *region, node, index: 0, key: None }];
    for (done, step) in path.steps.iter().enumerate() {
        let Some(stop) = stops.last().copied() else { break };
        let next = match (step, &stop.node.kind) {
            (_, Kind::Alias(_)) => return Err(EditError::ThroughAlias { path: here }),
            (Step::Key(key), Kind::Mapping { .. }) => {
                position(stop.node, key).and_then(|index| child(regions, stop, index))
            }
            (Step::Index(index), Kind::Sequence { .. } | Kind::Regions(_)) => {
                let next = child(regions, stop, *index);
                if next.is_none() && *index < count(stop.node) {
                    return Err(EditError::Broken { path: here.step(step.clone()) });
                }
                next
            }
            _ if is_null(stop.node) => None,
            (Step::Key(_), _) => return Err(EditError::NotAMapping { path: here }),
            (Step::Index(_), _) => return Err(EditError::NotASequence { path: here }),
        };
        let Some(next) = next else {
            let missing = path.steps.iter().skip(done).cloned().collect();
            return Ok(Trail { stops, missing });
        };
        stops.push(next);
        here = here.step(step.clone());
    }
    Ok(Trail { stops, missing: Vec::new() })
}

/// Refuses a region that does not read to its end.
pub(super) fn sound(regions: &Regions, region: usize, path: &Path) -> Result<(), EditError> {
    let broken = regions.regions.get(region).is_none_or(|region| !region.parsed.is_whole());
    if broken { Err(EditError::Broken { path: path.clone() }) } else { Ok(()) }
}

/// Refuses a change below `trail` that aliases elsewhere would show, and, with
/// `replaced`, one that takes away what aliases outside refer to.
pub(super) fn unshared(
    regions: &Regions,
    trail: &Trail<'_>,
    path: &Path,
    replaced: bool,
) -> Result<(), EditError> {
    let Some(last) = trail.last() else { return Ok(()) };
    let mut anchored = Vec::new();
    let above = trail.stops.len().saturating_sub(usize::from(replaced));
    for (depth, stop) in trail.stops.iter().take(above).enumerate() {
        if stop.node.anchored {
            anchored.push((stop.node, depth));
        }
    }
    if replaced {
        let depth = trail.stops.len().saturating_sub(1);
        visit(last.node, &mut |node| {
            if node.anchored {
                anchored.push((node, depth));
            }
        });
    }
    if anchored.is_empty() {
        return Ok(());
    }
    let mut used = HashSet::new();
    let roots = regions.regions.get(last.region).map(|region| &region.parsed.roots);
    for root in roots.into_iter().flatten() {
        targets(root, replaced.then_some(last.node), &mut used);
    }
    match anchored.iter().find(|(node, _)| used.contains(&Arc::as_ptr(node))) {
        Some((_, depth)) => {
            let steps = path.steps.iter().take(*depth).cloned().collect();
            Err(EditError::SharedAnchor { path: Path { document: path.document, steps } })
        }
        None => Ok(()),
    }
}

/// Calls `each` on a node and all below; the reading bounds the depth.
pub(super) fn visit<'a>(node: &'a Arc<Node>, each: &mut dyn FnMut(&'a Arc<Node>)) {
    each(node);
    match &node.kind {
        Kind::Mapping { entries, .. } => {
            for entry in entries {
                visit(&entry.key, each);
                visit(&entry.value, each);
            }
        }
        Kind::Sequence { items, .. } => items.iter().for_each(|item| visit(item, each)),
        _ => {}
    }
}

/// What the aliases below `node` refer to, leaving out those below `without`.
fn targets(node: &Arc<Node>, without: Option<&Arc<Node>>, found: &mut HashSet<*const Node>) {
    if without.is_some_and(|without| Arc::ptr_eq(without, node)) {
        return;
    }
    match &node.kind {
        Kind::Mapping { entries, .. } => {
            for entry in entries {
                targets(&entry.key, without, found);
                targets(&entry.value, without, found);
            }
        }
        Kind::Sequence { items, .. } => {
            for item in items {
                targets(item, without, found);
            }
        }
        Kind::Alias(Some(target)) => {
            found.insert(Arc::as_ptr(target));
        }
        _ => {}
    }
}
