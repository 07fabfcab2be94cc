//! Events into nodes, without recursion and within bounds.

use std::collections::HashMap;
use std::sync::Arc;

use saphyr_parser::{Event, ScalarStyle, Tag};

use super::place;
use super::{Entry, Kind, Node, Style, Trouble, TroubleKind};
use crate::java::Span;
use crate::limits;

/// A collection that is still open.
struct Open {
    start: usize,
    tag: Option<Arc<str>>,
    anchor: usize,
    flow: bool,
    is_mapping: bool,
    /// Items, or keys and values in turn.
    children: Vec<Arc<Node>>,
    /// How many nodes it expands to so far.
    size: usize,
}

pub(super) struct Builder<'a> {
    text: &'a str,
    /// Byte offset of each character; empty for ASCII, where they agree.
    offsets: Vec<usize>,
    open: Vec<Open>,
    /// What aliases refer to, with the number of nodes it expands to.
    anchors: HashMap<usize, (Arc<Node>, usize)>,
    /// How many nodes aliases have added so far.
    added: usize,
    roots: Vec<Arc<Node>>,
    troubles: Vec<Trouble>,
    /// Where the node before the current one ends: values without text and
    /// block scalar headers are looked for from here.
    last_end: usize,
}

impl<'a> Builder<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let offsets = if text.is_ascii() {
            Vec::new()
        } else {
            text.char_indices().map(|(at, _)| at).chain([text.len()]).collect()
        };
        Self {
            text,
            offsets,
            open: Vec::new(),
            anchors: HashMap::new(),
            added: 0,
            roots: Vec::new(),
            troubles: Vec::new(),
            last_end: 0,
        }
    }

    /// The byte offset of a character index.
    pub(super) fn byte_of(&self, index: usize) -> usize {
        if self.offsets.is_empty() {
            return index.min(self.text.len());
        }
        self.offsets.get(index).copied().unwrap_or(self.text.len())
    }

    /// Takes one event; false when reading must end here.
    pub(super) fn take(&mut self, event: &Event<'_>, span: saphyr_parser::Span) -> bool {
        let start = self.byte_of(span.start.index());
        let end = self.byte_of(span.end.index());
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let style = style_of(*style);
                let span = self.scalar_span(start, end, text, style);
                self.last_end = span.end as usize;
                let text = self.without_missing_break(text, style, span, end);
                let kind = Kind::Scalar { text: Arc::from(text), style };
                self.add(span, tag_text(tag.as_deref()), *anchor, kind, 1);
            }
            Event::Alias(id) => {
                let (target, size) = self.anchors.get(id).cloned().unzip();
                let span = Span::new(start, start + self.text[start..end].trim_end().len());
                if target.is_none() {
                    self.trouble(
                        span,
                        TroubleKind::RecursiveAlias,
                        "an alias inside the node that it refers to",
                    );
                }
                self.expand(span, size.unwrap_or(0));
                self.last_end = span.end as usize;
                self.add(span, None, 0, Kind::Alias(target), size.unwrap_or(1));
            }
            Event::SequenceStart(anchor, tag) => {
                return self.begin(start, false, *anchor, tag.as_deref());
            }
            Event::MappingStart(anchor, tag) => {
                return self.begin(start, true, *anchor, tag.as_deref());
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(Some(start)),
            Event::DocumentStart(true) => self.last_end = end,
            _ => {}
        }
        true
    }

    fn begin(&mut self, start: usize, is_mapping: bool, anchor: usize, tag: Option<&Tag>) -> bool {
        let start = place::after_properties(self.text, start);
        if self.open.len() >= limits::NODE_DEPTH {
            let message =
                format!("nested deeper than {} levels; nothing below is read", limits::NODE_DEPTH);
            self.trouble(Span::new(start, start + 1), TroubleKind::Depth, &message);
            return false;
        }
        if self.open.len() == limits::SNAKE_YAML_DEPTH {
            let message = format!("Nesting Depth exceeded max {}", limits::SNAKE_YAML_DEPTH);
            self.trouble(Span::new(start, start + 1), TroubleKind::Depth, &message);
        }
        let start =
            if is_mapping { start } else { place::first_dash(self.text, self.last_end, start) };
        let flow = self.text[start..].starts_with(['[', '{']);
        self.last_end = if flow { start + 1 } else { start };
        let tag = tag_text(tag);
        self.open.push(Open {
            start,
            tag,
            anchor,
            flow,
            is_mapping,
            children: Vec::new(),
            size: 1,
        });
        true
    }

    /// Closes the innermost collection; `at` is where its end shows, if it does.
    fn end(&mut self, at: Option<usize>) {
        let Some(open) = self.open.pop() else { return };
        let content_end = open.children.last().map_or(open.start, |child| child.span.end as usize);
        let end = match at {
            Some(at) if open.flow => (at + 1).min(self.text.len()),
            // A block sequence that ends in an empty item ends after its dash.
            _ => content_end.max(self.last_end.min(at.unwrap_or(content_end))).max(open.start),
        };
        self.last_end = end;
        let span = Span::new(open.start, end);
        let kind = if open.is_mapping {
            let mut children = open.children.into_iter();
            let mut entries = Vec::with_capacity(children.len() / 2);
            while let Some(key) = children.next() {
                let value = children.next().unwrap_or_else(|| nothing(key.span.end));
                entries.push(Entry { key, value });
            }
            Kind::Mapping { entries, flow: open.flow }
        } else {
            Kind::Sequence { items: open.children, flow: open.flow }
        };
        self.add(span, open.tag, open.anchor, kind, open.size);
    }

    /// Adds a node that expands to `size` nodes.
    fn add(&mut self, span: Span, tag: Option<Arc<str>>, anchor: usize, kind: Kind, size: usize) {
        let node = Arc::new(Node { span, tag, anchored: anchor > 0, kind });
        if anchor > 0 {
            self.anchors.insert(anchor, (Arc::clone(&node), size));
        }
        let Some(open) = self.open.last_mut() else { return self.roots.push(node) };
        open.children.push(node);
        open.size = open.size.saturating_add(size);
    }

    /// Counts what an alias at `span` adds, and says once that it is too much.
    fn expand(&mut self, span: Span, size: usize) {
        let before = self.added;
        self.added = before.saturating_add(size);
        if before <= limits::EXPANDED_NODES && self.added > limits::EXPANDED_NODES {
            let message = format!(
                "aliases add more than {} values; Orca runs out of memory",
                limits::EXPANDED_NODES
            );
            self.trouble(span, TroubleKind::Expansion, &message);
        }
    }

    fn scalar_span(&self, start: usize, end: usize, text: &str, style: Style) -> Span {
        match style {
            Style::Literal | Style::Folded => {
                let header = place::block_header(self.text, self.last_end, start);
                Span::new(header, place::without_last_break(self.text, header, end.max(start)))
            }
            // An empty document, right after its marker.
            Style::Plain if text.is_empty() && self.open.is_empty() => {
                Span::new(self.last_end, self.last_end)
            }
            Style::Plain if text.is_empty() => {
                let at = place::of_nothing(self.text, self.last_end, start);
                Span::new(at, at)
            }
            Style::SingleQuoted | Style::DoubleQuoted => {
                let start = place::after_properties(self.text, start);
                Span::new(start, place::closing_quote(self.text, start).unwrap_or(end))
            }
            Style::Plain => {
                let start = place::after_properties(self.text, start);
                let written = self.text.get(start..end).unwrap_or("");
                Span::new(start, start + written.trim_end().len())
            }
        }
    }

    /// A block scalar whose last line ends with the text, without a break, has
    /// no break there for SnakeYAML either; the parser adds one.
    fn without_missing_break<'t>(
        &self,
        text: &'t str,
        style: Style,
        span: Span,
        end: usize,
    ) -> &'t str {
        let is_block = matches!(style, Style::Literal | Style::Folded);
        let after = self.text.get(end..).unwrap_or_default();
        if !is_block || !after.trim().is_empty() {
            return text;
        }
        let last_line = self.text.rsplit(['\n', '\r']).next().unwrap_or("");
        let Some(shorter) = text.strip_suffix('\n') else { return text };
        // A last line of blanks alone has no break that `+` could keep.
        let is_empty = text.trim_end_matches('\n').is_empty();
        let kept = text.len() - text.trim_end_matches('\n').len();
        let content = self.text.trim_end_matches([' ', '\t', '\r', '\n']).len();
        let breaks = self.text.get(content..).unwrap_or_default().matches('\n').count();
        if last_line.starts_with(' ') && kept + usize::from(is_empty) > breaks {
            return shorter;
        }
        if end < self.text.len() {
            return text;
        }
        // Blanks beyond the indentation are content too.
        let last = shorter.rsplit('\n').next().unwrap_or("");
        let blank = !last.is_empty() && last.trim().is_empty() && !last_line.is_empty();
        let rest = self.text.get(span.end as usize..).unwrap_or_default();
        let unended = rest.trim().is_empty() && !last_line.trim().is_empty();
        if unended || (blank && last_line.trim().is_empty()) { shorter } else { text }
    }

    fn trouble(&mut self, span: Span, kind: TroubleKind, message: &str) {
        self.troubles.push(Trouble { span, kind, message: message.to_owned() });
    }

    /// Closes what is still open and hands out what was read.
    pub(super) fn finish(mut self) -> (Vec<Arc<Node>>, Vec<Trouble>) {
        while !self.open.is_empty() {
            self.end(None);
        }
        (self.roots, self.troubles)
    }
}

fn nothing(at: u32) -> Arc<Node> {
    let span = Span { start: at, end: at };
    let kind = Kind::Scalar { text: Arc::from(""), style: Style::Plain };
    Arc::new(Node { span, tag: None, anchored: false, kind })
}

fn style_of(style: ScalarStyle) -> Style {
    match style {
        ScalarStyle::Plain => Style::Plain,
        ScalarStyle::SingleQuoted => Style::SingleQuoted,
        ScalarStyle::DoubleQuoted => Style::DoubleQuoted,
        ScalarStyle::Literal => Style::Literal,
        ScalarStyle::Folded => Style::Folded,
    }
}

fn tag_text(tag: Option<&Tag>) -> Option<Arc<str>> {
    tag.map(|tag| Arc::from(format!("{}{}", tag.handle, tag.suffix)))
}
