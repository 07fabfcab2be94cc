//! Core's and engine's values as wire types.

pub(crate) mod convert;
pub(crate) mod describe;
pub(crate) mod edit;
pub(crate) mod error;
mod parameter;
pub(crate) mod place;
pub(crate) mod preview;
mod tree;
mod update;

use serde::{Deserialize, Serialize};
use specta::Type;
use stage_wire::{CommandError, DiskChange};
use tauri_specta::Event;

pub(crate) use update::{Sent, update};

/// A file changed outside.
#[derive(Clone, Debug, Serialize, Deserialize, Type, Event)]
pub(crate) struct DiskChanged(pub(crate) DiskChange);

/// Drafts cannot be kept.
#[derive(Clone, Debug, Serialize, Deserialize, Type, Event)]
pub(crate) struct DraftTrouble(pub(crate) CommandError);
