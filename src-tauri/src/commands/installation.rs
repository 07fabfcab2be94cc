//! Several files as the one installation that an Orca loads.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use stage_core::analyze_for;
use stage_core::document::Source;
use stage_core::installation::{rank, sorted};
use stage_engine::{files, settings};
use stage_wire::{
    BufferId, CommandError, InstallationFiles, InstallationRequest, InstallationView,
};
use tauri::State;

use crate::state::App;
use crate::wire::{self, error};

type Answer<T> = Result<T, CommandError>;

/// Most files that are taken for one installation.
const FILES: usize = 50;

/// The files that may be the installation of a buffer's file: those that the
/// team's settings name, else those beside it, in Spring's order.
#[tauri::command]
#[specta::specta]
pub(crate) async fn installation_files(
    app: State<'_, App>,
    buffer: BufferId,
) -> Answer<InstallationFiles> {
    let Some(file) = app.buffer(buffer)?.path() else { return Ok(InstallationFiles::default()) };
    let Some(folder) = file.parent() else { return Ok(InstallationFiles::default()) };
    if let Some(path) = settings::find(folder) {
        let known = settings::read(&path).map_err(|failure| error::from(&failure))?;
        if !known.installation.is_empty() {
            let files = known.installation.iter().map(|file| shown(&known.folder.join(file)));
            return Ok(InstallationFiles { files: files.collect(), settings: Some(shown(&path)) });
        }
    }
    let beside = beside(folder, &file);
    let names: Vec<&str> = beside.iter().map(|path| name(path)).collect();
    let order = sorted(&names).into_iter().take(FILES);
    let files = order.filter_map(|at| beside.get(at)).map(|path| shown(path));
    Ok(InstallationFiles { files: files.collect(), settings: None })
}

/// What Orca makes of these files together; of those that are open, as they
/// are in the window.
#[tauri::command]
#[specta::specta]
pub(crate) async fn installation(
    app: State<'_, App>,
    request: InstallationRequest,
) -> Answer<InstallationView> {
    let (mut read, mut troubles) = (Vec::new(), Vec::new());
    for path in request.files.iter().take(FILES) {
        let open = app.showing(Path::new(path)).into_iter().next();
        let analysis = match open {
            Some((_, open)) => {
                let snapshot = open.buffer.look().await.map_err(|failure| error::from(&failure))?;
                wire::preview::in_environment(&snapshot.analysis, &request.samples)
            }
            None => match files::text(Path::new(path)) {
                Ok(text) => {
                    let analysis = Arc::new(analyze_for(&Source::new(text), app.target(), None));
                    wire::preview::in_environment(&analysis, &request.samples)
                }
                Err(failure) => {
                    troubles.push(failure.to_string());
                    continue;
                }
            },
        };
        read.push((path.clone(), analysis));
    }
    Ok(wire::installation::view(&read, troubles))
}

/// The files in a folder that Orca would load, and that hold stages.
fn beside(folder: &Path, file: &Path) -> Vec<PathBuf> {
    let listed = files::list(folder).map(|listing| listing.files).unwrap_or_default();
    let here = |path: &PathBuf| path.parent() == Some(folder);
    let mut found: Vec<PathBuf> = listed
        .into_iter()
        .filter(|(path, holds_stages)| here(path) && (*holds_stages || rank(name(path)).is_some()))
        .map(|(path, _)| path)
        .collect();
    if !found.iter().any(|path| path == file) {
        found.push(file.to_path_buf());
    }
    found
}

fn name(path: &Path) -> &str {
    path.file_name().and_then(|name| name.to_str()).unwrap_or_default()
}

fn shown(path: &Path) -> String {
    path.canonicalize().unwrap_or_else(|_| path.to_path_buf()).display().to_string()
}
