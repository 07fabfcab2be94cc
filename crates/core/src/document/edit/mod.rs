//! Verified edits: a change asked for by path becomes the few bytes that must
//! change, and nothing is handed out before it has been read back.
//!
//! Comments, blank lines, anchors, columns, line breaks and quotes stay; new
//! lines follow the habits of the lines around them. It must never hand out a
//! text that reads as anything but the old value with the edit made.

mod block_text;
mod carry;
mod error;
mod expect;
mod ground;
mod habits;
mod insert;
mod lines;
mod narrow;
mod nested;
mod pieces;
mod quote;
mod remove;
mod rename;
mod replace;
mod set;
mod snippet;
#[cfg(test)]
mod tests;
mod trail;
mod verify;
mod write;

pub use error::EditError;

use super::{Path, Regions};
use crate::java::Span;
use crate::limits;
use ground::Ground;
use pieces::Pieces;
use set::Manner;

/// A change asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// The value at a path, with the parents that it needs. Its style stays
    /// where the new value fits; an alias is replaced by the value.
    Set {
        /// Which value.
        path: Path,
        /// What it shall be.
        value: New,
    },
    /// A key that is not there yet, put after the last one; or an item, put
    /// before the one that stands at the index.
    Insert {
        /// The path that the value will have.
        path: Path,
        /// The value.
        value: New,
    },
    /// Takes out a key or an item with the comment lines right above it and
    /// the comment on its line. The last one leaves `{}` or `[]`.
    Remove {
        /// What to take out.
        path: Path,
    },
    /// Takes something out of one place and puts it in at another, with its
    /// comments and as it is written.
    Move {
        /// What to move.
        from: Path,
        /// The path that it will have, counted without it.
        to: Path,
    },
    /// Gives a key another name, in its place.
    RenameKey {
        /// The key.
        path: Path,
        /// Its new name.
        to: String,
    },
    /// Several edits one after the other, all or none.
    Many(Vec<Self>),
}

/// A value to be written.
#[derive(Clone, Debug, PartialEq)]
pub enum New {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number.
    Float(f64),
    /// A text, quoted where any reader would see something else in it.
    Text(String),
    /// A list.
    List(Vec<Self>),
    /// A mapping; the keys are texts.
    Map(Vec<(String, Self)>),
    /// YAML as somebody wrote it, moved to the right column. Inside brackets
    /// it is written on one line, without its comments.
    Yaml(String),
}

/// Bytes of a text to be replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextEdit {
    /// Which bytes of the whole text.
    pub span: Span,
    /// What shall stand there.
    pub insert: String,
}

/// The text edits that make `edit` on `text`, sorted and apart from each
/// other; none where it is already so. Whatever they touch has been read back
/// and is exactly the value before with the edit made on it.
///
/// ```
/// use stage_core::document::edit::{Edit, New, apply, edit};
/// use stage_core::document::{Path, regions};
/// let text = "a: 1 # one\nb: two\n";
/// let set = Edit::Set { path: Path::parse("a").unwrap(), value: New::Text("no".into()) };
/// let edits = edit(text, &regions(text, None), &set).unwrap();
/// assert_eq!(apply(text, &edits), "a: \"no\" # one\nb: two\n");
/// ```
pub fn edit(text: &str, regions: &Regions, edit: &Edit) -> Result<Vec<TextEdit>, EditError> {
    if text.len() > limits::TEXT_BYTES {
        return Err(EditError::TooLarge);
    }
    let steps = flattened(edit);
    match &regions.inside {
        Some(inside) => nested::edits(inside, &steps),
        None => Ok(several(text, regions, steps)?.edits),
    }
}

/// The text with sorted `edits` made on it. Edits that do not lie in it are
/// left out.
pub fn apply(text: &str, edits: &[TextEdit]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        let (start, end) = (edit.span.start as usize, edit.span.end as usize);
        let (Some(before), Some(_)) = (text.get(at..start), text.get(start..end)) else { continue };
        out.push_str(before);
        out.push_str(&edit.insert);
        at = end;
    }
    out.push_str(text.get(at..).unwrap_or(""));
    out
}

/// The edits that lead back from the text after `edits` to `text`.
pub fn invert(text: &str, edits: &[TextEdit]) -> Vec<TextEdit> {
    let mut moved = 0isize;
    let back = |edit: &TextEdit| {
        let range = edit.span.range();
        let start = range.start.saturating_add_signed(moved);
        moved += edit.insert.len().cast_signed() - range.len().cast_signed();
        let span = Span::new(start, start + edit.insert.len());
        TextEdit { span, insert: lines::part(text, range).to_owned() }
    };
    edits.iter().map(back).collect()
}

/// The edits inside `Many`, in order.
fn flattened(edit: &Edit) -> Vec<&Edit> {
    let mut out = Vec::new();
    let mut open = vec![edit];
    while let Some(edit) = open.pop() {
        match edit {
            Edit::Many(edits) => open.extend(edits.iter().rev()),
            single => out.push(single),
        }
    }
    out
}

