//! Both answers in one form.

use serde_json::Value as Json;
use stage_core::java::{from_json, groovy_to_string};
use stage_core::spinnaker::Release;
use stage_core::spinnaker::load::{Environment, Variables};

use super::make::{Case, Kind};
use crate::conformance::{binding, canonical, errors, plugin};

/// What a text that is no YAML is called on both sides.
const NO_YAML: &str = "no YAML";

/// SnakeYAML's exceptions for texts that are no YAML, by their simple names.
const SYNTAX: [&str; 4] =
    ["ScannerException", "ParserException", "ReaderException", "ComposerException"];

/// What the oracle answers.
pub fn theirs(case: &Case, answer: &Json) -> String {
    let Some(first) = answer["error"].get(0).and_then(Json::as_str) else {
        return match case.kind {
            Kind::Groovy => answer["bound"].to_string(),
            _ => canonical(&answer["bound"]),
        };
    };
    let class = first.split([':', ' ']).next().unwrap_or_default();
    let simple = class.rsplit(['.', '$']).next().unwrap_or_default();
    match case.kind {
        _ if SYNTAX.contains(&simple) => NO_YAML.to_owned(),
        Kind::Plugin => plugin::named(first),
        _ => errors::answer(answer),
    }
}

/// What we answer.
pub fn ours(case: &Case, release: Release) -> String {
    let answer = match case.kind {
        Kind::Groovy => {
            let value = serde_json::from_str::<Json>(&case.texts[0]).unwrap_or_default();
            return Json::from(groovy_to_string(&from_json(&value))).to_string();
        }
        Kind::Plugin => plugin::actual(&case.texts[0], release),
        Kind::Jobs | Kind::Webhook => {
            let seen = if case.wrapped { Variables::Wrapped } else { Variables::Plain };
            let environment = Environment::new(case.environment.iter().copied(), seen);
            let texts: Vec<&str> = case.texts.iter().map(String::as_str).collect();
            let shown = if case.kind == Kind::Jobs { binding::jobs } else { binding::webhooks };
            binding::loaded(&texts, &environment, release, shown)
        }
    };
    if answer.starts_with("unreadable: ") { NO_YAML.to_owned() } else { answer }
}
