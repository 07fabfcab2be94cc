//! Both answers in one form.

use serde_json::Value as Json;
use stage_core::document::TroubleKind;
use stage_core::java::{from_json, groovy_to_string};
use stage_core::spinnaker::load::{Environment, Source, Variables, load};
use stage_core::spinnaker::spel::refusal;
use stage_core::spinnaker::{Release, Target};

use super::make::{Case, Kind};
use crate::conformance::{binding, canonical, errors, plugin, read};

/// What a text that is no YAML is called on both sides.
const NO_YAML: &str = "no YAML";

/// SnakeYAML's exceptions for texts that are no YAML, by their simple names.
const SYNTAX: [&str; 4] =
    ["ScannerException", "ParserException", "ReaderException", "ComposerException"];

/// Whether both answers say the same.
pub fn agree(case: &Case, release: Release, theirs: &str, ours: &str) -> bool {
    let fails = !theirs.starts_with(['{', '[', '"']);
    theirs == ours
        || ours == NO_YAML
            && match case.kind {
                // Jackson binds while it reads: what comes first stops it.
                Kind::Plugin => fails,
                // The composer refuses tags before the parser sees what follows.
                _ if theirs == "ComposerException()" => true,
                // Documents are constructed one after the other.
                _ => fails && earlier(case, release).is_some_and(|failure| failure == theirs),
            }
}

/// What stops Orca in the documents before the one that is no YAML.
fn earlier(case: &Case, release: Release) -> Option<String> {
    let mut files: Vec<read::Roots> = Vec::new();
    for text in &case.texts {
        let parsed = stage_core::document::read(text);
        let syntax = parsed.troubles.iter().filter(|it| it.kind == TroubleKind::Syntax);
        let broken = syntax.map(|it| it.span.start).min();
        let sound =
            parsed.roots.into_iter().filter(|root| broken.is_none_or(|at| root.span.end <= at));
        files.push(sound.map(|root| (0, root)).collect());
        if broken.is_some() {
            break;
        }
    }
    let sources: Vec<Source<'_>> =
        files.iter().map(|roots| Source { roots, regions: &[] }).collect();
    let loaded = load(&sources, Target::of(release), &Environment::default(), None);
    let first = loaded.failures.iter().find(|failure| failure.kind.is_reading())?;
    Some(given_up(errors::failure(first)))
}

/// Whether the stack or the heap ends first depends on the machine.
fn given_up(answer: String) -> String {
    match answer.as_str() {
        "StackOverflowError()" | "OutOfMemoryError()" => "the machine gives up".to_owned(),
        _ => answer,
    }
}

/// Whether exactly one side takes a garbled text for YAML, which says nothing
/// about loading: SnakeYAML reads YAML 1.1 by rules of its own.
pub fn is_of_readers(case: &Case, theirs: &str, ours: &str) -> bool {
    case.garbled && (theirs == NO_YAML) != (ours == NO_YAML)
}

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
        // Tags are refused by the composer, and are no matter of syntax.
        _ if first.contains("Global tag is not allowed") => errors::answer(answer),
        _ if SYNTAX.contains(&simple) => NO_YAML.to_owned(),
        Kind::Plugin if simple == "MarkedYAMLException" || first.contains(": while ") => {
            NO_YAML.to_owned()
        }
        Kind::Plugin => plugin::named(first),
        _ => given_up(errors::answer(answer)),
    }
}

/// What we answer.
pub fn ours(case: &Case, release: Release) -> String {
    let refused = |text: &String| {
        refusal(text).is_some_and(|it| matches!(&*it.class, "ScannerException" | "ParserException"))
    };
    if case.kind != Kind::Groovy && case.texts.iter().any(refused) {
        return NO_YAML.to_owned();
    }
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
    if answer.starts_with("unreadable: ") { NO_YAML.to_owned() } else { given_up(answer) }
}
