//! Changes to a text, typed or made in forms.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::Version;

/// One replacement in a text; offsets are UTF-16 units of the text before.
/// Several belong together, ascending and apart from each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct TextChange {
    /// First unit replaced.
    pub from: u32,
    /// One past the last unit replaced.
    pub to: u32,
    /// What stands there afterwards.
    pub insert: String,
}

/// A change by form, on YAML paths.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Edit {
    /// Gives a place a value; keys on the way are made.
    Set {
        /// Where.
        path: String,
        /// What.
        value: New,
    },
    /// Puts a new key, or a new item before that index (or at the end).
    Insert {
        /// Where it will be found.
        path: String,
        /// What.
        value: New,
    },
    /// Takes a key or an item out.
    Remove {
        /// What.
        path: String,
    },
    /// Moves an item to another index, or a key to another mapping.
    Move {
        /// What.
        from: String,
        /// Where it will be found.
        to: String,
    },
    /// Copies an item and puts the copy after it.
    Duplicate {
        /// What.
        path: String,
    },
    /// Gives a key another name.
    RenameKey {
        /// The key's path.
        path: String,
        /// The new name.
        to: String,
    },
    /// Several in one step of the history.
    Many {
        /// In this order.
        edits: Vec<Edit>,
    },
}

/// A value to write.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum New {
    /// `null`.
    Null,
    /// A truth value.
    Boolean {
        /// Which.
        value: bool,
    },
    /// A number as written, such as `3` or `0.5`.
    Number {
        /// The digits.
        text: String,
    },
    /// A text; quoted where YAML 1.1 would read something else.
    Text {
        /// The text.
        text: String,
    },
    /// A list.
    List {
        /// Its items.
        items: Vec<New>,
    },
    /// A mapping.
    Map {
        /// Its entries, in order.
        entries: Vec<(String, New)>,
    },
    /// A snippet of YAML, moved to the indentation around it.
    Yaml {
        /// The snippet.
        text: String,
    },
}

/// A form's change as changes of the text, verified; the window applies them
/// as one step of its history.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct Edited {
    /// The version they apply to.
    pub version: Version,
    /// The changes.
    pub changes: Vec<TextChange>,
}
