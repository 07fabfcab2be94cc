//! Drafts of this run's texts, and those that a crash left behind.

use std::path::PathBuf;

use stage_engine::data_folder;
use stage_engine::drafts::{Abandoned, Draft, Drafts, abandoned};
use stage_engine::files;
use stage_wire::{AbandonedDraft, BufferId};
use tauri::AppHandle;
use tauri_specta::Event as _;

use crate::open::File;
use crate::wire::{Trouble, error};

/// Where drafts are kept.
pub(crate) fn folder() -> Option<PathBuf> {
    data_folder().map(|folder| folder.join("drafts"))
}

/// Starts keeping drafts. Where they cannot be kept later on, the window is
/// told; now there is none yet that could hear it.
pub(crate) fn start(handle: &AppHandle) -> Result<Drafts, stage_engine::Error> {
    let handle = handle.clone();
    let tell = move |failure: &stage_engine::Error| {
        // A window that is closing hears nothing more.
        let _ = Trouble(error::from(failure)).emit(&handle);
    };
    let folder = folder().ok_or_else(|| {
        stage_engine::Error::failed(
            "There is no folder for the program's data.",
            "Set STAGE_DESIGNER_DATA.",
        )
    })?;
    Drafts::start(&folder, tell).map_err(|mut failure| {
        failure.message = format!("No drafts are kept of what you type. {}", failure.message);
        failure.remedy = "Save often; make that folder writable, then start again.".into();
        failure
    })
}

/// Keeps a buffer's text while it is in no file.
pub(crate) fn keep(drafts: &Drafts, buffer: BufferId, file: &File, text: &std::sync::Arc<str>) {
    drafts.keep(buffer, draft(file, text));
}

/// Keeps a text that is about to be saved, before its file is touched.
pub(crate) fn keep_now(drafts: &Drafts, buffer: BufferId, file: &File, text: &std::sync::Arc<str>) {
    drafts.keep_now(buffer, draft(file, text));
}

fn draft(file: &File, text: &std::sync::Arc<str>) -> Draft {
    Draft {
        path: file.path.clone(),
        stamp: file.stamp,
        base: file.text.clone(),
        text: text.clone(),
    }
}

/// What earlier runs left behind, and what of it could not be read. A draft
/// that says what its file says is not worth asking about.
pub(crate) fn left() -> (Vec<(Abandoned, AbandonedDraft)>, Vec<String>) {
    let Some(folder) = folder() else { return Default::default() };
    let (found, troubles) = abandoned(&folder);
    let mut left = Vec::new();
    for found in found {
        let path = found.draft.path.clone();
        let disk = path.as_ref().and_then(|path| files::read(path).ok());
        let disk = disk.map(|contents| contents.text);
        if disk.as_deref() == Some(&*found.draft.text) {
            let _ = stage_engine::drafts::discard(&found.file);
            continue;
        }
        let name = path.as_ref().and_then(|path| path.file_name());
        let shown = AbandonedDraft {
            id: found.file.strip_prefix(&folder).unwrap_or(&found.file).display().to_string(),
            name: name
                .map_or_else(|| "untitled.yml".into(), |name| name.to_string_lossy().into_owned()),
            path: path.map(|path| path.display().to_string()),
            text: found.draft.text.to_string(),
            base: found.draft.base.to_string(),
            disk,
        };
        left.push((found, shown));
    }
    (left, troubles.iter().map(ToString::to_string).collect())
}
