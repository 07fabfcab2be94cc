//! Open texts: one worker each, which applies changes in order and analyses
//! the latest only.

mod worker;

pub use worker::{Answer, Buffer, Change, Snapshot, Version};
