//! The live oracles: Maven builds `tests/oracle`, and programs of ours ask what
//! it built, loading one, expressions the other.

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

/// The program that asks about loading.
pub(crate) const PROGRAM: &str = "oracle";

/// The program that asks about expressions.
const EXPRESSIONS: &str = "spel-oracle";

/// Where the Java for loading is, and below it that for expressions.
pub(crate) const SOURCES: &str = "tests/oracle";

/// What the one for loading needs.
pub(crate) const BEFORE: &[Before] = &[
    Before::Path(SOURCES),
    Before::Program(PROGRAM),
    Before::Need(Need::Java),
    Before::Oracle,
    Before::Rust,
];

/// What the one for expressions needs.
pub(crate) const BEFORE_EXPRESSIONS: &[Before] = &[
    Before::Path(SOURCES),
    Before::Program(EXPRESSIONS),
    Before::Need(Need::Java),
    Before::Oracle,
    Before::Rust,
];

/// Files a module, or expressions, in a soak.
const SOAK: &str = "20000";

/// How often Maven is asked: a download that broke off goes on where it was.
const TRIES: usize = 3;

/// Where the modules for loading are built.
fn built(place: &Place) -> PathBuf {
    place.target.join("oracle")
}

/// Builds both.
pub(crate) fn build(place: &Place) -> Result<(), Trouble> {
    let sources = place.root.join(SOURCES);
    let target = format!("-Doracle.target={}", built(place).display());
    maven(place, &sources.join("pom.xml"), &[&target, "process-classes"])?;
    maven(place, &sources.join("spel/pom.xml"), &["package"])
}

fn maven(place: &Place, project: &Path, words: &[&str]) -> Result<(), Trouble> {
    // Three modules want much the same files: side by side, and the list of
    // what they want level by level, it is the network that is waited for less.
    let call = Call::new(&place.root, "mvn")
        .words(["--batch-mode", "--quiet", "--threads", "3", "--file"])
        .words([project])
        .words(words);
    if (0..TRIES).any(|_| call.run()) {
        return Ok(());
    }
    let offline = Call::new(&place.root, "mvn")
        .words(["--batch-mode", "--quiet", "--offline", "--file"])
        .words([project])
        .words(words);
    // What is wrong with the code is wrong without a network too.
    match offline.ask() {
        Some(heard) if heard.text.contains("COMPILATION ERROR") => {
            Err(Trouble::Broken("tests/oracle does not build".into()))
        }
        _ => Err(Trouble::lack(
            "what tests/oracle is built from",
            "Maven says above what it could not have from Maven Central.",
        )),
    }
}

/// Compares fresh files.
pub(crate) fn check(session: &Session) -> Counts {
    compared(session, PROGRAM, &[built(&session.place).as_os_str().to_owned()])
}

/// Compares fresh expressions.
pub(crate) fn check_expressions(session: &Session) -> Counts {
    compared(session, EXPRESSIONS, &[])
}

fn compared(session: &Session, program: &str, words: &[OsString]) -> Counts {
    let program = rust::path_of(&session.place, program, Profile::Dev);
    let call = Call::new(&session.place.root, program).words(words).words(seed(&session.place));
    let heard = call.hear();
    counts::of_conformance(&heard.text).settled(heard.ok)
}

/// The seed that this state of the sources asks with: fresh for every change,
/// and the same for whoever runs the same change again, so that what fails here
/// fails there. None where something is not committed or there is no git: then
/// the programs take the clock's.
fn seed(place: &Place) -> Vec<OsString> {
    let git = |words: &[&str]| {
        let heard = Call::new(&place.root, "git").words(words).ask()?;
        heard.ok.then(|| heard.text.trim().to_owned())
    };
    let clean = git(&["status", "--porcelain"]).is_some_and(|changes| changes.is_empty());
    let tree = clean.then(|| git(&["rev-parse", "HEAD^{tree}"])).flatten();
    tree.and_then(|tree| seed_of(&tree))
        .map(|seed| vec!["--seed".into(), seed.to_string().into()])
        .unwrap_or_default()
}

/// The first twelve digits of a tree's name, as a number.
fn seed_of(tree: &str) -> Option<u64> {
    u64::from_str_radix(tree.get(..12)?, 16).ok()
}

/// The field tables of the Job's classes equal those of the jars.
pub(crate) fn tables(session: &Session) -> Counts {
    let built = built(&session.place);
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
    build(&session.place)?;
    let built = built(&session.place);
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

/// `soak oracle`: as the checks, but many more; words go to both programs.
pub(crate) fn soak(words: &[OsString]) -> u8 {
    let more = |name: &str| -> Vec<OsString> {
        words.iter().cloned().chain([name.into(), SOAK.into()]).collect()
    };
    fast(&[PROGRAM, EXPRESSIONS], |place, ask| {
        let loading = ask(PROGRAM, [vec![built(place).into()], more("--files")].concat());
        loading.max(ask(EXPRESSIONS, more("--count")))
    })
}

/// `bench loaded`: our loading beside the real one, in one run.
pub(crate) fn bench() -> u8 {
    fast(&[PROGRAM], |place, ask| ask(PROGRAM, vec![built(place).into(), "bench".into()]))
}

/// `bench expressions`: our evaluation beside Orca's in a warm JVM, in one run.
pub(crate) fn bench_expressions(words: &[OsString]) -> u8 {
    fast(&[EXPRESSIONS], |_, ask| ask(EXPRESSIONS, [vec!["bench".into()], words.to_vec()].concat()))
}

/// Runs a program by its name with these words; its exit code.
type Ask<'a> = dyn Fn(&str, Vec<OsString>) -> u8 + 'a;

/// Has the programs built to be fast, and run; the exit code.
fn fast(programs: &[&str], run: impl FnOnce(&Place, &Ask<'_>) -> u8) -> u8 {
    let before = BEFORE.iter().chain(BEFORE_EXPRESSIONS);
    let needs: Vec<Before> = before.copied().filter(|it| *it != Before::Rust).collect();
    Session::with(&needs, |Session { place, .. }| {
        if let Err(trouble) = rust::programs(place, programs, Profile::Release) {
            return trouble.told();
        }
        run(place, &|program, words| {
            let path = rust::path_of(place, program, Profile::Release);
            Call::new(&place.root, path).words(words).code()
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_sources_ask_the_same_and_others_ask_anew() {
        let first = seed_of("0000000000ffb1d6e1f9a0e7c38f33c0a5d1a9c2");
        assert_eq!(first, Some(255));
        assert_ne!(first, seed_of("1000000000ffb1d6e1f9a0e7c38f33c0a5d1a9c2"));
        assert_eq!(seed_of("fatal: not a git repository"), None);
    }
}
