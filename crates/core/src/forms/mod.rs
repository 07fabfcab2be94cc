//! The forms that stage files take: which one a text is in, and where its
//! stages are.
//!
//! It names places; it must not judge the stages themselves.

mod detect;
mod lists;

pub use detect::{Detected, Form, detect};
pub(crate) use lists::uniform;
pub use lists::{StageKind, StagePlace};
