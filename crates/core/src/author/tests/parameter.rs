//! A scalar becomes a parameter, and Orca puts the value where it stood.

use crate::author::Barred;
use crate::author::author;
use crate::author::parameter::{Moves, Way, make_parameter, offer};
use crate::document::edit::apply;
use crate::document::{Path, Source};
use crate::java::{Map, Value, from_json, to_json};
use crate::spinnaker::Provider;
use crate::spinnaker::fill::{Execution, fill, stage_context};
use crate::spinnaker::spel::{Scope, evaluate};
use crate::{Analysis, analyze};

const STAGE: &str = r#"- label: Echo
  type: echoPhrase
  cloudProvider: kubernetes
  account: k8s
  manifest:
    apiVersion: batch/v1
    kind: Job
    metadata:
      generateName: echo-
      annotations:
        "[iam.example.com/role]": reader
    spec:
      backoff-limit: 3
      suspend: false
      template:
        spec:
          containers:
          - name: main
            image: alpine:3.22
            command: [echo, Hello]
            args:
            - -x
            env:
            - name: PHRASE
              value: Hi
"#;

fn path(rest: &str) -> Path {
    Path::parse(&format!("[0].{rest}")).unwrap()
}

const CONTAINER: &str = "manifest.spec.template.spec.containers[0]";

/// The text after the best proposal for the place was taken.
fn made(rest: &str, moves: Moves) -> String {
    let analysis = analyze(&Source::new(STAGE), None);
    let offer = offer(&analysis, &path(rest)).unwrap();
    let change = make_parameter(&analysis, &offer.proposals[0], moves).unwrap();
    let edits = author(&analysis, &change).unwrap();
    apply(STAGE, &edits)
}

/// What the Job holds once Orca has filled in `values` and evaluated.
fn job(text: &str, values: &serde_json::Value, at: &[&str]) -> serde_json::Value {
    let analysis: Analysis = analyze(&Source::new(text), None);
    let stage = &analysis.stages[0];
    let mut json = Map::new();
    json.insert("parameters", from_json(values));
    let outputs = Map::new();
    let execution = Execution { application: None, outputs: &outputs };
    let bound = stage.loaded.value.as_ref().unwrap();
    let filled = fill(bound, &stage_context(&json), Provider::Kubernetes, &execution).unwrap();
    let mut context = filled.context;
    for _ in 0..2 {
        context = pass(&context);
    }
    let value: Value = context.get("manifest").unwrap().clone();
    at.iter().fold(to_json(&value), |value, key| match key.parse::<usize>() {
        Ok(index) => value[index].clone(),
        Err(_) => value[*key].clone(),
    })
}

/// One evaluation, as Orca makes it before a task.
fn pass(context: &Map) -> Map {
    evaluate(context, &Scope::plain(&context.clone())).context
}

#[test]
fn a_variable_becomes_a_parameter_with_its_value_as_default() {
    let text = made(&format!("{CONTAINER}.env[0].value"), Moves::IntoDefault);
    insta::assert_snapshot!(text, @r#"
    - label: Echo
      type: echoPhrase
      cloudProvider: kubernetes
      account: k8s
      manifest:
        apiVersion: batch/v1
        kind: Job
        metadata:
          generateName: echo-
          annotations:
            "[iam.example.com/role]": reader
        spec:
          backoff-limit: 3
          suspend: false
          template:
            spec:
              containers:
              - name: main
                image: alpine:3.22
                command: [echo, Hello]
                args:
                - -x
                env:
                - name: PHRASE
                  value: placeholder
      parameters:
      - name: PHRASE
        label: Phrase
        mapping: manifest.spec.template.spec.containers[0].env[0].value
        defaultValue: Hi
    "#);
    let at = ["spec", "template", "spec", "containers", "0", "env", "0", "value"];
    assert_eq!(job(&text, &serde_json::json!({"PHRASE": "Bye"}), &at), "Bye");
    assert_eq!(job(&text, &serde_json::json!({}), &at), "Hi", "the default");
    let stays = made(&format!("{CONTAINER}.env[0].value"), Moves::Stays);
    assert_eq!(job(&stays, &serde_json::json!({}), &at), "Hi", "the value stayed in its place");
}

#[test]
fn a_word_of_a_command_becomes_a_variable() {
    let text = made(&format!("{CONTAINER}.command[1]"), Moves::IntoDefault);
    let at =
        |rest: &[&'static str]| [&["spec", "template", "spec", "containers", "0"], rest].concat();
    assert_eq!(job(&text, &serde_json::json!({}), &at(&["command", "1"])), "$(COMMAND)");
    let value = job(&text, &serde_json::json!({"COMMAND": "Bye"}), &at(&["env", "1", "value"]));
    assert_eq!(value, "Bye", "{text}");
}

#[test]
fn a_key_with_dots_is_reached_by_an_expression() {
    let place = "manifest.metadata.annotations['[iam.example.com/role]']";
    let analysis = analyze(&Source::new(STAGE), None);
    let offer = offer(&analysis, &path(place)).unwrap();
    assert_eq!(offer.barred, Some(Barred::Key("iam.example.com/role".into())));
    assert_eq!(offer.proposals[0].way, Way::Expression);
    let text = made(place, Moves::IntoDefault);
    let at = ["metadata", "annotations", "iam.example.com/role"];
    assert_eq!(job(&text, &serde_json::json!({"ROLE": "writer"}), &at), "writer", "{text}");
    assert_eq!(job(&text, &serde_json::json!({}), &at), "reader");
}

#[test]
fn a_number_stays_a_number() {
    let text = made("manifest.spec.backoff-limit", Moves::IntoDefault);
    let at = ["spec", "backoffLimit"];
    assert_eq!(job(&text, &serde_json::json!({"BACKOFF_LIMIT": "5"}), &at), 5, "{text}");
    assert_eq!(job(&text, &serde_json::json!({}), &at), 3);
    // Deck copies the default of the second parameter into the pipeline.
    let copied = serde_json::json!({
        "BACKOFF_LIMIT": "7", "BACKOFF_LIMIT_TYPED": "${#toInt(echoPhraseBackoffLimit)}"
    });
    assert_eq!(job(&text, &copied, &at), 7);
    let text = made("manifest.spec.suspend", Moves::IntoDefault);
    assert_eq!(job(&text, &serde_json::json!({"SUSPEND": "true"}), &["spec", "suspend"]), true);
}

#[test]
fn what_must_not_be_mapped_says_why() {
    let analysis = analyze(&Source::new(STAGE), None);
    let barred = |rest: &str| offer(&analysis, &path(rest)).unwrap().barred;
    assert_eq!(barred("manifest.kind"), Some(Barred::Fixed));
    assert_eq!(barred("label"), Some(Barred::Fixed));
    assert_eq!(barred(&format!("{CONTAINER}.env[0].name")), Some(Barred::Fixed));
    assert_eq!(barred("manifest.spec"), Some(Barred::NotAScalar));
    assert_eq!(barred("account"), None);
    assert_eq!(barred("manifest.metadata.generateName"), None);
    let text = made("account", Moves::IntoDefault);
    let after = analyze(&Source::new(text.as_str()), None);
    let again = offer(&after, &path("account")).unwrap();
    assert_eq!(again.barred, Some(Barred::SetBy("ACCOUNT".into())));
    assert!(again.proposals.is_empty());
}
