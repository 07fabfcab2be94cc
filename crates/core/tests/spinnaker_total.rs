//! Whatever a user pastes, loads or runs, the Spinnaker steps give an answer:
//! they never panic, hang, or run over their stack.

use proptest::prelude::*;
use serde_json::{Value as Json, json};
use stage_core::java::{Data, Map, Value, from_json, to_json};
use stage_core::limits;
use stage_core::spinnaker::job_status::collect;
use stage_core::spinnaker::log_links::{annotation, evaluate, gate_model};
use stage_core::spinnaker::properties::{Capture, Lines, PodCandidate, explain, judge};
use stage_core::spinnaker::registration::{Installation, clashes, endpoint, inputs, picker};
use stage_core::spinnaker::submit::{Artifacts, Cluster, Settings, Submission, run_job, submit};
use stage_core::spinnaker::{PropertyParser, jackson, why};

fn pieces(known: &'static [&'static str]) -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => prop::sample::select(known).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
        1 => ".{0,6}",
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

const KEYS: [&str; 18] = [
    "metadata",
    "spec",
    "template",
    "labels",
    "annotations",
    "name",
    "namespace",
    "status",
    "containers",
    "image",
    "kind",
    "apiVersion",
    "conditions",
    "type",
    "parameters",
    "strategy.spinnaker.io/versioned",
    "traffic.spinnaker.io/load-balancers",
    "a.b",
];

fn any_json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        any::<f64>().prop_map(Json::from),
        pieces(&["Job", "true", "v001", "a:b", "batch/v1", "2026-01-01T00:00:00Z", "[\"x y\"]"])
            .prop_map(Json::from),
    ];
    leaf.prop_recursive(6, 60, 6, move |inner| {
        let entries = prop::collection::vec((prop::sample::select(&KEYS[..]), inner.clone()), 0..6);
        prop_oneof![
            prop::collection::vec(inner, 0..4).prop_map(Json::from),
            entries.prop_map(|entries| {
                Json::Object(entries.into_iter().map(|(k, v)| (k.to_owned(), v)).collect())
            }),
        ]
    })
}

fn map(json: &Json) -> Map {
    from_json(json).as_map().cloned().unwrap_or_default()
}

const LOG: &[&str] = &[
    "SPINNAKER_PROPERTY_",
    "SPINNAKER_CONFIG_JSON=",
    "=",
    "{",
    "\"a\":",
    "}",
    "\n",
    "\r",
    "\u{1b}[0m",
];
const JSON: &[&str] =
    &["{", "}", "[", "]", "\"", ":", ",", "1", "-", "e", "\\u00", "null", "true", "0.5"];
const LINK: &[&str] = &[
    "{{", "}}", "manifest", ".", "metadata", "[", "]", "(", ")", "?", ":", "+", "'", "\"", "<%-",
    "<%", "%>", "name", "1", ",", "=>", "function", "split", "!", "/",
];
const TRACE: &[&str] = &[
    "Failed to bind properties under '",
    "' to ",
    "no property ",
    " on [",
    "\n",
    "[",
    "]",
    "(through reference chain: ",
    "\\\"",
    "\u{1b}[",
    "    Value: \"",
];

proptest! {
    #[test]
    fn any_log_is_judged(log in pieces(LOG), size in 1usize..9) {
        for parser in [PropertyParser::Before, PropertyParser::Since2026_07] {
            let mut lines = Lines::new(Capture::new(parser));
            for chunk in log.as_bytes().chunks(size) {
                lines.push(chunk, &mut |_, judged| { judged.map(explain); });
            }
            let chunked = lines.finish(&mut |_, _| {}).finish();
            let mut capture = Capture::new(parser);
            for line in log.split('\n') {
                capture.feed(line);
            }
            prop_assert_eq!(chunked.result, capture.finish().result, "chunks change nothing");
            explain(&judge(&log, parser));
        }
    }

    #[test]
    fn any_text_is_read_as_json_or_refused(text in pieces(JSON)) {
        let ours = jackson::read_value(&text);
        if let Ok(theirs) = serde_json::from_str::<Json>(&text) {
            prop_assert_eq!(ours.ok(), Some(from_json(&theirs)), "valid JSON is read alike");
        }
    }

    #[test]
    fn any_link_is_filled_or_refused(link in pieces(LINK), model in any_json()) {
        evaluate(&link, &gate_model("account", &from_json(&model)));
        evaluate(&link, &from_json(&model));
    }

    #[test]
    fn any_pasted_text_is_explained(text in pieces(TRACE)) {
        for one in why::explain(&text) {
            prop_assert!(!one.cause.is_empty());
        }
    }

    #[test]
    fn any_stage_is_submitted_or_refused(
        manifest in any_json(), other in any_json(), artifacts in any_json(),
    ) {
        let context = map(&json!({
            "cloudProvider": "kubernetes", "account": "a", "manifest": manifest,
            "manifests": other, "namespace": other, "application": other,
        }));
        let artifacts: Vec<Value> = from_json(&artifacts).as_list().unwrap_or(&[]).to_vec();
        let artifacts = Artifacts { required: artifacts.clone(), optional: artifacts };
        let submission = submit(&context, &artifacts, &Settings::default(), &Cluster::default());
        prop_assert!(submission.result.is_err() || submission.manifest.is_some());
        run_job(&context, &Settings::default(), &Cluster::default());
    }

    #[test]
    fn any_job_and_pods_have_a_status(job in any_json(), pod in any_json()) {
        let (job, pod) = (from_json(&job), from_json(&pod));
        let _ = collect(&job, std::slice::from_ref(&pod), "account", true);
        PodCandidate::of(&pod);
        annotation(&job);
    }

    #[test]
    fn any_stages_are_registered(stages in prop::collection::vec(any_json(), 0..4)) {
        let stages: Vec<Value> = stages.iter().map(from_json).collect();
        let all: Vec<&Value> = stages.iter().collect();
        let installation =
            Installation { titus: &all, kubernetes: &all, plugins: &all, webhooks: &all };
        let picker = picker(&installation);
        prop_assert!(picker.entries.len() <= endpoint(&installation).len());
        clashes(&installation);
        for stage in &stages {
            inputs(stage);
        }
    }
}

fn nested(depth: usize) -> Submission {
    let mut deep = Value::from("x");
    for level in 0..depth {
        deep = match level % 2 {
            0 => Data::List(vec![deep]).into(),
            _ => Data::Map(Map::from_iter([("spec", deep)])).into(),
        };
    }
    let mut context = map(&json!({"cloudProvider": "kubernetes", "account": "a"}));
    let manifest = Map::from_iter([("kind", Value::from("Job")), ("spec", deep)]);
    context.insert("manifest", Data::Map(manifest).into());
    submit(&context, &Artifacts::default(), &Settings::default(), &Cluster::default())
}

#[test]
fn a_manifest_as_deep_as_jackson_reads_fits_a_small_stack() {
    let submission = nested(limits::JSON_DEPTH - 3);
    assert!(submission.result.is_ok(), "{:?}", submission.result.err());
    let shown = to_json(&submission.manifest.unwrap_or_default());
    assert!(shown["spec"].is_object() || shown["spec"].is_array());
}

#[test]
fn a_manifest_nested_without_end_is_refused_by_its_depth() {
    assert!(nested(5_000).result.is_err(), "clouddriver could not read it either");
}
