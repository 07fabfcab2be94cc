//! Edits of a text inside a text, and of texts with template actions.
//!
//! The edit is made and verified on the text inside; then it is carried out
//! to the scalar that holds it and verified there too: the scalar must read as
//! the new text and everything around it as before.

use std::ops::Range;

use super::pieces::{self, Change};
use super::{
    Done, Edit, EditError, New, TextEdit, apply, expect, flattened, path_of, several, verify,
};
use crate::document::{Coding, Inside, LineMap, Masked, Nested, Path, Regions, encode, regions};

/// The text edits, on the whole text, that make `steps`.
pub(super) fn edits(inside: &Inside, steps: &[&Edit]) -> Result<Vec<TextEdit>, EditError> {
    let path = steps.first().map(|edit| path_of(edit)).unwrap_or_default();
    let masked = inside.masked.as_ref();
    let steps: Vec<Edit> = steps.iter().map(|edit| marked(edit, masked)).collect();
    let nested = inside.texts.iter().find(|nested| nested.documents.contains(&path.document));
    let found = match nested {
        None if steps.iter().any(|edit| leaves(edit, &(0..inside.outer.roots.len().max(1)))) => {
            return Err(EditError::TwoTexts);
        }
        None => several(&inside.text, &inside.outer, &steps)?.edits,
        Some(nested) => within(inside, nested, &steps, &path)?,
    };
    let Some(masked) = masked else { return Ok(found) };
    if found.iter().any(|edit| masked.would_lose(&edit.span.range())) {
        return Err(EditError::Template { path });
    }
    let restored = |edit: TextEdit| TextEdit { insert: masked.restored(&edit.insert), ..edit };
    Ok(found.into_iter().map(restored).collect())
}

/// The edits outside for steps that are all in one text inside.
fn within(
    inside: &Inside,
    nested: &Nested,
    steps: &[Edit],
    path: &Path,
) -> Result<Vec<TextEdit>, EditError> {
    let documents = &nested.documents;
    if steps.iter().any(|edit| leaves(edit, documents)) {
        return Err(EditError::TwoTexts);
    }
    let own: Vec<Edit> = steps.iter().map(|edit| moved(edit, documents.start)).collect();
    let done = several(&nested.text, &nested.own, &own)?;
    if done.edits.is_empty() {
        return Ok(Vec::new());
    }
    let by_lines = nested.lines.as_ref().and_then(|lines| {
        let changes = outside(&nested.text, lines, &done)?;
        let edits = pieces::tidy(&inside.text, changes, path).ok()?;
        reads_as(inside, nested, &edits, &done.text).then_some(edits)
    });
    by_lines.map_or_else(|| as_a_whole(inside, nested, &done.text), Ok)
}

/// Puts the new text into the scalar as a whole.
fn as_a_whole(inside: &Inside, nested: &Nested, text: &str) -> Result<Vec<TextEdit>, EditError> {
    let set = Edit::Set { path: nested.holder.path.clone(), value: held(nested, text) };
    Ok(several(&inside.text, &inside.outer, [&set])?.edits)
}

/// What the scalar must hold for the text inside to be `text`.
fn held(nested: &Nested, text: &str) -> New {
    New::Text(match nested.holder.coding {
        Coding::Base64 => encode(text),
        Coding::Plain => text.replace("\r\n", "\n").replace('\r', "\n"),
    })
}

/// Whether after `edits` the scalar reads as the new text and all else as
/// before.
fn reads_as(inside: &Inside, nested: &Nested, edits: &[TextEdit], text: &str) -> bool {
    let after = apply(&inside.text, edits);
    let read: Regions = regions(&after, Some(&inside.outer));
    let set = Edit::Set { path: nested.holder.path.clone(), value: held(nested, text) };
    expect::expected(&inside.outer, &set)
        .is_some_and(|expected| verify::holds(&expected, &inside.outer, &read))
}

