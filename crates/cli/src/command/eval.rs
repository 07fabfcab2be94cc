//! `stagectl eval`.

use std::io::Read;
use std::path::Path;

use stage_core::java::{Data, Value, to_json};
use stage_core::secret::Secrets;
use stage_core::spinnaker::queue::Sample;
use stage_core::spinnaker::spel::{
    Execution, Failure, Level, Outcome, Scope, TextResult, evaluate_text, is_expression,
};

use super::execution::execution;
use super::{FAILED, Report};
use crate::args::{Eval, EvalFormat};
use crate::input::Input;
use crate::output::json_v1::{self, written};
use crate::output::visible_lines;

pub(crate) fn eval(args: &Eval, stdin: &mut dyn Read) -> Report {
    let expression = match &*args.expression {
        "-" if args.execution.as_deref() == Some(Path::new("-")) => {
            return Report::wrong_use("standard input is one thing: name a FILE for the other");
        }
        "-" => match Input::Stdin.text(stdin) {
            Ok(text) => text.trim_end_matches(['\r', '\n']).to_owned(),
            Err(error) => return Report::wrong_use(&error.to_string()),
        },
        given => given.to_owned(),
    };
    let json = match &args.execution {
        Some(path) => match execution(path, stdin) {
            Ok(execution) => Data::Map(execution).into(),
            Err(message) => return Report::wrong_use(&message),
        },
        None => Sample::built_in().json,
    };
    let Some(stage) = running(&json, args.stage.as_deref()) else {
        return Report::wrong_use(&none_such(&json, args.stage.as_deref().unwrap_or_default()));
    };
    let mut secrets = Secrets::default();
    if let Some(map) = json.as_map() {
        secrets.learn_from(map);
    }
    let text = if is_expression(&expression) { expression } else { format!("${{{expression}}}") };
    let execution = Execution::new(json, &stage);
    let result = evaluate_text(&text, &Scope::of(&execution));
    let mut report = Report::default();
    let failure = failure(&result);
    if failure.is_some() {
        report.at_least(FAILED);
    }
    match args.format {
        EvalFormat::Json => report.out = written(&json_v1::evaluated(&result, failure, &secrets)),
        EvalFormat::Text => {
            report.out = match &result.outcome {
                Outcome::Value { value, .. } => shown(value, &mut secrets),
                Outcome::Raw(_) | Outcome::Plain => shown(&Value::from(&*text), &mut secrets),
            };
            if let Some(failure) = failure {
                let said = secrets.masked(&said(failure));
                report.err.push_str(&crate::output::line("error", &said));
            }
        }
    }
    report
}

/// The id of the stage that runs. Without stages only the execution is seen.
fn running(json: &Value, wanted: Option<&str>) -> Option<String> {
    let stages = json.get("stages").and_then(Value::as_list).unwrap_or_default();
    let text = |stage: &Value, key: &str| stage.get(key).and_then(Value::as_str).map(str::to_owned);
    let by = |key: &str, wanted: &str| {
        stages.iter().find(|stage| text(stage, key).as_deref() == Some(wanted))
    };
    let found = match wanted {
        Some(wanted) => ["id", "refId", "name"].iter().find_map(|key| by(key, wanted)),
        None => by("status", "RUNNING").or(stages.last()),
    };
    match (found, wanted) {
        (Some(stage), _) => Some(text(stage, "id").unwrap_or_default()),
        (None, None) => Some(String::new()),
        (None, Some(_)) => None,
    }
}

/// Characters of an expression that a message repeats: what is wrong with it
/// stands behind, and should be seen.
const REPEATED: usize = 300;

fn brief(expression: &str) -> String {
    let mut chars = expression.chars();
    let mut out: String = chars.by_ref().take(REPEATED).collect();
    let more = chars.count();
    if more > 0 {
        out.push_str(&format!("… ({more} characters more)"));
    }
    out
}

/// Stages that are named where another was wanted.
const NAMED: usize = 10;

/// That the execution has no such stage, and which ones it has.
fn none_such(json: &Value, wanted: &str) -> String {
    let stages = json.get("stages").and_then(Value::as_list).unwrap_or_default();
    let text = |stage: &Value, key: &str| stage.get(key).and_then(Value::as_str).map(str::to_owned);
    let named = |stage: &Value| match (text(stage, "refId"), text(stage, "name")) {
        (Some(id), Some(name)) => Some(format!("{id} ({name})")),
        (id, name) => id.or(name).or_else(|| text(stage, "id")),
    };
    let mut known: Vec<String> = stages.iter().filter_map(named).collect();
    let more = known.len().saturating_sub(NAMED);
    known.truncate(NAMED);
    if more > 0 {
        known.push(format!("{more} more"));
    }
    let known = if known.is_empty() { "none at all".to_owned() } else { known.join(", ") };
    format!("the execution has no stage {wanted}; by refId it has: {known}")
}

fn failure(result: &TextResult) -> Option<&Failure> {
    match &result.outcome {
        Outcome::Raw(failure) => Some(failure),
        Outcome::Value { failure, .. } => failure.as_ref(),
        Outcome::Plain => None,
    }
}

/// The summary's entry. Orca's own words where it has some of its own; what
/// Java says of an exception is told by its class and in ours.
fn said(failure: &Failure) -> String {
    if let Some(unknown) = &failure.unknown {
        return format!("cannot be known here: {unknown}");
    }
    let expression = brief(&failure.expression);
    match (failure.level, &failure.kind) {
        (Level::Info, _) => format!("Failed to evaluate: {expression} not found"),
        (_, Some(kind)) => format!("Failed to evaluate {expression}: {kind}: {}", failure.message),
        (_, None) => format!("Failed to evaluate {expression}: {}", failure.message),
    }
}

/// A value as text: texts as they are, all else as JSON.
fn shown(value: &Value, secrets: &mut Secrets) -> String {
    let value = secrets.masked_value(value);
    match value.as_str() {
        Some(text) => visible_lines(text) + "\n",
        None => written(&to_json(&value)),
    }
}
