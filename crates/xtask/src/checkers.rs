//! `bench check`: gets what checks of files are measured beside, kubeconform
//! as a Go module and yamllint from `PyPI`, into `.tools`, and has our program
//! measure. One that cannot be had is left out, with what to do about it.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::build::rust::{self, Profile};
use crate::place::Place;
use crate::process::Call;
use crate::session::{Before, Session};
use crate::setup::Need;
use crate::trouble::Trouble;

const KUBECONFORM: &str = "github.com/yannh/kubeconform/cmd/kubeconform";
const KUBECONFORM_VERSION: &str = "v0.7.0";
const YAMLLINT_VERSION: &str = "1.38.0";

/// The program that measures.
const PROGRAM: &str = "bench";

/// Measures; the exit code is 1 where ours is the slower one.
pub(crate) fn bench() -> u8 {
    match prepared() {
        Ok(place) => measured(&place),
        Err(trouble) => {
            eprintln!("{trouble}");
            1
        }
    }
}

fn prepared() -> Result<Place, Trouble> {
    let before = [Before::Program(PROGRAM), Before::Need(Need::Compiler)];
    let mut session = Session::open(before).map_err(Trouble::Broken)?;
    session.prepare(&before)?;
    rust::programs(&session.place, &[PROGRAM, "stagectl"], Profile::Release)?;
    Ok(session.place)
}

fn measured(place: &Place) -> u8 {
    let folder = place.scratch().join("check");
    let stagectl = rust::path_of(place, "stagectl", Profile::Release);
    let mut words: Vec<OsString> = vec!["check".into(), folder.into(), stagectl.into()];
    let others = [("--kubeconform", kubeconform(place)), ("--yamllint", yamllint(place))];
    for (flag, found) in others {
        match found {
            Ok(program) => words.extend([flag.into(), program.into()]),
            Err(trouble) => eprintln!("left out: {trouble}"),
        }
    }
    Call::new(&place.root, rust::path_of(place, PROGRAM, Profile::Release)).words(words).code()
}

/// Builds kubeconform where it is not there yet.
fn kubeconform(place: &Place) -> Result<PathBuf, Trouble> {
    let folder = place.tools().join(format!("kubeconform-{KUBECONFORM_VERSION}"));
    let program = folder.join(format!("kubeconform{}", std::env::consts::EXE_SUFFIX));
    if program.is_file() {
        return Ok(program);
    }
    let asks = |go: &Path| {
        Call::new(&place.root, go).words(["version"]).ask().is_some_and(|heard| heard.ok)
    };
    let known = ["go", "/usr/local/go/bin/go"].map(Path::new);
    let go = known.into_iter().find(|go| asks(go)).ok_or_else(|| {
        Trouble::lack("Go, for kubeconform", "Install Go from your system or from go.dev.")
    })?;
    let call = Call::new(&place.root, go)
        .words([OsString::from("install"), format!("{KUBECONFORM}@{KUBECONFORM_VERSION}").into()])
        .set("GOBIN", &folder);
    made(&call, program)
}

/// Installs yamllint where it is not there yet.
fn yamllint(place: &Place) -> Result<PathBuf, Trouble> {
    let folder = place.tools().join(format!("yamllint-{YAMLLINT_VERSION}"));
    let bin = folder.join(if cfg!(windows) { "Scripts" } else { "bin" });
    let program = bin.join(format!("yamllint{}", std::env::consts::EXE_SUFFIX));
    if program.is_file() {
        return Ok(program);
    }
    let python = if cfg!(windows) { "python" } else { "python3" };
    let venv = Call::new(&place.root, python).words(["-m", "venv"]).words([&folder]);
    if !venv.ask().is_some_and(|heard| heard.ok) {
        let remedy = "Install Python 3 with its venv module from your system.";
        return Err(Trouble::lack("Python 3, for yamllint", remedy));
    }
    let call = Call::new(&place.root, bin.join("pip"))
        .words(["install", "--quiet"])
        .words([format!("yamllint=={YAMLLINT_VERSION}")]);
    made(&call, program)
}

fn made(call: &Call, program: PathBuf) -> Result<PathBuf, Trouble> {
    if call.run() && program.is_file() {
        return Ok(program);
    }
    let remedy = format!("It could not be installed; try: {}", call.line());
    Err(Trouble::lack(program.file_stem().unwrap_or_default().to_string_lossy(), remedy))
}
