//! Closing the window, also while a run is going.

use std::time::Duration;

use stage_wire::CommandError;
use tauri::{State, WebviewWindow};

use crate::state::App;

/// Closes the window as its own button does: it may ask first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn close_window(window: WebviewWindow) -> Result<(), CommandError> {
    // A window that is already gone needs no closing.
    let _ = window.close();
    Ok(())
}

/// Stops all runs; ends when they are cleaned up.
#[tauri::command]
#[specta::specta]
pub(crate) async fn stop_runs(app: State<'_, App>) -> Result<(), CommandError> {
    app.runs.stop_all();
    while app.runs.going() > 0 {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Ok(())
}

/// Closes the window although runs are going: the next start finds what they
/// leave. It may be refused over unsaved texts, and then they are going still.
#[tauri::command]
#[specta::specta]
pub(crate) async fn leave_runs(
    app: State<'_, App>,
    window: WebviewWindow,
) -> Result<(), CommandError> {
    app.runs.leave_once();
    // A window that is already gone needs no closing.
    let _ = window.close();
    Ok(())
}
