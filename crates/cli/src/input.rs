//! What the arguments name: files, folders, standard input.

use std::collections::HashSet;
use std::io::Read;
use std::path::{Path, PathBuf};

use stage_engine::{Error, files};

/// A file to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Input {
    /// `-`
    Stdin,
    /// A path, and whether the user named this very file.
    File { path: PathBuf, named: bool },
}

impl Input {
    /// What an argument for one file names.
    pub(crate) fn named(path: &Path) -> Self {
        if path == Path::new("-") {
            return Self::Stdin;
        }
        Self::File { path: path.to_path_buf(), named: true }
    }

    /// What to call it in outputs.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Stdin => "-".into(),
            Self::File { path, .. } => path.display().to_string(),
        }
    }

    /// Its path, if it is a file.
    pub(crate) fn path(&self) -> Option<&Path> {
        match self {
            Self::Stdin => None,
            Self::File { path, .. } => Some(path),
        }
    }

    /// Its text.
    pub(crate) fn text(&self, stdin: &mut dyn Read) -> Result<String, Error> {
        match self {
            Self::Stdin => files::text_from(stdin, "standard input"),
            Self::File { path, .. } => files::text(path),
        }
    }

    /// Its text, which may be as large as a pipeline's execution.
    pub(crate) fn execution_text(&self, stdin: &mut dyn Read) -> Result<String, Error> {
        match self {
            Self::Stdin => files::execution_text_from(stdin, "standard input"),
            Self::File { path, .. } => files::execution_text(path),
        }
    }
}

/// The files that `paths` name, each once, and what went wrong on the way.
pub(crate) fn inputs(paths: &[PathBuf]) -> (Vec<Input>, Vec<String>) {
    let mut found = Vec::new();
    let mut troubles = Vec::new();
    for path in paths {
        let input = Input::named(path);
        if input == Input::Stdin || !path.is_dir() {
            found.push(input);
            continue;
        }
        match files::list(path) {
            Ok(listing) => {
                troubles.extend(listing.note.map(|note| format!("{}: {note}", path.display())));
                let stages = listing.files.into_iter().filter(|(_, holds_stages)| *holds_stages);
                found.extend(stages.map(|(path, _)| Input::File {
                    path: path.strip_prefix("./").unwrap_or(&path).to_path_buf(),
                    named: false,
                }));
            }
            Err(error) => troubles.push(error.to_string()),
        }
    }
    let mut seen = HashSet::new();
    found.retain(|input| {
        seen.insert(match input {
            Input::Stdin => PathBuf::from("-"),
            Input::File { path, .. } => path.canonicalize().unwrap_or_else(|_| path.clone()),
        })
    });
    (found, troubles)
}
