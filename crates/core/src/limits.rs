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

/// Longest expression, in UTF-16 units after trimming, that Spring parses
/// (spel §9); one more is Orca's own error.
pub const SPEL_EXPRESSION: usize = 10_000;

/// Operations after which Spring gives up on one expression: its own
/// `spring.expression.maxOperations`.
pub const SPEL_OPERATIONS: u32 = 10_000;

/// Deepest nesting of an expression, and of a value that an expression walks.
/// A JVM's stack carries several times that, how much differs by thread; this
/// much fits the smallest stack of ours in a build without optimisation.
pub const SPEL_DEPTH: usize = 100;

/// Most operators in a row, as in a sum. Each nests the tree once more in Java,
/// whose stack overflows somewhere between this and the longest expression.
pub const SPEL_CHAIN: usize = 1_000;

/// Most stages that a way back through an execution leads over.
pub const SPEL_STAGES: usize = 1_000;

/// Most nodes, characters and steps that one text may cost. Spring bounds its
/// own operations only; a replaced or repeated text can still fill a memory.
pub const SPEL_WORK: u64 = 32_000_000;

/// The same for a whole pass: sixteen such texts, then all answer that they
/// are too much.
pub const SPEL_PASS_WORK: u64 = 16 * SPEL_WORK;

/// Longest regular expression that the `matches` operator takes (spel §9).
pub const SPEL_PATTERN: usize = 1_000;

/// Largest compiled regular expression, in bytes.
pub const REGEX_BYTES: usize = 1 << 20;

/// Most backtracking steps of one regular expression with look-around or
/// back-references; Java knows no such bound in methods and may never return.
pub const REGEX_STEPS: usize = 1_000_000;

/// Widest field and longest fraction that `String.format` writes; Java takes
/// two thousand million and then lacks the memory.
pub const FORMAT_WIDTH: usize = 1_000_000;
