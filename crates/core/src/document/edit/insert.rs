//! Putting in a key or an item.

use super::carry::Carried;
use super::ground::Ground;
use super::habits::{Habits, habits};
use super::pieces::Change;
use super::remove::blank_below;
use super::set::{self, Manner};
use super::trail::{self, Stop, Trail};
use super::{EditError, New, lines, replace, write};
use crate::document::{Kind, Path, Step, Style};

/// What is put in, and where in its mapping or list.
#[derive(Clone, Copy)]
pub(super) struct What<'a> {
    pub(super) step: &'a Step,
    /// Before which entry or item.
    pub(super) at: usize,
    pub(super) value: &'a New,
    /// The entry or item as it stood elsewhere in the text.
    pub(super) carried: Option<&'a Carried>,
}

/// Puts a value in at a path that does not exist yet, or before the item that
/// stands there.
pub(super) fn insert(
    ground: Ground<'_>,
    path: &Path,
    value: &New,
    carried: Option<&Carried>,
    manner: Manner,
) -> Result<Vec<Change>, EditError> {
    let Some((parent_path, step)) = path.split_last() else {
        return Err(EditError::WholeDocument);
    };
    let trail = trail::walk(ground.regions, &parent_path)?;
    let (Some(parent), true) = (trail.last(), trail.missing.is_empty()) else {
        return Err(EditError::NoSuchPath { path: parent_path });
    };
    let count = trail::count(parent.node);
    let null = trail::is_null(parent.node);
    let at = match (step, &parent.node.kind) {
        (_, Kind::Alias(_)) => return Err(EditError::ThroughAlias { path: parent_path }),
        (Step::Key(key), Kind::Mapping { .. }) => {
            if trail::position(parent.node, key).is_some() {
                return Err(EditError::KeyExists { path: path.clone() });
            }
            count
        }
        (Step::Key(_), _) if !null => return Err(EditError::NotAMapping { path: parent_path }),
        (Step::Index(_), kind)
            if !null && !matches!(kind, Kind::Sequence { .. } | Kind::Regions(_)) =>
        {
            return Err(EditError::NotASequence { path: parent_path });
        }
        (Step::Index(index), _) if *index > count => {
            return Err(EditError::OutOfRange { path: path.clone() });
        }
        (Step::Index(index), _) => *index,
        (Step::Key(_), _) => count,
    };
    if set::is_replaceable(parent) {
        let value = set::nest(std::slice::from_ref(step), value, path)?;
        return replace::replace(ground, &trail, &parent_path, &value, manner);
    }
    into(ground, &trail, path, What { step, at, value, carried }, manner)
}

/// Puts an entry or item into the trail's last node, which has others.
pub(super) fn into(
    ground: Ground<'_>,
    trail: &Trail<'_>,
    path: &Path,
    what: What<'_>,
    manner: Manner,
) -> Result<Vec<Change>, EditError> {
    let Some(parent) = trail.last() else {
        return Err(EditError::NoSuchPath { path: path.clone() });
    };
    if !matches!(parent.node.kind, Kind::Regions(_)) {
        trail::sound(ground.regions, parent.region, path)?;
    }
    trail::unshared(ground.regions, trail, path, false)?;
    let habits = Habits { block_texts: manner.block_texts, ..habits(ground, parent) };
    let refused = || EditError::NotFaithful { path: path.clone() };
    if !trail::is_block(parent.node) {
        let written = match what.step {
            Step::Key(key) => write::flow_entry(key, what.value, &habits)?,
            Step::Index(_) => write::flow(what.value, &habits)?,
        };
        return in_flow(ground, parent, what.at, &written).ok_or_else(refused);
    }
    let lines = what.carried.and_then(|carried| carried.lines.as_ref());
    let written = match (lines, what.step) {
        (Some(lines), _) => lines.clone(),
        (None, Step::Key(key)) => write::entry_lines(key, what.value, &habits)?,
        (None, Step::Index(_)) => write::item_lines(what.value, &habits)?,
    };
    let apart = what
        .carried
        .and_then(|carried| carried.apart)
        .unwrap_or_else(|| is_separated(ground, parent, what.at));
    let is_root = trail.stops.len() == 1;
    in_block(ground, parent, what.at, Lines { written, apart }, is_root).ok_or_else(refused)
}

/// An entry or item to be put in.
struct Lines {
    written: Vec<String>,
    /// Whether a blank line stands between it and its neighbours.
    apart: bool,
}

