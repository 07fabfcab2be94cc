//! One region: what was read of it, and where its text stands in the whole.

use std::sync::Arc;

use super::Node;
use super::read::Parsed;
use crate::java::Span;

/// A piece of the text that is read by itself.
#[derive(Clone, Debug)]
pub struct Region {
    /// What was read; shared with the analysis before where equal.
    pub parsed: Arc<Parsed>,
    /// Where its text stands: pairs of an offset in the region's text and the
    /// offset in the whole text, ascending. One pair unless stages stand in
    /// between.
    pub pieces: Vec<(usize, usize)>,
    /// Whether this is an item of a list of stages.
    pub is_item: bool,
    /// The scalar that holds the region's text in other words (quoted, folded,
    /// Base64): every place in it is that scalar's.
    pub holder: Option<Span>,
}

impl Region {
    /// A place in the region's text, counted in the whole text.
    pub fn offset(&self, within: usize) -> usize {
        if let Some(holder) = self.holder {
            return holder.start as usize;
        }
        let after = self.pieces.partition_point(|(own, _)| *own <= within);
        let (own, whole) = self.pieces.get(after.saturating_sub(1)).copied().unwrap_or((0, 0));
        whole + (within - own.min(within))
    }

    /// A span in the region's text, counted in the whole text.
    pub fn span(&self, span: Span) -> Span {
        if let Some(holder) = self.holder {
            return holder;
        }
        if span.start == span.end {
            let at = self.offset(span.start as usize);
            return Span::new(at, at);
        }
        // The last byte decides: the end may be the start of another piece.
        Span::new(self.offset(span.start as usize), self.offset(span.end as usize - 1) + 1)
    }

    /// The node of a stage region.
    pub fn item(&self) -> Option<&Arc<Node>> {
        self.parsed.roots.first()?.items().first()
    }
}
