//! Taking out a key or an item, with the comments that are its own.

use super::ground::Ground;
use super::insert::flow_end;
use super::pieces::Change;
use super::set::{self, Manner};
use super::trail::{self, Stop, Trail};
use super::{EditError, New, lines, replace};
use crate::document::{Kind, Path, Step};

/// Takes out what stands at `path`. The last item or key leaves `[]` or `{}`.
pub(super) fn remove(
    ground: Ground<'_>,
    path: &Path,
    manner: Manner,
) -> Result<Vec<Change>, EditError> {
    let Some((parent_path, step)) = path.split_last() else {
        return Err(EditError::WholeDocument);
    };
    let (trail, index) = find(ground, path, &parent_path, step)?;
    let Some(parent) = trail.last() else {
        return Err(EditError::NoSuchPath { path: path.clone() });
    };
    let is_stage = matches!(parent.node.kind, Kind::Regions(_));
    if !is_stage {
        trail::sound(ground.regions, parent.region, path)?;
    }
    if let Ok(whole) = trail::walk(ground.regions, path) {
        trail::unshared(ground.regions, &whole, path, true)?;
    }
    if trail::count(parent.node) == 1 {
        let empty = match step {
            Step::Key(_) => New::Map(Vec::new()),
            Step::Index(_) => New::List(Vec::new()),
        };
        return replace::replace(ground, &trail, &parent_path, &empty, manner);
    }
    let is_root = trail.stops.len() == 1;
    let changes = if trail::is_block(parent.node) {
        from_block(ground, parent, index, is_root)
    } else {
        from_flow(ground, parent, index)
    };
    changes.ok_or_else(|| EditError::NotFaithful { path: path.clone() })
}

/// The mapping or list that holds what stands at `path`, and where in it.
fn find<'a>(
    ground: Ground<'a>,
    path: &Path,
    parent_path: &Path,
    step: &Step,
) -> Result<(Trail<'a>, usize), EditError> {
    let nothing = || EditError::NoSuchPath { path: path.clone() };
    let trail = trail::walk(ground.regions, parent_path)?;
    let parent = trail.last().filter(|_| trail.missing.is_empty()).ok_or_else(nothing)?;
    let index = match (step, &parent.node.kind) {
        (_, Kind::Alias(_)) => {
            return Err(EditError::ThroughAlias { path: parent_path.clone() });
        }
        (Step::Key(key), Kind::Mapping { .. }) => trail::position(parent.node, key),
        (Step::Index(index), Kind::Sequence { .. } | Kind::Regions(_)) => {
            (*index < trail::count(parent.node)).then_some(*index)
        }
        _ => None,
    };
    Ok((trail, index.ok_or_else(nothing)?))
}

fn from_block(
    ground: Ground<'_>,
    parent: Stop<'_>,
    index: usize,
    is_root: bool,
) -> Option<Vec<Change>> {
    let text = ground.text;
    let own = ground.extent(parent, index, is_root)?;
    let is_last = index + 1 == trail::count(parent.node);
    if !own.own_line {
        return first_after_dash(ground, parent, own.start, own.end);
    }
    let mut start = own.lead;
    let mut end = own.end;
    let above = blank_above(text, start);
    if is_last {
        // What stood between it and the one before.
        let before = ground.extent(parent, index.checked_sub(1)?, false)?.end;
        start = above.max(lines::next_line(text, before));
    } else if index == 0 || above < start {
        end = blank_below(text, end, text.len());
    }
    let before =
        index.checked_sub(1).and_then(|before| trail::child(ground.regions, parent, before));
    if before.is_some_and(|before| ground.keeps_blanks(before.region, before.node)) {
        end = blank_below(text, end, usize::MAX);
    }
    let eol = lines::break_at(text, end);
    if !eol.is_empty() {
        return Some(vec![Change::new(start, end + eol.len(), String::new())]);
    }
    // The text's last line has no break: the one before shall have none.
    let keeps_break =
        before.is_none_or(|stop| ground.last_block_scalar(stop.region, stop.node).is_some());
    let eol = if keeps_break { 0 } else { lines::break_before(text, start).len() };
    Some(vec![Change::new(start - eol, end, String::new())])
}

/// Takes out the first entry of a mapping or list that begins right after a
/// dash: the second moves up.
fn first_after_dash(
    ground: Ground<'_>,
    parent: Stop<'_>,
    start: usize,
    end: usize,
) -> Option<Vec<Change>> {
    let text = ground.text;
    let next = ground.extent(parent, 1, false)?;
    if !next.own_line {
        return None;
    }
    let between = lines::part(text, end..next.start);
    if between.trim().is_empty() {
        return Some(vec![Change::new(start, next.start, String::new())]);
    }
    // Comments stand between: they stay where they are.
    let dash = lines::part(text, 0..start).trim_end_matches([' ', '\t']).len();
    Some(vec![Change::new(dash, end, String::new())])
}

/// The first of the blank lines right above the line at `start`.
fn blank_above(text: &str, start: usize) -> usize {
    let mut first = start;
    while let Some(above) = lines::previous_line(text, first) {
        if !lines::line(text, above).trim().is_empty() {
            break;
        }
        first = above;
    }
    first
}

/// The end of the last of the blank lines right below the line that ends at
/// `end`, if content follows them before `limit`.
pub(super) fn blank_below(text: &str, end: usize, limit: usize) -> usize {
    let mut last = end;
    loop {
        let next = lines::next_line(text, last);
        if next >= limit {
            return end;
        }
        if next >= text.len() {
            return last;
        }
        if !lines::line(text, next).trim().is_empty() {
            return last;
        }
        last = lines::line_end(text, next);
    }
}

fn from_flow(ground: Ground<'_>, parent: Stop<'_>, index: usize) -> Option<Vec<Change>> {
    let text = ground.text;
    let (start, end) = (ground.entry_start(parent, index)?, flow_end(ground, parent, index)?);
    let sign = set::next_sign(text, end);
    let has_comma = lines::part(text, sign..text.len()).starts_with(',');
    let after = if has_comma { sign + 1 } else { end };
    let line = lines::line_start(text, start);
    let rest = lines::part(text, after..lines::line_end(text, after)).trim_start();
    let alone = lines::part(text, line..start).trim().is_empty()
        && (rest.is_empty() || rest.starts_with('#'));
    let before = index.checked_sub(1).and_then(|before| flow_end(ground, parent, before));
    if alone {
        let mut changes = vec![Change::new(line, lines::next_line(text, after), String::new())];
        if let Some(before) = before.filter(|_| !has_comma) {
            let comma = set::next_sign(text, before);
            changes.push(Change::new(comma, comma + 1, String::new()));
        }
        return Some(changes);
    }
    if has_comma {
        let end = match ground.entry_start(parent, index + 1) {
            Some(next) if !lines::part(text, after..next).contains(['#', '\n', '\r']) => next,
            _ => crate::document::place::skip_spaces(text, after),
        };
        return Some(vec![Change::new(start, end, String::new())]);
    }
    let before = before?;
    let comma = set::next_sign(text, before);
    if lines::part(text, before..start).contains('#') {
        return Some(vec![
            Change::new(comma, comma + 1, String::new()),
            Change::new(start, end, String::new()),
        ]);
    }
    Some(vec![Change::new(before, end, String::new())])
}
