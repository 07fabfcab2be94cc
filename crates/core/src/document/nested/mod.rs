//! Texts inside a text: a profile in a `ConfigMap`'s block scalar, a `Secret`'s
//! Base64, a Helm value; and texts that are YAML only once their template
//! actions are masked.
//!
//! Each is read as regions of its own whose places count in the whole text, so
//! that everything above sees more documents of one text. What is inside is
//! for others to say; here is only how it is held. It must read the same from
//! scratch as after any edits.

mod base64;
mod lines;
mod mask;
mod restore;

use std::ops::Range;
use std::sync::Arc;

use super::{Kind, Node, Parsed, Path, Region, Regions, Style, regions};
use crate::java::Span;
use crate::limits;

pub use base64::{decode, encode};
pub use lines::{Line, LineMap};
pub use mask::{Masked, masked, speaks_template};

/// How a text is held by a scalar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coding {
    /// As it is.
    Plain,
    /// In Base64.
    Base64,
}

/// A scalar that holds a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Holder {
    /// The scalar.
    pub path: Path,
    /// How it holds the text.
    pub coding: Coding,
}

/// Texts inside a text, and what edits of them need.
#[derive(Clone, Debug)]
pub struct Inside {
    /// The text as it was read: masked where it is a template.
    pub text: Arc<str>,
    /// Its regions without the texts inside, marks and all.
    pub outer: Regions,
    /// What its marks stand for.
    pub masked: Option<Masked>,
    /// The texts inside, in order.
    pub texts: Vec<Nested>,
    /// Readings with marks, and without.
    restored: Vec<(Arc<Parsed>, Arc<Parsed>)>,
}

/// A text inside a text.
#[derive(Clone, Debug)]
pub struct Nested {
    /// What holds it.
    pub holder: Holder,
    /// Its documents, as paths number them.
    pub documents: Range<usize>,
    /// The text, with marks.
    pub text: Arc<str>,
    /// Its regions by themselves.
    pub own: Regions,
    /// Where its lines stand; none where it is replaced as a whole.
    pub lines: Option<LineMap>,
}

/// Reads `text` with the texts inside that `find` names.
pub fn regions_within(
    text: &str,
    previous: Option<&Regions>,
    find: impl Fn(&Regions) -> Vec<Holder>,
) -> Regions {
    let inside = previous.and_then(|previous| previous.inside.as_deref());
    let before = inside.map_or(previous, |inside| Some(&inside.outer));
    let outer = regions(text, before);
    if text.len() > limits::TEXT_BYTES {
        return outer;
    }
    let template = speaks_template(text);
    let sound = |text: &str| super::read::is_sound(text);
    let masked = |needed: bool| if template && needed { masked(text) } else { None };
    if let Some(masked) = masked(template && !sound(text)) {
        return of_masked(masked, inside, &find);
    }
    let holders = find(&outer);
    if holders.is_empty() {
        return outer;
    }
    let read = assemble(text.into(), outer, None, &holders, inside);
    let rendered_later = |read: &Regions| {
        let texts = read.inside.iter().flat_map(|inside| &inside.texts);
        texts.into_iter().any(|nested| !sound(&nested.text))
    };
    match masked(template && rendered_later(&read)) {
        Some(masked) => of_masked(masked, inside, &find),
        None => read,
    }
}

fn of_masked(
    masked: Masked,
    inside: Option<&Inside>,
    find: &impl Fn(&Regions) -> Vec<Holder>,
) -> Regions {
    let text: Arc<str> = masked.text.as_str().into();
    let outer = regions(&text, inside.map(|inside| &inside.outer));
    let holders = find(&outer);
    assemble(text, outer, Some(masked), &holders, inside)
}

/// The text that a scalar holds, and where its lines stand.
fn held(outer: &Regions, text: &str, holder: &Holder) -> Option<(String, Option<LineMap>)> {
    let spot = outer.at(&holder.path)?;
    let Kind::Scalar { text: value, style } = &spot.node.kind else { return None };
    match (holder.coding, style) {
        (Coding::Base64, _) => Some((decode(value)?, None)),
        (Coding::Plain, Style::Literal) => {
            let found = lines::literal(text, spot.span(), value);
            let (text, lines) = found
                .map_or_else(|| (value.to_string(), None), |(text, lines)| (text, Some(lines)));
            Some((text, lines))
        }
        (Coding::Plain, _) => Some((value.to_string(), None)),
    }
}

