//! Where each line of a text inside a literal block scalar stands outside.

use std::ops::Range;

use crate::java::Span;

/// A literal block scalar's lines.
#[derive(Clone, Debug, PartialEq)]
pub struct LineMap {
    /// The lines; the last entry is the end.
    pub lines: Vec<Line>,
    /// How many blanks stand before each line that is not empty.
    pub indent: usize,
}

/// A line of a literal block scalar.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Line {
    /// Its first byte in the text inside.
    pub inside: usize,
    /// That byte in the text outside, past the indentation.
    pub outside: usize,
    /// How many blanks stand before it: fewer where a line is empty.
    pub lead: usize,
}

/// The text inside the literal block scalar that stands at `span` and reads
/// as `value`, with its lines; line breaks are those of the file. None where
/// the lines cannot be told.
pub(super) fn literal(outer: &str, span: Span, value: &str) -> Option<(String, LineMap)> {
    let header = outer.get(span.start as usize..)?;
    let (line, eol) = split_line(header);
    let mut at = span.start as usize + line.len() + eol.len();
    let ended = value.strip_suffix('\n');
    let wanted: Vec<&str> = ended.unwrap_or(value).split('\n').collect();
    let mut written: Vec<(usize, &str, &str)> = Vec::with_capacity(wanted.len());
    for _ in &wanted {
        let (line, eol) = split_line(outer.get(at..)?);
        written.push((at, line, eol));
        at += line.len() + eol.len();
    }
    let indent = indent_of(&wanted, &written)?;
    let mut text = String::with_capacity(value.len());
    let mut lines = Vec::with_capacity(wanted.len() + 1);
    let last = wanted.len().saturating_sub(1);
    let mut end = 0;
    for (number, ((start, line, eol), wanted)) in written.iter().zip(&wanted).enumerate() {
        let lead = indent.min(blanks(line));
        let own = line.get(lead..)?;
        if own != *wanted {
            return None;
        }
        lines.push(Line { inside: text.len(), outside: start + lead, lead });
        text.push_str(own);
        end = start + line.len();
        if number < last || ended.is_some() {
            text.push_str(eol);
            end += eol.len();
        }
    }
    lines.push(Line { inside: text.len(), outside: end, lead: 0 });
    Some((text, LineMap { lines, indent }))
}

impl LineMap {
    /// The line that holds the byte at `offset` of the text inside; the end
    /// counts as a line where the text ends with a break.
    pub fn line_at(&self, offset: usize) -> usize {
        self.lines.partition_point(|line| line.inside <= offset).saturating_sub(1)
    }

    /// The bytes of some lines inside and outside, indentation included.
    pub fn bytes(&self, lines: Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
        let first = self.lines.get(lines.start)?;
        let end = self.lines.get(lines.end).or(self.lines.last())?;
        let outside = first.outside - first.lead..end.outside - end.lead;
        (outside.start <= outside.end).then_some((first.inside..end.inside, outside))
    }
}

fn blanks(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// How far a line stands right of where it reads.
fn indent_of(wanted: &[&str], written: &[(usize, &str, &str)]) -> Option<usize> {
    let mut lines = wanted.iter().zip(written);
    let (wanted, (_, line, _)) = lines.find(|(wanted, _)| !wanted.trim_matches(' ').is_empty())?;
    blanks(line).checked_sub(blanks(wanted))
}

/// The first line and its break.
fn split_line(text: &str) -> (&str, &str) {
    let end = text.find(['\n', '\r']).unwrap_or(text.len());
    let rest = text.get(end..).unwrap_or("");
    let eol = ["\r\n", "\n", "\r"].into_iter().find(|eol| rest.starts_with(eol)).unwrap_or("");
    (text.get(..end).unwrap_or(""), eol)
}
