//! What is said about places, and that the data says it of all.

use super::*;
use crate::document::Step;

#[test]
fn every_property_is_described_in_every_release() {
    for (release, name) in Release::ALL {
        for kind in [StageKind::Kubernetes, StageKind::Titus, StageKind::Webhook] {
            let mut seen = 0;
            described_below(kind, &mut Vec::new(), release, &mut seen);
            let least = if kind == StageKind::Kubernetes { 450 } else { 14 };
            assert!(seen >= least, "{name} {kind:?}: {seen} properties");
        }
    }
}

fn described_below(kind: StageKind, way: &mut Vec<Step>, release: Release, seen: &mut usize) {
    for child in children(kind, way, release) {
        *seen += 1;
        assert!(!child.description.is_empty(), "{way:?} {}", child.name);
        assert!(!child.description.contains('`'), "{way:?} {}: Markdown", child.name);
        let before = way.len();
        way.push(Step::Key(child.name.into()));
        assert_eq!(describe(kind, way, release).as_ref(), Some(&child));
        if matches!(child.shape, Shape::List(_)) {
            way.push(Step::Index(0));
        }
        described_below(kind, way, release, seen);
        way.truncate(before);
    }
}

#[test]
fn a_place_is_described_with_its_default_words_and_release() {
    let way = |text: &str| Path::parse(text).expect("a path").steps;
    let says = |text: &str| {
        let it = describe(StageKind::Kubernetes, &way(text), Release::V2026_2).expect(text);
        format!(
            "{} takes {}, default {:?}, words {:?}, since {:?}",
            it.name, it.takes, it.default, it.values, it.since
        )
    };
    let pod = "manifest.spec.template.spec";
    let lines = [
        says("uiType"),
        says("enabled"),
        says("manifest.spec.suspend"),
        says("manifest.spec.backoff-limit"),
        says(&format!("{pod}.restartPolicy")),
        says(&format!("{pod}.containers")),
        says(&format!("{pod}.containers[3].resizePolicy[0]")),
        says(&format!("{pod}.containers[0].resources.limits.cpu")),
    ];
    insta::assert_snapshot!(lines.join("\n"), @r#"
    uiType takes a fixed word, default Some("BASIC"), words ["BASIC", "CUSTOM"], since None
    enabled takes true or false, default Some("true"), words [], since None
    suspend takes true or false, default Some("false"), words [], since Some(V2025_4)
    backoffLimit takes a whole number, default Some("6"), words [], since None
    restartPolicy takes text, default None, words ["Never", "OnFailure"], since None
    containers takes a list of mappings, default None, words [], since None
    resizePolicy takes a mapping, default None, words [], since Some(V2026_2)
    limits takes a quantity as quoted text, such as "500m", default None, words [], since None
    "#);
    assert_eq!(describe(StageKind::Titus, &way("manifest"), Release::V2026_2), None);
    let older = describe(StageKind::Kubernetes, &way("manifest.spec.suspend"), Release::V1_38);
    assert_eq!(older, None, "1.38 does not read it");
}

#[test]
fn the_data_names_only_what_exists() {
    let all: Vec<&Tables> =
        Release::ALL.iter().map(|(release, _)| tables(*release)).chain([newest_tables()]).collect();
    let notes: serde_json::Value =
        serde_json::from_str(include_str!("../../../data/job-notes.json")).expect("JSON");
    for (class, note) in notes.as_object().expect("an object") {
        for field in note["fields"].as_object().into_iter().flatten().map(|(name, _)| name) {
            let known = all
                .iter()
                .any(|tables| tables.class(class).is_some_and(|it| it.field(field).is_some()));
            assert!(known, "job-notes.json: {class}.{field}");
        }
    }
    for tables in all {
        for class in &tables.classes {
            for field in class.fields.iter().filter(|field| field.shape == Shape::Anything) {
                assert_eq!(
                    field.name, "fieldsV1",
                    "{}.{} has no known type",
                    class.name, field.name
                );
            }
        }
    }
}
