//! Commands that build one of our programs and hand it the reader's words.

use std::ffi::OsString;
use std::path::Path;

use crate::build::rust::{self, Profile};
use crate::process::Call;
use crate::session::{Before, Session};
use crate::setup::Need;
use crate::trouble::Trouble;

pub(crate) use crate::test::screenshot;

/// Runs vectors; the exit code of the program that does.
pub(crate) fn conformance(words: &[OsString]) -> u8 {
    pass_on("conformance", Profile::Dev, words)
}

/// Runs the benchmarks; the exit code of the program that does.
pub(crate) fn bench(words: &[OsString]) -> u8 {
    pass_on("bench", Profile::Release, words)
}

fn pass_on(program: &'static str, profile: Profile, words: &[OsString]) -> u8 {
    // Where the reader is, so that relative paths mean what they say.
    let call = |path| Call::new(Path::new("."), path).words(words).code();
    built(program, profile).map_or_else(|trouble: Trouble| trouble.told(), call)
}

fn built(program: &'static str, profile: Profile) -> Result<OsString, Trouble> {
    let before = [Before::Program(program), Before::Need(Need::Compiler)];
    let session = Session::prepared(&before)?;
    rust::programs(&session.place, &[program], profile)?;
    Ok(rust::path_of(&session.place, program, profile).into())
}
