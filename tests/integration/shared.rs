//! The folder of real files beside a checkout, when it is there.
#![allow(clippy::print_stderr, reason = "what is skipped is said")]

use std::path::{Path, PathBuf};

/// The project's root.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the project's root").to_path_buf()
}

/// Real stage files with their names: the project's samples, and the examples
/// of others where this machine has them.
pub(crate) fn stage_files() -> Vec<(String, String)> {
    let examples = std::env::var_os("STAGE_DESIGNER_SHARED").map(PathBuf::from).or_else(|| {
        root()
            .ancestors()
            .skip(1)
            .map(|folder| folder.join("shared"))
            .find(|folder| folder.join("examples").is_dir())
    });
    let mut files = read_all(&root().join("samples"));
    match examples {
        Some(folder) => files.extend(read_all(&folder.join("examples"))),
        None => eprintln!("skipped: no folder of real files beside the checkout"),
    }
    files
}

fn read_all(folder: &Path) -> Vec<(String, String)> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<(String, String)> = entries
        .filter(|entry| entry.path().extension().is_some_and(|extension| extension == "yml"))
        .map(|entry| {
            let text = std::fs::read_to_string(entry.path()).expect("readable");
            (entry.file_name().to_string_lossy().into_owned(), text)
        })
        .collect();
    files.sort();
    files
}
