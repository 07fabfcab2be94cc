//! One region's text, read by events into a tree with places.
//!
//! It never fails: a line that is not YAML is set aside, named as
//! [`Trouble`], and the rest is read. It must not resolve scalars; that is
//! `scalar`'s.

use std::collections::HashMap;
use std::sync::Arc;

use saphyr_parser::{Event, Parser, ScanError};

use super::build::Builder;
use super::duplicates::duplicates;
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
mod tests {
    use super::super::dump::dump;
    use super::*;

    fn tree(text: &str) -> String {
        let parsed = read(text);
        let mut out: String = parsed.roots.iter().map(|root| dump(text, root)).collect();
        for trouble in &parsed.troubles {
            let place = &text[trouble.span.range()];
            out.push_str(&format!("{:?} at {place:?}: {}\n", trouble.kind, trouble.message));
        }
        out
    }

    #[test]
    fn every_node_knows_the_place_of_its_own_text() {
        let text = concat!(
            "a:   # c1\nb: plain text\n   more  # c2\nc: |  # lit\n    one\n\n    two\n\n",
            "d: >-\n  fold\n  x\ne: &anc\n  - 1\n  - !t {x: 1, y: [2,  3 ] }\n  -\nf: *anc\n",
            "\"g\": 'q\n  r'\nh: &z !!str 12   # c\n? k\n: v\ni: {a, b: , c : }\nj: !!str\ntail: |+\n  x\n\n",
        );
        insta::assert_snapshot!(tree(text), @r#"
        map flow=false 0..221
          ? Plain "a" at "a"
          : Plain "" at ""
          ? Plain "b" at "b"
          : Plain "plain text more" at "plain text\n   more"
          ? Plain "c" at "c"
          : Literal "one\n\ntwo\n" at "|  # lit\n    one\n\n    two\n"
          ? Plain "d" at "d"
          : Folded "fold x" at ">-\n  fold\n  x"
          ? Plain "e" at "e"
          : list flow=false 95..130
            - Plain "1" at "1"
            - map flow=true <!t> 106..126
              ? Plain "x" at "x"
              : Plain "1" at "1"
              ? Plain "y" at "y"
              : list flow=true 116..124
                - Plain "2" at "2"
                - Plain "3" at "3"
            - Plain "" at ""
          ? Plain "f" at "f"
          : alias "*anc" known=true
          ? DoubleQuoted "g" at "\"g\""
          : SingleQuoted "q r" at "'q\n  r'"
          ? Plain "h" at "h"
          : Plain <tag:yaml.org,2002:str> "12" at "12"
          ? Plain "k" at "k"
          : Plain "v" at "v"
          ? Plain "i" at "i"
          : map flow=true 184..198
            ? Plain "a" at "a"
            : Plain "" at ""
            ? Plain "b" at "b"
            : Plain "" at ""
            ? Plain "c" at "c"
            : Plain "" at ""
          ? Plain "j" at "j"
          : Plain <tag:yaml.org,2002:str> "" at ""
          ? Plain "tail" at "tail"
          : Literal "x\n\n" at "|+\n  x\n"
        "#);
    }

    #[test]
    fn a_half_typed_line_is_set_aside_and_the_rest_is_read() {
        insta::assert_snapshot!(tree("- label: x\n  lab\n  c: 3\n  d: é: f\n  e: 1\n"), @r#"
        list flow=false 0..41
          - map flow=false 2..41
            ? Plain "label" at "label"
            : Plain "x" at "x"
            ? Plain "c" at "c"
            : Plain "3" at "3"
            ? Plain "e" at "e"
            : Plain "1" at "1"
        Syntax at "lab": a key without a colon: write `key: value`
        Syntax at ": f": a second `: ` on one line: quote the value
        "#);
    }

    #[test]
    fn an_open_quote_does_not_hide_what_stands_before_it() {
        insta::assert_snapshot!(tree("- label: x\n  c: \"open\n  d: 1\n"), @r#"
        list flow=false 0..28
          - map flow=false 2..28
            ? Plain "label" at "label"
            : Plain "x" at "x"
            ? Plain "d" at "d"
            : Plain "1" at "1"
        Syntax at "\"open": a quote that is not closed
        "#);
    }

    #[test]
    fn lines_that_only_yaml_1_2_refuses_are_read_as_orca_reads_them() {
        insta::assert_snapshot!(tree("- c: [\"a\",\n\"b\"]\n  d: \"x\ny\nz\"\n  e: 1\n"), @r#"
        list flow=false 0..35
          - map flow=false 2..35
            ? Plain "c" at "c"
            : list flow=true 5..15
              - DoubleQuoted "a" at "\"a\""
              - DoubleQuoted "b" at "\"b\""
            ? Plain "d" at "d"
            : DoubleQuoted "x y z" at "\"x\ny\nz\""
            ? Plain "e" at "e"
            : Plain "1" at "1"
        "#);
    }

    #[test]
    fn a_comment_behind_quotes_is_not_theirs() {
        insta::assert_snapshot!(tree("'a' : 'it''s' # c\nb: [\"\\\"\\\\\" # d\n  ]\n"), @r#"
        map flow=false 0..36
          ? SingleQuoted "a" at "'a'"
          : SingleQuoted "it's" at "'it''s'"
          ? Plain "b" at "b"
          : list flow=true 21..36
            - DoubleQuoted "\"\\" at "\"\\\"\\\\\""
        "#);
    }

    #[test]
    fn a_list_at_the_column_of_its_key_begins_at_its_first_dash() {
        insta::assert_snapshot!(tree("a: # c\n- - x\n  - y\nb: &b\n-\n  z: 1\nc:\n- [v]\n"), @r#"
        map flow=false 0..42
          ? Plain "a" at "a"
          : list flow=false 7..18
            - list flow=false 9..18
              - Plain "x" at "x"
              - Plain "y" at "y"
          ? Plain "b" at "b"
          : list flow=false 25..33
            - map flow=false 29..33
              ? Plain "z" at "z"
              : Plain "1" at "1"
          ? Plain "c" at "c"
          : list flow=false 37..42
            - list flow=true 39..42
              - Plain "v" at "v"
        "#);
    }

    #[test]
    fn carriage_returns_and_a_byte_order_mark_keep_every_place() {
        insta::assert_snapshot!(tree("\u{feff}a: 1\r\nb: |\r\n  x\r\n  y\r\nc: é\rd: 4\r\n"), @r#"
        map flow=false 3..35
          ? Plain "a" at "a"
          : Plain "1" at "1"
          ? Plain "b" at "b"
          : Literal "x\ny\n" at "|\r\n  x\r\n  y"
          ? Plain "c" at "c"
          : Plain "é" at "é"
          ? Plain "d" at "d"
          : Plain "4" at "4"
        "#);
    }

    #[test]
    fn an_alias_bomb_is_named_where_it_goes_off() {
        let mut text = String::from("a0: &a0 [x]\n");
        for level in 1..9 {
            let below = format!("*a{}, ", level - 1).repeat(10);
            text.push_str(&format!("a{level}: &a{level} [{below}]\n"));
        }
        let parsed = read(&text);
        let [trouble] = &parsed.troubles[..] else { panic!("one trouble: {:?}", parsed.troubles) };
        assert_eq!(trouble.kind, TroubleKind::Expansion);
        assert_eq!(&text[trouble.span.range()], "*a5", "the alias that makes it too much");
    }

    #[test]
    fn ten_thousand_levels_are_named_and_not_followed() {
        let deep = "- ".repeat(10_000) + "x\n";
        let kinds: Vec<TroubleKind> = read(&deep).troubles.iter().map(|t| t.kind).collect();
        assert!(kinds.contains(&TroubleKind::Depth), "{kinds:?}");
        let flow = "[".repeat(10_000);
        assert!(!read(&flow).troubles.is_empty(), "ten thousand open brackets are trouble");
    }
}
