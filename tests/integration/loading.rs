//! What loading promises to say: each loss at its place, each start-up
//! failure with its line, and what another release would do.
#![allow(clippy::unwrap_used, reason = "a test that cannot read its own text should stop")]

use stage_core::java::to_json;
use stage_core::spinnaker::load::{
    Environment, Loaded, Source, Step, Variables, What, load, load_plugin,
};
use stage_core::spinnaker::{Release, Target};
use stage_tests::conformance::read::read;

fn loaded(text: &str, release: Release) -> Loaded {
    let roots = read(text).unwrap();
    let environment = Environment::new([("HOME", "/home/spinnaker")], Variables::Wrapped);
    load(&[Source { roots: &roots, regions: &[] }], Target::of(release), &environment, None)
}

fn stage(manifest: &str) -> String {
    let manifest = manifest.replace('\n', "\n          ");
    format!(
        "job:\n  preconfigured:\n    kubernetes:\n      - type: t\n        manifest:\n          {manifest}\n"
    )
}

/// The stage's manifest, and what was noticed with the text it is about.
fn shown(text: &str, release: Release) -> String {
    let loaded = loaded(text, release);
    let mut lines = Vec::new();
    for failure in &loaded.failures {
        let line = text[..failure.place.span.start as usize].lines().count();
        lines.push(format!("line {line}: {}", failure.messages().join("\n  ")));
    }
    for stage in &loaded.kubernetes {
        if let Some(value) = &stage.loaded.value {
            let manifest = value.get("manifest").map(to_json).unwrap_or_default();
            lines.push(manifest.to_string());
        }
        for change in &stage.loaded.changes {
            let path: String = change.path.iter().map(step).collect();
            let about = &text[change.span.range()];
            lines.push(format!("{path} ({about:?}): {:?}", change.what));
        }
    }
    lines.join("\n")
}

fn step(step: &Step) -> String {
    match step {
        Step::Key(key) => format!(".{key}"),
        Step::Index(index) => format!("[{index}]"),
    }
}

#[test]
fn every_loss_is_said_at_its_place() {
    let text = stage(
        r#"metadata:
  labels: {app.kubernetes.io/name: a, "[b/c]": d, '***': e}
  annotations: {}
spec:
  back-off-limit: "3"
  template:
    spec:
      containers:
        - name: main
          imgae: x
          args: a, b
          workingDir: 0755
          env: [{name: HOME, value: "${HOME:-d}"}]
          resources: {limits: {memory: 1024Mi, nvidia.com/gpu: "1"}}
      initContainers:
        - {name: side, restartPolicy: Always}
      volumes:
        - {name: v, emptyDir: {}}
      securityContext: [a]
      hostIPC:"#,
    );
    insta::assert_snapshot!(shown(&text, Release::V2026_2));
}

#[test]
fn keys_that_are_one_to_spring_are_a_conflict() {
    let text = stage("metadata: {labels: {FOO: a, foo: b}, Name: c, NAME: d}");
    insta::assert_snapshot!(shown(&text, Release::V2026_2));
}

#[test]
fn releases_differ_in_what_they_drop_and_refuse() {
    let text = stage("spec: {suspend: true, template: {spec: {hostUsers: false, overhead: {}}}}");
    let all = [Release::V2025_3, Release::V2026_1, Release::V2026_2];
    let shown: Vec<String> = all
        .iter()
        .map(|release| format!("{}\n{}", release.name(), shown(&text, *release)))
        .collect();
    insta::assert_snapshot!(shown.join("\n"));
}

#[test]
fn a_start_up_failure_names_the_property_and_the_line() {
    for (manifest, line) in [
        ("spec:\n  backoffLimit: abc", 7),
        ("metadata:\n  labels:\n    5: x", 8),
        ("spec: {a: 1}\nspec: {b: 2}", 7),
        ("spec:\n  template:\n    spec:\n      containers:\n        - nam: x", 10),
    ] {
        let text = stage(manifest);
        let loaded = loaded(&text, Release::V2026_2);
        let place = loaded.failures.first().map(|failure| failure.place).unwrap();
        let found = text[..place.span.start as usize].lines().count();
        assert_eq!(found, line, "{manifest}: {:?}", loaded.failures);
    }
}

#[test]
fn values_remember_where_they_stand() {
    let text = stage("spec: {backoffLimit: 010}");
    let loaded = loaded(&text, Release::V2026_2);
    let value = loaded.kubernetes[0].loaded.value.as_ref().unwrap();
    let limit = value.get("manifest").and_then(|manifest| manifest.get("spec")).unwrap();
    let span = limit.get("backoffLimit").and_then(|limit| limit.origin.span()).unwrap();
    assert_eq!(&text[span.range()], "010");
    assert_eq!(&text[loaded.kubernetes[0].place.span.range()][..7], "type: t");
}

#[test]
fn a_plugin_reads_the_same_stage_otherwise() {
    let text = "label: 0755\nenabled: yes\nmanifest:\n  kind: &k Job\n  apiVersion: *k\n  \
                metadata: {labels: {a/b: c}, Name: x}\n";
    let roots = read(text).unwrap();
    let plugin = load_plugin(Some(&roots[0].1), text, Target::default());
    let value = to_json(plugin.value.as_ref().unwrap());
    assert_eq!(value["label"], "0755", "texts stay as written");
    assert_eq!(value["manifest"]["metadata"]["labels"]["a/b"], "c", "keys stay as written");
    assert_eq!(value["manifest"]["apiVersion"], "k", "an alias is only its name");
    let unknown = plugin
        .changes
        .iter()
        .any(|change| matches!(&change.what, What::UnknownKey { key, .. } if &**key == "Name"));
    assert!(unknown, "spelling counts");
}

#[test]
fn a_dotted_key_into_a_stage_leaves_each_stage_its_own_losses() {
    let text = "job.preconfigured.kubernetes[1].label: later\njob:\n  preconfigured:\n    \
                kubernetes:\n      - {type: a, manifest: {spec: {selector: {}}}}\n      \
                - {type: b, manifest: {metadata: {labels: {}}}}\n";
    let loaded = loaded(text, Release::V2026_2);
    let vanished: Vec<Vec<String>> = loaded
        .kubernetes
        .iter()
        .map(|stage| stage.loaded.changes.iter().map(|it| text[it.span.range()].into()).collect())
        .collect();
    assert_eq!(vanished, [["selector"], ["labels"]]);
    let second = loaded.kubernetes[1].loaded.value.as_ref().unwrap();
    assert_eq!(to_json(second)["label"], "later");
}
