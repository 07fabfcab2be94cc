//! One region's text, read by events into a tree with places.
//!
//! It never fails: a line that is not YAML is set aside, named as
//! [`Trouble`], and the rest is read. It must not resolve scalars; that is
//! `scalar`'s.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use saphyr_parser::{Event, Parser, ScanError};

use super::build::Builder;
use super::duplicates::duplicates;
use super::gate::gate;
use super::lenient::Padded;
use super::{Node, Trouble, TroubleKind};
use crate::java::Span;
use crate::limits;

/// A region's text and what was read from it.
#[derive(Debug, Default)]
pub struct Parsed {
    /// The text.
    pub text: Arc<str>,
    /// The roots of the text's documents.
    pub roots: Vec<Arc<Node>>,
    /// What could not be read.
    pub troubles: Vec<Trouble>,
    /// Whether the text may only make sense together with its surroundings:
    /// it ends inside a quote or bracket, or names an anchor it does not set.
    pub leaves_region: bool,
    pub(super) refused: OnceLock<Option<Trouble>>,
    pub(super) halted: OnceLock<Option<Trouble>>,
}

impl Parsed {
    /// Where a strict reader refuses the text, though it can be read. Asked
    /// once for each text.
    pub fn refused(&self) -> Option<&Trouble> {
        self.refused.get_or_init(|| self.is_readable().then(|| gate(&self.text)).flatten()).as_ref()
    }

    /// Where Orca's reader, which is `ask`, stops, though the text can be read
    /// here. Asked once for each text.
    pub fn halted(&self, ask: impl FnOnce(&str) -> Option<Trouble>) -> Option<&Trouble> {
        let asked = || self.is_readable().then(|| ask(&self.text)).flatten();
        self.halted.get_or_init(asked).as_ref()
    }

    fn is_readable(&self) -> bool {
        !self.troubles.iter().any(|trouble| trouble.kind == TroubleKind::Syntax)
    }
}

/// Reads `text` by itself.
pub fn read(text: &str) -> Parsed {
    let mut parsed = Parsed { text: Arc::from(text), ..Parsed::default() };
    let mut attempt = attempt(&Padded::new(text));
    let mut working: Option<String> = None;
    for _ in 0..limits::RECOVERED_LINES {
        let Some(failure) = attempt.failure.take() else { break };
        let current = working.as_deref().unwrap_or(text);
        parsed.leaves_region |= failure.leaves_region;
        let Some(aside) = set_aside(current, &failure) else {
            parsed.troubles.push(failure.trouble(text));
            break;
        };
        // The line that was in the way is the one to look at, be it not the
        // one where the parser noticed.
        let start = failure.at.max(aside.line.start);
        let at = if aside.line.contains(&failure.at) { start } else { aside.line.start };
        parsed.troubles.push(Failure { at, ..failure }.trouble(text));
        attempt = aside.next;
        working = Some(aside.blanked);
    }
    if let Some(failure) = attempt.failure {
        parsed.leaves_region |= failure.leaves_region;
        parsed.troubles.push(failure.trouble(text));
    }
    parsed.troubles.extend(forbidden(text));
    parsed.troubles.extend(attempt.troubles);
    parsed.troubles.extend(attempt.roots.iter().flat_map(duplicates));
    parsed.roots = attempt.roots;
    parsed
}

impl Parsed {
    /// Whether all of the text was read, whatever else is wrong with it.
    pub fn is_whole(&self) -> bool {
        let halts = |kind| matches!(kind, TroubleKind::Syntax | TroubleKind::Depth);
        !self.troubles.iter().any(|trouble| halts(trouble.kind))
    }
}

/// The first character that YAML forbids anywhere, even in quotes and comments.
fn forbidden(text: &str) -> Option<Trouble> {
    let allowed = |ch: char| match ch {
        '\t' | '\n' | '\r' | '\u{85}' => true,
        '\u{fffe}' | '\u{ffff}' => false,
        _ => !ch.is_control(),
    };
    let (at, ch) = text.char_indices().find(|(_, ch)| !allowed(*ch))?;
    Some(Trouble {
        span: Span::new(at, at + ch.len_utf8()),
        kind: TroubleKind::Syntax,
        message: format!(
            "the character U+{:04X}, which YAML does not allow: write it as an escape in double \
             quotes",
            u32::from(ch)
        ),
    })
}

/// Whether `text` reads without a syntax error.
pub(super) fn is_sound(text: &str) -> bool {
    attempt(&Padded::new(text)).failure.is_none()
}

struct Attempt {
    roots: Vec<Arc<Node>>,
    troubles: Vec<Trouble>,
    failure: Option<Failure>,
}

struct Failure {
    /// Byte offset in the text.
    at: usize,
    message: String,
    leaves_region: bool,
}

impl Failure {
    fn trouble(&self, text: &str) -> Trouble {
        let rest = text.get(self.at..).unwrap_or("");
        let length = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let shown = rest[..length].trim_end().len();
        let blanks = shown - rest[..length].trim().len().min(shown);
        Trouble {
            span: Span::new(self.at + blanks, self.at + shown),
            kind: TroubleKind::Syntax,
            message: self.message.clone(),
        }
    }
}

