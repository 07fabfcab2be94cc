//! A text as regions: what stands around the stages, and each stage.
//!
//! A region whose text did not change is shared with the analysis before, and
//! its places count from its own start, so that an edit costs one region. A
//! text that cannot be cut safely is one region. It must read the same from
//! scratch as after any edits.

use std::ops::Range;
use std::sync::Arc;

use super::layout::{self, Layout};
use super::read::{Parsed, read};
use super::{Inside, Kind, Node, Region};
use crate::limits;

/// A text, cut and read.
#[derive(Clone, Debug, Default)]
pub struct Regions {
    /// All regions: of each document the frame, then its stages in order.
    pub regions: Vec<Region>,
    /// The root node of each document with the region it belongs to.
    pub roots: Vec<(usize, Arc<Node>)>,
    /// Texts inside the text, whose regions and documents stand after its own.
    pub inside: Option<Arc<Inside>>,
}

impl Regions {
    /// The node of each region that is an item of a list of stages, by the
    /// region's index; none where nothing can be read or it is no item.
    pub fn items(&self) -> Vec<Option<Arc<Node>>> {
        let item = |region: &Region| region.item().filter(|_| region.is_item).map(Arc::clone);
        self.regions.iter().map(item).collect()
    }
}

/// Cuts and reads `text`, sharing what `previous` has already read.
pub fn regions(text: &str, previous: Option<&Regions>) -> Regions {
    if text.len() > limits::TEXT_BYTES {
        return Regions::default();
    }
    let cut = layout::scan(text).and_then(|layouts| cut(text, &layouts, previous));
    cut.unwrap_or_else(|| whole(text, previous))
}

fn whole(text: &str, previous: Option<&Regions>) -> Regions {
    let before = previous.filter(|previous| previous.regions.len() == 1);
    let parsed = match before.and_then(|previous| previous.regions.first()) {
        Some(region) if *region.parsed.text == *text => Arc::clone(&region.parsed),
        _ => Arc::new(read(text)),
    };
    let roots = parsed.roots.iter().map(|root| (0, Arc::clone(root))).collect();
    let region = Region { parsed, pieces: vec![(0, 0)], is_item: false, holder: None };
    Regions { regions: vec![region], roots, inside: None }
}

/// The regions that `layouts` say, or `None` where reading shows that the cut
/// was not safe.
fn cut(text: &str, layouts: &[Layout], previous: Option<&Regions>) -> Option<Regions> {
    let mut shared = Shared::new(text, layouts, previous);
    let mut out = Regions::default();
    let mut suspect = false;
    for layout in layouts {
        let frame = frame(text, layout);
        let parsed = shared.frame(&frame.text);
        let frame_index = out.regions.len();
        let mut next_item = frame_index + 1;
        let ranges: Vec<Range<usize>> = layout
            .lists
            .iter()
            .map(|list| {
                let first = next_item;
                next_item += list.items.len();
                first..next_item
            })
            .collect();
        suspect |= parsed.leaves_region || !parsed.is_whole() && !layout.lists.is_empty();
        if parsed.roots.len() > 1 {
            return None;
        }
        match parsed.roots.first() {
            Some(root) => {
                let mut found = 0;
                let root = with_regions(root, &frame.holes, &ranges, &mut found);
                if found != frame.holes.len() {
                    return None;
                }
                out.roots.push((frame_index, root));
            }
            None if frame.holes.is_empty() => {}
            None => return None,
        }
        let pieces = frame.pieces;
        out.regions.push(Region { parsed, pieces, is_item: false, holder: None });
        for item in layout.lists.iter().flat_map(|list| &list.items) {
            let parsed = shared.item(&text[item.clone()]);
            suspect |= parsed.leaves_region || !holds_one_item(&parsed);
            let pieces = vec![(0, item.start)];
            out.regions.push(Region { parsed, pieces, is_item: true, holder: None });
        }
    }
    // Trouble that may come from the cut itself: the whole decides.
    if suspect && out.regions.len() > 1 && super::read::is_sound(text) {
        return None;
    }
    Some(out)
}

fn holds_one_item(parsed: &Parsed) -> bool {
    !parsed.is_whole() || matches!(parsed.roots.as_slice(), [root] if root.items().len() == 1)
}

