//! How a webhook stage finds out that the work is done.

use super::definition::{Resolution, set};
use super::tasks::{Retry, codes};
use crate::java::{Data, Map, Value, groovy_to_string};

/// The monitoring of a webhook, told as data.
#[derive(Clone, Debug, PartialEq)]
pub struct Monitor {
    /// Where the status is asked for.
    pub url: StatusUrl,
    /// When it ends.
    pub ends: Ends,
    /// Which failing answers are asked again.
    pub retry: Retry,
    /// Seconds between two questions during the first minute.
    pub first_interval: u32,
    /// Seconds between two questions after it.
    pub interval: u32,
    /// Seconds until the stage gives up, unless the pipeline sets another.
    pub timeout: u32,
}

/// Where the status is asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum StatusUrl {
    /// The URL that was called.
    Called,
    /// The `Location` header of the first answer; if it is missing, the stage
    /// fails. For the same host the scheme of the called URL is kept.
    LocationHeader,
    /// This JsonPath in the body of the first answer, likewise.
    Response(Value),
    /// A JsonPath is needed and none is set: the stage fails after the call.
    NoPath,
    /// Nobody says where: the stage fails after the call.
    Unset,
}

/// When the monitoring ends.
#[derive(Clone, Debug, PartialEq)]
pub enum Ends {
    /// With the first answer that is no failure: no `statusJsonPath` is set.
    FirstAnswer,
    /// When a status is found that ends it.
    Status(Box<StatusCheck>),
}

/// How a status is found in an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct StatusCheck {
    /// `statusJsonPath`.
    pub path: Value,
    /// `progressJsonPath`, which must find a text in every answer.
    pub progress: Option<Value>,
    /// What the statuses mean.
    pub statuses: Statuses,
}

/// The statuses that end a webhook stage, upper-cased and trimmed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statuses {
    /// `successStatuses`; `None` when unset, and then every text or truth
    /// value that is found fails the stage.
    pub success: Option<Vec<String>>,
    /// `canceledStatuses`.
    pub canceled: Vec<String>,
    /// `terminalStatuses`.
    pub terminal: Vec<String>,
}

/// What one answer's status does to the stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// It keeps asking.
    Running,
    /// It succeeds.
    Succeeded,
    /// It is canceled.
    Canceled,
    /// It fails because a terminal status was found.
    Terminal,
    /// It fails because the path found no single value.
    NotAValue,
    /// It fails with a Java exception: no success statuses are set.
    NoSuccessStatuses,
    /// It fails with a Java exception: a list names a status twice.
    DuplicateStatus,
}

impl Statuses {
    /// What it means that `statusJsonPath` finds this value.
    pub fn meaning(&self, found: &Value) -> Status {
        let text = match &found.data {
            Data::Integer(100) => return Status::Succeeded,
            Data::Integer(_) | Data::Long(_) | Data::BigInteger(_) | Data::Double(_) => {
                return Status::Running;
            }
            Data::String(_) | Data::Boolean(_) => groovy_to_string(found).to_uppercase(),
            Data::Null | Data::List(_) | Data::Map(_) => return Status::NotAValue,
        };
        let Some(success) = &self.success else { return Status::NoSuccessStatuses };
        if [success, &self.canceled, &self.terminal].into_iter().any(|list| repeats(list)) {
            return Status::DuplicateStatus;
        }
        // A status in several lists means what the last of them says.
        if self.terminal.contains(&text) {
            Status::Terminal
        } else if self.canceled.contains(&text) {
            Status::Canceled
        } else if success.contains(&text) {
            Status::Succeeded
        } else {
            Status::Running
        }
    }
}

fn repeats(list: &[String]) -> bool {
    list.iter().enumerate().any(|(index, status)| list.iter().take(index).any(|one| one == status))
}

/// The monitoring that a merged context asks for.
pub(super) fn monitor(context: &Map) -> Monitor {
    Monitor {
        url: status_url(context),
        ends: ends(context),
        retry: Retry { server_errors: true, codes: codes(context, "retryStatusCodes") },
        first_interval: 1,
        interval: 15,
        timeout: 3600,
    }
}

fn status_url(context: &Map) -> StatusUrl {
    let resolution = set(context, "statusUrlResolution").and_then(Value::as_str);
    match resolution.and_then(Resolution::named) {
        None => StatusUrl::Unset,
        Some(Resolution::GetMethod) => StatusUrl::Called,
        Some(Resolution::LocationHeader) => StatusUrl::LocationHeader,
        Some(Resolution::WebhookResponse) => {
            filled(context, "statusUrlJsonPath").map_or(StatusUrl::NoPath, StatusUrl::Response)
        }
    }
}

fn ends(context: &Map) -> Ends {
    let Some(path) = filled(context, "statusJsonPath") else { return Ends::FirstAnswer };
    let list = |field: &str| -> Option<Vec<String>> {
        let text = set(context, field)?;
        Some(split(&groovy_to_string(text)))
    };
    let optional = |field: &str| {
        filled(context, field).map(|text| split(&groovy_to_string(&text))).unwrap_or_default()
    };
    let statuses = Statuses {
        success: list("successStatuses"),
        canceled: optional("canceledStatuses"),
        terminal: optional("terminalStatuses"),
    };
    let progress = filled(context, "progressJsonPath");
    Ends::Status(Box::new(StatusCheck { path, progress, statuses }))
}

/// A field that is set and not an empty text.
fn filled(context: &Map, field: &str) -> Option<Value> {
    set(context, field).filter(|value| value.as_str() != Some("")).cloned()
}

/// Comma-separated statuses, cut as Java does: empty ones at the end vanish.
fn split(text: &str) -> Vec<String> {
    let mut pieces: Vec<&str> = text.split(',').collect();
    while pieces.len() > 1 && pieces.last().is_some_and(|piece| piece.is_empty()) {
        pieces.pop();
    }
    pieces.into_iter().map(|piece| piece.trim().to_uppercase()).collect()
}
