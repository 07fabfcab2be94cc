//! What loading did to a stage on the way: kept as data, so that rules and
//! the window can say it in their own words.

use std::sync::Arc;

pub use crate::document::Step;
use crate::java::Span;

/// Something that loading changed, dropped or could have meant otherwise.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Where in the loaded stage; for what was dropped, where it would be.
    pub path: Vec<Step>,
    /// Where in the stage's text: the key for what happens to keys, the value
    /// for what happens to values.
    pub span: Span,
    /// What happened.
    pub what: What,
}

/// What happened to a key or a value.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// A key that the class does not know; it vanishes with all below it.
    UnknownKey {
        /// The key, as written.
        key: Arc<str>,
        /// The class, without its package.
        class: Arc<str>,
        /// Keys that may have been meant, best first.
        suggestions: Vec<Arc<str>>,
        /// The first version of client-java that knows the key.
        known_since: Option<&'static str>,
    },
    /// A key that Spring accepts for another spelling.
    Respelled {
        /// The key, as written.
        key: Arc<str>,
        /// The property's own name.
        name: Arc<str>,
    },
    /// A map's key that lost characters.
    MangledKey {
        /// The key, as written.
        key: Arc<str>,
        /// What is left of it.
        kept: Arc<str>,
    },
    /// A map's entry that vanishes: nothing is left of its key, or its dots
    /// cut it apart.
    DroppedEntry {
        /// The key, as written.
        key: Arc<str>,
    },
    /// Keys that are one to Spring, so that one value serves all.
    Collision {
        /// The flat keys as written, in the order of the file.
        keys: Vec<Arc<str>>,
        /// The one whose value is taken.
        taken: Arc<str>,
        /// Whether only Java's hash order made it so.
        by_hash: bool,
    },
    /// A scalar that reads otherwise than it is written, such as `0755`.
    Rewritten {
        /// As written.
        written: Arc<str>,
        /// As loaded.
        loaded: Arc<str>,
    },
    /// Placeholders that were filled.
    Filled {
        /// The text before.
        text: Arc<str>,
        /// The text after.
        filled: Arc<str>,
    },
    /// One text that became a list.
    Split {
        /// The text.
        text: Arc<str>,
        /// How many items it became.
        items: usize,
    },
    /// An empty map, which is nothing to Spring.
    VanishedEmpty {
        /// The key, as written.
        key: Arc<str>,
    },
    /// A value that unsets its property, such as null for a number.
    Unset,
    /// A map where a list is wanted, a list where a map is wanted, or either
    /// for a single value; it vanishes.
    WrongShape {
        /// What the property wants, as people name it.
        wanted: &'static str,
    },
}