struct FrameText {
    text: String,
    pieces: Vec<(usize, usize)>,
    /// Where in the frame's text the stand-in of each list is.
    holes: Vec<usize>,
}

/// The lines around the lists, each list replaced by one line that stands for
/// it.
fn frame(text: &str, layout: &Layout) -> FrameText {
    let mut out = FrameText { text: String::new(), pieces: Vec::new(), holes: Vec::new() };
    let mut lists = layout.lists.iter().peekable();
    for index in 0..=layout.frame.len() {
        while let Some(list) = lists.next_if(|list| list.after == index) {
            let start = list.items.first().map_or(0, |item| item.start);
            out.pieces.push((out.text.len(), start));
            out.text.extend(std::iter::repeat_n(' ', list.indent));
            out.holes.push(out.text.len());
            out.text.push_str("- ~\n");
        }
        if let Some(piece) = layout.frame.get(index) {
            out.pieces.push((out.text.len(), piece.start));
            out.text.push_str(&text[piece.clone()]);
        }
    }
    if out.pieces.is_empty() {
        out.pieces.push((0, 0));
    }
    out
}

/// The frame's tree with each stand-in replaced by the regions it stands for.
fn with_regions(
    node: &Arc<Node>,
    holes: &[usize],
    ranges: &[Range<usize>],
    found: &mut usize,
) -> Arc<Node> {
    // An alias to a list or what is around it would see the stand-in: such a
    // text is not cut.
    if holes.is_empty() || node.anchored {
        return Arc::clone(node);
    }
    let kind = match &node.kind {
        Kind::Sequence { items, flow: false } if items.len() == 1 => {
            let start = node.span.start as usize;
            match holes.iter().position(|hole| *hole == start) {
                Some(index) => {
                    *found += 1;
                    Kind::Regions(ranges.get(index).cloned().unwrap_or_default())
                }
                None => node.kind.clone(),
            }
        }
        Kind::Mapping { entries, flow } => {
            let mut entries = entries.clone();
            for entry in &mut entries {
                entry.value = with_regions(&entry.value, holes, ranges, found);
            }
            Kind::Mapping { entries, flow: *flow }
        }
        _ => return Arc::clone(node),
    };
    Arc::new(Node { kind, ..Node::clone(node) })
}

/// What the analysis before has read, by position from the front and from
/// the back: an edit changes what lies between.
struct Shared<'a> {
    items: Vec<&'a Arc<Parsed>>,
    frames: Vec<&'a Arc<Parsed>>,
    /// How many items there are now.
    count: usize,
    next_item: usize,
    next_frame: usize,
}

impl<'a> Shared<'a> {
    fn new(_text: &str, layouts: &[Layout], previous: Option<&'a Regions>) -> Self {
        let regions = previous.map_or(&[][..], |previous| &previous.regions);
        let of = |items: bool| {
            regions
                .iter()
                .filter(move |region| region.is_item == items)
                .map(|region| &region.parsed)
        };
        let count =
            layouts.iter().flat_map(|layout| &layout.lists).map(|list| list.items.len()).sum();
        Self {
            items: of(true).collect(),
            frames: of(false).collect(),
            count,
            next_item: 0,
            next_frame: 0,
        }
    }

    fn item(&mut self, text: &str) -> Arc<Parsed> {
        let index = self.next_item;
        self.next_item += 1;
        let from_back = (self.items.len() + index).checked_sub(self.count);
        // A stage that moved shifts those in between by one.
        let known = [Some(index), from_back, Some(index + 1), index.checked_sub(1)];
        let known = known.into_iter().flatten();
        known
            .filter_map(|index| self.items.get(index))
            .find(|parsed| *parsed.text == *text)
            .map_or_else(|| Arc::new(read(text)), |parsed| Arc::clone(parsed))
    }

