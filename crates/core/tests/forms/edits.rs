//! Edits in every form touch what they must and nothing else.

use stage_core::document::edit::{Edit, New, apply, edit, invert};
use stage_core::document::{Kind, Path, Spot, Step};
use stage_core::{Analysis, analyze, document::Source};

use crate::samples::{all, analyzed};

/// The paths of all scalars of the stages.
fn scalars(analysis: &Analysis) -> Vec<Path> {
    fn walk(spot: Spot<'_>, path: &Path, out: &mut Vec<Path>) {
        if let Kind::Scalar { .. } = spot.node.kind {
            out.push(path.clone());
        }
        for (key, value) in spot.entries() {
            walk(value, &path.key(key.as_text().expect("a key")), out);
        }
        for (index, item) in spot.items().into_iter().enumerate() {
            walk(item, &path.step(Step::Index(index)), out);
        }
    }
    let mut out = Vec::new();
    for place in &analysis.detected.stages {
        let path = place.path();
        walk(analysis.regions.at(&path).expect("a stage"), &path, &mut out);
    }
    out
}

#[test]
fn every_form_is_found_with_its_stages_and_a_reason() {
    for (form, text) in all() {
        let analysis = analyzed(&text);
        assert_eq!(analysis.detected.form.name(), form, "{}\n{text}", analysis.detected.reason);
        let found: Vec<_> =
            analysis.stages.iter().map(|stage| stage.definition.title().to_owned()).collect();
        assert_eq!(found, ["Echo", "Second", "Hook"], "{text}");
        assert!(!analysis.detected.reason.is_empty());
        let values = analysis.stages.iter().map(|stage| stage.loaded.value.is_some());
        assert!(values.into_iter().all(|loaded| loaded), "every stage loads in {form}");
        assert_eq!(analysis.loaded.kubernetes.len(), 2, "{form} loads as a file\n{text}");
    }
}

#[test]
fn a_place_in_a_stage_is_a_place_in_the_file() {
    for (form, text) in all() {
        let analysis = analyzed(&text);
        let image = Path::parse("manifest.spec.template.spec.containers[0].name").expect("a path");
        let base = analysis.detected.stages[0].path();
        let path = image.steps.iter().fold(base, |path, step| path.step(step.clone()));
        let spot = analysis.regions.at(&path).expect("the container");
        let shown = analysis.source.slice(spot.span());
        let whole = analysis.regions.regions[spot.region].holder.is_some();
        assert!(shown == "echo" || whole, "{form}: {shown}");
        assert!(spot.span().end as usize <= text.len());
    }
}

#[test]
fn every_scalar_edited_and_undone_gives_the_same_bytes() {
    for (form, text) in all() {
        let analysis = analyzed(&text);
        for path in scalars(&analysis) {
            let set = Edit::Set { path: path.clone(), value: New::Text("changed: value".into()) };
            let edits = edit(&text, &analysis.regions, &set)
                .unwrap_or_else(|error| panic!("{form} {path}: {error}"));
            let after = apply(&text, &edits);
            let read = analyze(&Source::new(after.as_str()), Some(&analysis));
            let spot = read.regions.at(&path).expect("it is still there");
            assert_eq!(spot.node.as_text(), Some("changed: value"), "{form} {path}\n{after}");
            assert_eq!(apply(&after, &invert(&text, &edits)), text, "{form} {path}");
            let fresh = analyzed(&after);
            assert_eq!(
                format!("{:?}", fresh.findings()),
                format!("{:?}", read.findings()),
                "from scratch and after an edit are the same"
            );
        }
    }
}

#[test]
fn a_changed_value_changes_its_line_only() {
    for (form, text) in all() {
        let analysis = analyzed(&text);
        let path = analysis.detected.stages[1].path().key("label");
        let set = Edit::Set { path, value: New::Text("Other".into()) };
        let after = apply(&text, &edit(&text, &analysis.regions, &set).expect("an edit"));
        let differ: Vec<_> =
            text.lines().zip(after.lines()).filter(|(one, other)| one != other).collect();
        assert_eq!(text.lines().count(), after.lines().count(), "{form}");
        let [(before, now)] = differ[..] else { panic!("{form}: {differ:?}") };
        if analysis.regions.regions[analysis.detected.stages[1].region].holder.is_none() {
            assert_eq!(before.replace("Second", "Other"), now, "{form}");
        }
    }
}

#[test]
fn stages_are_added_moved_and_taken_out_in_every_form() {
    for (form, text) in all() {
        let analysis = analyzed(&text);
        let (first, second) =
            (analysis.detected.stages[0].path(), analysis.detected.stages[1].path());
        let list = analysis.detected.stages[0].list.as_ref().clone();
        let new = New::Yaml("label: Third # new\ntype: third\nscript: |\n  a\n\n  b\n".into());
        for change in [
            Edit::Insert { path: list.index(2), value: new },
            Edit::Move { from: second.clone(), to: first.clone() },
            Edit::Remove { path: second },
            Edit::Insert { path: first.key("region"), value: New::Text("eu".into()) },
        ] {
            let edits = edit(&text, &analysis.regions, &change)
                .unwrap_or_else(|error| panic!("{form} {change:?}: {error}\n{text}"));
            let after = apply(&text, &edits);
            let read = analyzed(&after);
            assert_eq!(read.detected.form.name(), form, "{after}");
            assert!(read.findings().iter().all(|found| found.rule != "syntax"), "{after}");
            assert_eq!(apply(&after, &invert(&text, &edits)), text, "{form}");
        }
    }
}

mod typing {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(120))]

        #[test]
        fn typing_anywhere_reads_as_from_scratch(
            form in any::<prop::sample::Index>(),
            edits in prop::collection::vec(
                (any::<prop::sample::Index>(), "[ a-z:'\"#|>&*\n{}@=-]{0,6}", 0usize..9),
                1..4,
            ),
        ) {
            let samples = all();
            let mut text = form.get(&samples).1.clone();
            let mut analysis = analyzed(&text);
            for (at, insert, remove) in edits {
                let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
                let from = at.index(places.len());
                let to = (from + remove).min(places.len() - 1);
                text = format!("{}{insert}{}", &text[..places[from]], &text[places[to]..]);
                analysis = analyze(&Source::new(text.as_str()), Some(&analysis));
                let fresh = analyzed(&text);
                prop_assert_eq!(format!("{:?}", fresh.detected), format!("{:?}", analysis.detected));
                prop_assert_eq!(fresh.findings(), analysis.findings());
                for stage in 0..analysis.stages.len() {
                    let span = analysis.stage_span(stage);
                    prop_assert_eq!(span, fresh.stage_span(stage));
                    prop_assert!(span.end as usize <= text.len());
                }
            }
        }
    }
}
