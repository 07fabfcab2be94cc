//! The program's own data: what was opened lately, and settings.
//!
//! Never in a repository, never anything secret.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::Error;
use crate::files::{Expected, write};

/// How many files and folders are remembered.
const RECENT: usize = 12;

/// The folder for the program's data: `STAGE_DESIGNER_DATA`, else where the
/// system keeps such data.
pub fn data_folder() -> Option<PathBuf> {
    std::env::var_os("STAGE_DESIGNER_DATA")
        .filter(|folder| !folder.is_empty())
        .map(PathBuf::from)
        .or_else(|| dirs::data_dir().map(|folder| folder.join("stage-designer")))
}

/// What is kept between two starts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ApplicationData {
    /// Files and folders opened, latest first.
    pub recent: Vec<PathBuf>,
    /// Settings of the window, by name.
    pub settings: BTreeMap<String, String>,
}

impl ApplicationData {
    /// Reads what is kept in `folder`; a file that is damaged or missing
    /// counts as nothing kept.
    pub fn read(folder: &Path) -> Self {
        std::fs::read(file(folder))
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default()
    }

    /// Keeps it in `folder`.
    pub fn write(&self, folder: &Path) -> Result<(), Error> {
        std::fs::create_dir_all(folder).map_err(|error| Error::io("make", folder, &error))?;
        let text = serde_json::to_string_pretty(self).unwrap_or_default();
        write(&file(folder), &text, Expected::Anything).map(drop)
    }

    /// Notes that `path` was opened.
    pub fn opened(&mut self, path: &Path) {
        self.recent.retain(|known| known != path);
        self.recent.insert(0, path.to_path_buf());
        self.recent.truncate(RECENT);
    }
}

fn file(folder: &Path) -> PathBuf {
    folder.join("application.json")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_opened_lately_comes_first_and_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut data = ApplicationData::default();
        for name in ["a", "b", "a"] {
            data.opened(Path::new(name));
        }
        data.write(folder.path()).expect("kept");
        let read = ApplicationData::read(folder.path());
        assert_eq!(read.recent, [PathBuf::from("a"), PathBuf::from("b")]);
    }

    #[test]
    fn damaged_data_does_not_stop_the_program() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(file(folder.path()), "{").expect("written");
        assert_eq!(ApplicationData::read(folder.path()), ApplicationData::default());
    }
}
