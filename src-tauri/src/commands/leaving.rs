//! Closing the window, also while a run is going.

use std::time::Duration;

use stage_wire::CommandError;
use tauri::{AppHandle, Manager as _, State, WebviewWindow};

use crate::state::App;

/// Closes the window as its own button does: it may ask first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn close_window(window: WebviewWindow) -> Result<(), CommandError> {
    // A window that is already gone needs no closing.
    let _ = window.close();
    Ok(())
}

/// Leaves although a run is going: after it was stopped and cleaned up, or at
/// once, when the next start finds what it left.
#[tauri::command]
#[specta::specta]
pub(crate) async fn leave(
    handle: AppHandle,
    app: State<'_, App>,
    stop: bool,
) -> Result<(), CommandError> {
    if stop {
        app.runs.stop_all();
        while app.runs.going() > 0 {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    } else {
        app.runs.abandon();
    }
    if let Some(window) = handle.get_webview_window("main") {
        let _ = window.close();
    }
    Ok(())
}
