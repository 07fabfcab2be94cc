//! JSON as Jackson reads and writes it for `#readJson` and `#toJson`
//! (spel §11).

mod read;
mod write;

pub(super) use read::read;
pub(super) use write::write;
