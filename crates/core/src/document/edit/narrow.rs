//! Setting a whole mapping or list as changes of only those parts that differ,
//! so that comments and layout of all others stay.

use std::collections::HashSet;
use std::sync::Arc;

use super::trail::{self, Stop};
use super::verify::is_already;
use super::{Edit, New};
use crate::document::{Kind, Node, Path, Regions};
use crate::limits;

/// The edits that make what stands at `path` be `value`; none where it is
/// better written anew. They still have to be verified together.
pub(super) fn narrowed(regions: &Regions, path: &Path, value: &New) -> Option<Vec<Edit>> {
    let trail = trail::walk(regions, path).ok().filter(|trail| trail.missing.is_empty())?;
    let stop = trail.last()?;
    let edits = match (value, &stop.node.kind) {
        (New::Map(new), Kind::Mapping { .. }) => in_mapping(regions, stop, path, new)?,
        (New::List(new), Kind::Sequence { .. } | Kind::Regions(_)) => {
            in_list(regions, stop, path, new)?
        }
        _ => return None,
    };
    (edits.len() <= limits::EDIT_PARTS).then_some(edits)
}

fn in_mapping(
    regions: &Regions,
    stop: Stop<'_>,
    path: &Path,
    new: &[(String, New)],
) -> Option<Vec<Edit>> {
    let old: Vec<(&str, &Arc<Node>)> = (0..trail::count(stop.node))
        .map(|index| {
            let child = trail::child(regions, stop, index)?;
            Some((child.key?.as_text()?, child.node))
        })
        .collect::<Option<_>>()?;
    let before: HashSet<&str> = old.iter().map(|(key, _)| *key).collect();
    let after: HashSet<&str> = new.iter().map(|(key, _)| key.as_str()).collect();
    let kept = || old.iter().filter(|(key, _)| after.contains(key));
    // Keys that stay stand first and in their order, all others follow.
    let in_order = kept()
        .map(|(key, _)| *key)
        .eq(new.iter().map(|(key, _)| key.as_str()).take(kept().count()));
    let is_unique = before.len() == old.len() && after.len() == new.len();
    if !in_order || !is_unique || kept().count() == 0 {
        return None;
    }
    let gone = old.iter().filter(|(key, _)| !after.contains(key));
    let mut edits: Vec<Edit> = gone.map(|(key, _)| Edit::Remove { path: path.key(key) }).collect();
    for ((key, value), (_, node)) in new.iter().zip(kept()) {
        if !is_already(regions, node, value) {
            edits.push(Edit::Set { path: path.key(key), value: value.clone() });
        }
    }
    for (key, value) in new.iter().skip(kept().count()) {
        edits.push(Edit::Insert { path: path.key(key), value: value.clone() });
    }
    Some(edits)
}

fn in_list(regions: &Regions, stop: Stop<'_>, path: &Path, new: &[New]) -> Option<Vec<Edit>> {
    let old: Vec<&Arc<Node>> = (0..trail::count(stop.node))
        .map(|index| trail::child(regions, stop, index).map(|child| child.node))
        .collect::<Option<_>>()?;
    let same = |(node, value): &(&&Arc<Node>, &New)| is_already(regions, node, value);
    let front = old.iter().zip(new).take_while(same).count();
    let shorter = old.len().min(new.len());
    let back =
        old.iter().rev().zip(new.iter().rev()).take(shorter - front).take_while(same).count();
    let paired = shorter - front - back;
    // Items that have nothing to do with those before are written anew.
    if front + back == 0 && (old.len() != new.len() || old.len() > 1) {
        return None;
    }
    let mut edits = Vec::new();
    for (index, value) in new.iter().enumerate().skip(front).take(paired) {
        edits.push(Edit::Set { path: path.index(index), value: value.clone() });
    }
    for (index, value) in new.iter().enumerate().take(new.len() - back).skip(front + paired) {
        edits.push(Edit::Insert { path: path.index(index), value: value.clone() });
    }
    for index in (front + paired..old.len() - back).rev() {
        edits.push(Edit::Remove { path: path.index(index) });
    }
    Some(edits)
}
