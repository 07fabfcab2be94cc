//! Where things lie: the checkout, cargo's target folder, the folder shared
//! between projects, and whether this is CI. Read once, never guessed later.

use std::path::{Path, PathBuf};

/// The checkout and its surroundings.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    /// The workspace's root.
    pub(crate) root: PathBuf,
    /// Cargo's target folder, wherever it is configured to be.
    pub(crate) target: PathBuf,
    /// Whether what cannot run here counts as a failure.
    pub(crate) ci: bool,
}

impl Place {
    /// A folder of ours in the target folder.
    pub(crate) fn scratch(&self) -> PathBuf {
        self.target.join("xtask")
    }

    /// Where tools built for this project alone are installed.
    pub(crate) fn tools(&self) -> PathBuf {
        self.root.join(".tools")
    }

    /// The whole set of golden vectors, which lies outside the repository; the
    /// repository carries its own compressed copy.
    pub(crate) fn shared_golden(&self) -> Option<PathBuf> {
        let named = std::env::var_os("STAGE_DESIGNER_SHARED").map(PathBuf::from);
        let golden = named.or_else(|| beside(&self.root, "shared"))?.join("golden");
        golden.is_dir().then_some(golden)
    }
}

/// The workspace's root. Cargo names this package's folder when it runs us;
/// a binary started by hand knows where it was built.
pub(crate) fn root() -> PathBuf {
    let here = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    let root = here.ancestors().nth(2).unwrap_or(&here);
    root.to_path_buf()
}

/// Whether `CI` asks for the strict reading.
pub(crate) fn is_ci(value: Option<&str>) -> bool {
    matches!(value, Some("true" | "1"))
}

/// The nearest folder called `name` beside `path` or one of its parents.
fn beside(path: &Path, name: &str) -> Option<PathBuf> {
    path.ancestors().skip(1).map(|parent| parent.join(name)).find(|candidate| candidate.is_dir())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_true_ci_is_strict() {
        assert!(is_ci(Some("true")) && is_ci(Some("1")));
        assert!(!is_ci(Some("false")) && !is_ci(Some("")) && !is_ci(None));
    }

    #[test]
    fn the_root_is_the_folder_of_the_workspace() {
        assert!(root().join("crates/xtask/Cargo.toml").is_file());
    }

    #[test]
    fn a_folder_beside_is_found_from_any_depth() {
        let root = root();
        assert_eq!(beside(&root.join("crates/core/src"), "xtask"), Some(root.join("crates/xtask")));
        assert_eq!(beside(&root.join("crates"), "no such folder"), None);
    }
}
