//! Skips work whose inputs did not change: a stamp file in the target folder
//! holds a digest of them. A lost or foreign stamp only means work done again.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::Hasher;
use std::path::{Path, PathBuf};

use crate::place::Place;

/// The stamp of one piece of work over its inputs as they are now.
#[derive(Debug, Clone)]
pub(crate) struct Stamp {
    file: PathBuf,
    digest: String,
}

impl Stamp {
    /// The stamp called `name` over `inputs`, files or whole folders, without
    /// what lies in folders called as in `without`.
    pub(crate) fn of(place: &Place, name: &str, inputs: &[PathBuf], without: &[&str]) -> Self {
        let digest = format!("{}\n{:016x}\n", place.root.display(), digest(inputs, without));
        Self { file: place.scratch().join(format!("{name}.stamp")), digest }
    }

    /// Whether the work was done on these very inputs in this very checkout.
    pub(crate) fn is_fresh(&self) -> bool {
        fs::read_to_string(&self.file).is_ok_and(|kept| kept == self.digest)
    }

    /// Remembers that the work is done.
    pub(crate) fn write(&self) {
        let parent = self.file.parent().map(fs::create_dir_all);
        if parent.is_some_and(|made| made.is_ok()) {
            let _ = fs::write(&self.file, &self.digest);
        }
    }
}

fn digest(inputs: &[PathBuf], without: &[&str]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for file in inputs.iter().flat_map(|input| files(input, without)) {
        let bytes = fs::read(&file).unwrap_or_default();
        hasher.write(file.to_string_lossy().as_bytes());
        hasher.write_usize(bytes.len());
        hasher.write(&bytes);
    }
    hasher.finish()
}

/// The file itself, or every file below the folder, in a fixed order. Links
/// are not followed.
pub(crate) fn files(path: &Path, without: &[&str]) -> Vec<PathBuf> {
    if path.is_file() {
        return vec![path.to_owned()];
    }
    let mut found = Vec::new();
    let mut folders = vec![path.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let skipped = without.iter().any(|name| entry.file_name() == *name);
            match entry.file_type() {
                Ok(kind) if kind.is_dir() && !skipped => folders.push(entry.path()),
                Ok(kind) if kind.is_file() => found.push(entry.path()),
                _ => {}
            }
        }
    }
    found.sort();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder of the test's own that is gone afterwards.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let path = std::env::temp_dir().join(format!("xtask-{name}-{}", std::process::id()));
            fs::create_dir_all(path.join("in/node_modules")).expect("a folder to test in");
            Self(path)
        }

        fn place(&self) -> Place {
            Place { root: self.0.clone(), target: self.0.join("target"), ci: false }
        }

        fn write(&self, name: &str, text: &str) {
            fs::write(self.0.join("in").join(name), text).expect("a file to test with");
        }

        fn stamp(&self) -> Stamp {
            Stamp::of(&self.place(), "made", &[self.0.join("in")], &["node_modules"])
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn work_is_done_again_exactly_when_an_input_changed() {
        let folder = Folder::new("stamp");
        folder.write("a", "one");
        assert!(!folder.stamp().is_fresh(), "never done");
        folder.stamp().write();
        assert!(folder.stamp().is_fresh(), "done, nothing changed");
        folder.write("node_modules/dependency", "other");
        assert!(folder.stamp().is_fresh(), "what is left out does not count");
        folder.write("a", "two");
        assert!(!folder.stamp().is_fresh(), "an input changed");
        folder.write("a", "one");
        assert!(folder.stamp().is_fresh(), "changed back");
        folder.write("b", "");
        assert!(!folder.stamp().is_fresh(), "an input was added");
    }
}
