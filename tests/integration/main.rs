//! Promises that reach over crates or need real files; one binary.

mod architecture;
mod examples;
mod findings;
mod loading;
mod shared;
