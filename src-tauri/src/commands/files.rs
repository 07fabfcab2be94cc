//! Opening, saving, closing, and the program's own data.

use std::path::PathBuf;

use stage_core::spinnaker::Release;
use stage_engine::files::{self, Expected};
use stage_wire::{
    BufferId, CommandError, FileEntry, OnDisk, Opened, Saved, Startup, Version, Workspace,
};
use tauri::State;

use crate::open::Open;
use crate::state::App;
use crate::wire::error;

type Answer<T> = Result<T, CommandError>;

/// What the window shows first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn startup(app: State<'_, App>) -> Answer<Startup> {
    let shown = |path: &PathBuf| path.display().to_string();
    Ok(Startup {
        paths: app.paths.iter().map(shown).collect(),
        recent: app
            .data(|data| data.recent.iter().filter(|path| path.exists()).map(shown).collect()),
        version: env!("CARGO_PKG_VERSION").into(),
        targets: Release::ALL.iter().map(|(_, name)| (*name).into()).collect(),
        target: app.target().release.name().into(),
    })
}

/// Opens a file.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open(app: State<'_, App>, path: String) -> Answer<Opened> {
    let open = Open::read(&PathBuf::from(path), app.target())?;
    let remembered = open.path();
    let (id, open) = app.add(open);
    app.data(|data| remembered.iter().for_each(|path| data.opened(path)));
    open.opened(id).await
}

/// Starts an empty text.
#[tauri::command]
#[specta::specta]
pub(crate) async fn new_buffer(app: State<'_, App>) -> Answer<Opened> {
    let (id, open) = app.add(Open::empty(app.target()));
    open.opened(id).await
}

/// Lists a folder's stage files.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_workspace(app: State<'_, App>, path: String) -> Answer<Workspace> {
    let root = PathBuf::from(path);
    let listing = files::list(&root).map_err(|failure| error::from(&failure))?;
    app.data(|data| data.opened(&root));
    let entry = |(path, holds_stages): (PathBuf, bool)| FileEntry {
        name: path.strip_prefix(&root).unwrap_or(&path).display().to_string(),
        path: path.display().to_string(),
        holds_stages,
    };
    Ok(Workspace {
        root: root.display().to_string(),
        files: listing.files.into_iter().map(entry).collect(),
        note: listing.note,
    })
}

/// Forgets a buffer.
#[tauri::command]
#[specta::specta]
pub(crate) async fn close(app: State<'_, App>, buffer: BufferId) -> Answer<()> {
    app.remove(buffer);
    Ok(())
}

/// Saves a buffer: to its own file, or to another one that `path` names.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save(
    app: State<'_, App>,
    buffer: BufferId,
    version: Version,
    path: Option<String>,
) -> Answer<Saved> {
    let open = app.buffer(buffer)?;
    let snapshot = open.buffer.look_at(version).await.map_err(|failure| error::from(&failure))?;
    let file = open.file();
    if let Some(reason) = file.read_only.as_ref().filter(|_| path.is_none()) {
        return Err(error::failed(reason, "Save it under another name."));
    }
    let (target, expected) = match (path.map(PathBuf::from), file.path, file.stamp) {
        // The dialog has asked about a file that is there.
        (Some(other), _, _) => (other, Expected::Anything),
        // Deleted outside: saving brings it back.
        (None, Some(own), Some(_)) if !own.exists() => (own, Expected::Absent),
        (None, Some(own), Some(stamp)) => (own, Expected::Unchanged(stamp)),
        _ => return Err(error::failed("This text has no file yet.", "Save it under a name.")),
    };
    let text = &snapshot.analysis.source.text;
    open.about_to_save(text);
    let stamp = files::write(&target, text, expected).map_err(|failure| error::from(&failure))?;
    let target = target.canonicalize().unwrap_or(target);
    open.agree(|file| {
        file.path = Some(target.clone());
        file.stamp = Some(stamp);
        file.text = text.clone();
        file.read_only = None;
        file.gone = false;
    });
    open.read_policy();
    app.watch(&target);
    app.data(|data| data.opened(&target));
    Ok(Saved { path: target.display().to_string() })
}

/// What the disk holds for a buffer, against what it was read from.
#[tauri::command]
#[specta::specta]
pub(crate) async fn on_disk(app: State<'_, App>, buffer: BufferId) -> Answer<OnDisk> {
    app.buffer(buffer)?.on_disk().await
}

/// Means all texts for another Spinnaker release, such as `2026.2`.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_target(app: State<'_, App>, target: String) -> Answer<()> {
    let release = Release::named(&target).ok_or_else(|| {
        error::failed(format!("{target} is no known release."), "Choose one of the list.")
    })?;
    app.aim(release);
    Ok(())
}

/// Takes the file's text instead of the buffer's.
#[tauri::command]
#[specta::specta]
pub(crate) async fn reload(app: State<'_, App>, buffer: BufferId) -> Answer<Opened> {
    let open = app.buffer(buffer)?;
    let path = open
        .path()
        .ok_or_else(|| error::failed("This text has no file yet.", "Save it under a name."))?;
    let contents = files::read(&path).map_err(|failure| error::from(&failure))?;
    let next = open.buffer.look().await.map_err(|failure| error::from(&failure))?.version + 1;
    open.agree(|file| {
        file.stamp = Some(contents.stamp);
        file.text = contents.text.as_str().into();
    });
    open.buffer.replace(next, contents.text).await.map_err(|failure| error::from(&failure))?;
    open.opened(buffer).await
}

/// A setting of the window.
#[tauri::command]
#[specta::specta]
pub(crate) async fn setting(app: State<'_, App>, name: String) -> Answer<Option<String>> {
    Ok(app.data(|data| data.settings.get(&name).cloned()))
}

/// Keeps a setting of the window.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_setting(app: State<'_, App>, name: String, value: String) -> Answer<()> {
    app.data(|data| data.settings.insert(name, value));
    Ok(())
}
