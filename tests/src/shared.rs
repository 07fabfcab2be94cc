//! Where the files are that are not the project's own.

use std::path::PathBuf;

/// The folder of that name among the shared files: `STAGE_DESIGNER_SHARED`,
/// or a folder `shared` beside one that holds this crate. `None`, said on
/// standard error, when there is none.
pub(crate) fn folder(name: &str) -> Option<PathBuf> {
    let given = std::env::var_os("STAGE_DESIGNER_SHARED").map(PathBuf::from);
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let beside = here.ancestors().map(|folder| folder.join("shared"));
    let found = given.into_iter().chain(beside).map(|it| it.join(name)).find(|it| it.is_dir());
    if found.is_none() {
        #[allow(clippy::print_stderr, reason = "a skipped check must be seen")]
        {
            eprintln!("SKIPPED: no shared folder `{name}`; set STAGE_DESIGNER_SHARED");
        }
    }
    found
}