/// The changes of the lines outside: each line that changes is written anew,
/// with the block's indentation before it.
fn outside(text: &str, map: &LineMap, done: &Done) -> Option<Vec<Change>> {
    let mut groups: Vec<(Range<usize>, Vec<&TextEdit>)> = Vec::new();
    for edit in &done.edits {
        let span = edit.span.range();
        let lines = map.line_at(span.start)..map.line_at(span.end) + 1;
        match groups.last_mut() {
            Some((last, edits)) if lines.start < last.end => {
                last.end = last.end.max(lines.end);
                edits.push(edit);
            }
            _ => groups.push((lines, vec![edit])),
        }
    }
    groups.into_iter().map(|(lines, edits)| group(text, map, lines, &edits)).collect()
}

fn group(text: &str, map: &LineMap, lines: Range<usize>, edits: &[&TextEdit]) -> Option<Change> {
    let (inside, outside) = map.bytes(lines)?;
    let mut new = String::new();
    let mut at = inside.start;
    for edit in edits {
        let span = edit.span.range();
        new.push_str(text.get(at..span.start)?);
        new.push_str(&edit.insert);
        at = span.end;
    }
    new.push_str(text.get(at..inside.end)?);
    let pad = " ".repeat(map.indent);
    let mut written = String::with_capacity(new.len());
    for line in new.split_inclusive('\n') {
        if !line.trim_end_matches(['\n', '\r']).is_empty() {
            written.push_str(&pad);
        }
        written.push_str(line);
    }
    Some(Change::new(outside.start, outside.end, written))
}

/// Whether an edit is not only about these documents.
fn leaves(edit: &Edit, documents: &Range<usize>) -> bool {
    let to = match edit {
        Edit::Move { to, .. } => Some(to.document),
        _ => None,
    };
    std::iter::once(path_of(edit).document).chain(to).any(|document| !documents.contains(&document))
}

/// The edit as the text inside numbers its documents.
fn moved(edit: &Edit, first: usize) -> Edit {
    let back = |path: &Path| Path {
        document: path.document.saturating_sub(first),
        steps: path.steps.clone(),
    };
    match edit {
        Edit::Set { path, value } => Edit::Set { path: back(path), value: value.clone() },
        Edit::Insert { path, value } => Edit::Insert { path: back(path), value: value.clone() },
        Edit::Remove { path } => Edit::Remove { path: back(path) },
        Edit::Move { from, to } => Edit::Move { from: back(from), to: back(to) },
        Edit::RenameKey { path, to } => Edit::RenameKey { path: back(path), to: to.clone() },
        Edit::Many(edits) => Edit::Many(
            flattened(&Edit::Many(edits.clone()))
                .into_iter()
                .map(|edit| moved(edit, first))
                .collect(),
        ),
    }
}

/// The edit with the actions in its new values masked as in the text.
fn marked(edit: &Edit, masked: Option<&Masked>) -> Edit {
    let Some(masked) = masked else { return edit.clone() };
    match edit {
        Edit::Set { path, value } => Edit::Set { path: path.clone(), value: new(value, masked, 0) },
        Edit::Insert { path, value } => {
            Edit::Insert { path: path.clone(), value: new(value, masked, 0) }
        }
        other => other.clone(),
    }
}

fn new(value: &New, masked: &Masked, depth: usize) -> New {
    match value {
        New::Text(text) => New::Text(masked.again(text)),
        New::Yaml(text) => New::Yaml(masked.again(text)),
        // What is deeper is refused where it is written.
        New::List(items) if depth < crate::limits::NODE_DEPTH => {
            New::List(items.iter().map(|item| new(item, masked, depth + 1)).collect())
        }
        New::Map(entries) if depth < crate::limits::NODE_DEPTH => New::Map(
            entries.iter().map(|(key, item)| (key.clone(), new(item, masked, depth + 1))).collect(),
        ),
        other => other.clone(),
    }
}
