//! Builds `ui/dist`, which the app carries inside: every Rust build that has
//! the app in it needs this one first.

use crate::place::Place;
use crate::process::Call;
use crate::stamp::Stamp;
use crate::trouble::Trouble;

/// Builds the window's pages where anything they are made of changed.
pub(crate) fn build(place: &Place) -> Result<(), Trouble> {
    let ui = place.root.join("ui");
    let made = ui.join("dist/index.html");
    // Vite writes beside its sources while it runs; neither is a source.
    let without = ["node_modules", "dist", ".vite", "coverage"];
    let stamp = Stamp::of(place, "ui", std::slice::from_ref(&ui), &without);
    if stamp.is_fresh() && made.is_file() {
        return Ok(());
    }
    let call = Call::node(&ui, "npm").words(["run", "build"]);
    if !call.run() {
        return Err(Trouble::Broken("the ui does not build".to_owned()));
    }
    if !made.is_file() {
        return Err(Trouble::Broken("the ui's build leaves no ui/dist/index.html".to_owned()));
    }
    stamp.write();
    Ok(())
}
