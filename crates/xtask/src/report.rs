//! The end of `cargo xtask test`: a table of parts with times, what failed,
//! what could not run and why, and the closing line.

use std::time::Duration;

use crate::counts::Counts;

/// One row of the table.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) name: String,
    pub(crate) time: Duration,
    /// None for preparations, which check nothing.
    pub(crate) counts: Option<Counts>,
}

/// Everything that is said at the end.
#[derive(Debug, Default)]
pub(crate) struct Report {
    pub(crate) rows: Vec<Row>,
    /// `PART: CHECK`, with what was wrong where that is known.
    pub(crate) failed: Vec<String>,
    /// `PART: CHECK: what is missing and the remedy`.
    pub(crate) not_run: Vec<String>,
}

impl Report {
    /// The sum over all parts.
    pub(crate) fn total(&self) -> Counts {
        let mut total = Counts::default();
        for counts in self.rows.iter().filter_map(|row| row.counts) {
            total += counts;
        }
        total
    }

    /// The whole text; its last line is the sum and nothing else.
    pub(crate) fn text(&self) -> String {
        let widest = self.rows.iter().map(|row| row.name.len()).max().unwrap_or(0).max(4);
        let mut text = format!(
            "{:widest$}  {:>9}  {:>7}  {:>7}  {:>7}\n",
            "part", "time", "passed", "failed", "skipped"
        );
        for row in &self.rows {
            let line = format!("{:widest$}  {:>9}", row.name, spoken(row.time));
            let counts = row.counts.map_or_else(String::new, |counts| {
                format!("  {:>7}  {:>7}  {:>7}", counts.passed, counts.failed, counts.skipped)
            });
            text.push_str(&format!("{line}{counts}\n"));
        }
        let sum = self.rows.iter().map(|row| row.time).sum();
        text.push_str(&format!("{:widest$}  {:>9}\n", "all", spoken(sum)));
        for (title, lines) in [("Failed:", &self.failed), ("Could not run here:", &self.not_run)] {
            if !lines.is_empty() {
                text.push_str(&format!("\n{title}\n  {}\n", lines.join("\n  ")));
            }
        }
        text.push_str(&format!("\n{}\n", self.total()));
        text
    }
}

/// A time as people say it.
pub(crate) fn spoken(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds < 60 {
        format!("{:.1} s", time.as_secs_f64())
    } else {
        format!("{}:{:02} min", seconds / 60, seconds % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_names_what_failed_and_closes_with_the_sum_alone() {
        let row = |name: &str, seconds, counts| Row {
            name: name.to_owned(),
            time: Duration::from_millis(seconds),
            counts,
        };
        let report = Report {
            rows: vec![
                row("set-up", 65_400, None),
                row("format", 1_230, Some(Counts { passed: 2, failed: 0, skipped: 0 })),
                row("window", 40, Some(Counts { passed: 0, failed: 1, skipped: 1 })),
            ],
            failed: vec!["window: journeys".to_owned()],
            not_run: vec!["window: pictures: missing: a screen. Buy one.".to_owned()],
        };
        assert_eq!(
            report.text(),
            "\
part         time   passed   failed  skipped
set-up   1:05 min
format      1.2 s        2        0        0
window      0.0 s        0        1        1
all      1:06 min

Failed:
  window: journeys

Could not run here:
  window: pictures: missing: a screen. Buy one.

2 passed, 1 failed, 1 skipped
"
        );
    }
}
