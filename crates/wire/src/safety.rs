//! Nothing lost: drafts of a crash, texts merged three ways, git's last commit.

use serde::{Deserialize, Serialize};
use specta::Type;

/// A text that an earlier run had not saved when it ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AbandonedDraft {
    /// Names it when it is discarded.
    pub id: String,
    /// Its file; none for a text that never had one.
    pub path: Option<String>,
    /// Its name for people.
    pub name: String,
    /// The text.
    pub text: String,
    /// The file's text when the two began to differ.
    pub base: String,
    /// The file's text now; none when there is no such file any more.
    pub disk: Option<String>,
}

/// What an earlier run left behind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct AbandonedDrafts {
    /// Its drafts, latest first.
    pub drafts: Vec<AbandonedDraft>,
    /// What could not be read, in words.
    pub troubles: Vec<String>,
}

/// A stretch of two texts merged over the one both come from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum MergePart {
    /// Both agree.
    Same {
        /// The text.
        text: String,
    },
    /// Only this side changed it.
    Ours {
        /// Now.
        text: String,
        /// Before.
        base: String,
    },
    /// Only the other side changed it.
    Theirs {
        /// Now.
        text: String,
        /// Before.
        base: String,
    },
    /// Both changed it, and not alike.
    Conflict {
        /// Here.
        ours: String,
        /// There.
        theirs: String,
        /// Before.
        base: String,
    },
}

/// A file as git's last commit has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct GitHead {
    /// The commit, shortened.
    pub commit: String,
    /// The file's text there; none where the commit does not have it.
    pub text: Option<String>,
}
