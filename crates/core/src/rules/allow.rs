//! Findings that somebody has looked at and allowed, in a comment of the file:
//! `# stage-designer: allow RULE reason`.
//!
//! Behind something on a line it is about that line; on a line of its own,
//! about the next one and the block that begins there. What keeps Orca from
//! starting cannot be allowed.

use std::ops::Range;

use super::rule::{Check, Example, Family, Rule, Targets};
use crate::document::{Path, Source};
use crate::finding::{Finding, Severity};
use crate::java::Span;

static UNKNOWN_RULE: Rule = Rule {
    id: "allowance-unknown-rule",
    severity: Severity::Warning,
    summary: "An allowance names no rule",
    explanation: "The comment names a rule that does not exist, or one that cannot be allowed \
        because Orca would not start. Nothing is allowed by it. `stagectl rules` lists all names.",
    targets: Targets::All,
    example: Example {
        wrong: "# in the job's spec, without ttlSecondsAfterFinished\n# stage-designer: allow no-tll kept for audits\nsuspend: false\n",
        right: "# in the job's spec, without ttlSecondsAfterFinished\nsuspend: false\n",
        fixed: None,
    },
};

static WITHOUT_REASON: Rule = Rule {
    id: "allowance-without-reason",
    severity: Severity::Note,
    summary: "An allowance gives no reason",
    explanation: "Whoever meets the comment later wants to know why the trap is none here. Write \
        the reason behind the rule's name.",
    targets: Targets::All,
    example: Example {
        wrong: "# in the container\nimage: alpine:latest # stage-designer: allow image-not-pinned\n",
        right: "# in the container\nimage: alpine:latest # stage-designer: allow image-not-pinned it only prints\n",
        fixed: None,
    },
};

static UNUSED: Rule = Rule {
    id: "allowance-unused",
    severity: Severity::Note,
    summary: "An allowance allows nothing",
    explanation: "The rule finds nothing where the comment stands: the trap is gone, or the comment \
        is in the wrong place. A comment on a line of its own is about the next line and what is \
        indented below it. Remove it, so that it does not hide the next one.",
    targets: Targets::All,
    example: Example {
        wrong: "# in the container\nimage: alpine:3.22.1 # stage-designer: allow image-not-pinned it only prints\n",
        right: "# in the container\nimage: alpine:3.22.1\n",
        fixed: None,
    },
};

pub(super) const FAMILY: Family =
    Family { rules: &[&UNKNOWN_RULE, &WITHOUT_REASON, &UNUSED], check: Check::Elsewhere };

/// What begins an allowance.
const MARK: &str = "# stage-designer: allow";

/// Rules that cannot be allowed.
const NEVER: [&str; 4] = ["would-not-start", "syntax", "tab-indentation", "plugin-would-not-load"];

/// One comment that allows something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// The rule's id, as written.
    pub rule: String,
    /// Why, in the words of the file; may be empty.
    pub reason: String,
    /// The lines that it is about, from 0.
    pub lines: Range<usize>,
    /// The comment, in bytes of the text.
    pub span: Span,
}

/// The allowances of a text.
pub fn allowances(source: &Source) -> Vec<Allowance> {
    if !source.text.contains(MARK) {
        return Vec::new();
    }
    (0..source.line_count()).filter_map(|line| allowance(source, line)).collect()
}

fn allowance(source: &Source, number: usize) -> Option<Allowance> {
    let line = source.line(number).trim_end();
    let at = line.find(MARK)?;
    let before = line.get(..at)?;
    if !before.is_empty() && !before.ends_with([' ', '\t']) {
        return None;
    }
    let rest = line.get(at + MARK.len()..)?.trim();
    let (rule, reason) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let lines =
        if before.trim().is_empty() { block(source, number + 1) } else { number..number + 1 };
    let start = source.line_start(number);
    let span = Span::new(start + at, start + line.len());
    Some(Allowance { rule: rule.into(), reason: reason.trim().into(), lines, span })
}

/// The first line from `from` on that says something, and all that belongs to
/// it.
fn block(source: &Source, from: usize) -> Range<usize> {
    let empty = |line: &str| line.trim().is_empty() || line.trim_start().starts_with('#');
    let Some(first) = (from..source.line_count()).find(|line| !empty(source.line(*line))) else {
        return from..from;
    };
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let own = indent(source.line(first));
    let item = source.line(first).trim_start().starts_with("- ");
    let belongs = |line: usize| {
        let text = source.line(line);
        // A list may stand right below its key.
        let of_key = !item && indent(text) == own && text.trim_start().starts_with('-');
        empty(text) || indent(text) > own || of_key
    };
    let end = (first + 1..source.line_count()).find(|line| !belongs(*line));
    first..end.unwrap_or(source.line_count())
}

/// `findings` without those that are allowed, and with what is wrong with the
/// allowances.
pub(crate) fn allowed(source: &Source, mut findings: Vec<Finding>) -> Vec<Finding> {
    let allowances = allowances(source);
    if allowances.is_empty() {
        return findings;
    }
    let mut used = vec![false; allowances.len()];
    findings.retain(|finding| {
        let line = source.scalar_position(finding.span.start as usize).line;
        let allowed = allowances
            .iter()
            .position(|it| it.rule == finding.rule && it.lines.contains(&line))
            .filter(|_| !NEVER.contains(&finding.rule));
        if let Some(used) = allowed.and_then(|at| used.get_mut(at)) {
            *used = true;
        }
        allowed.is_none()
    });
    for (allowance, used) in allowances.iter().zip(used) {
        let known = super::rule(&allowance.rule).is_some() && !NEVER.contains(&&*allowance.rule);
        let (rule, message) = if !known {
            let message = format!("There is no rule {:?} that could be allowed.", allowance.rule);
            (&UNKNOWN_RULE, message)
        } else if !used {
            (&UNUSED, format!("The rule {} finds nothing here.", allowance.rule))
        } else if allowance.reason.is_empty() {
            (&WITHOUT_REASON, "Say why, behind the rule's name.".to_owned())
        } else {
            continue;
        };
        findings.push(Finding {
            rule: rule.id,
            severity: rule.severity,
            message,
            stage: None,
            path: Path::default(),
            span: allowance.span,
            fixes: Vec::new(),
        });
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_is_about_its_line_or_the_block_below() {
        let text = "a:\n  b: 1 # stage-designer: allow one why not\n  # stage-designer: allow two\n\n  c:\n  - d: 1\n    e: 2\n  f: 3\n";
        let found: Vec<(String, String, Range<usize>)> = allowances(&Source::new(text))
            .into_iter()
            .map(|it| (it.rule, it.reason, it.lines))
            .collect();
        assert_eq!(
            found,
            [
                ("one".to_owned(), "why not".to_owned(), 1..2),
                ("two".to_owned(), String::new(), 4..7)
            ]
        );
    }
}
