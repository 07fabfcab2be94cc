//! Setting a value: what stands there is replaced, what is missing is put in.

use super::ground::Ground;
use super::habits::Habits;
use super::pieces::Change;
use super::replace::replace;
use super::trail::{self, Stop};
use super::write::{self, After};
use super::{EditError, New, insert, lines};
use crate::document::{Path, Step, place};

/// How edits are to be written, where there is a choice.
#[derive(Clone, Copy, Debug)]
pub(super) struct Manner {
    /// Whether text over several lines may become a block scalar.
    pub(super) block_texts: bool,
    /// Whether the text's last line shall get a break: a block scalar there
    /// reads as text without one otherwise.
    pub(super) last_break: bool,
}

/// Sets the value at `path`, with the parents that it needs.
pub(super) fn set(
    ground: Ground<'_>,
    path: &Path,
    new: &New,
    manner: Manner,
) -> Result<Vec<Change>, EditError> {
    let trail = trail::walk(ground.regions, path)?;
    let Some(last) = trail.last() else {
        return new_document(ground, path, &nest(&trail.missing, new, path)?, manner);
    };
    let Some((step, below)) = trail.missing.split_first() else {
        return replace(ground, &trail, path, new, manner);
    };
    if trail::count(last.node) == 0 {
        return replace(ground, &trail, path, &nest(&trail.missing, new, path)?, manner);
    }
    let value = nest(below, new, path)?;
    let at = match step {
        Step::Index(index) if *index > trail::count(last.node) => {
            return Err(EditError::OutOfRange { path: path.clone() });
        }
        _ => trail::count(last.node),
    };
    insert::into(
        ground,
        &trail,
        path,
        insert::What { step, at, value: &value, carried: None },
        manner,
    )
}

/// The value inside the mappings and lists that `steps` ask for.
pub(super) fn nest(steps: &[Step], value: &New, path: &Path) -> Result<New, EditError> {
    steps.iter().rev().try_fold(value.clone(), |value, step| match step {
        Step::Key(key) => Ok(New::Map(vec![(key.to_string(), value)])),
        Step::Index(0) => Ok(New::List(vec![value])),
        Step::Index(_) => Err(EditError::OutOfRange { path: path.clone() }),
    })
}

/// The first value of a text that holds none.
fn new_document(
    ground: Ground<'_>,
    path: &Path,
    new: &New,
    manner: Manner,
) -> Result<Vec<Change>, EditError> {
    if path.document > 0 || !ground.regions.roots.is_empty() {
        return Err(EditError::NoSuchPath { path: path.clone() });
    }
    trail::sound(ground.regions, 0, path)?;
    let text = ground.text;
    let habits = Habits { block_texts: manner.block_texts, ..Habits::default() };
    let mut written = write::block(new, After::Nothing, &habits)?;
    if !written.first.is_empty() {
        written.rest.insert(0, written.first);
    }
    let eol = ground.eol(text.len());
    let at_line_start = lines::line(text, lines::line_start(text, text.len())).is_empty();
    let before = if at_line_start { "" } else { eol };
    let insert = format!("{before}{}{eol}", written.rest.join(eol));
    Ok(vec![Change::new(text.len(), text.len(), insert)])
}

/// Where a collection in brackets, or nothing, may be replaced by lines.
pub(super) fn is_replaceable(stop: Stop<'_>) -> bool {
    trail::is_null(stop.node) || trail::count(stop.node) == 0
}

/// The first byte after blanks and comments.
pub(super) fn next_sign(text: &str, at: usize) -> usize {
    place::skip_blanks(text, at)
}
