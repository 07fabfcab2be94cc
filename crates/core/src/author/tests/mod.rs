//! Promises of the gestures that need a whole stage.
#![allow(clippy::unwrap_used, reason = "a test fails by panic")]

mod command_line;
mod every_field;
mod import;
mod parameter;
mod script;
