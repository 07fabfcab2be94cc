//! Files: opening, saving, exporting, and what happens to them outside.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{BufferId, Wrapping};

/// What the window shows first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Startup {
    /// Files and folders named on the command line, absolute.
    pub paths: Vec<String>,
    /// Files and folders opened before, latest first.
    pub recent: Vec<String>,
    /// The program's version.
    pub version: String,
    /// The Spinnaker releases that can be chosen, oldest first.
    pub targets: Vec<String>,
    /// The one that everything is shown for.
    pub target: String,
}

/// A folder with the stage files in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Workspace {
    /// The folder, absolute.
    pub root: String,
    /// Its YAML files that may hold stages, by path.
    pub files: Vec<FileEntry>,
    /// What was left out and why, if anything was.
    pub note: Option<String>,
}

/// A file in a workspace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FileEntry {
    /// Absolute.
    pub path: String,
    /// Below the workspace's root, for people.
    pub name: String,
    /// Whether its text says that it holds stages.
    pub holds_stages: bool,
}

/// A save that worked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Saved {
    /// Where.
    pub path: String,
}

/// What the disk holds for an open buffer, against what it was read from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum OnDisk {
    /// Nothing new.
    Same,
    /// Another text, and the buffer had no changes of its own: it takes this.
    Newer {
        /// The file's text.
        text: String,
    },
    /// Another text, and the buffer has changes of its own: both are shown.
    Conflict {
        /// The file's text.
        text: String,
    },
    /// No file.
    Gone,
}

/// What to export, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ExportRequest {
    /// From which buffer.
    pub buffer: BufferId,
    /// The stages, by index; empty for all.
    pub stages: Vec<u32>,
    /// The form to write, by name.
    pub form: String,
    /// The file to write or to merge into.
    pub path: String,
    /// What to do with stages whose `type` the file already has.
    pub choice: ExportChoice,
    /// Names for a new wrapper; none for the usual ones.
    pub wrapping: Option<Wrapping>,
}

/// What happens to a stage of a `type` that the other file already has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ExportChoice {
    /// It replaces the one there, in place.
    Replace,
    /// The one there stays.
    Keep,
}

/// What an export would do. Nothing is written yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ExportPlan {
    /// Names this plan when it is carried out.
    pub plan: u32,
    /// The file.
    pub path: String,
    /// Its text now; none when it will be new.
    pub before: Option<String>,
    /// Its text afterwards.
    pub after: String,
    /// The `type`s that are added.
    pub added: Vec<String>,
    /// The `type`s that are replaced.
    pub replaced: Vec<String>,
    /// What a reader of the plan should know.
    pub notes: Vec<String>,
}
