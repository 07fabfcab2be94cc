//! Writing a value in the place of another one, whatever the two are.

use super::ground::{self, Ground};
use super::habits::{Habits, habits};
use super::pieces::Change;
use super::quote::Within;
use super::set::Manner;
use super::trail::{self, Stop, Trail};
use super::write::{self, After, Written};
use super::{EditError, New, lines};
use crate::document::{Kind, Path, Style};

/// Writes `new` in the place of the trail's last node.
pub(super) fn replace(
    ground: Ground<'_>,
    trail: &Trail<'_>,
    path: &Path,
    new: &New,
    manner: Manner,
) -> Result<Vec<Change>, EditError> {
    let Some(old) = trail.last() else {
        return Err(EditError::NoSuchPath { path: path.clone() });
    };
    trail::sound(ground.regions, old.region, path)?;
    trail::unshared(ground.regions, trail, path, true)?;
    let place = Place::new(ground, trail, old);
    let mut changes = place.without_tag(new);
    let habits = Habits { block_texts: manner.block_texts, ..place.habits() };
    if trail.in_flow() {
        changes.extend(place.in_flow(new, &habits)?);
        return Ok(changes);
    }
    let written = place.written(new, &habits)?;
    changes.extend(match &old.node.kind {
        Kind::Scalar { style: Style::Literal | Style::Folded, .. } => place.block_scalar(&written),
        _ if trail::is_block(old.node) => place.block(&written),
        _ => place.inline(&written),
    });
    Ok(changes)
}

/// The place of the value to be replaced.
struct Place<'a> {
    ground: Ground<'a>,
    old: Stop<'a>,
    parent: Option<Stop<'a>>,
    after: After,
    /// The column of the key or dash before it.
    column: usize,
    start: usize,
    end: usize,
    /// Right after the key's colon or the dash, with anchor and tag.
    indicator: usize,
    eol: &'static str,
}

impl<'a> Place<'a> {
    fn new(ground: Ground<'a>, trail: &Trail<'a>, old: Stop<'a>) -> Self {
        let parent = trail.parent();
        let (start, end) = ground.span(old.region, old.node);
        let after = match (parent, old.key) {
            (None, _) => After::Nothing,
            (_, Some(_)) => After::Key,
            (_, None) => After::Dash,
        };
        let column = match parent {
            Some(parent) => ground.column_of(parent),
            None if trail::is_block(old.node) => lines::column(ground.text, start),
            None => 0,
        };
        let indicator = parent
            .and_then(|parent| ground.after_indicator(parent, old))
            .unwrap_or(start)
            .min(start);
        let eol = ground.eol(start);
        Self { ground, old, parent, after, column, start, end, indicator, eol }
    }

    /// The habits around, with those of the value itself where it has some.
    fn habits(&self) -> Habits {
        let mut habits = habits(self.ground, self.parent.unwrap_or(self.old));
        let own = lines::column(self.ground.text, self.start).saturating_sub(self.column);
        if self.after == After::Dash && self.same_line() {
            let first = ground::before_properties(self.ground.text, self.start);
            let by = lines::column(self.ground.text, first).saturating_sub(self.column);
            habits.dash = by.max(2);
        }
        if self.after == After::Key && !self.same_line() {
            match self.old.node.kind {
                Kind::Mapping { flow: false, .. } if own > 0 => habits.step = own,
                Kind::Sequence { flow: false, .. } | Kind::Regions(_) => habits.list = own,
                _ => {}
            }
        }
        habits
    }

    /// Whether the value begins on the line of its key or dash.
    fn same_line(&self) -> bool {
        lines::line_start(self.ground.text, self.start)
            == lines::line_start(self.ground.text, self.indicator)
    }

    fn written(&self, new: &New, habits: &Habits) -> Result<Written, EditError> {
        let mut written = match (new, self.old_text()) {
            (New::Text(text), Some(old)) => {
                write::text(text, Some(old), self.scalar_step(habits), habits)
            }
            (New::List(_) | New::Map(_), _)
                if trail::is_flow(self.old.node) && trail::count(self.old.node) > 0 =>
            {
                Written::line(write::flow(new, habits)?)
            }
            _ => write::block(new, self.after, habits)?,
        };
        written.rest = lines::shifted(written.rest, self.column);
        Ok(written)
    }

    /// The old text with its style, unless nothing is written there.
    fn old_text(&self) -> Option<(Style, &'a str)> {
        match &self.old.node.kind {
            Kind::Scalar { text, style } if !(text.is_empty() && *style == Style::Plain) => {
                Some((*style, text))
            }
            _ => None,
        }
    }

    /// How far the lines of a block scalar stand right of its key or dash.
    fn scalar_step(&self, habits: &Habits) -> usize {
        let text = self.ground.text;
        let own = || {
            let mut at = lines::next_line(text, self.start);
            while at < self.end && lines::line(text, at).trim().is_empty() {
                at = lines::next_line(text, at);
            }
            let line = lines::line(text, at);
            let indent = line.len() - line.trim_start_matches(' ').len();
            let header = ground::header(lines::part(text, self.start..self.end));
            match header.chars().find_map(|c| c.to_digit(10)) {
                Some(explicit) => Some(explicit as usize),
                None => indent.checked_sub(self.column).filter(|step| at < self.end && *step > 0),
            }
        };
        let is_block = trail::is_block_scalar(self.old.node);
        is_block.then(own).flatten().unwrap_or(habits.step)
    }

