//! A text with its lines, and the ways to count a place in it.

use std::sync::Arc;

use crate::java::Span;

/// A text, kept byte for byte, with an index of its lines.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// The text.
    pub text: Arc<str>,
    /// Byte offset of each line's first byte. Lines end at `\n`, as in the
    /// window's editor; a `\r` belongs to its line.
    lines: Arc<[u32]>,
    /// UTF-16 offset of each line; empty for ASCII, where they agree.
    wide: Arc<[u32]>,
}

/// A place as a line and a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineColumn {
    /// From 0.
    pub line: usize,
    /// From 0; in the unit that was asked for.
    pub column: usize,
}

impl Source {
    /// Indexes `text`.
    pub fn new(text: impl Into<Arc<str>>) -> Self {
        let text: Arc<str> = text.into();
        let mut lines = vec![0];
        lines.extend(text.match_indices('\n').map(|(at, _)| narrow(at + 1)));
        let wide: Vec<u32> = if text.is_ascii() { Vec::new() } else { wide_starts(&text) };
        Self { text, lines: lines.into(), wide: wide.into() }
    }

    /// How many lines there are; at least one.
    pub fn line_count(&self) -> usize {
        self.lines.len().max(1)
    }

    /// The line that holds the byte at `offset`, and that line's first byte.
    fn line_at(&self, offset: usize) -> (usize, usize) {
        let line = self.lines.partition_point(|start| *start as usize <= offset).saturating_sub(1);
        (line, self.lines.get(line).map_or(0, |start| *start as usize))
    }

    /// The first byte of a line; the text's end past the last one.
    pub fn line_start(&self, line: usize) -> usize {
        self.lines.get(line).map_or(self.text.len(), |start| *start as usize)
    }

    /// The text of a line with its break; empty past the end.
    pub fn line(&self, line: usize) -> &str {
        self.text.get(self.line_start(line)..self.line_start(line + 1)).unwrap_or("")
    }

    /// Line and column in Unicode scalars of a byte offset.
    pub fn scalar_position(&self, offset: usize) -> LineColumn {
        self.position(offset, |before| before.chars().count())
    }

    /// Line and column in UTF-16 units of a byte offset.
    pub fn utf16_position(&self, offset: usize) -> LineColumn {
        self.position(offset, |before| before.chars().map(char::len_utf16).sum())
    }

    fn position(&self, offset: usize, count: impl Fn(&str) -> usize) -> LineColumn {
        let offset = self.text.floor_char_boundary(offset.min(self.text.len()));
        let (line, start) = self.line_at(offset);
        LineColumn { line, column: count(&self.text[start..offset]) }
    }

    /// The byte offset of a UTF-16 offset; the nearest before it when it
    /// falls into a character.
    pub fn byte_of_utf16(&self, units: usize) -> usize {
        if self.wide.is_empty() {
            return units.min(self.text.len());
        }
        let line = self.wide.partition_point(|start| *start as usize <= units).saturating_sub(1);
        let mut left = units - self.wide.get(line).map_or(0, |start| *start as usize);
        let start = self.lines.get(line).map_or(0, |start| *start as usize);
        let mut offset = start;
        for c in self.text[start..].chars() {
            if left < c.len_utf16() {
                break;
            }
            left -= c.len_utf16();
            offset += c.len_utf8();
        }
        offset
    }

    /// The UTF-16 offset of a byte offset.
    pub fn utf16_of_byte(&self, offset: usize) -> usize {
        if self.wide.is_empty() {
            return offset.min(self.text.len());
        }
        let place = self.utf16_position(offset);
        self.wide.get(place.line).map_or(0, |start| *start as usize) + place.column
    }

    /// The text between two byte offsets.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or("")
    }
}

fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

fn wide_starts(text: &str) -> Vec<u32> {
    let mut starts = vec![0];
    let mut units = 0;
    for c in text.chars() {
        units += c.len_utf16();
        if c == '\n' {
            starts.push(narrow(units));
        }
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn utf16_offsets_and_bytes_agree(text in "[a\u{e9}\u{1f600}\r\n]{0,30}") {
            let source = Source::new(text.as_str());
            for (offset, _) in text.char_indices() {
                let units = text[..offset].encode_utf16().count();
                prop_assert_eq!(source.utf16_of_byte(offset), units);
                prop_assert_eq!(source.byte_of_utf16(units), offset);
            }
            prop_assert_eq!(source.byte_of_utf16(text.encode_utf16().count()), text.len());
        }
    }

    #[test]
    fn columns_count_what_each_reader_counts() {
        let source = Source::new("a\n\u{1f600}b\n");
        assert_eq!(source.scalar_position(6), LineColumn { line: 1, column: 1 });
        assert_eq!(source.utf16_position(6), LineColumn { line: 1, column: 2 });
        assert_eq!(source.line(1), "\u{1f600}b\n");
    }
}
