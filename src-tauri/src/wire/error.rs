//! Failures as the window gets them.

use stage_engine::{Error, Kind};
use stage_wire::{CommandError, ErrorCode};

/// An engine's failure.
pub(crate) fn from(error: &Error) -> CommandError {
    let code = match error.kind {
        Kind::ChangedOnDisk => ErrorCode::ChangedOnDisk,
        Kind::OutOfStep => ErrorCode::OutOfStep,
        Kind::Failed => ErrorCode::Failed,
    };
    CommandError { code, message: error.message.clone(), remedy: error.remedy.clone() }
}

/// A failure that the window only shows.
pub(crate) fn failed(message: impl Into<String>, remedy: impl Into<String>) -> CommandError {
    CommandError { code: ErrorCode::Failed, message: message.into(), remedy: remedy.into() }
}
