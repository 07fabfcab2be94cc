//! The user's files: reading, saving, listing, watching.

mod head;
mod read;
mod text;
mod walk;
mod watch;
mod write;

pub use head::{Head, head};
pub use read::{Contents, Stamp, read};
pub use text::{execution_text, execution_text_from, text, text_from};
pub use walk::{Listing, list};
pub use watch::{Watched, watch};
pub use write::{Expected, write};
