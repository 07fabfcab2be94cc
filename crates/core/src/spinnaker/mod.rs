//! What Spinnaker makes of a stage, step by step (DESIGN: authored, loaded,
//! filled, evaluated, submitted), each exact for its [`Target`].
//!
//! One idea a file. It must never guess: what cannot be known here says so.

mod exception;
pub mod fill;
pub mod jackson;
pub mod job_status;
pub mod load;
pub mod log_links;
mod nulls;
mod path;
pub mod properties;
mod provider;
pub mod queue;
pub mod registration;
pub mod spel;
pub mod submit;
mod target;
pub mod time;
pub mod webhook;
pub mod why;

pub use exception::JavaException;
pub use nulls::Dropped;
pub use provider::Provider;
pub use target::{PropertyParser, Release, SpringBoot, Target};
