//! Every bound that keeps the core total, each with its reason.
//!
//! Nothing else in the crate may invent a bound of its own.

/// Largest text, in bytes, that is analysed. A Kubernetes Secret, where these
/// files end up, holds 1 MiB; sixteen times that still analyses in a second.
/// Larger text is shown but not analysed, and says so.
pub const TEXT_BYTES: usize = 16 * 1024 * 1024;

/// Deepest nesting of collections that Orca's SnakeYAML loads
/// (orca-semantics §1.2); one level more stops Orca's start-up.
pub const SNAKE_YAML_DEPTH: usize = 50;

/// Deepest nesting that is read at all. Above SnakeYAML's own bound so that
/// the finding can show the place, low enough that every recursive walk over
/// a tree fits the smallest thread stack.
pub const NODE_DEPTH: usize = 128;

/// Most nodes that one text may expand to once its aliases are followed.
/// Orca has no such bound and runs out of memory on an alias bomb.
pub const EXPANDED_NODES: usize = 1_000_000;

/// Most lines that are set aside in one region to read the rest of it after
/// syntax errors. Each costs one more reading of that region.
pub const RECOVERED_LINES: usize = 8;

/// Most findings kept for one text; past it a closing one says how many more.
pub const FINDINGS: usize = 2_000;

/// Deepest nesting that a text reaches once its aliases are followed. Java's
/// stack bears a few thousand frames there; a quarter of that still fits the
/// smallest of ours.
pub const EXPANDED_DEPTH: usize = 256;

/// Deepest nesting of placeholders, within a text and through the properties
/// that they name. People write two or three.
pub const PLACEHOLDER_DEPTH: usize = 64;

/// Most bytes that filling the placeholders of an installation may make. Orca
/// has no such bound: properties that name each other twice over use up its
/// memory.
pub const PLACEHOLDER_BYTES: usize = 64 * 1024 * 1024;

/// Most bytes that the names of all properties of a text may take together,
/// aliases followed. Two hundred stages take two million.
pub const PROPERTY_BYTES: usize = 64 * 1024 * 1024;
