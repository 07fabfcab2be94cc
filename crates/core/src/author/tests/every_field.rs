//! Every field of the Job, for each generation of client-java, set by the
//! edit that the tree makes and read back.

use crate::author::author;
use crate::author::control::{Control, control};
use crate::author::fields::each;
use crate::document::edit::{Edit, New, apply};
use crate::document::{Path, Source, value};
use crate::java::to_json;
use crate::schema::{Described, Shape};
use crate::spinnaker::{Release, Target};
use crate::{analyze_for, forms::StageKind};
use serde_json::{Value, json};

const STAGE: &str = "\
job:
  preconfigured:
    kubernetes:
    - label: All # kept
      type: all
      cloudProvider: kubernetes
      manifest:
        apiVersion: batch/v1
        kind: Job
";

/// A value that suits the control, as it is written and as it must be read.
fn sample(about: &Described, control: Control) -> Option<(New, Value)> {
    let text = |text: &str| (New::Text(text.into()), json!(text));
    let texts = |one: &str| (New::List(vec![New::Text(one.into())]), json!([one]));
    Some(match control {
        Control::Text | Control::Yaml | Control::Reference(_) => text("0123"),
        Control::Script => texts("echo \"$HOME\": #\n  x\n"),
        Control::Words => texts("yes"),
        Control::Truth => (New::Bool(true), json!(true)),
        Control::Number | Control::Seconds => (New::Int(7), json!(7)),
        Control::Port if matches!(about.shape, Shape::Whole { .. }) => (New::Int(80), json!(80)),
        Control::Port => text("80"),
        Control::Quantity => text("1"),
        Control::Time => text("2026-01-31T12:00:00Z"),
        Control::Choice => text(about.values.first().copied().unwrap_or("")),
        Control::KeyValues => (
            New::Map(vec![("[a.b/c]".into(), New::Text("true".into()))]),
            json!({"[a.b/c]": "true"}),
        ),
        Control::Quantities => {
            (New::Map(vec![("cpu".into(), New::Text("1".into()))]), json!({"cpu": "1"}))
        }
        Control::Numbers => (New::List(vec![New::Int(1)]), json!([1])),
        Control::Items | Control::Group => return None,
    })
}

#[test]
fn every_field_of_each_release_is_set_once_and_read_back() {
    for (release, fields) in
        [(Release::V2025_0, 500), (Release::V2026_0, 500), (Release::V2026_2, 500)]
    {
        let source = Source::new(STAGE);
        let before = analyze_for(&source, Target::of(release), None);
        let base = Path::parse("job.preconfigured.kubernetes[0]").unwrap();
        let mut set = 0;
        let mut wrong = Vec::new();
        let manifest = Path::parse("manifest").unwrap().steps;
        each(StageKind::Kubernetes, &manifest, release, &mut |steps, about| {
            let Some((new, read)) = sample(about, control(about, steps)) else { return };
            let path = steps.iter().fold(base.clone(), |path, step| path.step(step.clone()));
            let change = Edit::Set { path: path.clone(), value: new };
            let after = match author(&before, &change) {
                Ok(edits) => apply(STAGE, &edits),
                Err(error) => return wrong.push(format!("{path}: {error}")),
            };
            let analysis = analyze_for(&Source::new(after), Target::of(release), Some(&before));
            let found = analysis.regions.at(&path).map(|spot| to_json(&value(spot.node)));
            if found.as_ref() != Some(&read) {
                wrong.push(format!("{path}: {found:?} instead of {read}"));
            }
            set += 1;
        });
        assert!(
            wrong.is_empty(),
            "{}: {} of {set}\n{}",
            release.name(),
            wrong.len(),
            wrong.join("\n")
        );
        assert!(set > fields, "{}: only {set} fields", release.name());
    }
}
