//! Fixes once more, in files that nobody wrote by hand: the trap of each rule
//! whose example is a list of Kubernetes stages, among other stages, in four
//! forms of file, with either line end. The
//! finding is gone, no error is new, no other stage has changed by a byte, and
//! undo gives the file back.

use proptest::prelude::*;
use stage_core::Analysis;
use stage_core::analyze_for;
use stage_core::document::Source;
use stage_core::document::edit::{EditError, apply, edit, invert};
use stage_core::export::{Choice, Kept, Wrapping, plan_wrapped};
use stage_core::finding::Finding;
use stage_core::forms::Form;
use stage_core::mend::new_errors;
use stage_core::rules::{Rule, example, rules};
use stage_core::spinnaker::Target;

/// A stage in order, that stands before or behind.
const OTHER: &str = r#"      - label: Other # as it was
        type: other0
        cloudProvider: kubernetes
        account: my-account
        credentials: my-account
        application: "${execution.application}"
"#;

/// Rules with a fix whose example is a list of Kubernetes stages.
fn fixed() -> Vec<&'static Rule> {
    let list = |rule: &&Rule| example::file(rule.example.wrong).starts_with(LIST);
    rules().filter(|rule| rule.example.fixed.is_some()).filter(list).collect()
}

const LIST: &str = "job:\n  preconfigured:\n    kubernetes:\n";

/// The rule's wrong example between other stages.
fn among(rule: &Rule, before: usize, behind: usize) -> String {
    let wrong = example::file(rule.example.wrong);
    let items = wrong.strip_prefix(LIST).unwrap_or_default();
    let others = |count: usize, from: usize| -> String {
        (0..count).map(|at| OTHER.replace("other0", &format!("other{}", from + at))).collect()
    };
    format!("{LIST}{}{items}{}", others(before, 0), others(behind, before))
}

/// The same stages in another form, where they have one.
fn wrapped(text: &str, target: Target, form: Form) -> Option<String> {
    if form == Form::Profile {
        return Some(text.to_owned());
    }
    let from = analyze_for(&Source::new(text), target, None);
    let all: Vec<usize> = (0..from.stages.len()).collect();
    let names = Wrapping { kept: Kept::ConfigMap, ..Wrapping::default() };
    plan_wrapped(&from, &all, form, &names, None, Choice::Keep).ok().map(|planned| planned.text)
}

fn known(findings: &[Finding], wanted: &Finding) -> bool {
    let same = |it: &&Finding| {
        it.rule == wanted.rule && it.path == wanted.path && it.message == wanted.message
    };
    findings.iter().any(|it| same(&it))
}

/// The text of each stage that is called other.
fn others(analysis: &Analysis) -> Vec<&str> {
    let stages = (0..analysis.stages.len()).filter(|at| {
        let label = analysis.stages.get(*at).map(|stage| stage.definition.title());
        label == Some("Other")
    });
    let text = &analysis.source.text;
    stages.filter_map(|at| text.get(analysis.stage_span(at).range())).collect()
}

/// What a fix of the file breaks.
fn broken(text: &str, rule: &Rule, target: Target) -> Vec<String> {
    let analysis = analyze_for(&Source::new(text), target, None);
    let before = analysis.findings();
    let mut broken = Vec::new();
    for finding in before.iter().filter(|finding| finding.rule == rule.id) {
        for fix in &finding.fixes {
            let edits = match edit(text, &analysis.regions, &fix.edit) {
                Ok(edits) => edits,
                Err(EditError::ThroughAlias { .. } | EditError::SharedAnchor { .. }) => continue,
                Err(error) => {
                    broken.push(format!("{}: {error}", fix.title));
                    continue;
                }
            };
            let after = apply(text, &edits);
            let read = analyze_for(&Source::new(after.as_str()), target, None);
            let left = read.findings();
            if known(&left, finding) {
                broken.push(format!("{}: is still there\n{after}", fix.title));
            }
            if let Some(error) = new_errors(&before, &left).first() {
                broken.push(format!("{}: now {}: {}", fix.title, error.rule, error.message));
            }
            if others(&read) != others(&analysis) {
                broken.push(format!("{}: another stage has changed\n{after}", fix.title));
            }
            if text.contains("\r\n") && after.replace("\r\n", "").contains('\n') {
                broken.push(format!("{}: line ends are mixed\n{after:?}", fix.title));
            }
            if apply(&after, &invert(text, &edits)) != text {
                broken.push(format!("{}: undo does not lead back", fix.title));
            }
        }
    }
    broken
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(160))]

    #[test]
    fn a_fix_mends_its_trap_in_any_file(
        rule in prop::sample::select(fixed()),
        before in 0_usize..3,
        behind in 0_usize..3,
        form in prop::sample::select(vec![
            Form::Profile, Form::SpinnakerService, Form::ConfigMap, Form::HelmValues,
        ]),
        carriage in any::<bool>(),
    ) {
        let target = Target::of(rule.targets.newest());
        let text = among(rule, before, behind);
        let Some(text) = wrapped(&text, target, form) else { return Ok(()) };
        let text = if carriage { text.replace('\n', "\r\n") } else { text };
        let broken = broken(&text, rule, target);
        prop_assert!(broken.is_empty(), "{} in {}: {}\n{text}", rule.id, form.name(), broken.join("\n"));
    }
}

#[test]
fn every_trap_is_found_among_other_stages() {
    let silent = |rule: &&Rule| {
        let text = among(rule, 1, 1);
        let target = Target::of(rule.targets.newest());
        let found = analyze_for(&Source::new(text), target, None).findings();
        !found.iter().any(|it| it.rule == rule.id && !it.fixes.is_empty())
    };
    let silent: Vec<&str> =
        fixed().iter().filter(|rule| silent(rule)).map(|rule| rule.id).collect();
    assert_eq!(silent, [""; 0]);
}
