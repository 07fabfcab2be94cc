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

/// Most places of a text (continuation lines of quotes and brackets, remarks,
/// lone hyphens) that are changed for the reading to be read as SnakeYAML reads
/// them. Each costs one more reading.
pub const LINES_MOVED_IN: usize = 64;

/// Most nodes of one stage that are shown in forms. A stage has some hundred.
pub const SHOWN_NODES: usize = 20_000;

/// Most nodes by aliases in a definition that is compared line by line. What
/// Orca itself would still expand may be a million.
pub const ALIASED_NODES: usize = 20_000;

/// Most nodes shown in forms that are there by aliases, which can repeat each other without
/// end; shared defaults have some ten.
pub const SHOWN_ALIASED_NODES: usize = 1_000;

/// Most nodes of one stretch of text that are looked at to learn how it is
/// indented and quoted; more would not change the answer.
pub const HABIT_NODES: usize = 2_000;

/// Narrowest column that a folded text is wrapped at when it is written anew.
pub const FOLD_COLUMNS: usize = 60;

/// Most nodes of one stage that are compared with the schema, aliases
/// followed. A large stage has a few hundred; an alias bomb would have more
/// than anybody waits for.
pub const SCHEMA_NODES: usize = 20_000;

/// Most nodes of a list or mapping used as a key that are compared with other
/// keys. Aliases may make such a key endless.
pub const KEY_NODES: usize = 1_000;

/// Deepest nesting in JSON that Jackson reads (its `StreamReadConstraints`,
/// since 2.15), so no value deeper than this reaches clouddriver. Releases on
/// an older Jackson have no bound of their own; text so deep is refused alike.
pub const JSON_DEPTH: usize = 1_000;

/// Longest name in JSON, in UTF-16 units, that Jackson reads.
pub const JSON_NAME: usize = 50_000;

/// Longest string in JSON that Jackson reads.
pub const JSON_STRING: usize = 20_000_000;

/// Most digits of a number in JSON that Jackson reads.
pub const JSON_NUMBER: usize = 1_000;

/// Longest line of a log that is judged, in bytes. clouddriver has no bound
/// and holds the log whole; here a log of any size is read in constant memory,
/// so what a longer line would give is said to be unknown.
pub const LOG_LINE_BYTES: usize = 16 * 1024 * 1024;

/// Most bytes of captured keys and values that are kept from one log. Orca
/// stores them all in the execution, which its own database refuses long
/// before this; past it lines are still judged, and the rest is counted.
pub const CAPTURED_BYTES: usize = 16 * 1024 * 1024;

/// Longest log link that is looked at, in bytes; all annotations of an object
/// together may have 256 KiB.
pub const LINK_BYTES: usize = 256 * 1024;

/// Deepest nesting of an expression in a log link. Each level costs a dozen
/// calls of the parser, which must fit the smallest thread stack.
pub const LINK_DEPTH: usize = 32;

/// Longest value, in bytes, that an expression in a log link may come to.
/// Browsers stop at addresses far shorter.
pub const LINK_VALUE_BYTES: usize = 1024 * 1024;

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

/// Largest execution or other JSON of a running pipeline that is read. Contexts
/// of 50 MB are met; in memory they are several times as large.
pub const EXECUTION_BYTES: usize = 64 * 1024 * 1024;

/// Most bytes that the names of all properties of a text may take together,
/// aliases followed. Two hundred stages take two million.
pub const PROPERTY_BYTES: usize = 64 * 1024 * 1024;

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

/// Most elements of lists, arrays and maps that the expressions of a pass may
/// make. One takes 32 bytes and stays until the pass ends; an array of as many
/// as Spring makes at once is a sixteenth of this.
pub const SPEL_HELD: usize = 4_000_000;

/// Most parts of one text that are looked at one by one to say what becomes of
/// each. A script has a few dozen.
pub const SPEL_PARTS: usize = 500;

/// Longest regular expression that the `matches` operator takes (spel §9).
pub const SPEL_PATTERN: usize = 1_000;

/// Most bits of a number that is tested for being prime: the test takes the
/// cube of them, and an expression should answer while one types.
pub const SPEL_PRIME_BITS: u64 = 1_024;

/// Largest compiled regular expression, in bytes.
pub const REGEX_BYTES: usize = 1 << 20;

/// Most backtracking steps of one regular expression with look-around or
/// back-references; Java knows no such bound in methods and may never return.
pub const REGEX_STEPS: usize = 1_000_000;

/// Widest field and longest fraction that `String.format` writes; Java takes
/// two thousand million and then lacks the memory.
pub const FORMAT_WIDTH: usize = 1_000_000;

/// Most parts that a mapping or list is set by, one by one; with more changes
/// it is written anew. Each part costs one more reading of its stage.
pub const EDIT_PARTS: usize = 64;

/// Most texts inside one text that are read: a `ConfigMap` holds the profiles
/// of a dozen services. Each is read by itself.
pub const NESTED_TEXTS: usize = 64;

/// Keys on the way to a list of stages that stands where Orca does not look;
/// the operator's profiles are six deep, and what is deeper is something else.
pub const ASTRAY_DEPTH: usize = 7;

/// Most files of a kustomization that are named as the places to look at.
pub const NAMED_FILES: usize = 8;

/// What a `ConfigMap` or `Secret` holds: Kubernetes' own `MaxSecretSize`.
pub const OBJECT_BYTES: usize = 1024 * 1024;

/// The share of that, in per cent, from which a file is said to be near it.
pub const OBJECT_SHARE: usize = 80;

/// Most bytes that a Kubernetes Secret or ConfigMap holds, all its files
/// together; there is where profiles end up.
pub const SECRET_BYTES: usize = 1024 * 1024;

/// Bytes from which on a single file is said to come near that: three
/// quarters, for it is seldom the only one.
pub const NEAR_SECRET_BYTES: usize = SECRET_BYTES / 4 * 3;

/// Most fixes that are made on one text, one after the other. Each costs one
/// more reading of its stage; a text with so many findings is made by a
/// program.
pub const FIXES: usize = 2_000;

/// Most misspelt keys of one stage for which a new name is tried out. Each
/// costs loading the stage once more; nobody misspells more.
pub const RENAMES_TRIED: usize = 16;
