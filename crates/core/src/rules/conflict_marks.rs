//! `conflict-marks`: git left two versions of a place in the file.

use crate::document::Path;
use crate::finding::{Finding, Severity};
use crate::java::Span;

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
        rule: "conflict-marks",
        severity: Severity::Error,
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
