//! `conflict-marks`: git left two versions of a place in the file.

use crate::document::Path;
use crate::finding::{Finding, Severity};
use crate::java::Span;
use crate::rules::rule::{Check, Example, Family, Rule, Targets};

static CONFLICT_MARKS: Rule = Rule {
    id: "conflict-marks",
    severity: Severity::Error,
    summary: "Git left two versions of a place in the file",
    explanation: "A merge met two changes of one place and wrote both into the file, between \
        lines of marks. Orca does not start with it. Keep one version, or make one of both, and \
        remove the marks.",
    targets: Targets::All,
    example: Example {
        wrong: "# the file\nspring:\n<<<<<<< HEAD\n  a: 1\n=======\n  a: 2\n>>>>>>> theirs\n",
        right: "# the file\nspring:\n  a: 2\n",
        fixed: None,
    },
};

pub(super) const FAMILY: Family = Family { rules: &[&CONFLICT_MARKS], check: Check::Elsewhere };

/// The findings on git's conflict marks in a whole text.
pub(crate) fn conflict_marks(text: &str) -> Vec<Finding> {
    if !text.contains("<<<<<<< ") {
        return Vec::new();
    }
    let mut findings = Vec::new();
    let mut open: Option<(usize, bool)> = None;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let mark = line.trim_end();
        match open {
            None if mark.starts_with("<<<<<<< ") => open = Some((start, false)),
            Some((from, false)) if mark == "=======" => open = Some((from, true)),
            Some((from, true)) if mark.starts_with(">>>>>>> ") => {
                findings.push(finding(Span::new(from, start + mark.len())));
                open = None;
            }
            _ => {}
        }
        start += line.len();
    }
    findings
}

fn finding(span: Span) -> Finding {
    Finding {
        rule: CONFLICT_MARKS.id,
        severity: CONFLICT_MARKS.severity,
        message: "two versions stand here with git's conflict marks: keep one of them and remove the lines <<<<<<<, ======= and >>>>>>>".into(),
        stage: None,
        path: Path::default(),
        span,
        fixes: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_conflict_is_named_from_mark_to_mark() {
        let text = "a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> other\nc: <<<<<<< no\n";
        let found = conflict_marks(text);
        assert_eq!(found.len(), 1);
        assert_eq!(
            &text[found[0].span.range()],
            "<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> other"
        );
        assert_eq!(conflict_marks("<<<<<<< HEAD\n"), []);
    }
}
