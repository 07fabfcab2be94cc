//! Drafts: what was typed and is in no file yet, on disk within a second.
//!
//! Each run of the program has a folder of its own, locked while it lives, so
//! that another one never takes its drafts for those of a crash. Drafts are
//! the program's own data: no file of the user's is touched here.

mod found;
mod keeper;
mod record;

use std::path::PathBuf;
use std::sync::Arc;

use crate::files::Stamp;

pub use found::{Abandoned, abandoned, discard};
pub use keeper::Drafts;

/// A text that is not saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Its file; none for a text that never had one.
    pub path: Option<PathBuf>,
    /// What the file was when the text began to differ from it.
    pub stamp: Option<Stamp>,
    /// The file's text then.
    pub base: Arc<str>,
    /// The text.
    pub text: Arc<str>,
}