    fn frame(&mut self, text: &str) -> Arc<Parsed> {
        let index = self.next_frame;
        self.next_frame += 1;
        match self.frames.get(index) {
            Some(parsed) if *parsed.text == *text => Arc::clone(parsed),
            _ => Arc::new(read(text)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Spot;
    use proptest::prelude::*;

    /// Every node of the tree with its place in the whole text.
    fn flat(regions: &Regions) -> Vec<String> {
        fn walk(spot: Spot<'_>, path: &str, out: &mut Vec<String>) {
            let span = spot.span();
            if let Kind::Scalar { text, style } = &spot.node.kind {
                out.push(format!("{path} {style:?} {text:?} {}..{}", span.start, span.end));
            } else {
                out.push(format!("{path} {} {}", spot.is_sequence(), span.start));
            }
            for (key, value) in spot.entries() {
                let key = spot.with(key);
                let name = key.node.as_text().unwrap_or("?").to_owned();
                walk(key, &format!("{path}.{name}?"), out);
                walk(value, &format!("{path}.{name}"), out);
            }
            for (index, item) in spot.items().into_iter().enumerate() {
                walk(item, &format!("{path}[{index}]"), out);
            }
        }
        let mut out = Vec::new();
        for document in 0..regions.roots.len() {
            if let Some(root) = regions.root(document) {
                walk(root, &document.to_string(), &mut out);
            }
        }
        out
    }

    fn profile(stages: &[String]) -> String {
        format!(
            "# top\njob:\n  preconfigured:\n    kubernetes:\n{}tasks:\n  x: 1\n",
            stages.concat()
        )
    }

    fn line() -> impl Strategy<Value = String> {
        prop_oneof![
            Just("        label: x\n".to_owned()),
            Just("        manifest:\n          kind: Job\n".to_owned()),
            Just("        script: |\n          - echo\n\n            é\n".to_owned()),
            Just("        # note\n".to_owned()),
            Just("\n".to_owned()),
            Just("        list: [a, 'b',\n    c]\n".to_owned()),
            Just("        text: \"one\n  two\"\n".to_owned()),
            Just("        half\n".to_owned()),
            Just("        open: 'x\n".to_owned()),
            Just("        a: &b 1\n".to_owned()),
            Just("        c: *b\n".to_owned()),
            Just("---\n".to_owned()),
            "[ a-z:'\"#|>&*\\[\\]{}!-]{0,12}\n",
        ]
    }

    fn stage() -> impl Strategy<Value = String> {
        prop::collection::vec(line(), 0..5)
            .prop_map(|lines| format!("      - type: t\n{}", lines.concat()))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        #[test]
        fn a_text_cut_into_regions_reads_as_the_whole(stages in prop::collection::vec(stage(), 0..4)) {
            let text = profile(&stages);
            if super::super::read::is_sound(&text) {
                prop_assert_eq!(flat(&regions(&text, None)), flat(&whole(&text, None)), "{}", text);
            }
        }

        #[test]
        fn after_an_edit_everything_reads_as_from_scratch(
            stages in prop::collection::vec(stage(), 1..4),
            at in any::<prop::sample::Index>(),
            insert in "[ a-z:'\"#|>&*\n-]{0,6}",
            remove in 0usize..9,
        ) {
            let before = profile(&stages);
            let places: Vec<usize> = before.char_indices().map(|(at, _)| at).collect();
            let from = at.index(places.len());
            let to = (from + remove).min(places.len() - 1);
            let after = format!("{}{insert}{}", &before[..places[from]], &before[places[to]..]);
            let incremental = regions(&after, Some(&regions(&before, None)));
            prop_assert_eq!(flat(&incremental), flat(&regions(&after, None)), "{}", after);
        }

        #[test]
        fn no_text_breaks_the_reading(text in "[ a-z:'\"#|>&*\n\r\t\\[\\]{}!,?é\u{feff}-]{0,60}") {
            let read = regions(&text, None);
            for region in &read.regions {
                for trouble in &region.parsed.troubles {
                    prop_assert!(region.span(trouble.span).end as usize <= text.len());
                }
            }
            for line in flat(&read) {
                prop_assert!(!line.is_empty());
            }
        }
    }

    #[test]
    fn an_error_in_one_stage_leaves_the_other_nineteen() {
        let stages: Vec<String> = (0..20)
            .map(|n| {
                if n == 7 {
                    "      - type: a\n        b: c: d\n".into()
                } else {
                    format!("      - type: t{n}\n")
                }
            })
            .collect();
        let read = regions(&profile(&stages), None);
        let spoiled =
            read.regions.iter().filter(|region| !region.parsed.troubles.is_empty()).count();
        assert_eq!(spoiled, 1, "one stage is spoiled");
        assert_eq!(read.regions.len(), 21, "the frame and twenty stages are read");
    }
}
