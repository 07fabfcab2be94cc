//! Values that look like secrets, so that no output shows them.
//!
//! What a value is called decides first, what it looks like second. It must
//! never hide a name, a reference or a word that everybody writes: a masked
//! value is of no use to the reader.

mod known;
mod scan;
mod tree;
mod value;

pub use crate::sensitive::{is_secret_name, is_secret_value};
pub use known::Secrets;
pub use scan::secrets_in;

/// What stands in the place of a secret: a plain text in every YAML.
pub const MASK: &str = "<masked>";
