//! The checks themselves: which program each starts, and how it is counted.
//! What they need is prepared before (`Check::before`).

use std::fs;

use crate::build::rust::{self, Profile};
use crate::counts::{self, Counts};
use crate::generate;
use crate::place::Place;
use crate::process::Call;
use crate::session::Session;
use crate::setup::{self, CARGO_DENY};

/// The program that runs vectors.
pub(super) const CONFORMANCE: &str = "conformance";

/// The repository's own copy of the vectors.
pub(super) const VECTORS: &str = "tests/vectors";

pub(super) fn rustfmt(session: &Session) -> Counts {
    Counts::one(cargo(&session.place).words(["fmt", "--all", "--check"]).run())
}

/// The window's tests are written in the ui's style, so one prettier does both.
pub(super) fn prettier(session: &Session) -> Counts {
    let folders = [".", "../tests/window"];
    let there = folders.iter().filter(|folder| session.place.root.join("ui").join(folder).is_dir());
    Counts::one(npx(&session.place, "prettier").words(["--check"]).words(there).run())
}

pub(super) fn eslint(session: &Session) -> Counts {
    Counts::one(npx(&session.place, "eslint").words(["--max-warnings", "0", "."]).run())
}

pub(super) fn svelte_check(session: &Session) -> Counts {
    Counts::one(npx(&session.place, "svelte-check").words(["--fail-on-warnings"]).run())
}

pub(super) fn clippy(session: &Session) -> Counts {
    let words = ["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"];
    Counts::one(cargo(&session.place).words(words).run())
}

pub(super) fn vitest(session: &Session) -> Counts {
    let run = npx(&session.place, "vitest").words(["run"]);
    counted_by_vitest(&session.place, "ui", &run)
}

/// Tests beside the code they test, and the examples in its documentation.
pub(super) fn unit(session: &Session) -> Counts {
    cargo_tests(&session.place, &[&["--lib", "--bins"], &["--doc"]])
}

/// Tests in files of their own, of whatever package.
pub(super) fn integration(session: &Session) -> Counts {
    let names = session.workspace.integration_tests.iter().map(String::as_str);
    let selection: Vec<&str> = names.flat_map(|name| ["--test", name]).collect();
    cargo_tests(&session.place, &[&selection])
}

/// The repository's own copy of the vectors, and the whole set where it is.
pub(super) fn vectors(session: &Session) -> Counts {
    let place = &session.place;
    let program = rust::path_of(place, CONFORMANCE, Profile::Dev);
    let own = place.root.join(VECTORS);
    let mut sum = Counts::default();
    for folder in std::iter::once(own).chain(place.shared_golden()) {
        let heard = Call::new(&place.root, &program).words([folder]).hear();
        sum += counts::of_conformance(&heard.text).settled(heard.ok);
    }
    sum
}

pub(super) fn window(session: &Session) -> Counts {
    let tests = super::window::call(session, "test");
    counted_by_vitest(&session.place, "window", &tests.words(["--"]))
}

pub(super) fn policy(session: &Session) -> Counts {
    let deny = Call::new(&session.place.root, setup::tool(&session.place, CARGO_DENY));
    Counts::one(deny.words(["check", "bans", "licenses", "sources"]).run())
}

/// Generated files equal what their generators write now.
pub(super) fn generated(session: &Session) -> Counts {
    let mut sum = Counts::default();
    for generator in generate::generators() {
        let outcome = generate::write(&session.place, &generator);
        if let Ok(changed) = &outcome {
            for path in changed {
                eprintln!("{path} was out of date: `cargo xtask generate` writes it; commit it.");
            }
        }
        sum += Counts::one(outcome.is_ok_and(|changed| changed.is_empty()));
    }
    sum
}

fn cargo(place: &Place) -> Call {
    Call::new(&place.root, "cargo")
}

/// A program of the ui's packages, never one fetched for the occasion.
fn npx(place: &Place, program: &str) -> Call {
    Call::node(&place.root.join("ui"), "npx").words(["--no-install", program])
}

/// All of these selections of tests, counted together. The whole workspace is
/// always named, so that nothing is compiled again with other features.
fn cargo_tests(place: &Place, selections: &[&[&str]]) -> Counts {
    let (mut sum, mut ok) = (Counts::default(), true);
    for selection in selections {
        let call = cargo(place).words(["test", "--workspace", "--no-fail-fast"]).words(*selection);
        let heard = call.hear();
        sum += counts::of_cargo(&heard.text);
        ok &= heard.ok;
    }
    sum.settled(ok)
}

/// Runs vitest with its JSON report beside the one for people.
pub(super) fn counted_by_vitest(place: &Place, name: &str, vitest: &Call) -> Counts {
    let report = place.scratch().join(format!("vitest-{name}.json"));
    let _ = fs::remove_file(&report); // an old one must not speak for this run
    let written = format!("--outputFile.json={}", report.display());
    let call = vitest.clone().words(["--reporter=default", "--reporter=json", &written]);
    let ok = call.run();
    let text = fs::read_to_string(&report).unwrap_or_default();
    let counts = counts::of_vitest(&text).unwrap_or_default();
    counts.settled(ok)
}
