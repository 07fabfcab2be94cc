//! Closing the window: never over changes that are in no file, unasked.

use tauri::{Manager as _, Window, WindowEvent};
use tauri_plugin_dialog::{DialogExt as _, MessageDialogButtons, MessageDialogKind};

use crate::state::App;

/// Asks before the window closes over unsaved changes.
pub(crate) fn guard(window: &Window, event: &WindowEvent) {
    let WindowEvent::CloseRequested { api, .. } = event else { return };
    if !window.state::<App>().has_unsaved() {
        return;
    }
    api.prevent_close();
    let closing = window.clone();
    window
        .dialog()
        .message("Some texts have changes that are not saved. Close and lose them?")
        .title("Stage Designer")
        .kind(MessageDialogKind::Warning)
        .buttons(MessageDialogButtons::OkCancelCustom(
            "Close without saving".into(),
            "Keep editing".into(),
        ))
        .show(move |close| {
            if close {
                closing.state::<App>().give_up_drafts();
                // A window that is already gone needs no closing.
                let _ = closing.destroy();
            }
        });
}
