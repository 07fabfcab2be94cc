//! `spel.jsonl`: one expression or map against one of the contexts in
//! `spel-contexts.json`.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::{Value, json};
use stage_core::java::{self, Map};
use stage_core::spinnaker::spel::{
    Evaluated, Execution, Level, Outcome, PathStep, Scope, evaluate,
};

use super::contexts;

/// Runs the lines; the contexts lie in `dir`.
pub fn run(lines: &mut dyn Iterator<Item = String>, dir: &Path) -> super::Outcome {
    contexts::each(lines, dir, difference)
}

fn evaluated(case: &Value, context: &Value) -> Evaluated {
    let mut source = Map::new();
    source.insert("v", java::from_json(&case["input"]));
    if let Some(root) = context.get("root") {
        let root = java::from_json(root);
        let root = root.as_map().cloned().unwrap_or_default();
        return evaluate(&source, &Scope::plain(&root));
    }
    let stage = context["stageId"].as_str().unwrap_or_default();
    let mut execution = Execution::new(java::from_json(&context["execution"]), stage);
    execution.user = "alice@example.com".into();
    evaluate(&source, &Scope::of(&execution))
}

/// What the line answers instead of what it should; `None` where it is right.
pub fn difference(case: &Value, context: &Value) -> Option<String> {
    let evaluated = evaluated(case, context);
    let result = match &evaluated.thrown {
        Some(_) => Value::Null,
        None => evaluated.context.get("v").map_or(Value::Null, java::to_json),
    };
    let java_type = match &evaluated.thrown {
        Some(_) => "null".to_owned(),
        None => java_type(case, &evaluated, &result),
    };
    let failures: BTreeSet<String> = evaluated
        .failures
        .iter()
        .map(|failure| {
            let level = if failure.level == Level::Info { "INFO" } else { "ERROR" };
            json!([failure.expression, level, failure.kind]).to_string()
        })
        .collect();
    let expected: BTreeSet<String> = case["failures"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|entry| json!([entry["expression"], entry["level"], entry["kind"]]).to_string())
        .collect();
    let ordered = !evaluated.results.iter().any(|result| result.varies.order);
    let equal = if ordered {
        same(&result, &case["result"])
    } else {
        same(&unordered(&result), &unordered(&case["result"]))
    };
    let same = equal
        && case["type"].as_str() == Some(java_type.as_str())
        && failures == expected
        && case.get("thrown").and_then(Value::as_str) == evaluated.thrown.as_deref();
    if same {
        return None;
    }
    let why: Vec<&str> =
        evaluated.failures.iter().map(|failure| failure.message.as_str()).collect();
    let unknown = evaluated.failures.iter().any(|failure| failure.unknown.is_some());
    Some(format!(
        "{}{} in {}: {}\n  is     {result} ({java_type}) {failures:?} {:?} {why:?}\n  should {} ({}) {expected:?} {:?}",
        if unknown { "(not known here) " } else { "" },
        case["id"].as_str().unwrap_or("?"),
        case["context"],
        cut(&case["input"].to_string()),
        evaluated.thrown,
        cut(&case["result"].to_string()),
        case["type"].as_str().unwrap_or("?"),
        case.get("thrown"),
    ))
}

fn cut(text: &str) -> String {
    text.chars().take(300).collect()
}

/// Numbers are equal by value, as Java's JSON writes a float in digits of its
/// own; all else by JSON.
fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => {
            a == b || a.is_f64() && b.is_f64() && a.as_f64() == b.as_f64()
        }
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| same(a, b)))
        }
        _ => a == b,
    }
}

/// A value that a set in no order went into, with its lists and the parts of
/// its texts in one order.
fn unordered(value: &Value) -> Value {
    match value {
        Value::Array(items) => {
            let mut items: Vec<Value> = items.iter().map(unordered).collect();
            items.sort_by_key(ToString::to_string);
            items.into()
        }
        Value::Object(entries) => {
            entries.iter().map(|(key, value)| (key.clone(), unordered(value))).collect()
        }
        Value::String(text) => {
            let mut parts: Vec<&str> = text.split([',', ' ', '[', ']']).collect();
            parts.sort_unstable();
            parts.join(",").into()
        }
        other => other.clone(),
    }
}

/// The type of the whole answer: of an expression by itself as it was
/// evaluated, else by the JSON.
fn java_type(case: &Value, evaluated: &Evaluated, result: &Value) -> String {
    if case["input"].is_string() {
        let whole =
            evaluated.results.iter().find(|result| result.path == [PathStep::Key("v".into())]);
        if let Some(Outcome::Value { java_type, .. }) = whole.map(|result| &result.outcome) {
            return java_type.clone();
        }
    }
    let data = java::from_json(result).data;
    match data {
        java::Data::Null => "null",
        java::Data::Boolean(_) => "Boolean",
        java::Data::Integer(_) => "Integer",
        java::Data::Long(_) => "Long",
        java::Data::BigInteger(_) => "BigInteger",
        java::Data::Double(_) => "Double",
        java::Data::String(_) => "String",
        java::Data::List(_) => "List",
        java::Data::Map(_) => "Map",
    }
    .to_owned()
}
