//! The execution that the examples of the reference are asked of, and a word
//! for what comes out.

use serde_json::{Value as Json, json};
use stage_core::java::{Map, from_json, to_json};
use stage_core::spinnaker::spel::{
    Evaluated, Execution, Outcome, Scope, TextResult, evaluate, evaluate_text,
};

/// Four stages: two before the running one, one after it.
pub(crate) fn execution() -> Json {
    json!({
        "type": "PIPELINE", "id": "01", "application": "shop", "name": "release",
        "status": "RUNNING", "authentication": {"user": "bo", "allowedAccounts": ["prod"]},
        "trigger": {"type": "manual", "user": "bo", "payload": {"ref": "main"}, "none": null,
                    "parameters": {"tag": "1.2", "nothing": null}},
        "stages": [
            {"id": "A", "refId": "1", "type": "bake", "name": "Bake", "status": "SUCCEEDED",
             "context": {"own": "of A"}, "outputs": {"image": "shop:1", "url": "far"}},
            {"id": "B", "refId": "2", "type": "wait", "name": "Check", "status": "SUCCEEDED",
             "requisiteStageRefIds": ["1"], "context": {}, "outputs": {"url": "near"}},
            {"id": "C", "refId": "3", "type": "runJob", "name": "Run", "status": "RUNNING",
             "requisiteStageRefIds": ["2"], "outputs": {"mine": "own output"},
             "context": {"account": "prod", "i": 3, "d": 2.5, "key": "k", "empty": "", "nul": null,
                         "list": ["a", "b", "c"], "map": {"k": "v", "key": "of key", "i": "text"},
                         "maps": [{"name": "web", "port": 80}, {"name": "db", "port": null}],
                         "parameters": {"own": "stage's"}, "literal": "${i}"}},
            {"id": "D", "refId": "4", "type": "wait", "name": "Later", "status": "NOT_STARTED",
             "requisiteStageRefIds": ["3"], "context": {}, "outputs": {"late": "x"}},
        ],
    })
}

pub(crate) fn in_execution(json: &Json, text: &str) -> TextResult {
    evaluate_text(text, &Scope::of(&Execution::new(from_json(json), "C")))
}

/// A value as JSON, or the exception that leaves a text as it is, or `null`.
pub(crate) fn word(result: &TextResult) -> String {
    match &result.outcome {
        Outcome::Plain => "no expression".into(),
        Outcome::Value { value, .. } => to_json(value).to_string(),
        Outcome::Raw(failure) => match (&failure.unknown, &failure.kind) {
            (Some(unknown), _) => format!("not known: {unknown}"),
            (None, Some(kind)) => kind.clone(),
            (None, None) => "null".into(),
        },
    }
}

pub(crate) fn told(text: &str) -> String {
    word(&in_execution(&execution(), text))
}

/// Each text comes to what stands beside it.
#[track_caller]
pub(crate) fn all(cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .map(|(text, expected)| (text, told(text), expected))
        .filter(|(_, told, expected)| told != *expected)
        .map(|(text, told, expected)| format!("{text} comes to {told}, not {expected}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

pub(crate) fn pass(source: &Json) -> Evaluated {
    let execution = Execution::new(from_json(&execution()), "C");
    let source: Map = from_json(source).as_map().cloned().expect("a map");
    evaluate(&source, &Scope::of(&execution))
}

pub(crate) fn passed(source: &Json) -> Json {
    to_json(&stage_core::java::Data::Map(pass(source).context).into())
}

/// What Spring throws of its own while it evaluates.
pub(crate) const SPEL: &str = "SpelEvaluationException";
/// What it throws at wrong syntax.
pub(crate) const PARSE: &str = "SpelParseException";
/// What it throws at braces that do not match.
pub(crate) const TEMPLATE: &str = "ParseException";
/// What a missing or forbidden property throws.
pub(crate) const ARGUMENT: &str = "IllegalArgumentException";
/// What has no text, or is no truth.
pub(crate) const CONVERTER: &str = "ConverterNotFoundException";
