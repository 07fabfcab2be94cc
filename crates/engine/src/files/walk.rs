//! The YAML files of a workspace.

use std::io::Read;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use crate::Error;

/// Most files that a workspace lists; past it the listing says so.
const FILES: usize = 5_000;

/// How much of a file is looked at to tell whether it holds stages.
const PEEK: u64 = 256 * 1024;

/// A workspace's YAML files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    /// Each file, and whether it seems to hold stages; by path.
    pub files: Vec<(PathBuf, bool)>,
    /// What was left out, if anything was.
    pub note: Option<String>,
}

/// Lists `.yml` and `.yaml` files below `root` by git's ignore rules; links
/// are not followed.
pub fn list(root: &Path) -> Result<Listing, Error> {
    if !root.is_dir() {
        return Err(Error::failed(
            format!("{} is not a folder.", root.display()),
            "Choose a folder, or open the file itself.",
        ));
    }
    let mut files = Vec::new();
    let mut unreadable = 0;
    let mut more = false;
    let walk = WalkBuilder::new(root)
        .hidden(false)
        .follow_links(false)
        .require_git(false)
        .filter_entry(|entry| entry.file_name() != ".git")
        .build();
    for entry in walk {
        let Ok(entry) = entry else {
            unreadable += 1;
            continue;
        };
        let path = entry.path();
        let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
        let is_yaml =
            path.extension().is_some_and(|extension| extension == "yml" || extension == "yaml");
        if !is_file || !is_yaml {
            continue;
        }
        if files.len() == FILES {
            more = true;
            break;
        }
        files.push((path.to_path_buf(), holds_stages(path)));
    }
    files.sort();
    let note = match (more, unreadable) {
        (true, _) => Some(format!("Only the first {FILES} YAML files are listed.")),
        (false, 0) => None,
        (false, _) => Some(format!("{unreadable} entries could not be read.")),
    };
    Ok(Listing { files, note })
}

fn holds_stages(path: &Path) -> bool {
    let mut start = Vec::new();
    let read = std::fs::File::open(path).and_then(|file| file.take(PEEK).read_to_end(&mut start));
    read.is_ok() && {
        let text = String::from_utf8_lossy(&start);
        text.contains("preconfigured") || (text.contains("manifest:") && text.contains("label:"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_workspace_lists_yaml_by_git_rules_and_says_what_holds_stages() {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |name: &str, text: &str| {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("made");
            std::fs::write(path, text).expect("written");
        };
        write(".gitignore", "ignored/\n");
        write("ignored/a.yml", "job: {preconfigured: {}}");
        write("b/orca-local.yml", "job: {preconfigured: {}}");
        write("c.yaml", "a: 1");
        write("d.txt", "preconfigured");
        let listing = list(folder.path()).expect("listed");
        let shown: Vec<(String, bool)> = listing
            .files
            .iter()
            .map(|(path, stages)| {
                let name = path.strip_prefix(folder.path()).expect("below").display().to_string();
                (name, *stages)
            })
            .collect();
        assert_eq!(shown, [("b/orca-local.yml".to_owned(), true), ("c.yaml".to_owned(), false)]);
    }
}