fn assemble(
    text: Arc<str>,
    outer: Regions,
    masked: Option<Masked>,
    holders: &[Holder],
    before: Option<&Inside>,
) -> Regions {
    let same_marks = before.filter(|before| before.masked == masked);
    let mut restoring = Restoring {
        masked: masked.as_ref(),
        known: same_marks.map_or(&[], |before| &before.restored),
        done: Vec::new(),
    };
    let mut whole = Regions::default();
    restoring.add(&mut whole, &outer, Region::clone);
    let mut texts = Vec::new();
    for holder in holders.iter().take(limits::NESTED_TEXTS) {
        let Some((inner, lines)) = held(&outer, &text, holder) else { continue };
        if inner.len() > limits::TEXT_BYTES {
            continue;
        }
        let span = outer.at(&holder.path).map(|spot| spot.span()).unwrap_or_default();
        let mut known = before.into_iter().flat_map(|before| &before.texts);
        let known = known.find(|nested| nested.holder == *holder);
        let own = regions(&inner, known.map(|nested| &nested.own));
        let first = whole.roots.len();
        restoring.add(&mut whole, &own, |region| placed(region, span, lines.as_ref()));
        if whole.roots.len() == first {
            // An empty text still is a document, to be written into.
            let region = whole.regions.len().saturating_sub(1);
            whole.roots.push((region, Arc::new(nothing())));
        }
        let documents = first..whole.roots.len();
        let holder = holder.clone();
        texts.push(Nested { holder, documents, text: inner.into(), own, lines });
    }
    let restored = restoring.done;
    whole.inside = Some(Arc::new(Inside { text, outer, masked, texts, restored }));
    whole
}

fn nothing() -> Node {
    let kind = Kind::Scalar { text: Arc::from(""), style: Style::Plain };
    Node { span: Span::default(), tag: None, anchored: false, kind }
}

/// A region of a text inside, with its places in the whole text.
fn placed(region: &Region, span: Span, lines: Option<&LineMap>) -> Region {
    let Some(map) = lines else {
        return Region { holder: Some(span), ..region.clone() };
    };
    let end = region.parsed.text.len();
    let mut pieces = Vec::new();
    for (index, (own, inner)) in region.pieces.iter().enumerate() {
        let until = region.pieces.get(index + 1).map_or(end, |(own, _)| *own);
        let inner_end = inner + (until - own.min(&until));
        let first = map.line_at(*inner);
        for line in map.lines.iter().skip(first).take_while(|line| line.inside <= inner_end) {
            let skipped = inner.saturating_sub(line.inside);
            let ahead = line.inside.saturating_sub(*inner);
            pieces.push((own + ahead, line.outside + skipped));
        }
    }
    pieces.dedup_by_key(|(own, _)| *own);
    Region { pieces, ..region.clone() }
}

/// Takes regions over into a whole, marks put back.
struct Restoring<'a> {
    masked: Option<&'a Masked>,
    known: &'a [(Arc<Parsed>, Arc<Parsed>)],
    done: Vec<(Arc<Parsed>, Arc<Parsed>)>,
}

impl Restoring<'_> {
    fn add(&mut self, whole: &mut Regions, part: &Regions, place: impl Fn(&Region) -> Region) {
        let by = whole.regions.len();
        for region in &part.regions {
            let parsed = self.parsed(&region.parsed);
            whole.regions.push(Region { parsed, ..place(region) });
        }
        for (region, root) in &part.roots {
            let root = self.root(part, *region, root, by, whole);
            whole.roots.push((region + by, root));
        }
    }

    fn parsed(&mut self, raw: &Arc<Parsed>) -> Arc<Parsed> {
        let Some(masked) = self.masked else { return Arc::clone(raw) };
        let known = self.known.iter().find(|(before, _)| Arc::ptr_eq(before, raw));
        let restored = known.map_or_else(
            || Arc::new(restore::parsed(raw, masked)),
            |(_, restored)| Arc::clone(restored),
        );
        self.done.push((Arc::clone(raw), Arc::clone(&restored)));
        restored
    }

    /// A document's root: the region's own where it is that, so that unchanged
    /// stages are known again.
    fn root(
        &self,
        part: &Regions,
        region: usize,
        root: &Arc<Node>,
        by: usize,
        whole: &Regions,
    ) -> Arc<Node> {
        let raw = part.regions.get(region).map(|region| &region.parsed.roots);
        let index = raw.and_then(|roots| roots.iter().position(|own| Arc::ptr_eq(own, root)));
        let own = whole.regions.get(region + by).map(|region| &region.parsed.roots);
        if let Some(own) = index.and_then(|index| own?.get(index)) {
            return Arc::clone(own);
        }
        let restored = self.masked.map(|masked| restore::tree(root, masked));
        shifted(restored.as_ref().unwrap_or(root), by)
    }
}

/// A frame with the numbers of its regions moved. Lists of regions stand below
/// mappings only.
fn shifted(node: &Arc<Node>, by: usize) -> Arc<Node> {
    let kind = match &node.kind {
        _ if by == 0 => return Arc::clone(node),
        Kind::Regions(range) => Kind::Regions(range.start + by..range.end + by),
        Kind::Mapping { entries, flow } => {
            let mut entries = entries.clone();
            for entry in &mut entries {
                entry.value = shifted(&entry.value, by);
            }
            Kind::Mapping { entries, flow: *flow }
        }
        _ => return Arc::clone(node),
    };
    Arc::new(Node { kind, ..Node::clone(node) })
}
