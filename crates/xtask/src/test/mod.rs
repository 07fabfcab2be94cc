//! `cargo xtask test`: prepares and runs the checks of the parts asked for,
//! goes on after a failure, and tells the sum at the end.

mod checks;
mod cluster;
mod part;
mod window;

use std::io::Write;
use std::time::{Duration, Instant};

use crate::counts::Counts;
use crate::place::is_ci;
use crate::report::{Report, Row, spoken};
use crate::session::Session;
use crate::trouble::Trouble;

pub(crate) use cluster::{Long, long_in_cluster};
pub(crate) use part::Part;
pub(crate) use window::{bench as bench_window, bench_flood, journeys, screenshot};

/// Runs the parts, the usual ones if none is named; 0 when nothing failed.
pub(crate) fn run(parts: &[Part]) -> u8 {
    let usual = Part::usual(is_ci(std::env::var("CI").ok().as_deref()));
    let parts = if parts.is_empty() { &usual } else { parts };
    let asked = parts.iter().flat_map(|part| part.checks()).flat_map(|check| check.before);
    let mut session = match Session::open(asked.copied()) {
        Ok(session) => session,
        Err(why) => {
            eprintln!("{why}");
            println!("{}", Counts::FAILED);
            return 1;
        }
    };
    let mut report = Report::default();
    let mut rows = Vec::new();
    for part in parts {
        println!("\n== {} ==", part.name());
        let row = run_part(&mut session, *part, &mut report);
        println!("\n{}: {} in {}", row.name, row.counts.unwrap_or_default(), spoken(row.time));
        rows.push(row);
    }
    report.rows = session.asides().iter().map(preparation).chain(rows).collect();
    println!("\n{}", report.text().trim_end());
    let _ = std::io::stdout().flush();
    u8::from(report.total().failed > 0)
}

/// A preparation checks nothing; what it stops is counted at each check.
fn preparation((name, time): &(&'static str, Duration)) -> Row {
    Row { name: (*name).to_owned(), time: *time, counts: None }
}

fn run_part(session: &mut Session, part: Part, report: &mut Report) -> Row {
    let (started, prepared) = (Instant::now(), session.preparing());
    let mut counts = Counts::default();
    for check in part.checks() {
        let outcome = session.prepare(check.before).map(|()| (check.run)(session));
        counts +=
            tally(outcome, session.place.ci, &format!("{}: {}", part.name(), check.name), report);
    }
    let time = (started.elapsed() + prepared).saturating_sub(session.preparing());
    Row { name: part.name().to_owned(), time, counts: Some(counts) }
}

/// Counts one check's outcome and notes in the report what was not fine.
fn tally(outcome: Result<Counts, Trouble>, ci: bool, name: &str, report: &mut Report) -> Counts {
    match outcome {
        Ok(counts) => {
            if counts.failed > 0 {
                report.failed.push(name.to_owned());
            }
            counts
        }
        Err(Trouble::Broken(what)) => {
            report.failed.push(format!("{name}: {what}"));
            Counts::FAILED
        }
        Err(lack @ Trouble::Lack { .. }) => {
            report.not_run.push(format!("{name}: {lack}"));
            if ci { Counts::FAILED } else { Counts::SKIPPED }
        }
        Err(why @ Trouble::NotAllowed { .. }) => {
            report.not_run.push(format!("{name}: {why}"));
            Counts::SKIPPED
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_run_is_named_and_skipped_but_fails_in_ci() {
        let lack = || Err(Trouble::lack("Xvfb", "Install it."));
        let mut report = Report::default();
        assert_eq!(tally(lack(), false, "window: journeys", &mut report), Counts::SKIPPED);
        assert_eq!(tally(lack(), true, "window: journeys", &mut report), Counts::FAILED);
        assert_eq!(report.not_run, ["window: journeys: missing: Xvfb. Install it."; 2]);
    }

    #[test]
    fn what_the_machine_does_not_allow_is_named_and_skipped_everywhere() {
        let not = || {
            let (what, remedy) = ("making networks".to_owned(), "Be root.".to_owned());
            Err(Trouble::NotAllowed { what, remedy })
        };
        let mut report = Report::default();
        assert_eq!(tally(not(), true, "cluster: runs", &mut report), Counts::SKIPPED);
        assert_eq!(report.not_run, ["cluster: runs: not allowed here: making networks. Be root."]);
    }

    #[test]
    fn the_cluster_changes_a_machine_and_is_asked_for_by_name_but_in_ci() {
        assert!(!Part::usual(false).contains(&Part::Cluster));
        assert!(Part::usual(false).contains(&Part::Oracle));
        assert_eq!(Part::usual(true), Part::ALL);
    }

    #[test]
    fn a_failure_is_named_with_its_reason() {
        let mut report = Report::default();
        let broken = Err(Trouble::Broken("the ui does not build".to_owned()));
        assert_eq!(tally(broken, false, "ui: vitest", &mut report), Counts::FAILED);
        let failed = Ok(Counts { passed: 4, failed: 2, skipped: 0 });
        assert_eq!(tally(failed, false, "unit: cargo test", &mut report).failed, 2);
        assert_eq!(report.failed, ["ui: vitest: the ui does not build", "unit: cargo test"]);
    }

    #[test]
    fn every_part_has_a_check_and_a_name_of_its_own() {
        for (at, part) in Part::ALL.iter().enumerate() {
            assert!(!part.checks().is_empty(), "{} checks something", part.name());
            let same = Part::ALL.iter().position(|other| other.name() == part.name());
            assert_eq!(same, Some(at), "{} is one name", part.name());
        }
    }
}
