//! The tests in the real window: the built app on a screen of its own, driven
//! through `WebDriver` by the programs in `tests/window`.

use crate::build::rust::{self, Profile};
use crate::process::Call;
use crate::session::{APP, Before, Session};
use crate::setup::{self, Need, TAURI_DRIVER};

/// What the window's tests need, and the pictures made by them.
pub(super) const BEFORE: &[Before] = &[
    Before::Program(APP),
    Before::Need(Need::WindowTools),
    Before::Need(Need::WindowModules),
    Before::Need(Need::TauriDriver),
    Before::Rust,
];

/// Calls an npm script of `tests/window` on a screen and a message bus of its
/// own. The programs it drives are named in the environment; the script starts
/// them itself, because each session gives the app other surroundings.
pub(super) fn call(session: &Session, script: &str) -> Call {
    let place = &session.place;
    let screen = ["-a", "-s", "-screen 0 1600x1200x24", "dbus-run-session", "--"];
    Call::new(&place.root.join("tests/window"), "xvfb-run")
        .words(screen)
        .words(["npm", "run", script])
        .set("STAGE_DESIGNER_APP", rust::path_of(place, APP, Profile::Dev))
        .set("STAGE_DESIGNER_STAGECTL", rust::path_of(place, "stagectl", Profile::Dev))
        .set("TAURI_DRIVER", setup::tool(place, TAURI_DRIVER))
        .set("GDK_BACKEND", "x11") // not the Wayland session this may run in
}

/// What is measured: the pages and programs as people get them.
const MEASURED: &[Before] = &[
    Before::Program(APP),
    Before::Need(Need::WindowTools),
    Before::Need(Need::WindowModules),
    Before::Need(Need::TauriDriver),
    Before::Crates,
];

/// Measures the window beside an empty one; the exit code.
pub(crate) fn bench() -> u8 {
    Session::with(MEASURED, |session| {
        let place = &session.place;
        if let Err(trouble) = rust::measured(place) {
            return trouble.told();
        }
        let app = rust::path_of(place, APP, Profile::Release);
        let empty = app.with_file_name("examples").join("empty-window");
        call(session, "bench")
            .set("STAGE_DESIGNER_APP", app)
            .set("STAGE_DESIGNER_EMPTY", empty)
            // What the app asks for by itself where it must, for both alike.
            .set("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
            .code()
    })
}

/// Measures how the window answers keys while a log floods in; the exit code.
pub(crate) fn bench_flood() -> u8 {
    Session::with(MEASURED, |session| {
        let place = &session.place;
        if let Err(trouble) = rust::measured(place) {
            return trouble.told();
        }
        call(session, "test")
            .words(["--", "journeys/runs.test.ts", "-t", "while a log floods in"])
            .set("STAGE_DESIGNER_APP", rust::path_of(place, APP, Profile::Release))
            .set("STAGE_DESIGNER_FIGURES", "yes")
            .code()
    })
}

/// Takes the README's pictures; the exit code.
pub(crate) fn screenshot() -> u8 {
    Session::with(BEFORE, |session| call(session, "screenshot").code())
}

/// Runs the journeys of that name, with a variable set; the exit code.
pub(crate) fn journeys(name: &str, (variable, value): (&str, &str)) -> u8 {
    let journey = format!("journeys/{name}");
    Session::with(BEFORE, |session| {
        call(session, "test").words(["--", journey.as_str()]).set(variable, value).code()
    })
}
