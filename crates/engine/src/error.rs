//! Operations that failed: what, where, and what to do.

use std::io;
use std::path::Path;

/// An operation that failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message} {remedy}")]
pub struct Error {
    /// For those who branch on it.
    pub kind: Kind,
    /// What happened, with the place.
    pub message: String,
    /// What to do about it.
    pub remedy: String,
}

/// The failures that somebody answers differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The file is not as it was when it was read.
    ChangedOnDisk,
    /// The two sides of a buffer are at different versions.
    OutOfStep,
    /// Anything else.
    Failed,
}

impl Error {
    /// A failure without a kind of its own.
    pub fn failed(message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { kind: Kind::Failed, message: message.into(), remedy: remedy.into() }
    }

    /// The buffer's versions differ.
    pub fn out_of_step() -> Self {
        Self {
            kind: Kind::OutOfStep,
            message: "The text has changed meanwhile.".into(),
            remedy: "Try again.".into(),
        }
    }

    /// An IO error on `path` while `doing`.
    pub(crate) fn io(doing: &str, path: &Path, error: &io::Error) -> Self {
        let remedy = match error.kind() {
            io::ErrorKind::NotFound => "Check the name; the file may have been moved or deleted.",
            io::ErrorKind::PermissionDenied => "Check the permissions of the file and its folder.",
            io::ErrorKind::StorageFull => {
                "The disk is full: make room, then try again. Nothing was lost."
            }
            io::ErrorKind::ReadOnlyFilesystem => {
                "The file system is read-only: save to another place."
            }
            io::ErrorKind::IsADirectory => "This is a folder: open it as a workspace.",
            _ => "Nothing was changed.",
        };
        Self::failed(format!("Could not {doing} {}: {error}.", path.display()), remedy)
    }
}
