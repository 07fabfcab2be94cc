//! Text edits: put in order, cut down to what changes, one after the other
//! made one.

use super::{EditError, TextEdit, lines};
use crate::document::Path;
use crate::java::Span;

/// Bytes to be replaced, before they are put in order.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Change {
    start: usize,
    end: usize,
    insert: String,
}

impl Change {
    pub(super) fn new(start: usize, end: usize, insert: String) -> Self {
        Self { start, end, insert }
    }
}

/// The edits that `changes` say: sorted, apart from each other, each without
/// the bytes that stay the same.
pub(super) fn tidy(
    text: &str,
    mut changes: Vec<Change>,
    path: &Path,
) -> Result<Vec<TextEdit>, EditError> {
    changes.sort_by_key(|change| (change.start, change.end));
    let mut joined: Vec<Change> = Vec::with_capacity(changes.len());
    for change in changes {
        let valid = change.start <= change.end && text.get(change.start..change.end).is_some();
        let apart = joined.last().is_none_or(|last| last.end <= change.start);
        if !valid || !apart {
            return Err(EditError::NotFaithful { path: path.clone() });
        }
        match joined.last_mut() {
            Some(last) if last.end == change.start => {
                last.end = change.end;
                last.insert.push_str(&change.insert);
            }
            _ => joined.push(change),
        }
    }
    Ok(joined.iter().filter_map(|change| trimmed(text, change)).collect())
}

/// A change without the bytes that stay the same at its ends.
fn trimmed(text: &str, change: &Change) -> Option<TextEdit> {
    let old = lines::part(text, change.start..change.end);
    let new = change.insert.as_str();
    let same = |(a, b): &(char, char)| a == b;
    let length = |pair: (char, char)| pair.0.len_utf8();
    let mut front: usize = old.chars().zip(new.chars()).take_while(same).map(length).sum();
    front = whole_break(old, front).min(whole_break(new, front));
    let (old, new) = (lines::part(old, front..old.len()), lines::part(new, front..new.len()));
    let back: usize = old.chars().rev().zip(new.chars().rev()).take_while(same).map(length).sum();
    let mut back = back;
    for side in [old, new] {
        // Never between the two bytes of a line break.
        let at = side.len() - back;
        if lines::part(side, 0..at).ends_with('\r')
            && lines::part(side, at..side.len()).starts_with('\n')
        {
            back -= 1;
        }
    }
    let (old, new) = (old.len() - back, lines::part(new, 0..new.len() - back));
    let start = change.start + front;
    (old > 0 || !new.is_empty())
        .then(|| TextEdit { span: Span::new(start, start + old), insert: new.to_owned() })
}

/// `at`, or one less where it would part `\r` from `\n`.
fn whole_break(text: &str, at: usize) -> usize {
    let splits = lines::part(text, 0..at).ends_with('\r')
        && lines::part(text, at..text.len()).starts_with('\n');
    at - usize::from(splits)
}

/// A text as what is left of another one and what came new.
pub(super) struct Pieces(Vec<Piece>);

enum Piece {
    /// Bytes of the text before.
    Kept(usize, usize),
    New(String),
}

impl Pieces {
    pub(super) fn new(text: &str) -> Self {
        Self(vec![Piece::Kept(0, text.len())])
    }

    /// Takes in edits of the text as it is by now.
    pub(super) fn take(&mut self, edits: &[TextEdit]) {
        for edit in edits.iter().rev() {
            let (mut pieces, rest) = parted(std::mem::take(&mut self.0), edit.span.start as usize);
            let (_, after) = parted(rest, edit.span.range().len());
            pieces.push(Piece::New(edit.insert.clone()));
            pieces.extend(after);
            self.0 = pieces;
        }
    }

    /// The edits that lead from the text before to the text by now.
    pub(super) fn edits(self, text: &str) -> Vec<TextEdit> {
        let mut changes: Vec<Change> = Vec::new();
        let mut at = 0;
        let mut insert = String::new();
        let end = Piece::Kept(text.len(), text.len());
        for piece in self.0.into_iter().chain([end]) {
            match piece {
                Piece::New(new) => insert.push_str(&new),
                Piece::Kept(start, end) => {
                    changes.push(Change::new(at, start, std::mem::take(&mut insert)));
                    at = end;
                }
            }
        }
        changes.iter().filter_map(|change| trimmed(text, change)).collect()
    }
}

/// The pieces before and after a place of the text that they make.
fn parted(pieces: Vec<Piece>, at: usize) -> (Vec<Piece>, Vec<Piece>) {
    let (mut before, mut after) = (Vec::new(), Vec::new());
    let mut left = at;
    for piece in pieces {
        let length = piece.length();
        let (head, tail) = piece.split(left.min(length));
        left = left.saturating_sub(length);
        before.extend(Some(head).filter(|piece| piece.length() > 0));
        after.extend(Some(tail).filter(|piece| piece.length() > 0));
    }
    (before, after)
}

impl Piece {
    fn length(&self) -> usize {
        match self {
            Self::Kept(start, end) => end - start,
            Self::New(text) => text.len(),
        }
    }

    fn split(self, at: usize) -> (Self, Self) {
        match self {
            Self::Kept(start, end) => {
                let middle = (start + at).min(end);
                (Self::Kept(start, middle), Self::Kept(middle, end))
            }
            Self::New(text) => {
                let (before, after) = text.split_at_checked(at).unwrap_or((&text, ""));
                (Self::New(before.to_owned()), Self::New(after.to_owned()))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::edit::{apply, invert};
    use proptest::prelude::*;

    fn step(text: &str, from: usize, to: usize, insert: &str) -> Vec<TextEdit> {
        let (from, to) = (from.min(text.len()), to.min(text.len()));
        let change = Change::new(from.min(to), from.max(to), insert.to_owned());
        tidy(text, vec![change], &Path::default()).unwrap_or_default()
    }

    proptest! {
        #[test]
        fn edits_one_after_the_other_are_one_edit(
            text in "[a-c\r\n]{0,12}",
            steps in prop::collection::vec((0usize..14, 0usize..14, "[a-c\r\n]{0,4}"), 0..5),
        ) {
            let mut pieces = Pieces::new(&text);
            let mut now = text.clone();
            for (from, to, insert) in &steps {
                let edits = step(&now, *from, *to, insert);
                pieces.take(&edits);
                now = apply(&now, &edits);
            }
            let edits = pieces.edits(&text);
            prop_assert_eq!(apply(&text, &edits), now.clone());
            prop_assert_eq!(apply(&now, &invert(&text, &edits)), text);
        }
    }
}
