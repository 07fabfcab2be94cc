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

/// Most continuation lines of quotes and brackets that are moved in to be
/// read as SnakeYAML reads them. Each costs one more reading.
pub const LINES_MOVED_IN: usize = 64;

/// Most nodes of one stretch of text that are looked at to learn how it is
/// indented and quoted; more would not change the answer.
pub const HABIT_NODES: usize = 2_000;

/// Narrowest column that a folded text is wrapped at when it is written anew.
pub const FOLD_COLUMNS: usize = 60;

/// Most nodes of a list or mapping used as a key that are compared with other
/// keys. Aliases may make such a key endless.
pub const KEY_NODES: usize = 1_000;

/// Most parts that a mapping or list is set by, one by one; with more changes
/// it is written anew. Each part costs one more reading of its stage.
pub const EDIT_PARTS: usize = 64;
