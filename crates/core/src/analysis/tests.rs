#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use super::*;
use crate::spinnaker::Release;

fn stages(second: &str) -> String {
    format!(
        "job:\n  preconfigured:\n    kubernetes:\n      - label: One\n        type: one\n      - label: Two\n        type: two\n{second}"
    )
}

fn said(analysis: &Analysis, rule: &str) -> Vec<String> {
    let findings = analysis.findings();
    findings
        .iter()
        .filter(|finding| finding.rule == rule)
        .map(|finding| {
            let position = analysis.source.scalar_position(finding.span.start as usize);
            format!("{}: {}", position.line + 1, finding.message)
        })
        .collect()
}

#[test]
fn what_only_orcas_reader_refuses_is_an_error_at_its_line() {
    let text = stages("\t\n        enabled: true\n");
    let analysis = analyze(&Source::new(text.as_str()), None);
    insta::assert_debug_snapshot!(said(&analysis, "tab-indentation"), @r#"
    [
        "8: Orca's YAML reader stops here: no token begins with this character (ScannerException)",
    ]
    "#);
    assert_eq!(analysis.stages.len(), 2, "it is read all the same");
    let before = format!("spring:\n- a\n  \t# x\n{}", stages(""));
    let analysis = analyze(&Source::new(before.as_str()), None);
    assert_eq!(said(&analysis, "tab-indentation").len(), 1, "outside of stages too");
    let inside =
        stages("        description: |\n          x\n\t\n").replace("\n\t", "\n          \t");
    let analysis = analyze(&Source::new(inside.as_str()), None);
    assert_eq!(said(&analysis, "tab-indentation").len(), 0, "a script may hold tabs");
}

#[test]
fn what_only_strict_readers_refuse_is_a_warning_at_its_line() {
    let text = format!("spring: &größe a\n{}", stages(""));
    let analysis = analyze(&Source::new(text.as_str()), None);
    insta::assert_debug_snapshot!(said(&analysis, "strict-yaml"), @r#"
    [
        "1: Strict YAML readers refuse this: did not find expected alphabetic or numeric character",
    ]
    "#);
}

#[test]
fn another_release_after_the_first_reads_as_from_scratch() {
    let text =
        stages("        manifest:\n          spec:\n            podReplacementPolicy: Failed\n");
    let source = Source::new(text.as_str());
    let newest = analyze(&source, None);
    for (release, _) in Release::ALL {
        let target = Target::of(release);
        let scratch = analyze_for(&source, target, None);
        let after = analyze_for(&source, target, Some(&newest));
        assert_eq!(after.findings(), scratch.findings(), "{}", release.name());
        let values = |analysis: &Analysis| -> Vec<_> {
            analysis.loaded.kubernetes.iter().map(|stage| stage.loaded.value.clone()).collect()
        };
        assert_eq!(values(&after), values(&scratch), "{}", release.name());
        let back = analyze_for(&source, Target::default(), Some(&after));
        assert_eq!(back.findings(), newest.findings(), "and back from {}", release.name());
    }
}
