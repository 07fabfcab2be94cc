//! Open files and what is known of them.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{CommandError, Finding, Preview, StageSummary, StageView};

/// An open file, for as long as it is open.
pub type BufferId = u32;

/// Counts a buffer's changes; both sides must agree before a change applies.
pub type Version = u32;

/// A file that was opened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Opened {
    /// The buffer.
    pub buffer: BufferId,
    /// Where it lies; none for one that was never saved.
    pub path: Option<String>,
    /// Its name for people.
    pub name: String,
    /// The text, byte for byte.
    pub text: String,
    /// Why it can only be read, if so.
    pub read_only: Option<String>,
    /// What is known of it.
    pub update: Update,
}

/// How a file wraps its stage definitions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Form {
    /// `profile`, `plugin`, `fragment`…
    pub name: String,
    /// Why it is taken for that, in words.
    pub reason: String,
}

/// What is known of a buffer's text at a version. Parts that did not change
/// since the last update are left out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Update {
    /// The version this is about.
    pub version: Version,
    /// The form, when it changed.
    pub form: Option<Form>,
    /// All stages, when any summary changed.
    pub stages: Option<Vec<StageSummary>>,
    /// All findings, when any changed.
    pub findings: Option<Vec<Finding>>,
    /// The stage that is looked at; none when there is none at that index.
    pub stage: Option<StageView>,
    /// Whether the text differs from the file's.
    pub unsaved: bool,
}

/// What became of a preview that was asked for with a change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Previewed {
    /// It is there.
    Preview {
        /// The steps, and the lines of one.
        preview: Box<Preview>,
    },
    /// It cannot be had; the change itself is taken.
    Failed {
        /// Why, and what to do.
        error: CommandError,
    },
}

/// The answer to a change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Changed {
    /// The change is taken.
    Update {
        /// What is known now.
        update: Box<Update>,
        /// The preview of the new text, if one was asked for: a key's answer is
        /// whole, and the window draws once.
        previewed: Option<Previewed>,
    },
    /// A newer change was already waiting; its answer tells all.
    Superseded,
    /// The versions differ: send the whole text.
    OutOfStep,
}
