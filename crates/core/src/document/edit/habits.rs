//! How the text around an edit is written: its indentation and its quotes.

use std::collections::HashMap;

use super::ground::{self, Ground};
use super::lines;
use super::trail::{self, Stop};
use crate::document::{Kind, Style, resolve};
use crate::java::Data;
use crate::limits;

/// The habits that new text follows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Habits {
    /// How far a mapping stands right of the key above it.
    pub(super) step: usize,
    /// How far a list stands right of the key above it; often nothing.
    pub(super) list: usize,
    /// How far an item's content stands right of its dash.
    pub(super) dash: usize,
    /// The usual quote.
    pub(super) quote: char,
    /// Whether texts around are quoted even where they need not be.
    pub(super) quotes_all: bool,
    /// Whether keys around are quoted even where they need not be.
    pub(super) quotes_keys: bool,
    /// Whether text over several lines may become a block scalar.
    pub(super) block_texts: bool,
}

impl Default for Habits {
    fn default() -> Self {
        Self {
            step: 2,
            list: 2,
            dash: 2,
            quote: '"',
            quotes_all: false,
            quotes_keys: false,
            block_texts: true,
        }
    }
}

/// What was seen in one stretch of text.
#[derive(Default)]
struct Seen {
    steps: Vec<usize>,
    lists: Vec<usize>,
    dashes: Vec<usize>,
    single: usize,
    double: usize,
    plain: usize,
    plain_keys: usize,
    quoted_keys: usize,
    nodes: usize,
}

/// The habits around `parent`: its own content first, then its region, then
/// all others.
pub(super) fn habits(ground: Ground<'_>, parent: Stop<'_>) -> Habits {
    let mut near = Seen::default();
    match &parent.node.kind {
        Kind::Regions(range) => {
            range.clone().take(2).for_each(|region| near.region(ground, region));
        }
        _ => near.node(ground, parent),
    }
    let mut region = Seen::default();
    region.region(ground, parent.region);
    let mut all = Seen::default();
    if !(near.is_telling() || region.is_telling()) {
        (0..ground.regions.regions.len()).for_each(|region| all.region(ground, region));
    }
    let scopes = [&near, &region, &all];
    let first = |of: fn(&Seen) -> &Vec<usize>| scopes.iter().find_map(|seen| most(of(seen)));
    let step = first(|seen| &seen.steps);
    let list = first(|seen| &seen.lists);
    let (plain, quoted_texts) = beside(ground, parent);
    let quoted = scopes.iter().find(|seen| seen.single + seen.double > 0);
    Habits {
        step: step.or(list.filter(|list| *list > 0)).unwrap_or(2),
        list: list.or(step).unwrap_or(2),
        dash: first(|seen| &seen.dashes).unwrap_or(2),
        quote: if quoted.is_some_and(|seen| seen.single > seen.double) { '\'' } else { '"' },
        quotes_all: plain == 0 && quoted_texts > 1,
        quotes_keys: near.plain_keys == 0 && near.quoted_keys > 0,
        block_texts: true,
    }
}

/// How many plain and how many quoted texts stand right beside a new value:
/// in its mapping, or in the items of its list.
fn beside(ground: Ground<'_>, parent: Stop<'_>) -> (usize, usize) {
    let mut seen = Seen::default();
    for index in 0..trail::count(parent.node).min(limits::HABIT_NODES) {
        let Some(child) = trail::child(ground.regions, parent, index) else { continue };
        seen.scalar(child);
        if child.key.is_none() {
            let below = (0..trail::count(child.node).min(limits::HABIT_NODES))
                .filter_map(|index| trail::child(ground.regions, child, index));
            below.for_each(|value| seen.scalar(value));
        }
    }
    (seen.plain, seen.single + seen.double)
}

impl Seen {
    fn is_telling(&self) -> bool {
        !self.steps.is_empty() && !self.lists.is_empty() && self.single + self.double > 0
    }

    fn region(&mut self, ground: Ground<'_>, region: usize) {
        let Some(found) = ground.regions.regions.get(region) else { return };
        for node in &found.parsed.roots {
            self.node(ground, Stop { region, node, index: 0, key: None });
        }
    }

    fn node(&mut self, ground: Ground<'_>, stop: Stop<'_>) {
        self.nodes += 1;
        if self.nodes > limits::HABIT_NODES {
            return;
        }
        self.scalar(stop);
        // The tree below, without stages: those are regions of their own.
        if matches!(stop.node.kind, Kind::Alias(_) | Kind::Regions(_)) {
            return;
        }
        let column = lines::column(ground.text, ground.start(stop));
        for index in 0..trail::count(stop.node) {
            let Some(child) = trail::child(ground.regions, stop, index) else { continue };
            self.key(child);
            if trail::is_block(stop.node) {
                self.layout(ground, stop, child, column);
            }
            self.node(ground, child);
        }
    }

    fn scalar(&mut self, stop: Stop<'_>) {
        let Kind::Scalar { text, style } = &stop.node.kind else { return };
        match style {
            Style::SingleQuoted => self.single += 1,
            Style::DoubleQuoted => self.double += 1,
            Style::Plain if matches!(resolve(text, *style, None), Data::String(_)) => {
                self.plain += 1;
            }
            _ => {}
        }
    }

    fn key(&mut self, child: Stop<'_>) {
        match child.key.map(|key| &key.kind) {
            Some(Kind::Scalar { style: Style::Plain, .. }) => self.plain_keys += 1,
            Some(Kind::Scalar { .. }) => self.quoted_keys += 1,
            _ => {}
        }
    }

    fn layout(&mut self, ground: Ground<'_>, parent: Stop<'_>, child: Stop<'_>, column: usize) {
        let start = ground::before_properties(ground.text, ground.start(child));
        let further = lines::column(ground.text, start).checked_sub(column);
        match (&child.node.kind, further) {
            (_, Some(by)) if child.key.is_none() => {
                let dash = ground.entry_start(parent, child.index).unwrap_or(start);
                let same =
                    lines::line_start(ground.text, start) == lines::line_start(ground.text, dash);
                if same && by > 1 {
                    self.dashes.push(by);
                }
            }
            (Kind::Mapping { flow: false, .. }, Some(by)) if by > 0 => self.steps.push(by),
            (Kind::Sequence { flow: false, .. }, Some(by)) => self.lists.push(by),
            _ => {}
        }
    }
}

/// The most frequent number; the smaller one where two are as frequent.
fn most(of: &[usize]) -> Option<usize> {
    let mut counts: HashMap<usize, usize> = HashMap::new();
    for number in of {
        *counts.entry(*number).or_default() += 1;
    }
    counts
        .into_iter()
        .max_by_key(|(number, count)| (*count, usize::MAX - number))
        .map(|(number, _)| number)
}