/// An edit made.
struct Done {
    edits: Vec<TextEdit>,
    text: String,
    regions: Regions,
}

/// Edits made one after the other.
fn several<'e>(
    text: &str,
    regions: &Regions,
    steps: impl IntoIterator<Item = &'e Edit>,
) -> Result<Done, EditError> {
    let mut pieces = Pieces::new(text);
    let mut done = Done { edits: Vec::new(), text: text.to_owned(), regions: regions.clone() };
    for step in steps {
        done = single(&done.text, &done.regions, step)?;
        pieces.take(&done.edits);
    }
    Ok(Done { edits: pieces.edits(text), ..done })
}

/// Sets a whole mapping or list by its parts. What the parts make has been
/// verified one by one; that it is the whole is verified here.
fn by_parts(text: &str, regions: &Regions, edit: &Edit) -> Option<Done> {
    let Edit::Set { path, value } = edit else { return None };
    write::bounded(value, 0).ok()?;
    let parts = narrow::narrowed(regions, path, value)?;
    let done = several(text, regions, &parts).ok()?;
    let expected = expect::expected(regions, edit)?;
    verify::holds(&expected, regions, &done.regions).then_some(done)
}

fn single(text: &str, regions: &Regions, edit: &Edit) -> Result<Done, EditError> {
    if let Some(done) = by_parts(text, regions, edit) {
        return Ok(done);
    }
    let ends_open = !text.is_empty() && lines::break_before(text, text.len()).is_empty();
    // What no block scalar holds in its place, quotes do.
    let manners = [
        Manner { block_texts: true, last_break: false },
        Manner { block_texts: true, last_break: true },
        Manner { block_texts: false, last_break: false },
    ];
    let mut refused = None;
    for manner in manners.into_iter().filter(|manner| ends_open || !manner.last_break) {
        match attempt(text, regions, edit, manner) {
            Err(error @ EditError::NotFaithful { .. }) => refused = Some(error),
            done => return done,
        }
    }
    Err(refused.unwrap_or(EditError::NotFaithful { path: path_of(edit) }))
}

fn attempt(text: &str, regions: &Regions, edit: &Edit, manner: Manner) -> Result<Done, EditError> {
    let path = path_of(edit);
    if path.steps.len() > limits::NODE_DEPTH {
        return Err(EditError::TooDeep);
    }
    if let Edit::Set { value, .. } | Edit::Insert { value, .. } = edit {
        write::bounded(value, 0)?;
    }
    let mut edits = text_edits(text, regions, edit, manner)?;
    if manner.last_break && !edits.is_empty() {
        end_line(text, &mut edits);
    }
    let after = apply(text, &edits);
    let read = super::regions(&after, Some(regions));
    let expected = expect::expected(regions, edit);
    let faithful = edits.is_empty()
        || expected.is_some_and(|expected| verify::holds(&expected, regions, &read));
    if faithful {
        Ok(Done { edits, text: after, regions: read })
    } else {
        Err(EditError::NotFaithful { path: path.clone() })
    }
}

/// Gives the text's last line a break.
fn end_line(text: &str, edits: &mut Vec<TextEdit>) {
    let eol = lines::eol(text, text.len()).unwrap_or("\n");
    match edits.last_mut() {
        Some(last) if last.span.end as usize == text.len() => last.insert.push_str(eol),
        _ => edits.push(TextEdit { span: Span::new(text.len(), text.len()), insert: eol.into() }),
    }
}

fn path_of(edit: &Edit) -> Path {
    match edit {
        Edit::Set { path, .. }
        | Edit::Insert { path, .. }
        | Edit::Remove { path }
        | Edit::RenameKey { path, .. }
        | Edit::Move { from: path, .. } => path.clone(),
        Edit::Many(_) => Path::default(),
    }
}

fn text_edits(
    text: &str,
    regions: &Regions,
    edit: &Edit,
    manner: Manner,
) -> Result<Vec<TextEdit>, EditError> {
    let ground = Ground::new(text, regions);
    let (path, changes) = match edit {
        Edit::Set { path, value } => {
            let there = trail::walk(regions, path)?;
            let same = there.missing.is_empty()
                && there.last().is_some_and(|last| verify::is_already(regions, last.node, value));
            if same {
                return Ok(Vec::new());
            }
            (path, set::set(ground, path, value, manner)?)
        }
        Edit::Insert { path, value } => (path, insert::insert(ground, path, value, None, manner)?),
        Edit::Remove { path } => (path, remove::remove(ground, path, manner)?),
        Edit::RenameKey { path, to } => (path, rename::rename(ground, path, to)?),
        Edit::Move { from, to } => return carry::moved(ground, from, to, manner),
        Edit::Many(_) => return Ok(Vec::new()),
    };
    pieces::tidy(text, changes, path)
}
