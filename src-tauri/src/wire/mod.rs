//! Core's and engine's values as wire types.

pub(crate) mod author;
pub(crate) mod cluster;
pub(crate) mod convert;
pub(crate) mod describe;
pub(crate) mod edit;
pub(crate) mod error;
pub(crate) mod expression;
pub(crate) mod facts;
pub(crate) mod installation;
pub(crate) mod order;
mod parameter;
pub(crate) mod place;
pub(crate) mod pod;
pub(crate) mod preview;
pub(crate) mod problems;
pub(crate) mod record;
pub(crate) mod run;
mod tree;
mod update;

use serde::{Deserialize, Serialize};
use specta::Type;
use stage_wire::{BufferId, CommandError};
use tauri_specta::Event;

pub(crate) use update::{Sent, update};

/// Something happened to a buffer's file: the window asks what there is now
/// when both sides have the same text.
#[derive(Clone, Debug, Serialize, Deserialize, Type, Event)]
pub(crate) struct DiskChanged(pub(crate) BufferId);

/// What goes on by itself fails: drafts cannot be kept, changes outside are not
/// noticed.
#[derive(Clone, Debug, Serialize, Deserialize, Type, Event)]
pub(crate) struct Trouble(pub(crate) CommandError);

/// The window was to be closed while a run is going: it asks what to do.
#[derive(Clone, Debug, Serialize, Deserialize, Type, Event)]
pub(crate) struct ClosingAsked(pub(crate) u32);
