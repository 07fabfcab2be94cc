//! Moving: what is taken out of one place and put in at another, with its
//! comments and as it is written.

use super::ground::{self, Ground};
use super::habits::habits;
use super::pieces::{self, Change, Pieces};
use super::quote::Within;
use super::set::Manner;
use super::trail::{self, Stop, Trail};
use super::{EditError, New, TextEdit, apply, insert, lines, remove, rename, write};
use crate::document::{Kind, Path, Step, Style, regions};

/// Takes out what stands at `from` and puts it in at `to`, a path of the text
/// without it, as edits of the one text.
pub(super) fn moved(
    ground: Ground<'_>,
    from: &Path,
    to: &Path,
    manner: Manner,
) -> Result<Vec<TextEdit>, EditError> {
    let trail = trail::walk(ground.regions, from)?;
    let (Some(stop), true) = (trail.last(), trail.missing.is_empty()) else {
        return Err(EditError::NoSuchPath { path: from.clone() });
    };
    if from == to {
        return Ok(Vec::new());
    }
    if to.after(from).is_some() {
        return Err(EditError::IntoItself { path: from.clone() });
    }
    if let Some(name) = renamed(from, to) {
        return pieces::tidy(ground.text, rename::rename(ground, from, name)?, from);
    }
    trail::sound(ground.regions, stop.region, from)?;
    trail::unshared(ground.regions, &trail, from, true)?;
    let mut pieces = Pieces::new(ground.text);
    let mut take = |text: &str, changes: Vec<Change>| -> Result<String, EditError> {
        let edits = pieces::tidy(text, changes, from)?;
        pieces.take(&edits);
        Ok(apply(text, &edits))
    };
    let closed = take(ground.text, insert::closed(ground, stop).into_iter().collect())?;
    let read = regions(&closed, Some(ground.regions));
    let before = Ground { text: &closed, regions: &read, eol: ground.eol };
    let trail = trail::walk(&read, from)?;
    let mut carried = carried(before, &trail, to)?;
    if above(from) == above(to) {
        let parent = trail.parent();
        carried.apart = parent.map(|parent| insert::is_separated(before, parent, stop.index));
    }
    let without = take(&closed, remove::remove(before, from, manner)?)?;
    let read = regions(&without, Some(before.regions));
    let after = Ground { text: &without, regions: &read, eol: ground.eol };
    take(&without, insert::insert(after, to, &carried.value, Some(&carried), manner)?)?;
    Ok(pieces.edits(ground.text))
}

/// The steps to the mapping or list around.
fn above(path: &Path) -> (usize, Option<&[Step]>) {
    (path.document, path.steps.split_last().map(|(_, above)| above))
}

/// The new name, where moving is but renaming.
pub(super) fn renamed<'a>(from: &Path, to: &'a Path) -> Option<&'a str> {
    let (Step::Key(_), above) = from.steps.split_last()? else { return None };
    let (Step::Key(name), beside) = to.steps.split_last()? else { return None };
    (from.document == to.document && above == beside).then_some(name)
}

/// Something taken from the text.
pub(super) struct Carried {
    /// The whole entry or item; columns count from its key or dash. None
    /// where it cannot be taken over as lines.
    pub(super) lines: Option<Vec<String>>,
    /// The value by itself.
    value: New,
    /// Whether blank lines stand between the items, where it stays in its
    /// list.
    pub(super) apart: Option<bool>,
}

/// Takes what stands at the end of `trail`, to be put in at `to`.
fn carried(ground: Ground<'_>, trail: &Trail<'_>, to: &Path) -> Result<Carried, EditError> {
    let (Some(stop), Some(parent)) = (trail.last(), trail.parent()) else {
        return Err(EditError::WholeDocument);
    };
    let value = New::Yaml(snippet(ground, parent, stop));
    let new_key = match (to.steps.last(), stop.key) {
        (Some(Step::Key(key)), Some(_)) => Some(key),
        (Some(Step::Index(_)), None) => None,
        _ => return Ok(Carried { lines: None, value, apart: None }),
    };
    if !trail::is_block(parent.node) {
        return Ok(Carried { lines: None, value, apart: None });
    }
    let Some(extent) = ground.extent(parent, stop.index, trail.stops.len() == 2) else {
        return Ok(Carried { lines: None, value, apart: None });
    };
    let text = ground.text;
    let column = lines::column(text, extent.start);
    let from = if extent.own_line && extent.lead < extent.start {
        extent.lead + column.min(extent.start - extent.lead)
    } else {
        extent.start
    };
    let body = match (new_key, stop.key) {
        (Some(new), Some(key)) if key.as_text() != Some(new) => {
            let (start, end) = ground.span(stop.region, key);
            let style = match &key.kind {
                Kind::Scalar { style, .. } => *style,
                _ => Style::Plain,
            };
            let name = write::key(new, Some(style), Within::Block, &habits(ground, parent));
            let before = lines::part(text, from..start);
            format!("{before}{name}{}", lines::part(text, end..extent.end))
        }
        _ => lines::part(text, from..extent.end).to_owned(),
    };
    Ok(Carried { lines: Some(lines::dedented(&body, column)), value, apart: None })
}

/// A value as a text of its own, its comments with it.
fn snippet(ground: Ground<'_>, parent: Stop<'_>, stop: Stop<'_>) -> String {
    let text = ground.text;
    let (start, mut end) = ground.span(stop.region, stop.node);
    let start = ground::before_properties(text, start);
    let in_block = trail::is_block(parent.node);
    let column = if trail::is_block(stop.node) {
        lines::column(text, start)
    } else if in_block {
        ground.column_of(parent)
    } else {
        0
    };
    let mut lead = Vec::new();
    if in_block && let Some(extent) = ground.extent(parent, stop.index, false) {
        end = extent.end;
        let above = lines::part(text, extent.lead..lines::line_start(text, extent.start));
        lead = above.lines().map(|line| line.trim().to_owned()).collect();
    }
    // Comments between a key and its block have no other place than above.
    if let Some(indicator) = ground.after_indicator(parent, stop).filter(|_| in_block) {
        let between = lines::part(text, indicator..start).split(['\n', '\r']).map(str::trim);
        lead.extend(between.filter(|line| line.starts_with('#')).map(str::to_owned));
    }
    let written = lines::part(text, start..end);
    if start == end || written.trim_start().starts_with('#') {
        // Nothing is written: null.
        lead.push(format!("null {}", written.trim_start()).trim_end().to_owned());
    } else {
        lead.extend(lines::dedented(written, column));
    }
    // A block scalar needs the break that ends its last line.
    lead.push(String::new());
    lead.join("\n")
}
