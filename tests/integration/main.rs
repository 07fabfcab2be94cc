//! Promises that reach over crates or need real files; one binary.

mod architecture;
mod examples;
mod loading;
mod shared;
