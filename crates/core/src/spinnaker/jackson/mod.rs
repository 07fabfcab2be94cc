//! JSON as Jackson's default `ObjectMapper` reads it into a map: strict,
//! content after the first document ignored, and refused with Jackson's own
//! exception classes, because those decide what a user reads in a log.
//!
//! clouddriver reads captured outputs, the load-balancer annotation and the
//! last-applied configuration this way. It must never recurse over the text:
//! logs are hostile input.

mod number;
mod reader;
mod string;

pub use reader::{read_map, read_value};

/// Why Jackson refuses a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonFailure {
    /// The simple name of Jackson's exception class.
    pub exception: &'static str,
    /// What is wrong, in our own words.
    pub reason: &'static str,
    /// Where reading stopped: bytes from the start of the text.
    pub at: usize,
}

/// A syntax error.
const PARSE: &str = "JsonParseException";
/// The text ends too early.
const END: &str = "JsonEOFException";
/// The root is not of the type asked for.
const MISMATCH: &str = "MismatchedInputException";
/// The root is an empty or blank string, which could be coerced and is not.
const FORMAT: &str = "InvalidFormatException";
/// One of Jackson's own limits.
const LIMIT: &str = "StreamConstraintsException";

type Result<T> = std::result::Result<T, JsonFailure>;

fn fail<T>(exception: &'static str, reason: &'static str, at: usize) -> Result<T> {
    Err(JsonFailure { exception, reason, at })
}
