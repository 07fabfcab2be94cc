//! Changes by form, from the window to the core and back as text changes.

use stage_core::Analysis;
use stage_core::author::{author, duplicate};
use stage_core::document::Path;
use stage_core::document::edit::{Edit as CoreEdit, New as CoreNew};
use stage_wire::{CommandError, Edit, New, TextChange};

use super::error;

/// The text changes that carry `edit` out.
pub(crate) fn edited(analysis: &Analysis, edit: &Edit) -> Result<Vec<TextChange>, CommandError> {
    let edit = from_wire(analysis, edit)?;
    let changes = author(analysis, &edit).map_err(|failure| {
        error::failed(
            failure.to_string(),
            "The text stays as it was; it can be changed in the YAML.",
        )
    })?;
    let source = &analysis.source;
    let units =
        |offset: u32| u32::try_from(source.utf16_of_byte(offset as usize)).unwrap_or(u32::MAX);
    Ok(changes
        .into_iter()
        .map(|change| TextChange {
            from: units(change.span.start),
            to: units(change.span.end),
            insert: change.insert,
        })
        .collect())
}

pub(crate) fn path(text: &str) -> Result<Path, CommandError> {
    Path::parse(text)
        .ok_or_else(|| error::failed(format!("{text} is no YAML path."), "Report this as a fault."))
}

fn from_wire(analysis: &Analysis, edit: &Edit) -> Result<CoreEdit, CommandError> {
    Ok(match edit {
        Edit::Set { path: to, value } => CoreEdit::Set { path: path(to)?, value: new(value)? },
        Edit::Insert { path: to, value } => {
            CoreEdit::Insert { path: path(to)?, value: new(value)? }
        }
        Edit::Remove { path: from } => CoreEdit::Remove { path: path(from)? },
        Edit::Move { from, to } => CoreEdit::Move { from: path(from)?, to: path(to)? },
        Edit::Duplicate { path: of } => duplicate(analysis, &path(of)?).ok_or_else(|| {
            error::failed("Only items of a list can be duplicated.", "Copy it in the YAML.")
        })?,
        Edit::RenameKey { path: of, to } => CoreEdit::RenameKey { path: path(of)?, to: to.clone() },
        Edit::Many { edits } => CoreEdit::Many(
            edits.iter().map(|edit| from_wire(analysis, edit)).collect::<Result<_, _>>()?,
        ),
    })
}

fn new(value: &New) -> Result<CoreNew, CommandError> {
    Ok(match value {
        New::Null => CoreNew::Null,
        New::Boolean { value } => CoreNew::Bool(*value),
        New::Number { text } => number(text)?,
        New::Text { text } => CoreNew::Text(text.clone()),
        New::List { items } => CoreNew::List(items.iter().map(new).collect::<Result<_, _>>()?),
        New::Map { entries } => CoreNew::Map(
            entries
                .iter()
                .map(|(key, value)| Ok((key.clone(), new(value)?)))
                .collect::<Result<_, CommandError>>()?,
        ),
        New::Yaml { text } => CoreNew::Yaml(text.clone()),
    })
}

/// A fix's change, as the window hands it back.
pub(crate) fn to_wire(edit: &CoreEdit) -> Edit {
    match edit {
        CoreEdit::Set { path, value } => {
            Edit::Set { path: path.to_string(), value: new_to_wire(value) }
        }
        CoreEdit::Insert { path, value } => {
            Edit::Insert { path: path.to_string(), value: new_to_wire(value) }
        }
        CoreEdit::Remove { path } => Edit::Remove { path: path.to_string() },
        CoreEdit::Move { from, to } => Edit::Move { from: from.to_string(), to: to.to_string() },
        CoreEdit::RenameKey { path, to } => {
            Edit::RenameKey { path: path.to_string(), to: to.clone() }
        }
        CoreEdit::Many(edits) => Edit::Many { edits: edits.iter().map(to_wire).collect() },
    }
}

fn new_to_wire(value: &CoreNew) -> New {
    match value {
        CoreNew::Null => New::Null,
        CoreNew::Bool(value) => New::Boolean { value: *value },
        CoreNew::Int(number) => New::Number { text: number.to_string() },
        CoreNew::Float(number) => New::Number { text: number.to_string() },
        CoreNew::Text(text) => New::Text { text: text.clone() },
        CoreNew::List(items) => New::List { items: items.iter().map(new_to_wire).collect() },
        CoreNew::Map(entries) => New::Map {
            entries: entries.iter().map(|(key, value)| (key.clone(), new_to_wire(value))).collect(),
        },
        CoreNew::Yaml(text) => New::Yaml { text: text.clone() },
    }
}

fn number(text: &str) -> Result<CoreNew, CommandError> {
    if let Ok(whole) = text.parse::<i64>() {
        return Ok(CoreNew::Int(whole));
    }
    let float = text.parse::<f64>().ok().filter(|number| number.is_finite());
    float
        .map(CoreNew::Float)
        .ok_or_else(|| error::failed(format!("{text} is no number."), "Write digits only."))
}
