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
