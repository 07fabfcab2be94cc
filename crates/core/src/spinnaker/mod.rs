//! What Spinnaker makes of a stage, step by step (DESIGN: authored, loaded,
//! filled, evaluated, submitted), each exact for its [`Target`].
//!
//! One idea a file. It must never guess: what cannot be known here says so.

pub mod fill;
pub mod load;
mod provider;
pub mod spel;
pub mod submit;
mod target;
pub mod webhook;

pub use provider::Provider;
pub use target::{PropertyParser, Release, SpringBoot, Target};
