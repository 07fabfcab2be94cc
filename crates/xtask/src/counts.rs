//! How many checks passed, failed and were skipped: read from what the test
//! runners print, added up over all of them.

use std::ops::AddAssign;

use serde_json::Value;

/// A tally of checks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    pub(crate) skipped: u64,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl std::fmt::Display for Counts {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{} passed, {} failed, {} skipped", self.passed, self.failed, self.skipped)
    }
}

impl Counts {
    pub(crate) const PASSED: Self = Self { passed: 1, failed: 0, skipped: 0 };
    pub(crate) const FAILED: Self = Self { passed: 0, failed: 1, skipped: 0 };
    pub(crate) const SKIPPED: Self = Self { passed: 0, failed: 0, skipped: 1 };

    /// The tally of a check that has no count of its own.
    pub(crate) fn one(ok: bool) -> Self {
        if ok { Self::PASSED } else { Self::FAILED }
    }

    /// The tally of a runner that ended so: one that failed without saying on
    /// what (it did not build, or was killed), or that ran nothing, is a failure.
    pub(crate) fn settled(mut self, ok: bool) -> Self {
        let ran_nothing = self.passed + self.failed == 0;
        if self.failed == 0 && (!ok || ran_nothing) {
            self.failed = 1;
        }
        self
    }
}

/// Adds up cargo's `test result:` lines.
pub(crate) fn of_cargo(text: &str) -> Counts {
    let results = text.lines().filter(|line| line.starts_with("test result:"));
    sum(results.map(|line| Counts {
        passed: number_before(line, "passed"),
        failed: number_before(line, "failed"),
        skipped: number_before(line, "ignored"),
    }))
}

/// Adds up the conformance program's lines, one a vector file. Its total says
/// the same again and is left out.
pub(crate) fn of_conformance(text: &str) -> Counts {
    let files = text.lines().filter_map(|line| {
        let (name, said) = line.split_once(": ")?;
        let whole = said.ends_with(" skipped") && said.contains(" passed, ");
        (whole && !name.eq_ignore_ascii_case("total")).then_some(said)
    });
    sum(files.map(|said| Counts {
        passed: number_before(said, "passed"),
        failed: number_before(said, "failed"),
        skipped: number_before(said, "skipped"),
    }))
}

/// Reads the report that vitest's JSON reporter writes; `None` where it is not
/// one. A file that cannot even be loaded has no tests, so it counts as one.
pub(crate) fn of_vitest(report: &str) -> Option<Counts> {
    let report: Value = serde_json::from_str(report).ok()?;
    let number = |name: &str| report.get(name).and_then(Value::as_u64);
    let files = report.get("testResults").and_then(Value::as_array);
    let unloadable = files.into_iter().flatten().filter(|file| {
        let tests = file.get("assertionResults").and_then(Value::as_array);
        file.get("status").and_then(Value::as_str) == Some("failed")
            && tests.is_none_or(Vec::is_empty)
    });
    Some(Counts {
        passed: number("numPassedTests")?,
        failed: number("numFailedTests")? + unloadable.count() as u64,
        skipped: number("numPendingTests")? + number("numTodoTests").unwrap_or(0),
    })
}

fn sum(all: impl Iterator<Item = Counts>) -> Counts {
    all.fold(Counts::default(), |mut total, one| {
        total += one;
        total
    })
}

/// The number in front of a word such as `passed` or `passed;`.
fn number_before(line: &str, wanted: &str) -> u64 {
    let words: Vec<_> = line.split([' ', ';', ',']).filter(|word| !word.is_empty()).collect();
    let found = words.iter().zip(words.iter().skip(1)).find(|(_, word)| **word == wanted);
    found.and_then(|(number, _)| number.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_results_are_added_over_all_programs() {
        let text = "running 3 tests\n\
            test a ... ok\n\
            test result: FAILED. 1 passed; 1 failed; 1 ignored; 0 measured; 7 filtered out; finished in 0.00s\n\
            \n   Doc-tests stage_core\n\
            test result: \u{1b}[32mok\u{1b}[m. 12 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out\n";
        assert_eq!(of_cargo(text), Counts { passed: 13, failed: 1, skipped: 1 });
        assert_eq!(
            of_cargo("the line `test result: ok. 5 passed; 0 failed` in a message"),
            Counts::default(),
            "only the runner's own lines count"
        );
    }

    #[test]
    fn conformance_files_are_added_and_its_total_is_not_counted_twice() {
        let text = "context: 2070 passed, 1 failed, 3 skipped\n\
            \x20 line 4: expected a, got b\n\
            mapping: 88 passed, 0 failed, 0 skipped\n\
            total: 2158 passed, 1 failed, 3 skipped\n";
        assert_eq!(of_conformance(text), Counts { passed: 2158, failed: 1, skipped: 3 });
    }

    #[test]
    fn vitest_counts_tests_and_files_that_could_not_be_loaded() {
        let report = r#"{"numTotalTests":5,"numPassedTests":2,"numFailedTests":1,
            "numPendingTests":1,"numTodoTests":1,"success":false,"testResults":[
              {"status":"failed","assertionResults":[{"status":"failed"}]},
              {"status":"failed","assertionResults":[]},
              {"status":"passed","assertionResults":[{"status":"passed"}]}]}"#;
        assert_eq!(of_vitest(report), Some(Counts { passed: 2, failed: 2, skipped: 2 }));
        assert_eq!(of_vitest("{}"), None, "a report without counts is no report");
        assert_eq!(of_vitest("not JSON"), None);
    }

    #[test]
    fn a_runner_that_fails_or_runs_nothing_never_looks_green() {
        let none = Counts::default();
        assert_eq!(none.settled(false).failed, 1, "did not build");
        assert_eq!(none.settled(true).failed, 1, "ran no test");
        let some = Counts { passed: 2, failed: 0, skipped: 0 };
        assert_eq!(some.settled(false).failed, 1, "was killed after two tests");
        assert_eq!(some.settled(true), some);
        let failed = Counts { passed: 2, failed: 3, skipped: 0 };
        assert_eq!(failed.settled(false), failed, "its own count stands");
    }

    #[test]
    fn the_closing_line_has_the_three_numbers() {
        let counts = Counts { passed: 3, failed: 0, skipped: 1 };
        assert_eq!(counts.to_string(), "3 passed, 0 failed, 1 skipped");
    }
}
