//! Promises of edits, each with a small text.
#![allow(clippy::unwrap_used, reason = "a test fails by panic")]

mod carry;
mod insert;
mod layout;
mod refused;
mod remove;
mod set;
mod styles;

use super::{Edit, EditError, New, apply, edit};
use crate::document::{Path, regions};

fn path(path: &str) -> Path {
    Path::parse(path).unwrap()
}

fn text(text: &str) -> New {
    New::Text(text.into())
}

fn map(entries: &[(&str, New)]) -> New {
    New::Map(entries.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect())
}

fn set(at: &str, value: New) -> Edit {
    Edit::Set { path: path(at), value }
}

fn insert(at: &str, value: New) -> Edit {
    Edit::Insert { path: path(at), value }
}

fn remove(at: &str) -> Edit {
    Edit::Remove { path: path(at) }
}

fn carry(from: &str, to: &str) -> Edit {
    Edit::Move { from: path(from), to: path(to) }
}

fn rename(at: &str, to: &str) -> Edit {
    Edit::RenameKey { path: path(at), to: to.into() }
}

fn made(before: &str, change: &Edit) -> Result<String, EditError> {
    Ok(apply(before, &edit(before, &regions(before, None), change)?))
}

/// The text after an edit, or why there is none.
#[allow(clippy::needless_pass_by_value, reason = "each edit is written for one call")]
fn after(before: &str, change: Edit) -> String {
    made(before, &change).unwrap_or_else(|error| error.to_string())
}
