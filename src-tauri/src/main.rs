//! Starts the window, or writes the window's bindings when asked to.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() {
    stage_designer::run();
}
