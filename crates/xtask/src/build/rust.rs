//! Builds the workspace's programs, always with the features that the whole
//! workspace with its tests agrees on. Cargo would otherwise choose others for
//! each selection of packages, and compile the same crates once for each.

use std::path::PathBuf;

use crate::place::Place;
use crate::process::Call;
use crate::trouble::Trouble;

/// How well the result is to run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    Dev,
    Release,
}

/// Builds every program and every test.
pub(crate) fn everything(place: &Place) -> Result<(), Trouble> {
    build(place, &["--bins", "--tests"])
}

/// Builds these programs alone.
pub(crate) fn programs(place: &Place, names: &[&str], profile: Profile) -> Result<(), Trouble> {
    // The one example needs a feature; asking for examples makes cargo count the tests'
    // dependencies in, as a build with tests does.
    let mut words = vec!["--examples"];
    words.extend(names.iter().flat_map(|name| ["--bin", name]));
    words.extend((profile == Profile::Release).then_some("--release"));
    build(place, &words)
}

/// Builds the app as people get it, and the empty window it is measured by.
pub(crate) fn measured(place: &Place) -> Result<(), Trouble> {
    let words = ["--examples", "--bin", "stage-designer", "--release"];
    build(place, &[&words[..], &["--features", "stage-designer/bench"]].concat())
}

/// Where the program lies once it is built.
pub(crate) fn path_of(place: &Place, name: &str, profile: Profile) -> PathBuf {
    let folder = match profile {
        Profile::Dev => "debug",
        Profile::Release => "release",
    };
    place.target.join(folder).join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

fn build(place: &Place, words: &[&str]) -> Result<(), Trouble> {
    let call = Call::new(&place.root, "cargo").words(["build", "--workspace"]).words(words);
    if call.run() { Ok(()) } else { Err(Trouble::Broken("the workspace does not build".into())) }
}
