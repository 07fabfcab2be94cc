//! What every rule promises: its examples show it, and its fixes mend it.

use super::{Policy, Rule, example, rules};
use crate::Analysis;
use crate::document::edit::{apply, edit, invert};
use crate::document::{Source, read, value};
use crate::finding::{Finding, Severity};
use crate::spinnaker::Target;

/// Rules that no text short enough to be read can show.
const TOO_LONG_TO_SHOW: [&str; 3] = ["too-large", "more-findings", "profile-near-limit"];

fn analyzed(text: &str, rule: &Rule) -> Analysis {
    let target = Target::of(rule.targets.newest());
    crate::analyze_for(&Source::new(text), target, None)
}

fn findings(analysis: &Analysis) -> Vec<Finding> {
    let accounts = vec!["my-account".to_owned(), "production".to_owned()];
    analysis.findings_under(&Policy { accounts, ..Policy::default() })
}

fn told(findings: &[Finding]) -> Vec<String> {
    findings.iter().map(|it| format!("{} {} {}", it.severity.name(), it.rule, it.message)).collect()
}

#[test]
fn every_rule_has_something_to_say() {
    let mut ids: Vec<&str> = rules().map(|rule| rule.id).collect();
    for rule in rules() {
        let id = rule.id;
        assert!(id.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{id}");
        assert!(
            !rule.summary.is_empty() && !rule.summary.ends_with('.'),
            "{id}: one line, no stop"
        );
        assert!(rule.explanation.len() > 80 && rule.explanation.ends_with('.'), "{id}: sentences");
        assert!(!rule.explanation.contains("  "), "{id}: no gaps");
        let Example { wrong, right, fixed } = rule.example;
        assert!(!wrong.is_empty() && !right.is_empty(), "{id}: both examples");
        assert!(fixed != Some(wrong), "{id}: the fix changes something");
    }
    ids.sort_unstable();
    let before = ids.len();
    ids.dedup();
    assert_eq!(ids.len(), before, "each id once");
}

use super::Example;

#[test]
fn the_wrong_example_raises_its_rule_and_the_right_one_does_not() {
    let mut bad = Vec::new();
    for rule in rules().filter(|rule| !TOO_LONG_TO_SHOW.contains(&rule.id)) {
        let wrong = findings(&analyzed(&example::file(rule.example.wrong), rule));
        if !wrong.iter().any(|finding| finding.rule == rule.id) {
            bad.push(format!("{}: not raised by the wrong example\n{:#?}", rule.id, told(&wrong)));
        }
        let right = findings(&analyzed(&example::file(rule.example.right), rule));
        let fine =
            |finding: &Finding| finding.rule != rule.id && finding.severity < Severity::Error;
        if !right.iter().all(fine) {
            bad.push(format!("{}: the right example\n{:#?}", rule.id, told(&right)));
        }
    }
    assert!(bad.is_empty(), "{}", bad.join("\n"));
}

#[test]
fn the_first_fix_of_the_wrong_example_gives_the_fixed_one() {
    let mut bad = Vec::new();
    for rule in rules().filter(|rule| !TOO_LONG_TO_SHOW.contains(&rule.id)) {
        let text = example::file(rule.example.wrong);
        let analysis = analyzed(&text, rule);
        let found = findings(&analysis).into_iter().find(|finding| finding.rule == rule.id);
        let fix = found.and_then(|finding| finding.fixes.into_iter().next());
        match (fix, rule.example.fixed) {
            (None, None) => {}
            (None, Some(_)) => bad.push(format!("{}: has no fix", rule.id)),
            (Some(_), None) => bad.push(format!("{}: has a fix, and no fixed example", rule.id)),
            (Some(fix), Some(fixed)) => match edit(&text, &analysis.regions, &fix.edit) {
                Ok(edits) => {
                    let after = apply(&text, &edits);
                    let wanted = example::file(fixed);
                    if !same(&after, &wanted) {
                        bad.push(format!("{}: gives\n{after}", rule.id));
                    }
                    assert_eq!(apply(&after, &invert(&text, &edits)), text, "undo of {}", rule.id);
                }
                Err(error) => bad.push(format!("{}: {error}", rule.id)),
            },
        }
    }
    assert!(bad.is_empty(), "{}", bad.join("\n"));
}

fn same(one: &str, other: &str) -> bool {
    let values =
        |text: &str| -> Vec<_> { read(text).roots.iter().map(|root| value(root)).collect() };
    values(one) == values(other)
}

#[test]
fn nothing_is_said_of_what_the_examples_leave_out() {
    let found = findings(&crate::analyze(&Source::new(example::file("enabled: true\n")), None));
    assert_eq!(told(&found), [""; 0]);
    let plugin = example::file("# in a plugin's resource\nenabled: true\n");
    let found = findings(&crate::analyze(&Source::new(plugin), None));
    assert_eq!(told(&found), [""; 0]);
}
