//! How answers are compared: values as JSON, failures by the class of the
//! exception and the properties that its message names.

use serde_json::Value as Json;
use stage_core::spinnaker::load::Failure;

use super::canonical;

/// The vector's answer, or that of the release it is the same as.
pub(super) fn expected(vector: &Json, newest: &str, oldest: &str) -> [(String, bool); 2] {
    let first = &vector[newest];
    let second = if vector[oldest] == "same" { first } else { &vector[oldest] };
    [(answer(first), true), (answer(second), false)]
}

/// An answer in the form in which it is compared.
pub fn answer(json: &Json) -> String {
    match json.get("error").and_then(Json::as_array) {
        Some(messages) => {
            let messages: Vec<&str> = messages.iter().filter_map(Json::as_str).collect();
            named(&messages)
        }
        None => canonical(&json["bound"]),
    }
}

/// A failure in the form in which it is compared.
pub fn failure(failure: &Failure) -> String {
    let messages = failure.messages();
    named(&messages.iter().map(String::as_str).collect::<Vec<_>>())
}

/// The simple names of the exceptions, and the properties in their messages.
fn named(messages: &[&str]) -> String {
    let one = |message: &&str| {
        let (class, text) = message.split_once(':').unwrap_or((message, ""));
        let simple = class.rsplit(['.', '$']).next().unwrap_or(class);
        let property = match simple {
            "BindException" => text.split('\'').nth(1),
            "UnboundConfigurationPropertiesException" => Some(text.trim()),
            "IllegalStateException" => text.rsplit_once(": ").map(|(_, property)| property),
            _ => None,
        };
        format!("{simple}({})", property.unwrap_or_default())
    };
    messages.iter().map(one).collect::<Vec<_>>().join(" < ")
}
