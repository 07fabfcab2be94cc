//! The tree that a region's text is read into.

use std::sync::Arc;

use crate::java::Span;

/// One YAML node with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Where the content stands, from its first to one past its last byte,
    /// without anchor, tag and comment; relative to the region.
    pub span: Span,
    /// An explicit tag as written out (`tag:yaml.org,2002:str`, `!custom`).
    pub tag: Option<Arc<str>>,
    /// Whether the node carries an anchor that aliases can refer to.
    pub anchored: bool,
    /// What it is.
    pub kind: Kind,
}

/// What a node is.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// A text, number, truth value or null, as written.
    Scalar {
        /// The text after YAML's own unquoting and folding.
        text: Arc<str>,
        /// How it was written.
        style: Style,
    },
    /// A mapping; keys may repeat, in the order written.
    Mapping {
        /// The entries.
        entries: Vec<Entry>,
        /// Whether it is written in braces.
        flow: bool,
    },
    /// A sequence.
    Sequence {
        /// The items.
        items: Vec<Arc<Node>>,
        /// Whether it is written in brackets.
        flow: bool,
    },
    /// An alias, with the node that it stands for. `None` when that node
    /// encloses the alias.
    Alias(Option<Arc<Node>>),
    /// A sequence whose items are regions of their own: indices into the
    /// document's regions.
    Regions(std::ops::Range<usize>),
}

/// One entry of a mapping.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key.
    pub key: Arc<Node>,
    /// The value.
    pub value: Arc<Node>,
}

/// How a scalar was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// Without quotes.
    Plain,
    /// In single quotes.
    SingleQuoted,
    /// In double quotes.
    DoubleQuoted,
    /// A block scalar after `|`.
    Literal,
    /// A block scalar after `>`.
    Folded,
}

/// Something that could not be read as YAML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// Where, relative to the region.
    pub span: Span,
    /// What kind, for those who branch on it.
    pub kind: TroubleKind,
    /// What is wrong, for people.
    pub message: String,
}

/// The kinds of [`Trouble`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TroubleKind {
    /// The text is not YAML there.
    Syntax,
    /// A mapping has the same key twice; Orca does not start.
    DuplicateKey,
    /// Collections are nested deeper than SnakeYAML loads.
    Depth,
    /// Aliases expand to more than anybody can hold.
    Expansion,
    /// An alias refers to a node that encloses it.
    RecursiveAlias,
    /// The text is larger than what is analysed.
    Size,
}

impl Node {
    /// The node itself, or the one that it is an alias of.
    pub fn resolved(&self) -> &Self {
        let mut node = self;
        while let Kind::Alias(Some(target)) = &node.kind {
            node = target;
        }
        node
    }

    /// The text of a scalar.
    pub fn as_text(&self) -> Option<&str> {
        match &self.resolved().kind {
            Kind::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// The entries of a mapping; empty for anything else.
    pub fn entries(&self) -> &[Entry] {
        match &self.resolved().kind {
            Kind::Mapping { entries, .. } => entries,
            _ => &[],
        }
    }

    /// The items of a sequence; empty for anything else.
    pub fn items(&self) -> &[Arc<Self>] {
        match &self.resolved().kind {
            Kind::Sequence { items, .. } => items,
            _ => &[],
        }
    }

    /// The entry whose key is the text `key`; the last one if it repeats.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries().iter().rev().find(|entry| entry.key.as_text() == Some(key))
    }

    /// The value under the text `key`.
    pub fn get(&self, key: &str) -> Option<&Arc<Self>> {
        self.entry(key).map(|entry| &entry.value)
    }
}
