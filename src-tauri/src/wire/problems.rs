//! Rules, and what their fixes make of a text, as the window hears of them.

use stage_core::Analysis;
use stage_core::finding;
use stage_core::mend;
use stage_core::merge::{Part, merge};
use stage_core::rules::{Example, Rule};
use stage_wire::{Mended, MendedFinding, RuleExplained, Severity, TextChange, Version};

use super::place::range;

pub(crate) fn severity(of: finding::Severity) -> Severity {
    match of {
        finding::Severity::Note => Severity::Note,
        finding::Severity::Warning => Severity::Warning,
        finding::Severity::Error => Severity::Error,
    }
}

pub(crate) fn explained(rule: &Rule) -> RuleExplained {
    let Example { wrong, right, fixed } = rule.example;
    RuleExplained {
        id: rule.id.into(),
        severity: severity(rule.severity),
        summary: rule.summary.into(),
        explanation: rule.explanation.into(),
        wrong: wrong.into(),
        right: right.into(),
        fixed: fixed.map(Into::into),
    }
}

pub(crate) fn mended(before: &Analysis, after: &mend::Mended, version: Version) -> Mended {
    let of = |(finding, fix): &(finding::Finding, finding::Fix)| MendedFinding {
        rule: finding.rule.into(),
        title: fix.title.clone(),
        line: range(&before.source, finding.span).from.line,
    };
    Mended {
        version,
        changes: changes(&before.source.text, &after.analysis.source.text),
        mended: after.mended.iter().map(of).collect(),
    }
}

/// The changed lines of two texts, in UTF-16 units.
fn changes(before: &str, after: &str) -> Vec<TextChange> {
    let units = |text: &str| u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX);
    let mut changes = Vec::new();
    let mut at = 0;
    for part in merge(before, after, before) {
        match part {
            Part::Ours { text, base } => {
                let to = at + units(&base);
                changes.push(TextChange { from: at, to, insert: text });
                at = to;
            }
            Part::Same(text) => at += units(&text),
            // The other side is the text itself, which changes nothing.
            Part::Theirs { base, .. } | Part::Conflict { base, .. } => at += units(&base),
        }
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::changes;

    #[test]
    fn only_lines_that_change_are_replaced_counted_as_the_window_counts() {
        let found = changes("a: 😀\nb: 1\nc: 2\nd: 3", "a: 😀\nb: 9\nc: 2\nd: 3\ne: 4");
        let told: Vec<_> = found.iter().map(|it| (it.from, it.to, &*it.insert)).collect();
        assert_eq!(told, [(6, 11, "b: 9\n"), (16, 20, "d: 3\ne: 4")]);
    }
}
