//! The requests that a webhook stage sends.

use std::sync::Arc;

use super::definition::set;
use super::headers::{Header, RefusedHeader, headers};
use crate::java::{Map, Value};

/// Which of a webhook's requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Call {
    /// The one that starts the work.
    Create,
    /// One of those that ask for its status.
    Monitor,
    /// The one that cancels it.
    Cancel,
}

/// A request as Orca would send it.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// The HTTP method.
    pub method: Method,
    /// The URL; `None` when nothing is set, which ends the stage (or leaves
    /// out the cancelling). For the status it is known beforehand only if it
    /// is the URL that was called or the stage JSON's `statusEndpoint`.
    pub url: Option<Value>,
    /// The headers sent.
    pub headers: Vec<Header>,
    /// The headers left out.
    pub refused: Vec<RefusedHeader>,
    /// The body: a text as it is, anything else as JSON.
    pub payload: Option<Value>,
}

/// An HTTP method.
#[derive(Clone, Debug, PartialEq)]
pub enum Method {
    /// Set in the definition or the pipeline.
    Set(Value),
    /// Orca's own, because none is set or none can be.
    Default(&'static str),
}

impl Method {
    /// Its name, as it is sent.
    pub fn name(&self) -> &str {
        match self {
            Self::Set(value) => value.as_str().unwrap_or_default(),
            Self::Default(name) => name,
        }
    }
}

/// The request for `call`, from the stage's context (merged, expressions
/// evaluated) and the definition, which alone has the sensitive headers.
pub fn request(call: Call, context: &Map, definition: &Value) -> Request {
    let custom = set(context, "customHeaders").and_then(Value::as_map);
    let sensitive = definition.get("sensitiveHeaders").and_then(Value::as_map);
    let (headers, refused) = headers(custom, sensitive);
    let field = |name: &str| set(context, name).cloned();
    let method = |name: &str| field(name).map_or(Method::Default("POST"), Method::Set);
    let (method, url, payload) = match call {
        Call::Create => (method("method"), field("url"), field("payload")),
        Call::Cancel => (method("cancelMethod"), field("cancelEndpoint"), field("cancelPayload")),
        Call::Monitor => (Method::Default("GET"), status_url(context), None),
    };
    Request { method, url, headers, refused, payload }
}

/// The status URL, where it does not depend on the first answer.
fn status_url(context: &Map) -> Option<Value> {
    if let Some(known) = set(context, "statusEndpoint") {
        let trimmed: Option<Arc<str>> = known.as_str().map(|text| text.trim().into());
        return Some(
            trimmed.map_or_else(|| known.clone(), |text| Value::text(text, known.origin.clone())),
        );
    }
    let resolution = set(context, "statusUrlResolution").and_then(Value::as_str);
    let known = matches!(resolution, Some("getMethod"))
        || set(context, "monitorOnly").is_some_and(super::tasks::truth);
    set(context, "url").filter(|_| known).cloned()
}
