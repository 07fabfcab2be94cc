//! Where entries and items stand in the whole text: their indicators, the
//! lines that belong to them, their ends.

use super::lines;
use super::trail::{self, Stop};
use crate::document::{Kind, Node, Regions, Style, place};

/// A text with what was read from it.
#[derive(Clone, Copy)]
pub(super) struct Ground<'a> {
    pub(super) text: &'a str,
    pub(super) regions: &'a Regions,
    /// The line break for a place that shows none.
    pub(super) eol: &'static str,
}

/// The lines that go with an entry or item of a block collection.
#[derive(Clone, Copy, Debug)]
pub(super) struct Extent {
    /// Where its own leading comment lines begin, else `start`.
    pub(super) lead: usize,
    /// Its dash, key or `?`.
    pub(super) start: usize,
    /// The end of its last line, before the break.
    pub(super) end: usize,
    /// Whether nothing but blanks stands before it on its line.
    pub(super) own_line: bool,
}

impl<'a> Ground<'a> {
    pub(super) fn new(text: &'a str, regions: &'a Regions) -> Self {
        Self { text, regions, eol: lines::eol(text, 0).unwrap_or("\n") }
    }

    /// The break that new lines at `at` end with.
    pub(super) fn eol(&self, at: usize) -> &'static str {
        lines::eol(self.text, at).unwrap_or(self.eol)
    }

    /// Where a node's own text begins and ends.
    pub(super) fn span(&self, region: usize, node: &Node) -> (usize, usize) {
        let span =
            self.regions.regions.get(region).map_or(node.span, |region| region.span(node.span));
        (span.start as usize, (span.end as usize).min(self.text.len()))
    }

    pub(super) fn start(&self, stop: Stop<'_>) -> usize {
        self.span(stop.region, stop.node).0
    }

    /// The column that a collection's keys or dashes stand at.
    pub(super) fn column_of(&self, parent: Stop<'_>) -> usize {
        let first = self.entry_start(parent, 0).unwrap_or_else(|| self.start(parent));
        lines::column(self.text, first)
    }

    /// The last byte of a node's content: without the blank lines after a
    /// block scalar that are not part of it.
    pub(super) fn content_end(&self, region: usize, node: &Node) -> usize {
        let own = self.span(region, node).1;
        match &node.kind {
            Kind::Mapping { entries, flow: false } => {
                entries.last().map_or(own, |last| self.content_end(region, &last.value))
            }
            Kind::Sequence { items, flow: false } => {
                items.last().map_or(own, |last| self.content_end(region, last))
            }
            Kind::Regions(range) => range.clone().last().map_or(own, |last| self.region_end(last)),
            Kind::Scalar { style: Style::Literal | Style::Folded, .. } => {
                let start = self.span(region, node).0;
                let written = lines::part(self.text, start..own);
                if header(written).contains('+') {
                    return own;
                }
                start + written.trim_end_matches([' ', '\n', '\r']).len()
            }
            _ => own,
        }
    }

    /// The last byte of a stage's content.
    fn region_end(&self, index: usize) -> usize {
        let Some(region) = self.regions.regions.get(index) else { return self.text.len() };
        let text = &region.parsed.text;
        match region.item() {
            Some(item) if region.parsed.is_whole() => self.content_end(index, item),
            // It does not read: its last line that is no comment.
            _ => {
                let mut end = text.trim_end().len();
                let is_comment = |at: usize| {
                    lines::line(text, lines::line_start(text, at)).trim_start().starts_with('#')
                };
                while end > 0 && is_comment(end) {
                    let start = lines::line_start(text, end);
                    end = lines::part(text, 0..start).trim_end().len();
                }
                region.offset(end)
            }
        }
    }

    /// The block scalar that a node's last line belongs to.
    pub(super) fn last_block_scalar(
        &self,
        region: usize,
        node: &'a Node,
    ) -> Option<(usize, &'a Node)> {
        match &node.kind {
            Kind::Mapping { entries, flow: false } => {
                self.last_block_scalar(region, &entries.last()?.value)
            }
            Kind::Sequence { items, flow: false } => self.last_block_scalar(region, items.last()?),
            Kind::Regions(range) => {
                let last = range.clone().last()?;
                self.last_block_scalar(last, self.regions.regions.get(last)?.item()?)
            }
            _ => trail::is_block_scalar(node).then_some((region, node)),
        }
    }

    /// Whether blank lines after a node are its content (`|+`).
    pub(super) fn keeps_blanks(&self, region: usize, node: &'a Node) -> bool {
        self.last_block_scalar(region, node).is_some_and(|(region, node)| {
            let (start, end) = self.span(region, node);
            header(lines::part(self.text, start..end)).contains('+')
        })
    }

    /// Where an entry or item begins: its dash, its key with anchor and tag,
    /// or its `?`; in brackets its first byte.
    pub(super) fn entry_start(&self, parent: Stop<'_>, index: usize) -> Option<usize> {
        match &parent.node.kind {
            Kind::Regions(range) => {
                let region = self.regions.regions.get(range.clone().nth(index)?)?;
                let blanks = region.parsed.text.len()
                    - region.parsed.text.trim_start_matches(['\u{feff}', ' ']).len();
                Some(region.offset(blanks))
            }
            Kind::Sequence { items, flow: false } => {
                let from = match index.checked_sub(1) {
                    None => return Some(self.start(parent)),
                    Some(before) => self.content_end(parent.region, items.get(before)?),
                };
                let at = place::skip_blanks(self.text, from);
                lines::part(self.text, at..self.text.len()).starts_with('-').then_some(at)
            }
            Kind::Sequence { items, flow: true } => {
                Some(before_properties(self.text, self.span(parent.region, items.get(index)?).0))
            }
            Kind::Mapping { entries, .. } => {
                let key = self.span(parent.region, &entries.get(index)?.key).0;
                let start = before_properties(self.text, key);
                let line = lines::line_start(self.text, start);
                let before = lines::part(self.text, line..start);
                let outer = before.trim_end();
                let is_explicit = outer.ends_with('?') && outer.len() < before.len();
                Some(if is_explicit { line + outer.len() - 1 } else { start })
            }
            _ => None,
        }
    }

    /// Where the value of an entry or item may begin: after its `:` or `-`,
    /// and after its anchor and tag.
    pub(super) fn after_indicator(&self, parent: Stop<'_>, stop: Stop<'_>) -> Option<usize> {
        let after = match stop.key {
            Some(key) => {
                let at = place::skip_blanks(self.text, self.span(stop.region, key).1);
                lines::part(self.text, at..self.text.len()).starts_with(':').then_some(at + 1)?
            }
            None => self.entry_start(parent, stop.index)? + 1,
        };
        let properties = place::properties_end(self.text, place::skip_spaces(self.text, after));
        Some(if properties > place::skip_spaces(self.text, after) { properties } else { after })
    }

    /// The lines that belong to an entry or item of a block collection.
    pub(super) fn extent(&self, parent: Stop<'_>, index: usize, is_root: bool) -> Option<Extent> {
        let start = self.entry_start(parent, index)?;
        let line = lines::line_start(self.text, start);
        let own_line = lines::part(self.text, line..start).trim_matches(' ').is_empty();
        let floor = match index.checked_sub(1) {
            None => 0,
            Some(before) => self.child_end(parent, before)?,
        };
        let lead = if own_line { self.lead(line, start, floor) } else { start };
        // Comments at the top of a document speak of the file.
        let is_header = is_root && index == 0;
        let lead = if own_line && is_header { line } else { lead };
        Some(Extent { lead, start, end: self.extent_end(parent, index, start)?, own_line })
    }

    /// The end of an entry's content.
    fn child_end(&self, parent: Stop<'_>, index: usize) -> Option<usize> {
        if let Kind::Regions(range) = &parent.node.kind {
            return Some(self.region_end(range.clone().nth(index)?));
        }
        let child = trail::child(self.regions, parent, index)?;
        Some(self.content_end(child.region, child.node))
    }

    /// The first of the comment lines directly above, at the same column.
    fn lead(&self, line: usize, start: usize, floor: usize) -> usize {
        let column = lines::column(self.text, start);
        let mut lead = line;
        while let Some(above) = lines::previous_line(self.text, lead) {
            let same = lines::comment_column(lines::line(self.text, above)) == Some(column);
            if !same || above < floor {
                break;
            }
            lead = above;
        }
        lead
    }

    /// The end of an entry's last line; comments further in that follow a
    /// block directly belong to it.
    pub(super) fn extent_end(&self, parent: Stop<'_>, index: usize, start: usize) -> Option<usize> {
        let mut end = lines::line_end(self.text, self.child_end(parent, index)?);
        let is_block = match trail::child(self.regions, parent, index) {
            Some(child) => trail::is_block(child.node),
            None => true,
        };
        let column = lines::column(self.text, start);
        loop {
            let next = lines::next_line(self.text, end);
            let comment = lines::comment_column(lines::line(self.text, next));
            if !is_block || next <= end || comment.is_none_or(|at| at <= column) {
                return Some(end);
            }
            end = lines::line_end(self.text, next);
        }
    }
}

/// A block scalar's indicators: `|`, `>2-`.
pub(super) fn header(written: &str) -> &str {
    let indicators = |c: char| matches!(c, '|' | '>' | '+' | '-') || c.is_ascii_digit();
    let end = written.find(|c| !indicators(c)).unwrap_or(written.len());
    lines::part(written, 0..end)
}

/// The first of the anchors and tags that stand before `at` on its line.
pub(super) fn before_properties(text: &str, at: usize) -> usize {
    let line = lines::line_start(text, at);
    let mut start = at;
    loop {
        let before = lines::part(text, line..start);
        let token_end = before.trim_end_matches([' ', '\t']);
        let token_start = token_end.rfind([' ', '\t', '[', '{', ',']).map_or(0, |found| found + 1);
        let token = lines::part(token_end, token_start..token_end.len());
        if token_end.len() == before.len() || !token.starts_with(['&', '!']) {
            return start;
        }
        start = line + token_start;
    }
}
