//! Several files as one installation.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{Samples, StageKind};

/// The files that may be an installation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct InstallationFiles {
    /// Their paths, the lowest precedence first.
    pub files: Vec<String>,
    /// The team's settings that name them; none where they are all the files
    /// beside the one that is open.
    pub settings: Option<String>,
}

/// Which files are taken for one installation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct InstallationRequest {
    /// Their paths, the lowest precedence first.
    pub files: Vec<String>,
    /// What previews are given besides.
    pub samples: Samples,
}

/// What Orca makes of an installation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct InstallationView {
    /// Why it would not start, the first failure first.
    pub failures: Vec<InstallationFailure>,
    /// Files that cannot be read.
    pub troubles: Vec<String>,
    /// Stages of one type.
    pub clashes: Vec<String>,
    /// Every stage, by file.
    pub stages: Vec<InstalledStage>,
}

/// Why Orca would not start.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct InstallationFailure {
    /// The file's path.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// The exceptions.
    pub messages: Vec<String>,
}

/// A stage and what becomes of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct InstalledStage {
    /// The file's path.
    pub file: String,
    /// The line that it begins at, from 1.
    pub line: u32,
    /// Its label, or what names it instead.
    pub label: String,
    /// Its list.
    pub kind: StageKind,
    /// Whether Orca knows it.
    pub known: bool,
    /// The file whose list replaces its own.
    #[serde(rename = "replacedBy")]
    pub replaced_by: Option<String>,
}
