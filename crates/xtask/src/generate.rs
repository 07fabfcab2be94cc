//! `cargo xtask generate`: runs the programs that write files of this
//! repository. `test generated` runs them too and fails on any difference.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::build::rust::{self, Profile};
use crate::place::Place;
use crate::process::Call;
use crate::session::{APP, Before, Session};
use crate::stamp::files;
use crate::trouble::Trouble;

/// A program of ours that writes files of the repository.
#[derive(Debug, Clone)]
pub(crate) struct Generator {
    /// What it writes, for people.
    pub(crate) name: &'static str,
    /// The program, run in the root.
    pub(crate) program: &'static str,
    pub(crate) words: Vec<String>,
    /// The files and folders it may change.
    pub(crate) outputs: &'static [&'static str],
}

/// Writes schemas and reference pages.
pub(crate) const PROGRAM: &str = "generate";

/// Every generator that needs nothing but Rust. The app's comes last: it is
/// built with pages made from the bindings as they were.
pub(crate) fn generators() -> [Generator; 2] {
    [
        Generator {
            name: "schemas and reference pages",
            program: PROGRAM,
            words: Vec::new(),
            outputs: &["schemas", "docs", "crates/core/data"],
        },
        Generator {
            name: "the window's bindings",
            program: APP,
            words: vec!["--export-bindings".to_owned(), "ui/src/bindings.ts".to_owned()],
            outputs: &["ui/src/bindings.ts"],
        },
    ]
}

/// Runs every generator and says what changed; the exit code.
pub(crate) fn run() -> u8 {
    run_all().map_or_else(|trouble| trouble.told(), |()| 0)
}

fn run_all() -> Result<(), Trouble> {
    let before = [Before::Program(PROGRAM), Before::Program(APP), Before::Crates];
    let mut session = Session::prepared(&before)?;
    crate::oracle::write_tables(&mut session)?;
    let programs = generators().map(|generator| generator.program);
    rust::programs(&session.place, &programs, Profile::Dev)?;
    for generator in generators() {
        let changed = write(&session.place, &generator)?;
        if changed.is_empty() {
            println!("{}: nothing changed", generator.name);
        }
        for path in changed {
            println!("{}: {path} written", generator.name);
        }
    }
    Ok(())
}

/// Runs the generator, which is built; the files that it changed, made or
/// removed.
pub(crate) fn write(place: &Place, generator: &Generator) -> Result<Vec<String>, Trouble> {
    let before = snapshot(&place.root, generator.outputs);
    let program = rust::path_of(place, generator.program, Profile::Dev);
    if !Call::new(&place.root, program).words(&generator.words).run() {
        return Err(Trouble::Broken(format!("the generator of {} fails", generator.name)));
    }
    Ok(changed(&before, &snapshot(&place.root, generator.outputs)))
}

type Snapshot = BTreeMap<PathBuf, Vec<u8>>;

/// The files below `outputs` with their bytes, under paths from the root.
fn snapshot(root: &Path, outputs: &[&str]) -> Snapshot {
    let all = outputs.iter().flat_map(|output| files(&root.join(output), &[]));
    all.filter_map(|file| {
        let bytes = fs::read(&file).ok()?;
        Some((file.strip_prefix(root).ok()?.to_owned(), bytes))
    })
    .collect()
}

fn changed(before: &Snapshot, after: &Snapshot) -> Vec<String> {
    let paths: BTreeSet<_> = before.keys().chain(after.keys()).collect();
    let differing = paths.into_iter().filter(|path| before.get(*path) != after.get(*path));
    differing.map(|path| path.display().to_string()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drift_is_a_file_changed_made_or_removed() {
        let snapshot = |files: &[(&str, &str)]| -> Snapshot {
            files.iter().map(|(path, text)| (PathBuf::from(path), text.as_bytes().into())).collect()
        };
        let before = snapshot(&[("a", "1"), ("b", "1"), ("c", "1")]);
        let after = snapshot(&[("a", "1"), ("b", "2"), ("d", "1")]);
        assert_eq!(changed(&before, &after), ["b", "c", "d"]);
        assert!(changed(&before, &before).is_empty(), "equal files are no drift");
    }

    #[test]
    fn every_generator_says_what_it_writes() {
        for generator in generators() {
            assert!(!generator.outputs.is_empty(), "{} writes something", generator.name);
        }
    }
}
