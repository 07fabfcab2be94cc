//! Closing the window: never over changes that are in no file, nor over a run
//! that is going, unasked.

use tauri::{Manager as _, Window, WindowEvent};
use tauri_plugin_dialog::{DialogExt as _, MessageDialogButtons, MessageDialogKind};
use tauri_specta::Event as _;

use crate::state::App;
use crate::wire::ClosingAsked;

/// Asks before the window closes over unsaved changes; over a run the page asks,
/// which knows it.
pub(crate) fn guard(window: &Window, event: &WindowEvent) {
    let WindowEvent::CloseRequested { api, .. } = event else { return };
    let runs = &window.state::<App>().runs;
    let going = runs.going();
    if !runs.may_leave() && going > 0 {
        api.prevent_close();
        let _ = ClosingAsked(going).emit(window);
        return;
    }
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
