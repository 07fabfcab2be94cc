//! The live oracle: Maven builds `tests/oracle`, and a program of ours asks it.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::build::rust::{self, Profile};
use crate::counts::{self, Counts};
use crate::generate::{self, Generator};
use crate::place::Place;
use crate::process::Call;
use crate::session::{Before, Session};
use crate::setup::Need;
use crate::trouble::Trouble;

/// The program that asks.
pub(crate) const PROGRAM: &str = "oracle";

/// Where its Java is.
pub(crate) const SOURCES: &str = "tests/oracle";

/// What it needs.
pub(crate) const BEFORE: &[Before] =
    &[Before::Path(SOURCES), Before::Program(PROGRAM), Before::Need(Need::Java), Before::Rust];

/// Files a module in a soak.
const SOAK: &str = "20000";

/// Builds the modules; the folder that holds what was built.
fn build(place: &Place) -> Result<PathBuf, Trouble> {
    let target = place.target.join("oracle");
    let call = Call::new(&place.root, "mvn")
        .words(["--batch-mode", "--quiet", "--file"])
        .words([place.root.join(SOURCES).join("pom.xml").as_os_str()])
        .words([OsString::from(format!("-Doracle.target={}", target.display()))])
        .words(["process-classes"]);
    if call.run() { Ok(target) } else { Err(Trouble::Broken("tests/oracle does not build".into())) }
}

/// Compares fresh files of a new seed.
pub(crate) fn check(session: &Session) -> Counts {
    let Ok(built) = build(&session.place) else { return Counts::FAILED };
    let program = rust::path_of(&session.place, PROGRAM, Profile::Dev);
    let heard = Call::new(&session.place.root, program).words([built]).hear();
    counts::of_conformance(&heard.text).settled(heard.ok)
}

/// The field tables of the Job's classes equal those of the jars.
pub(crate) fn tables(session: &Session) -> Counts {
    let Ok(built) = build(&session.place) else { return Counts::FAILED };
    let changed = generate::write(&session.place, &fields(&built.to_string_lossy()));
    Counts::one(changed.is_ok_and(|changed| changed.is_empty()))
}

/// Writes the field tables again, where there is a Java; else they stay.
pub(crate) fn write_tables(session: &mut Session) -> Result<(), Trouble> {
    let there = |name: &str| {
        Call::new(Path::new("."), name).words(["-version"]).ask().is_some_and(|heard| heard.ok)
    };
    if !there("java") || !there("mvn") {
        println!("field tables: kept as they are, for there is no Java with Maven here");
        return Ok(());
    }
    let built = build(&session.place)?;
    rust::programs(&session.place, &[PROGRAM], Profile::Dev)?;
    let generator = fields(&built.to_string_lossy());
    for path in generate::write(&session.place, &generator)? {
        println!("{}: {path} written", generator.name);
    }
    Ok(())
}

fn fields(built: &str) -> Generator {
    Generator {
        name: "field tables",
        program: PROGRAM,
        words: vec![built.to_owned(), "fields".to_owned()],
        outputs: &["crates/core/data/v1job-fields.json"],
    }
}

/// `soak oracle`: as `check`, but many more; later words go to the program.
pub(crate) fn soak(words: &[OsString]) -> u8 {
    let more = ["--files".into(), SOAK.into()];
    ask(&words.iter().cloned().chain(more).collect::<Vec<_>>())
}

/// `bench loaded`: our loading beside the real one, in one run.
pub(crate) fn bench() -> u8 {
    ask(&["bench".into()])
}

/// Hands words to the program, built to be fast.
fn ask(words: &[OsString]) -> u8 {
    let run = || -> Result<u8, Trouble> {
        let mut session = Session::open(BEFORE.iter().copied()).map_err(Trouble::Broken)?;
        let needs = BEFORE.iter().copied().filter(|before| *before != Before::Rust);
        session.prepare(&needs.collect::<Vec<_>>())?;
        let built = build(&session.place)?;
        rust::programs(&session.place, &[PROGRAM], Profile::Release)?;
        let program = rust::path_of(&session.place, PROGRAM, Profile::Release);
        Ok(Call::new(&session.place.root, program).words([built]).words(words).code())
    };
    run().unwrap_or_else(|trouble| {
        eprintln!("{trouble}");
        1
    })
}
