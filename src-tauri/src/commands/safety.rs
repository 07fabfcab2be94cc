//! Nothing lost: drafts, merging, the last commit.

use stage_core::merge::{Part, merge};
use stage_engine::files::head;
use stage_wire::{AbandonedDrafts, BufferId, CommandError, GitHead, MergePart, Version};
use tauri::State;

use crate::drafts;
use crate::state::App;
use crate::wire::error;

type Answer<T> = Result<T, CommandError>;

/// The texts that an earlier run had not saved when it ended, and what does not
/// work in this one.
#[tauri::command]
#[specta::specta]
pub(crate) async fn abandoned_drafts(app: State<'_, App>) -> Answer<AbandonedDrafts> {
    let (left, mut troubles) = drafts::left();
    troubles.extend(app.early_troubles().iter().map(ToString::to_string));
    Ok(AbandonedDrafts { drafts: left.into_iter().map(|(_, shown)| shown).collect(), troubles })
}

/// Removes a draft of an earlier run: it was taken over, or is not wanted.
#[tauri::command]
#[specta::specta]
pub(crate) async fn discard_draft(id: String) -> Answer<()> {
    let (left, _) = drafts::left();
    match left.iter().find(|(_, shown)| shown.id == id) {
        Some((found, _)) => {
            stage_engine::drafts::discard(&found.file).map_err(|failure| error::from(&failure))
        }
        None => Ok(()),
    }
}

/// A buffer's text and `theirs`, merged over what the file was.
#[tauri::command]
#[specta::specta]
pub(crate) async fn merge_outside(
    app: State<'_, App>,
    buffer: BufferId,
    version: Version,
    theirs: String,
) -> Answer<Vec<MergePart>> {
    let open = app.buffer(buffer)?;
    let snapshot = open.buffer.look_at(version).await.map_err(|failure| error::from(&failure))?;
    Ok(shown(merge(&open.file().text, &snapshot.analysis.source.text, &theirs)))
}

/// Two texts merged over the one both come from.
#[tauri::command]
#[specta::specta]
pub(crate) async fn merge_texts(
    base: String,
    ours: String,
    theirs: String,
) -> Answer<Vec<MergePart>> {
    Ok(shown(merge(&base, &ours, &theirs)))
}

fn shown(parts: Vec<Part>) -> Vec<MergePart> {
    let to_wire = |part| match part {
        Part::Same(text) => MergePart::Same { text },
        Part::Ours { text, base } => MergePart::Ours { text, base },
        Part::Theirs { text, base } => MergePart::Theirs { text, base },
        Part::Conflict { ours, theirs, base } => MergePart::Conflict { ours, theirs, base },
    };
    parts.into_iter().map(to_wire).collect()
}

/// A buffer's file as git's last commit has it; none outside of a repository.
#[tauri::command]
#[specta::specta]
pub(crate) async fn git_head(app: State<'_, App>, buffer: BufferId) -> Answer<Option<GitHead>> {
    let open = app.buffer(buffer)?;
    let Some(path) = open.path() else { return Ok(None) };
    let found = head(&path).map_err(|failure| error::from(&failure))?;
    Ok(found.map(|head| GitHead { commit: head.commit, text: head.text }))
}
