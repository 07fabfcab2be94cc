//! The live oracle: fresh files from a seed, read by the real Spring, Jackson
//! and client-java in a Java machine, and by us.

pub mod bench;
pub mod compare;
pub mod java;
pub mod make;
pub mod shrink;

use std::path::Path;

use stage_core::spinnaker::Release;

use self::java::Java;
use self::make::{Case, Kind};

/// Most differences of a module that are shrunk and shown.
const SHOWN: usize = 12;

/// The number of the stages that the forms write, which are in every run.
const AUTHORED: u64 = u64::MAX;

/// A module of `tests/oracle` and the release that it answers for.
#[derive(Clone, Copy, Debug)]
pub struct Module {
    /// Its folder.
    pub name: &'static str,
    /// The newest release with these versions.
    pub release: Release,
}

/// All modules.
pub const MODULES: [Module; 3] = [
    Module { name: "boot-2.7", release: Release::V2025_3 },
    Module { name: "boot-3.1", release: Release::V2026_1 },
    Module { name: "boot-3.5", release: Release::V2026_2 },
];

/// What came of a module.
#[derive(Debug, Default)]
pub struct Tally {
    /// Cases on which both agree.
    pub agreed: u64,
    /// Of these, cases that load.
    pub bound: u64,
    /// Garbled texts that only one side takes for YAML.
    pub unread: u64,
    /// Numbers of the cases on which they do not.
    pub differing: Vec<u64>,
    /// The first of them, shrunk, for people.
    pub shown: Vec<String>,
}

/// Compares these cases of a seed; `built` holds a folder for each module.
pub fn run(
    module: Module,
    built: &Path,
    seed: u64,
    numbers: std::ops::Range<u64>,
) -> Result<Tally, String> {
    let mut java = Java::start(&built.join(module.name))?;
    let mut tally = Tally::default();
    let made = |number| (number, make::case(seed, number, module.release == Release::V2026_2));
    let authored = make::authored().into_iter().map(|case| (AUTHORED, case));
    for (number, case) in authored.chain(numbers.map(made)) {
        let (theirs, ours) = both(&mut java, &case, module.release)?;
        if compare::agree(&case, module.release, &theirs, &ours) {
            tally.agreed += 1;
            tally.bound += u64::from(theirs.starts_with(['{', '[']));
            continue;
        }
        if compare::is_of_readers(&case, &theirs, &ours) {
            tally.unread += 1;
            continue;
        }
        tally.differing.push(number);
        if tally.shown.len() < SHOWN {
            tally.shown.push(difference(&mut java, &case, module, number)?);
        }
    }
    Ok(tally)
}

/// The answers of both sides to a case.
fn both(java: &mut Java, case: &Case, release: Release) -> Result<(String, String), String> {
    let answer = java.ask(&case.question())?;
    Ok((compare::theirs(case, &answer), compare::ours(case, release)))
}

/// A case as small as it can be had, with both answers.
fn difference(java: &mut Java, case: &Case, module: Module, number: u64) -> Result<String, String> {
    let small = shrink::shrunk(case, |smaller| {
        both(java, smaller, module.release).is_ok_and(|(theirs, ours)| {
            !compare::agree(smaller, module.release, &theirs, &ours)
                && !compare::is_of_readers(smaller, &theirs, &ours)
        })
    });
    let question = small.question();
    let answer = java.ask(&question)?;
    let first = answer["error"][0].as_str().unwrap_or_default();
    let (theirs, ours) = (compare::theirs(&small, &answer), compare::ours(&small, module.release));
    let mut shown = format!("{} {number}: {:?}", module.name, small.kind);
    if !small.environment.is_empty() {
        shown.push_str(&format!(" wrapped {} {:?}", small.wrapped, small.environment));
    }
    let lined = small.kind != Kind::Groovy;
    for text in &small.texts {
        shown.push_str(&if lined { format!("\n{text:?}\n{text}") } else { format!("\n{text}") });
    }
    shown.push_str(&format!("\n    expected {theirs}\n    actual   {ours}"));
    if !first.is_empty() {
        shown.push_str(&format!("\n    ({first})"));
    }
    Ok(shown)
}
