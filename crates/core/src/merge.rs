//! Two changed texts brought together over the one both come from, line by
//! line.
//!
//! What one side alone changed is taken; what both changed differently is left
//! to a person. It must never drop a line that either side wrote.

use std::ops::Range;

use diffy::DiffOptions;

/// A stretch of a merged text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Both agree, or neither changed it.
    Same(String),
    /// Only this side changed it: what it is here, and was before.
    Ours {
        /// Now.
        text: String,
        /// In the text that both come from.
        base: String,
    },
    /// Only the other side changed it.
    Theirs {
        /// Now.
        text: String,
        /// In the text that both come from.
        base: String,
    },
    /// Both changed it, and not alike.
    Conflict {
        /// Here.
        ours: String,
        /// There.
        theirs: String,
        /// In the text that both come from.
        base: String,
    },
}

/// `ours` and `theirs` merged over `base`.
///
/// ```
/// use stage_core::merge::{Part, merge, merged};
/// let parts = merge("a\nb\nc\n", "A\nb\nc\n", "a\nb\nC\n");
/// assert_eq!(merged(&parts).as_deref(), Some("A\nb\nC\n"));
/// assert_eq!(merged(&merge("a\n", "b\n", "c\n")), None);
/// ```
pub fn merge(base: &str, ours: &str, theirs: &str) -> Vec<Part> {
    let lines: [Vec<&str>; 3] =
        [base, ours, theirs].map(|text| text.split_inclusive('\n').collect());
    let [base_lines, our_lines, their_lines] = &lines;
    let mut left = changes(base, ours).into_iter().peekable();
    let mut right = changes(base, theirs).into_iter().peekable();
    let (mut at, mut our_at, mut their_at) = (0, 0, 0);
    let mut parts = Vec::new();
    loop {
        let next = [left.peek(), right.peek()].into_iter().flatten().map(|c| c.base.start).min();
        let Some(start) = next else { break };
        same(&mut parts, base_lines, at..start);
        (our_at, their_at) = (our_at + start - at, their_at + start - at);
        // Everything that overlaps belongs to one decision.
        let mut end = start;
        let (mut our_end, mut their_end) = (our_at, their_at);
        let (mut our_base, mut their_base) = (start, start);
        let (mut by_us, mut by_them) = (false, false);
        loop {
            let touches = |change: &Change| {
                change.base.start < end
                    || change.base.start == start
                    || change.base.start == end && end == start
            };
            if let Some(change) = left.next_if(touches) {
                our_end += change.base.start - our_base + change.new;
                our_base = change.base.end;
                end = end.max(change.base.end);
                by_us = true;
            } else if let Some(change) = right.next_if(touches) {
                their_end += change.base.start - their_base + change.new;
                their_base = change.base.end;
                end = end.max(change.base.end);
                by_them = true;
            } else {
                break;
            }
        }
        our_end += end - our_base;
        their_end += end - their_base;
        let base = text(base_lines, start..end);
        let ours = text(our_lines, our_at..our_end);
        let theirs = text(their_lines, their_at..their_end);
        parts.push(match (by_us, by_them) {
            (true, true) if ours == theirs => Part::Same(ours),
            (true, true) => Part::Conflict { ours, theirs, base },
            (true, false) => Part::Ours { text: ours, base },
            _ => Part::Theirs { text: theirs, base },
        });
        (at, our_at, their_at) = (end, our_end, their_end);
    }
    same(&mut parts, base_lines, at..base_lines.len());
    parts
}

/// The merged text, if nothing is left to decide.
pub fn merged(parts: &[Part]) -> Option<String> {
    let taken = parts.iter().map(|part| match part {
        Part::Same(text) | Part::Ours { text, .. } | Part::Theirs { text, .. } => {
            Some(text.as_str())
        }
        Part::Conflict { .. } => None,
    });
    taken.collect()
}

/// Lines of the base that one side replaced, and by how many.
struct Change {
    base: Range<usize>,
    new: usize,
}

fn changes(base: &str, new: &str) -> Vec<Change> {
    let mut options = DiffOptions::new();
    options.set_context_len(0);
    let patch = options.create_patch(base, new);
    let hunks = patch.hunks().iter().map(|hunk| {
        let range = hunk.old_range();
        // Lines count from 1; for none, the one before is named.
        let start = if range.is_empty() { range.start() } else { range.start().saturating_sub(1) };
        Change { base: start..start + range.len(), new: hunk.new_range().len() }
    });
    hunks.collect()
}

fn same(parts: &mut Vec<Part>, lines: &[&str], range: Range<usize>) {
    let text = text(lines, range);
    if !text.is_empty() {
        parts.push(Part::Same(text));
    }
}

fn text(lines: &[&str], range: Range<usize>) -> String {
    let length = range.len();
    lines.iter().skip(range.start).take(length).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn side(parts: &[Part], which: impl Fn(&Part) -> &str) -> String {
        parts.iter().map(which).collect()
    }

    fn texts() -> impl Strategy<Value = String> {
        ("([ab]\n){0,6}", "[ab]{0,1}").prop_map(|(lines, last)| lines + &last)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn the_parts_hold_all_three_texts(base in texts(), ours in texts(), theirs in texts()) {
            let parts = merge(&base, &ours, &theirs);
            // A text that both changed alike stands in its new words only.
            let alike = parts.iter().any(|part| matches!(part, Part::Same(_)));
            let of_ours = side(&parts, |part| match part {
                Part::Same(text) | Part::Ours { text, .. } => text,
                Part::Theirs { base, .. } => base,
                Part::Conflict { ours, .. } => ours,
            });
            let of_theirs = side(&parts, |part| match part {
                Part::Same(text) | Part::Theirs { text, .. } => text,
                Part::Ours { base, .. } => base,
                Part::Conflict { theirs, .. } => theirs,
            });
            prop_assert_eq!(of_ours, ours);
            prop_assert_eq!(of_theirs, theirs);
            if !alike {
                let of_base = side(&parts, |part| match part {
                    Part::Same(text) => text,
                    Part::Ours { base, .. } | Part::Theirs { base, .. } | Part::Conflict { base, .. } => base,
                });
                prop_assert_eq!(of_base, base);
            }
        }

        #[test]
        fn a_change_of_one_side_alone_is_taken(base in texts(), other in texts()) {
            prop_assert_eq!(merged(&merge(&base, &other, &base)), Some(other.clone()));
            prop_assert_eq!(merged(&merge(&base, &base, &other)), Some(other.clone()));
            prop_assert_eq!(merged(&merge(&base, &other, &other)), Some(other));
        }
    }
}
