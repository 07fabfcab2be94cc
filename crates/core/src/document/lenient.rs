//! Continuation lines of quotes and brackets that stand too far left, remarks
//! right behind a quote or bracket: `"x"# why`, and lone hyphens in brackets:
//! `[a, -]`.
//!
//! YAML 1.2 refuses them, SnakeYAML (and so Orca) reads them. Such lines and
//! remarks are moved in for the reading and every place is counted back; for a
//! hyphen another word stands meanwhile. It must only touch what the parser has
//! refused.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use saphyr_parser::ScanError;

use super::{Entry, Kind, Node, Style};
use crate::java::Span;
use crate::limits;

/// Anchored nodes of the padded text with those of the original.
pub(super) type Moved = HashMap<*const Node, Arc<Node>>;

/// A text with some lines moved in.
pub(super) struct Padded<'a> {
    text: Cow<'a, str>,
    /// Byte offsets in the padded text where blanks were put in.
    at: Vec<usize>,
    /// How many blanks at each.
    width: usize,
    /// Byte offsets in the padded text where another word stands for a hyphen.
    hyphens: Vec<usize>,
}

/// What stands for a hyphen meanwhile: a word of its length.
const FOR_HYPHEN: &str = "_";

/// What ends by itself, so that a remark may begin at once. Behind the head of a
/// block, an alias or a tag SnakeYAML wants a blank, too.
const ENDS: [char; 7] = ['"', '\'', '[', ']', '{', '}', ','];

impl<'a> Padded<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text: Cow::Borrowed(text), at: Vec::new(), width: 0, hyphens: Vec::new() }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn is_changed(&self) -> bool {
        !self.at.is_empty() || !self.hyphens.is_empty()
    }

    /// The text with one more line or remark moved in, if that may mend `error`.
    pub(super) fn moved_in(&self, error: &ScanError, at: usize) -> Option<Padded<'static>> {
        if self.at.len() + self.hyphens.len() >= limits::LINES_MOVED_IN {
            return None;
        }
        if error.info().contains("cannot start with '-'") {
            return self.without_hyphen(at);
        }
        let remark = self.text.get(at..).is_some_and(|rest| rest.starts_with('#'))
            && self.text.get(..at).is_some_and(|before| before.ends_with(ENDS));
        if remark && error.info().contains("comments must be separated") {
            return Some(self.with_blanks(at));
        }
        // The parser says this of lines of a quote alone, and names the tab.
        if error.info().contains("tab cannot be used as indentation") {
            let line = self.line_start(at);
            return (!self.at.contains(&line)).then(|| self.with_blanks(line));
        }
        if !error.info().contains("invalid indentation") {
            return None;
        }
        let quoted = error.info().contains("quoted");
        let mut line = if quoted { self.next_line(at)? } else { self.line_start(at) };
        // The error names the quote's start: go on to the first line not yet moved.
        while self.at.contains(&line) {
            line = self.next_line(line)?;
        }
        Some(self.with_blanks(line))
    }

    /// The text with a word in place of a hyphen that stands for itself.
    fn without_hyphen(&self, place: usize) -> Option<Padded<'static>> {
        let rest = self.text.get(place..)?.strip_prefix('-')?;
        if !rest.starts_with([',', ']', '}']) {
            return None;
        }
        let mut text = self.text.clone().into_owned();
        text.replace_range(place..=place, FOR_HYPHEN);
        let mut hyphens = self.hyphens.clone();
        hyphens.push(place);
        Some(Padded { text: Cow::Owned(text), at: self.at.clone(), width: self.width, hyphens })
    }

    /// Whether the text at this place ends with the word for a hyphen; what
    /// follows one ends every text.
    fn is_for_hyphen(&self, span: Span) -> bool {
        (span.end as usize).checked_sub(1).is_some_and(|last| self.hyphens.contains(&last))
    }

    fn with_blanks(&self, place: usize) -> Padded<'static> {
        let width = if self.width > 0 { self.width } else { self.widest_indent() + 1 };
        let mut text = self.text.clone().into_owned();
        text.insert_str(place, &" ".repeat(width));
        let behind = |old: &usize| if *old >= place { old + width } else { *old };
        let mut at: Vec<usize> = self.at.iter().map(behind).collect();
        let hyphens = self.hyphens.iter().map(behind).collect();
        at.push(place);
        at.sort_unstable();
        Padded { text: Cow::Owned(text), at, width, hyphens }
    }

    fn line_start(&self, at: usize) -> usize {
        self.text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |found| found + 1)
    }

    fn next_line(&self, at: usize) -> Option<usize> {
        let found = self.text.get(at..)?.find('\n')? + at + 1;
        (found < self.text.len()).then_some(found)
    }

    fn widest_indent(&self) -> usize {
        self.text
            .lines()
            .map(|line| line.len() - line.trim_start_matches(' ').len())
            .max()
            .unwrap_or(0)
    }

    /// A place in the padded text, counted in the original.
    pub(super) fn back(&self, place: usize) -> usize {
        let before = self.at.iter().take_while(|at| **at < place);
        before.fold(place, |place_back, at| place_back - self.width.min(place.saturating_sub(*at)))
    }

    pub(super) fn span_back(&self, span: Span) -> Span {
        Span::new(self.back(span.start as usize), self.back(span.end as usize))
    }

    /// A tree with its places counted in the original. `moved` keeps anchored
    /// nodes, so that aliases refer to the same node as before.
    pub(super) fn node_back(&self, node: &Arc<Node>, moved: &mut Moved) -> Arc<Node> {
        let kind = match &node.kind {
            Kind::Mapping { entries, flow } => Kind::Mapping {
                entries: entries
                    .iter()
                    .map(|entry| Entry {
                        key: self.node_back(&entry.key, moved),
                        value: self.node_back(&entry.value, moved),
                    })
                    .collect(),
                flow: *flow,
            },
            Kind::Sequence { items, flow } => Kind::Sequence {
                items: items.iter().map(|item| self.node_back(item, moved)).collect(),
                flow: *flow,
            },
            Kind::Alias(Some(target)) => {
                Kind::Alias(Some(moved.get(&Arc::as_ptr(target)).unwrap_or(target).clone()))
            }
            Kind::Scalar { text, style: Style::Plain } if self.is_for_hyphen(node.span) => {
                let before = text.strip_suffix(FOR_HYPHEN).unwrap_or(text);
                Kind::Scalar { text: format!("{before}-").into(), style: Style::Plain }
            }
            other => other.clone(),
        };
        let back = Arc::new(Node { span: self.span_back(node.span), kind, ..Node::clone(node) });
        if node.anchored {
            moved.insert(Arc::as_ptr(node), Arc::clone(&back));
        }
        back
    }
}