    /// Takes away a tag that the new value would be misread with.
    fn without_tag(&self, new: &New) -> Vec<Change> {
        let Some(tag) = self.old.node.tag.as_deref() else { return Vec::new() };
        let for_text = tag == "tag:yaml.org,2002:str" || !tag.starts_with("tag:yaml.org,2002:");
        let fits =
            for_text && matches!((&self.old.node.kind, new), (Kind::Scalar { .. }, New::Text(_)));
        let text = self.ground.text;
        let line = lines::line_start(text, self.indicator);
        let before = lines::part(text, line..self.start);
        let Some(at) = before.find(" !").filter(|_| !fits) else { return Vec::new() };
        let token = lines::part(before, at + 1..before.len());
        let length = token.find([' ', '\t', '\n', '\r']).unwrap_or(token.len());
        vec![Change::new(line + at, line + at + 1 + length, String::new())]
    }

    fn in_flow(&self, new: &New, habits: &Habits) -> Result<Vec<Change>, EditError> {
        let written = match (new, self.old_text()) {
            (New::Text(text), Some((style, _))) => {
                write::on_line(text, Some(style), Within::Flow, habits)
            }
            _ => write::flow(new, habits)?,
        };
        let has_colon = self.old.key.is_none_or(|_| {
            self.parent.and_then(|parent| self.ground.after_indicator(parent, self.old)).is_some()
        });
        let text = self.ground.text;
        let touches =
            lines::part(text, 0..self.start).ends_with([':', '!', '&']) || self.start == self.end;
        let before = match (has_colon, touches && self.old.key.is_some()) {
            (false, _) => ": ",
            (true, true) => " ",
            (true, false) => "",
        };
        Ok(vec![Change::new(self.start, self.end, format!("{before}{written}"))])
    }

    /// The lines below, to be put in where a line ends.
    fn below(&self, written: &Written) -> String {
        written.rest.iter().flat_map(|line| [self.eol, line]).collect()
    }

    /// What follows a key or dash, with the blank between.
    fn spaced(&self, first: &str) -> String {
        let text = self.ground.text;
        let apart = self.start == 0
            || lines::part(text, 0..self.start).ends_with([' ', '\t', '\n', '\r', '\u{feff}']);
        if apart || first.is_empty() { first.to_owned() } else { format!(" {first}") }
    }

    /// In the place of a value on the line of its key or dash.
    fn inline(&self, written: &Written) -> Vec<Change> {
        let text = self.ground.text;
        let line_end = lines::line_end(text, self.end);
        if !written.first.is_empty() {
            return vec![
                Change::new(self.start, self.end, self.spaced(&written.first)),
                Change::new(line_end, line_end, self.below(written)),
            ];
        }
        let line = lines::line_start(text, self.start);
        let alone = lines::part(text, line..self.start).trim().is_empty();
        if alone {
            return vec![Change::new(line, self.end, written.rest.join(self.eol))];
        }
        vec![
            Change::new(self.indicator, self.end, String::new()),
            Change::new(line_end, line_end, self.below(written)),
        ]
    }

    /// In the place of a block scalar.
    fn block_scalar(&self, written: &Written) -> Vec<Change> {
        let text = self.ground.text;
        let header = ground::header(lines::part(text, self.start..self.end)).len();
        let header_end = self.start + header;
        let line_end = lines::line_end(text, self.start);
        let end = self.ground.content_end(self.old.region, self.old.node).max(line_end);
        if written.first.starts_with(['|', '>']) {
            let comment = lines::part(text, header_end..line_end);
            let all = format!("{}{comment}{}", written.first, self.below(written));
            return vec![Change::new(self.start, end, all)];
        }
        let from = if written.first.is_empty() { self.indicator } else { self.start };
        vec![
            Change::new(from, header_end, written.first.clone()),
            Change::new(line_end, end, self.below(written)),
        ]
    }

    /// In the place of a mapping or list in lines of its own.
    fn block(&self, written: &Written) -> Vec<Change> {
        let last = trail::count(self.old.node).saturating_sub(1);
        let start = self.ground.entry_start(self.old, 0).unwrap_or(self.start);
        let end = self.ground.extent_end(self.old, last, start).unwrap_or(self.end);
        if self.after == After::Nothing || self.same_line() {
            let all = if written.first.is_empty() {
                written.rest.join(self.eol).trim_start_matches(' ').to_owned()
            } else {
                format!("{}{}", written.first, self.below(written))
            };
            return vec![Change::new(start, end, all)];
        }
        let text = self.ground.text;
        let is_block_scalar = written.first.starts_with(['|', '>']);
        let lead = self.ground.extent(self.old, 0, false).map_or(start, |extent| extent.lead);
        let from = if is_block_scalar {
            lines::line_end(text, self.indicator)
        } else {
            lead - lines::break_before(text, lead).len()
        };
        let gap = if written.first.is_empty() { "" } else { " " };
        let from = from.max(self.indicator);
        vec![
            Change::new(self.indicator, self.indicator, format!("{gap}{}", written.first)),
            Change::new(from, end.max(from), self.below(written)),
        ]
    }
}
