//! What every fix promises, over all rules' examples, the project's samples,
//! and real files where this machine has them: its finding is gone, no new
//! error is there, and undo gives the bytes back.
#![allow(clippy::print_stderr, reason = "what is skipped is said")]

use std::path::{Path, PathBuf};

use stage_core::document::Source;
use stage_core::document::edit::{EditError, apply, edit, invert};
use stage_core::finding::Finding;
use stage_core::mend::{mend, new_errors};
use stage_core::rules::{Policy, example, rules};
use stage_core::spinnaker::{Release, Target};
use stage_core::{Analysis, analyze_for};

fn shared(name: &str) -> Option<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let given = std::env::var_os("STAGE_DESIGNER_SHARED").map(PathBuf::from);
    let beside = here.ancestors().map(|folder| folder.join("shared"));
    given.into_iter().chain(beside).map(|folder| folder.join(name)).find(|folder| folder.is_dir())
}

fn files() -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = rules()
        .flat_map(|rule| {
            let Example { wrong, right, fixed } = rule.example;
            let all = [Some(wrong), Some(right), fixed].into_iter().flatten().enumerate();
            all.map(|(at, text)| (format!("{} {at}", rule.id), example::file(text)))
                .collect::<Vec<_>>()
        })
        .collect();
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples");
    let mut folders = vec![samples];
    match shared("examples") {
        Some(folder) => folders.push(folder),
        None => eprintln!("SKIPPED: no shared folder `examples`"),
    }
    for folder in folders {
        for entry in std::fs::read_dir(folder).expect("the folder is there").flatten() {
            let text = std::fs::read_to_string(entry.path()).expect("it is text");
            files.push((entry.file_name().to_string_lossy().into_owned(), text));
        }
    }
    files
}

use stage_core::rules::Example;

fn known(findings: &[Finding], wanted: &Finding) -> bool {
    findings
        .iter()
        .any(|it| it.rule == wanted.rule && it.path == wanted.path && it.message == wanted.message)
}

fn every_fix(name: &str, text: &str, target: Target) -> Vec<String> {
    let mut broken = Vec::new();
    let analysis: Analysis = analyze_for(&Source::new(text), target, None);
    let before = analysis.findings();
    for finding in &before {
        for fix in &finding.fixes {
            let told =
                format!("{name} for {}: {} ({})", target.release.name(), finding.rule, fix.title);
            let edits = match edit(text, &analysis.regions, &fix.edit) {
                Ok(edits) => edits,
                // Shared text is edited where it stands.
                Err(EditError::ThroughAlias { .. } | EditError::SharedAnchor { .. }) => continue,
                Err(error) => {
                    broken.push(format!("{told}: {error}"));
                    continue;
                }
            };
            let after = apply(text, &edits);
            let left = analyze_for(&Source::new(&*after), target, None).findings();
            if known(&left, finding) {
                broken.push(format!("{told}: is still there"));
            }
            if let Some(error) = new_errors(&before, &left).first() {
                broken.push(format!("{told}: now there is {}: {}", error.rule, error.message));
            }
            if apply(&after, &invert(text, &edits)) != text {
                broken.push(format!("{told}: undo does not lead back"));
            }
        }
    }
    broken
}

#[test]
fn a_fix_takes_its_finding_away_and_brings_no_error() {
    let mut broken = Vec::new();
    for (name, text) in files() {
        for release in [Release::V2026_2, Release::V2025_3] {
            broken.extend(every_fix(&name, &text, Target::of(release)));
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn after_all_safe_fixes_none_is_left() {
    for (name, text) in files() {
        let analysis = analyze_for(&Source::new(&*text), Target::default(), None);
        let mended = mend(&analysis, &Policy::default(), |_, fix| fix.safe).analysis;
        let again = mend(&mended, &Policy::default(), |_, fix| fix.safe);
        assert!(
            again.mended.is_empty(),
            "{name}: {:?}",
            again.mended.first().map(|(it, _)| it.rule)
        );
        let (before, after) = (analysis.findings(), mended.findings());
        assert!(new_errors(&before, &after).is_empty(), "{name}");
        assert_eq!(
            mended.findings(),
            stage_core::analyze(&mended.source, None).findings(),
            "{name}"
        );
    }
}
