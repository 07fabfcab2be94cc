//! Real files: nothing is lost, and every way of reading says the same.

use proptest::prelude::*;
use stage_core::analyze;
use stage_core::document::edit::{Edit, New, apply, edit, invert};
use stage_core::document::{Kind, Node, Path, Source};
use stage_tests::generated::profile;

use crate::shared::stage_files;

fn files() -> Vec<(String, String)> {
    let mut files = stage_files();
    files.push(("made".into(), profile(3)));
    let windows = profile(2).replace('\n', "\r\n");
    files.push(("with carriage returns".into(), format!("\u{feff}{windows}")));
    files
}

/// The paths of all scalars of a stage.
fn scalars(node: &Node, path: &Path, out: &mut Vec<Path>) {
    match &node.kind {
        Kind::Scalar { .. } => out.push(path.clone()),
        Kind::Mapping { entries, .. } => {
            for entry in entries {
                scalars(&entry.value, &path.key(entry.key.as_text().unwrap_or_default()), out);
            }
        }
        Kind::Sequence { items, .. } => {
            for (index, item) in items.iter().enumerate() {
                scalars(item, &path.index(index), out);
            }
        }
        _ => {}
    }
}

#[test]
fn a_file_opened_and_saved_is_the_same_file() {
    for (name, text) in files() {
        assert_eq!(*analyze(&Source::new(text.as_str()), None).source.text, *text, "{name}");
    }
}

#[test]
fn every_real_file_shows_its_stages() {
    for (name, text) in stage_files() {
        let analysis = analyze(&Source::new(text.as_str()), None);
        assert!(!analysis.stages.is_empty(), "{name}: {}", analysis.detected.reason);
        for stage in &analysis.stages {
            assert!(!stage.broken, "{name}: {}", stage.definition.title());
        }
    }
}

#[test]
fn every_scalar_edited_and_undone_gives_the_same_bytes() {
    for (name, text) in files() {
        let analysis = analyze(&Source::new(text.as_str()), None);
        for (place, stage) in analysis.detected.stages.iter().zip(&analysis.stages) {
            let mut paths = Vec::new();
            if let Some(node) = &stage.node {
                scalars(node, &place.path(), &mut paths);
            }
            for path in paths {
                for value in ["other", "yes: no # x", "two\nlines\n"] {
                    let change = Edit::Set { path: path.clone(), value: New::Text(value.into()) };
                    let edits = match edit(&text, &analysis.regions, &change) {
                        Ok(edits) => edits,
                        Err(error) => panic!("{name} {path}: {error}"),
                    };
                    let changed = apply(&text, &edits);
                    let after = analyze(&Source::new(changed.as_str()), Some(&analysis));
                    let spot = after.regions.at(&path).expect("it is still there");
                    assert_eq!(spot.node.as_text(), Some(value), "{name} {path}");
                    assert_eq!(apply(&changed, &invert(&text, &edits)), text, "{name} {path}");
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn after_random_edits_everything_is_as_from_scratch(
        file in any::<prop::sample::Index>(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0usize..30, "[ a-z:'\"#|>&*\\[{\n-]{0,6}"), 1..6),
    ) {
        let files = files();
        let (_, mut text) = files[file.index(files.len())].clone();
        let mut analysis = analyze(&Source::new(text.as_str()), None);
        for (at, remove, insert) in edits {
            let from = text.floor_char_boundary(at.index(text.len()));
            let to = text.floor_char_boundary((from + remove).min(text.len()));
            text.replace_range(from..to, &insert);
            analysis = analyze(&Source::new(text.as_str()), Some(&analysis));
            let scratch = analyze(&Source::new(text.as_str()), None);
            prop_assert_eq!(analysis.findings(), scratch.findings());
            prop_assert_eq!(analysis.stages.len(), scratch.stages.len());
            for (one, other) in analysis.stages.iter().zip(&scratch.stages) {
                prop_assert_eq!(&one.node, &other.node);
                prop_assert_eq!(&one.findings, &other.findings);
            }
        }
    }
}
