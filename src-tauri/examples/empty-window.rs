//! A window with nothing in it, by which `cargo xtask bench window` measures
//! what ours costs beyond that.

#![allow(clippy::print_stderr, reason = "there is no window to say it in")]

fn main() {
    let context = tauri::generate_context!("examples/empty/tauri.conf.json");
    if let Err(error) = tauri::Builder::default().run(context) {
        eprintln!("the window could not be opened: {error}");
        std::process::exit(1);
    }
}
