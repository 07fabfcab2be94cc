//! `cargo xtask run`: from a clone to the open window.

use std::path::{Path, PathBuf};

use crate::WRONG_USE;
use crate::build::rust::{self, Profile};
use crate::display;
use crate::place;
use crate::process::Call;
use crate::session::{APP, Before, Session};
use crate::setup::Need;
use crate::trouble::Trouble;

/// What a newcomer sees first.
const SAMPLE: &str = "samples/orca-local.yml";

/// Opens the window on `file`, or says what `stagectl` makes of it where there
/// is no display; the exit code.
pub(crate) fn run(file: Option<&Path>) -> u8 {
    let file = file.map_or_else(|| place::root().join(SAMPLE), PathBuf::from);
    if !file.exists() {
        eprintln!("There is no file {}.", file.display());
        return WRONG_USE;
    }
    let started = if display::is_there(std::env::consts::OS, |name| std::env::var_os(name)) {
        start(APP, &[], Before::Crates, &file)
    } else {
        eprintln!(
            "No display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window: \
             this is what stagectl says of {}.",
            file.display()
        );
        start(
            "stagectl",
            &["preview", "--stage", "#1", "--step", "filled"],
            Before::Need(Need::Compiler),
            &file,
        )
    };
    started.unwrap_or_else(|trouble| trouble.told())
}

/// Prepares, builds and starts one program on the file.
fn start(
    program: &'static str,
    words: &[&str],
    surroundings: Before,
    file: &Path,
) -> Result<u8, Trouble> {
    let before = [Before::Program(program), surroundings];
    let session = Session::prepared(&before)?;
    rust::programs(&session.place, &[program], Profile::Dev)?;
    let path = rust::path_of(&session.place, program, Profile::Dev);
    Ok(Call::new(Path::new("."), path).words(words).words([file]).code())
}