/// Reads until the first error. Lines that only YAML 1.2's indentation rule
/// for quotes and brackets refuses are moved in and read again, for SnakeYAML
/// has no such rule.
fn attempt(padded: &Padded<'_>) -> Attempt {
    let text = padded.text();
    let mut builder = Builder::new(text);
    for event in Parser::new_from_str(text) {
        let error = match event {
            Ok((Event::StreamEnd, _)) => break,
            Ok((event, span)) => {
                if builder.take(&event, span) {
                    continue;
                }
                break;
            }
            Err(error) => error,
        };
        if let Some(again) = padded.moved_in(&error, builder.byte_of(error.marker().index())) {
            return attempt(&again);
        }
        let failure = failure(&error, padded, &builder);
        let (roots, troubles) = builder.finish();
        return padded.restore(Attempt { roots, troubles, failure: Some(failure) });
    }
    let (roots, troubles) = builder.finish();
    padded.restore(Attempt { roots, troubles, failure: None })
}

impl Padded<'_> {
    fn restore(&self, mut attempt: Attempt) -> Attempt {
        if self.is_changed() {
            let mut moved = HashMap::new();
            attempt.roots =
                attempt.roots.iter().map(|root| self.node_back(root, &mut moved)).collect();
            for trouble in &mut attempt.troubles {
                trouble.span = self.span_back(trouble.span);
            }
        }
        attempt
    }
}

fn failure(error: &ScanError, padded: &Padded<'_>, builder: &Builder<'_>) -> Failure {
    let text = padded.text();
    let at = builder.byte_of(error.marker().index());
    let info = error.info();
    let at = if info.contains("tab") { indenting_tab(text, at).unwrap_or(at) } else { at };
    let at_end = text.get(at..).unwrap_or("").trim().is_empty();
    let unclosed = at_end || info.contains("end of stream") || info.contains("quoted scalar");
    let leaves_region = unclosed || info.contains("anchor");
    Failure { at: padded.back(at), message: plain_words(info), leaves_region }
}

/// The first tab in the indentation of a line from the one at `at` on, which
/// is where the parser stumbles before or after it.
fn indenting_tab(text: &str, at: usize) -> Option<usize> {
    let first = text.get(..at)?.rfind('\n').map_or(0, |found| found + 1);
    let mut start = first;
    for line in text.get(first..)?.split_inclusive('\n') {
        let blanks = line.len() - line.trim_start_matches([' ', '\t']).len();
        if let Some(tab) = line.get(..blanks).and_then(|blanks| blanks.find('\t')) {
            return Some(start + tab);
        }
        start += line.len();
    }
    None
}

/// The parser's words, in the words of somebody who edits a file.
fn plain_words(info: &str) -> String {
    let known = [
        ("simple key expect", "a key without a colon: write `key: value`"),
        (
            "did not find expected key",
            "this line does not fit the lines around it: check its indentation and the colon",
        ),
        (
            "did not find expected '-'",
            "this line does not fit the list around it: check its indentation",
        ),
        ("mapping values are not allowed", "a second `: ` on one line: quote the value"),
        ("unknown anchor", "an alias `*name` without its anchor `&name` before it"),
        ("found a tab", "a tab where YAML needs spaces"),
        ("tabs disallowed", "a tab where YAML needs spaces"),
        ("quoted scalar", "a quote that is not closed"),
        ("recursion limit", "brackets nested deeper than can be read"),
        ("unexpected character", "a character that cannot begin a value: quote the value"),
    ];
    known
        .iter()
        .find(|(part, _)| info.contains(part))
        .map_or_else(|| info.to_owned(), |(_, words)| (*words).to_owned())
}

/// Blanks the line that breaks the reading: the one where the error shows or
/// the one before it, whichever lets the reading get further.
fn set_aside(text: &str, failure: &Failure) -> Option<Aside> {
    let candidates = [line_around(text, failure.at), line_before(text, failure.at)];
    let mut best: Option<(usize, Aside)> = None;
    for line in candidates.into_iter().flatten() {
        let mut blanked = String::with_capacity(text.len());
        blanked.push_str(&text[..line.start]);
        // A byte for each byte, so that no place moves.
        blanked.extend(std::iter::repeat_n(' ', line.len()));
        blanked.push_str(&text[line.end..]);
        let next = attempt(&Padded::new(&blanked));
        let reach = next.failure.as_ref().map_or(usize::MAX, |failure| failure.at);
        if best.as_ref().is_none_or(|(furthest, _)| reach > *furthest) {
            best = Some((reach, Aside { line, blanked, next }));
        }
    }
    best.map(|(_, aside)| aside)
}

/// A reading without one line.
struct Aside {
    line: std::ops::Range<usize>,
    blanked: String,
    next: Attempt,
}

fn line_around(text: &str, at: usize) -> Option<std::ops::Range<usize>> {
    let at = at.min(text.len());
    let start = text.get(..at)?.rfind(['\n', '\r']).map_or(0, |found| found + 1);
    let end = text.get(at..)?.find(['\n', '\r']).map_or(text.len(), |found| at + found);
    (!text[start..end].trim().is_empty()).then_some(start..end)
}

/// The last line before `at` that has content.
fn line_before(text: &str, at: usize) -> Option<std::ops::Range<usize>> {
    let start = text.get(..at.min(text.len()))?.rfind(['\n', '\r'])?;
    let content = text[..start].trim_end().len();
    (content > 0).then(|| line_around(text, content - 1)).flatten()
}

#[cfg(test)]
mod tests;
