//! A new value written out: in lines for a block, on one line for brackets.

use super::block_text::{Shape, block_text};
use super::habits::Habits;
use super::quote::{self, Within};
use super::{EditError, New, lines, snippet};
use crate::document::Style;
use crate::limits;

/// What a value is written after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum After {
    Key,
    Dash,
    /// Nothing: the value is the whole document.
    Nothing,
}

/// A value written out; columns count from the key or dash before it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Written {
    /// Comment lines that stand above the entry or item.
    pub(super) lead: Vec<String>,
    /// What follows on the line of the key or dash; nothing for a block.
    pub(super) first: String,
    /// The lines below.
    pub(super) rest: Vec<String>,
}

impl Written {
    pub(super) fn line(first: impl Into<String>) -> Self {
        Self { first: first.into(), ..Self::default() }
    }
}

/// Refuses what is nested deeper than anything that is read.
pub(super) fn bounded(new: &New, depth: usize) -> Result<(), EditError> {
    if depth > limits::NODE_DEPTH {
        return Err(EditError::TooDeep);
    }
    match new {
        New::List(items) => items.iter().try_for_each(|item| bounded(item, depth + 1)),
        New::Map(entries) => entries.iter().try_for_each(|(_, value)| bounded(value, depth + 1)),
        _ => Ok(()),
    }
}

/// A value in block context.
pub(super) fn block(new: &New, after: After, habits: &Habits) -> Result<Written, EditError> {
    Ok(match new {
        New::Text(text) => self::text(text, None, habits.step, habits),
        New::Yaml(yaml) => return snippet::block(yaml, after, habits),
        New::List(items) if !items.is_empty() => {
            let mut all = Vec::new();
            for item in items {
                all.extend(item_lines(item, habits)?);
            }
            below(all, after, habits.list, habits)
        }
        New::Map(entries) if !entries.is_empty() => {
            let mut all = Vec::new();
            for (key, value) in entries {
                all.extend(entry_lines(key, value, habits)?);
            }
            below(all, after, habits.step, habits)
        }
        simple => Written::line(flow(simple, habits)?),
    })
}

/// The lines of a collection placed after its key or dash.
pub(super) fn below(all: Vec<String>, after: After, step: usize, habits: &Habits) -> Written {
    match after {
        After::Key => Written { rest: lines::shifted(all, step), ..Written::default() },
        After::Nothing => Written { rest: all, ..Written::default() },
        After::Dash => {
            let mut all = all.into_iter();
            let first = all.next().unwrap_or_default();
            Written { lead: Vec::new(), first, rest: lines::shifted(all, habits.dash) }
        }
    }
}

/// An item of a block list; columns count from its dash.
pub(super) fn item_lines(item: &New, habits: &Habits) -> Result<Vec<String>, EditError> {
    let Written { mut lead, first, rest } = block(item, After::Dash, habits)?;
    let gap = " ".repeat(habits.dash.saturating_sub(1).max(1));
    lead.push(format!("-{gap}{first}"));
    lead.extend(rest);
    Ok(lead)
}

/// An entry of a block mapping; columns count from its key.
pub(super) fn entry_lines(
    key: &str,
    value: &New,
    habits: &Habits,
) -> Result<Vec<String>, EditError> {
    let key = self::key(key, None, Within::Block, habits);
    let Written { mut lead, first, rest } = block(value, After::Key, habits)?;
    let gap = if first.is_empty() { "" } else { " " };
    lead.push(format!("{key}:{gap}{first}"));
    lead.extend(rest);
    Ok(lead)
}

/// A key; `old` is how it was written before.
pub(super) fn key(key: &str, old: Option<Style>, within: Within, habits: &Habits) -> String {
    match old {
        Some(Style::SingleQuoted) => quote::single(key).unwrap_or_else(|| quote::double(key)),
        Some(Style::DoubleQuoted) => quote::double(key),
        _ => quote::plain(key, within)
            .filter(|_| old.is_some() || !habits.quotes_keys)
            .unwrap_or_else(|| quote::quoted(key, habits.quote)),
    }
}

/// A text in block context; `old` is how it was written before, `step` how far
/// the lines of a block scalar stand in.
pub(super) fn text(
    text: &str,
    old: Option<(Style, &str)>,
    step: usize,
    habits: &Habits,
) -> Written {
    let style = old.map(|(style, _)| style);
    let was_block = matches!(style, Some(Style::Literal | Style::Folded));
    // Somebody who wrote `"a\nb"` wants it on one line.
    let kept_on_line =
        old.is_some_and(|(style, old)| style == Style::DoubleQuoted && old.contains('\n'));
    if habits.block_texts && (was_block || text.contains('\n') && !kept_on_line) {
        let folded = style == Some(Style::Folded);
        let style = if folded { Style::Folded } else { Style::Literal };
        let longest = old
            .map_or(0, |(_, old)| old.lines().map(|line| line.chars().count()).max().unwrap_or(0));
        let width = longest.clamp(limits::FOLD_COLUMNS, 120);
        if let Some((first, rest)) = block_text(text, Shape { style, step, width }) {
            return Written { lead: Vec::new(), first, rest };
        }
    }
    Written::line(on_line(text, style, Within::Block, habits))
}

/// A text on one line, in its old style where it fits.
pub(super) fn on_line(text: &str, old: Option<Style>, within: Within, habits: &Habits) -> String {
    match old {
        Some(Style::SingleQuoted) => quote::single(text).unwrap_or_else(|| quote::double(text)),
        Some(Style::DoubleQuoted) => quote::double(text),
        _ => quote::plain(text, within)
            .filter(|_| old.is_some() || !habits.quotes_all)
            .unwrap_or_else(|| quote::quoted(text, habits.quote)),
    }
}

/// A value on one line, as it stands inside brackets.
pub(super) fn flow(new: &New, habits: &Habits) -> Result<String, EditError> {
    Ok(match new {
        New::Null => "null".into(),
        New::Bool(value) => value.to_string(),
        New::Int(number) => number.to_string(),
        New::Float(number) => quote::float(*number),
        New::Text(text) => on_line(text, None, Within::Flow, habits),
        New::List(items) => {
            let items: Result<Vec<_>, _> = items.iter().map(|item| flow(item, habits)).collect();
            format!("[{}]", items?.join(", "))
        }
        New::Map(entries) => {
            let entries: Result<Vec<_>, _> =
                entries.iter().map(|(key, value)| flow_entry(key, value, habits)).collect();
            format!("{{{}}}", entries?.join(", "))
        }
        New::Yaml(yaml) => snippet::flow(yaml, habits)?,
    })
}

/// An entry of a mapping in braces.
pub(super) fn flow_entry(key: &str, value: &New, habits: &Habits) -> Result<String, EditError> {
    Ok(format!("{}: {}", self::key(key, None, Within::Flow, habits), flow(value, habits)?))
}