/// Lines put in before an entry or item of a block collection, or after the
/// last one.
fn in_block(
    ground: Ground<'_>,
    parent: Stop<'_>,
    at: usize,
    lines: Lines,
    is_root: bool,
) -> Option<Vec<Change>> {
    let text = ground.text;
    let column = ground.column_of(parent);
    let written = lines::shifted(lines.written, column);
    let count = trail::count(parent.node);
    // Blank lines after `|+` are its content.
    let keeps = written.iter().any(|line| line.contains("|+") || line.contains(">+"));
    let blank = lines.apart && !keeps;
    if at < count {
        let next = ground.extent(parent, at, is_root)?;
        let eol = ground.eol(next.start);
        let blank = if blank { eol } else { "" };
        let all = written.join(eol);
        if next.own_line {
            return Some(vec![Change::new(next.lead, next.lead, format!("{all}{eol}{blank}"))]);
        }
        // Right after another dash: the new one takes the place of the old.
        let pad = " ".repeat(column);
        let all = format!("{}{eol}{blank}{pad}", all.trim_start_matches(' '));
        return Some(vec![Change::new(next.start, next.start, all)]);
    }
    let last = count.checked_sub(1)?;
    let end = ground.extent(parent, last, false)?.end;
    // What keeps the blank lines after it must not be put before others'.
    let end = if keeps { blank_below(text, end, usize::MAX) } else { end };
    let eol = ground.eol(end);
    let keeps = ground.keeps_blanks(parent.region, parent.node);
    let blank = if blank && !keeps { eol } else { "" };
    let mut changes = vec![Change::new(end, end, format!("{blank}{eol}{}", written.join(eol)))];
    if end == text.len() {
        changes.extend(closed(ground, parent));
    }
    Some(changes)
}

/// A block scalar that ends the text without a line break reads as text
/// without one; before further lines its header has to say so.
pub(super) fn closed(ground: Ground<'_>, stop: Stop<'_>) -> Option<Change> {
    let (region, node) = ground.last_block_scalar(stop.region, stop.node)?;
    let Kind::Scalar { text, style: Style::Literal | Style::Folded } = &node.kind else {
        return None;
    };
    let (start, end) = ground.span(region, node);
    if end < ground.text.len() || text.ends_with('\n') || text.is_empty() {
        return None;
    }
    let header = super::ground::header(lines::part(ground.text, start..end));
    if header.contains('-') {
        return None;
    }
    let without: String = header.chars().filter(|c| *c != '+').collect();
    Some(Change::new(start, start + header.len(), format!("{without}-")))
}

/// Whether the items around stand apart by blank lines.
pub(super) fn is_separated(ground: Ground<'_>, parent: Stop<'_>, at: usize) -> bool {
    let count = trail::count(parent.node);
    if count < 2 || matches!(parent.node.kind, Kind::Mapping { .. }) {
        return false;
    }
    let next = at.clamp(1, count - 1);
    let between = || {
        let start = ground.extent(parent, next - 1, false)?.end;
        let end = ground.extent(parent, next, false)?.lead;
        let gap = lines::part(ground.text, lines::next_line(ground.text, start)..end);
        Some(
            gap.split(['\n', '\r'])
                .next()
                .is_some_and(|line| line.trim().is_empty() && gap.contains(['\n', '\r'])),
        )
    };
    between().unwrap_or(false)
}

/// An entry or item put in between brackets that hold others.
fn in_flow(ground: Ground<'_>, parent: Stop<'_>, at: usize, written: &str) -> Option<Vec<Change>> {
    let text = ground.text;
    if at < trail::count(parent.node) {
        let start = ground.entry_start(parent, at)?;
        let line = lines::line_start(text, start);
        let indent = lines::part(text, line..start);
        let insert = if indent.trim().is_empty() && line > ground.start(parent) {
            format!("{written},{}{indent}", ground.eol(start))
        } else {
            format!("{written}, ")
        };
        return Some(vec![Change::new(start, start, insert)]);
    }
    let last = at.checked_sub(1)?;
    let (start, end) = (ground.entry_start(parent, last)?, flow_end(ground, parent, last)?);
    let sign = set::next_sign(text, end);
    let has_comma = lines::part(text, sign..text.len()).starts_with(',');
    let after = if has_comma { sign + 1 } else { end };
    let comma = if has_comma { "," } else { "" };
    let line = lines::line_start(text, start);
    let indent = lines::part(text, line..start);
    let line_end = lines::line_end(text, after);
    let rest = lines::part(text, after..line_end).trim_start();
    let own_line = indent.trim().is_empty()
        && line > ground.start(parent)
        && (rest.is_empty() || rest.starts_with('#'));
    if !own_line {
        let before = if has_comma { " " } else { ", " };
        return Some(vec![Change::new(after, after, format!("{before}{written}{comma}"))]);
    }
    let eol = ground.eol(start);
    Some(vec![
        Change::new(end, end, if has_comma { String::new() } else { ",".into() }),
        Change::new(line_end, line_end, format!("{eol}{indent}{written}{comma}")),
    ])
}

/// The end of an entry or item between brackets.
pub(super) fn flow_end(ground: Ground<'_>, parent: Stop<'_>, index: usize) -> Option<usize> {
    let child = trail::child(ground.regions, parent, index)?;
    let value = ground.span(child.region, child.node).1;
    let key = child.key.map_or(0, |key| ground.span(child.region, key).1);
    Some(value.max(key))
}
