//! Places in texts: bytes here, lines and UTF-16 columns in the window.

use stage_core::document::{LineColumn, Source};
use stage_core::java::Span;
use stage_wire::{Position, Range};

fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn position(place: LineColumn) -> Position {
    Position { line: narrow(place.line + 1), column: narrow(place.column) }
}

/// A span of the whole text.
pub(crate) fn range(source: &Source, span: Span) -> Range {
    Range {
        from: position(source.utf16_position(span.start as usize)),
        to: position(source.utf16_position(span.end as usize)),
    }
}

/// The byte of a place; the text's end for a place behind it.
pub(crate) fn byte_of(source: &Source, place: Position) -> usize {
    let line = (place.line as usize).saturating_sub(1);
    let start = source.line_start(line);
    source.byte_of_utf16(source.utf16_of_byte(start) + place.column as usize)
}
