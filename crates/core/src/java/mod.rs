//! Java's values as Orca and clouddriver hold them.
//!
//! Every step of the way from file to cluster works on [`Value`]: it knows
//! Java's types, Java's `toString`, and for each node who wrote it
//! ([`Origin`]). It must never lose a type (`1` is not `"1"`) nor an origin.

mod decimal;
mod java_text;
mod json;
mod map;
mod origin;
mod text;
mod value;

pub use decimal::{Decimal, double_digits};
pub use java_text::java_to_string;
pub use json::{from_json, to_json};
pub use map::{Map, Order, hash_of};
pub use origin::{Origin, Span};
pub use text::{double_to_string, float_to_string, groovy_to_string};
pub use value::{Data, Value};
