//! YAML text as the core's nodes, by saphyr-parser's events.

use std::collections::HashMap;
use std::sync::Arc;

use saphyr_parser::{Event, Parser, ScalarStyle, Tag};
use stage_core::document::{Entry, Kind, Node, Style};
use stage_core::java::Span;

/// The roots of a text's documents, each with its region.
pub type Roots = Vec<(usize, Arc<Node>)>;

/// The roots of a text's documents, all in one region, or what the parser
/// says against it.
pub fn read(text: &str) -> Result<Roots, String> {
    let offsets: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let mut reading = Reading::default();
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| error.to_string())?;
        let place = |index: usize| offsets.get(index).copied().unwrap_or(text.len());
        let span = Span::new(place(span.start.index()), place(span.end.index()));
        reading.take(event, span);
    }
    Ok(reading.documents.into_iter().map(|root| (0, root)).collect())
}

#[derive(Default)]
struct Reading {
    documents: Vec<Arc<Node>>,
    open: Vec<Open>,
    anchors: HashMap<usize, Arc<Node>>,
}

struct Open {
    start: Span,
    tag: Option<Arc<str>>,
    anchor: usize,
    mapping: bool,
    nodes: Vec<Arc<Node>>,
}

impl Reading {
    fn take(&mut self, event: Event<'_>, span: Span) {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let style = match style {
                    ScalarStyle::Plain => Style::Plain,
                    ScalarStyle::SingleQuoted => Style::SingleQuoted,
                    ScalarStyle::DoubleQuoted => Style::DoubleQuoted,
                    ScalarStyle::Literal => Style::Literal,
                    ScalarStyle::Folded => Style::Folded,
                };
                let kind = Kind::Scalar { text: text.into(), style };
                self.close(span, tag.map(|tag| written(&tag)), anchor, kind);
            }
            Event::SequenceStart(anchor, tag) => self.open(span, anchor, tag.as_deref(), false),
            Event::MappingStart(anchor, tag) => self.open(span, anchor, tag.as_deref(), true),
            Event::SequenceEnd | Event::MappingEnd => {
                let Some(open) = self.open.pop() else { return };
                let kind = if open.mapping {
                    let pairs = open.nodes.chunks(2).filter_map(|pair| match pair {
                        [key, value] => {
                            Some(Entry { key: Arc::clone(key), value: Arc::clone(value) })
                        }
                        _ => None,
                    });
                    Kind::Mapping { entries: pairs.collect(), flow: false }
                } else {
                    Kind::Sequence { items: open.nodes, flow: false }
                };
                let span = Span { start: open.start.start, end: span.end };
                self.close(span, open.tag, open.anchor, kind);
            }
            Event::Alias(anchor) => {
                let target = self.anchors.get(&anchor).cloned();
                self.close(span, None, 0, Kind::Alias(target));
            }
            _ => {}
        }
    }

    fn open(&mut self, start: Span, anchor: usize, tag: Option<&Tag>, mapping: bool) {
        let tag = tag.map(written);
        self.open.push(Open { start, tag, anchor, mapping, nodes: Vec::new() });
    }

    fn close(&mut self, span: Span, tag: Option<Arc<str>>, anchor: usize, kind: Kind) {
        let node = Arc::new(Node { span, tag, anchored: anchor > 0, kind });
        if anchor > 0 {
            self.anchors.insert(anchor, Arc::clone(&node));
        }
        match self.open.last_mut() {
            Some(open) => open.nodes.push(node),
            None => self.documents.push(node),
        }
    }
}

fn written(tag: &Tag) -> Arc<str> {
    format!("{}{}", tag.handle, tag.suffix).into()
}
