//! Why an edit is refused, in words for the user.

use crate::document::Path;

/// An edit that cannot be made; the text stays as it is.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EditError {
    /// Nothing stands at the path.
    #[error("there is nothing at `{path}`")]
    NoSuchPath {
        /// The path asked for.
        path: Path,
    },
    /// A key was asked for where no mapping stands.
    #[error("`{path}` is not a mapping, so it has no keys")]
    NotAMapping {
        /// What is not a mapping.
        path: Path,
    },
    /// An index was asked for where no list stands.
    #[error("`{path}` is not a list, so it has no items")]
    NotASequence {
        /// What is not a list.
        path: Path,
    },
    /// An index past the end of a list.
    #[error("`{path}` lies past the end of its list")]
    OutOfRange {
        /// The item asked for.
        path: Path,
    },
    /// The mapping already has the key.
    #[error("`{path}` is already there")]
    KeyExists {
        /// The key with its mapping.
        path: Path,
    },
    /// The path leads through an alias; the change would show elsewhere too.
    #[error(
        "`{path}` is an alias (`*name`): what it stands for is written elsewhere; edit it there, or replace the alias"
    )]
    ThroughAlias {
        /// The alias.
        path: Path,
    },
    /// Aliases refer to what would change.
    #[error(
        "`{path}` has an anchor (`&name`) that other places refer to; they would change with it"
    )]
    SharedAnchor {
        /// The anchored node.
        path: Path,
    },
    /// The text around the place has a syntax error.
    #[error("the text around `{path}` has a syntax error; mend it first")]
    Broken {
        /// The place asked for.
        path: Path,
    },
    /// The whole document was to be removed or moved.
    #[error("a whole document can be replaced, but not removed or moved")]
    WholeDocument,
    /// Something was to be moved into itself.
    #[error("`{path}` cannot be moved into itself")]
    IntoItself {
        /// What was to be moved.
        path: Path,
    },
    /// The YAML to put in does not read, or not as one value.
    #[error("the YAML to put in: {message}")]
    Snippet {
        /// What is wrong with it.
        message: String,
    },
    /// The value to put in is nested too deeply.
    #[error("the value is nested too deeply")]
    TooDeep,
    /// The text is larger than what is analysed.
    #[error("the text is too large to be edited by form")]
    TooLarge,
    /// The edit could not be written so that exactly the change asked for is
    /// read back.
    #[error("this change at `{path}` cannot be written safely; edit the text by hand")]
    NotFaithful {
        /// Where the change was asked for.
        path: Path,
    },
    /// A line of a template would be lost.
    #[error(
        "a line of the template (`{{{{ … }}}}`) stands in what `{path}` would change; edit the text by hand"
    )]
    Template {
        /// Where the change was asked for.
        path: Path,
    },
    /// One change in two texts that are held apart.
    #[error("one change cannot go from one text of the file into another")]
    TwoTexts,
}
