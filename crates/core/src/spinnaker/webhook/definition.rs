//! A webhook definition's fields, and which one a pipeline's stage means.

use crate::java::{Data, Map, Value};

/// The fields that Orca copies into a pipeline's stage, as declared.
pub const COPIED_FIELDS: [&str; 22] = [
    "url",
    "customHeaders",
    "parameterValues",
    "parameterData",
    "method",
    "payload",
    "failFastStatusCodes",
    "waitForCompletion",
    "statusUrlResolution",
    "statusUrlJsonPath",
    "statusJsonPath",
    "progressJsonPath",
    "successStatuses",
    "canceledStatuses",
    "terminalStatuses",
    "permissions",
    "signalCancellation",
    "cancelEndpoint",
    "cancelMethod",
    "cancelPayload",
    "waitBeforeMonitor",
    "retryStatusCodes",
];

/// Copied fields that the pipeline's author never configures.
const NOT_CONFIGURABLE: [&str; 3] = ["parameterValues", "parameterData", "permissions"];

/// The fields that the window for a pipeline's stage asks for unless the
/// definition sets them.
pub fn configurable_fields() -> impl Iterator<Item = &'static str> {
    COPIED_FIELDS.into_iter().filter(|field| !NOT_CONFIGURABLE.contains(field))
}

/// Where the URL for the status comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Resolution {
    /// `getMethod`: the URL that was called.
    GetMethod,
    /// `locationHeader`: the answer's `Location` header.
    LocationHeader,
    /// `webhookResponse`: a JsonPath in the answer's body.
    WebhookResponse,
}

impl Resolution {
    /// The resolution of that name.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "getMethod" => Some(Self::GetMethod),
            "locationHeader" => Some(Self::LocationHeader),
            "webhookResponse" => Some(Self::WebhookResponse),
            _ => None,
        }
    }
}

/// The definition that a stage of `stage_type` runs: the first enabled one of
/// that type. Unlike a job, a webhook that is not enabled does not run.
pub fn find<'a>(definitions: &'a [Value], stage_type: &str) -> Result<&'a Value, NotFound> {
    let matches =
        |definition: &&Value| enabled(definition) && text(definition, "type") == Some(stage_type);
    let disabled =
        || definitions.iter().any(|definition| text(definition, "type") == Some(stage_type));
    definitions
        .iter()
        .find(matches)
        .ok_or_else(|| NotFound { stage_type: stage_type.to_owned(), disabled: disabled() })
}

/// No enabled definition has the type. Its `Display` is Orca's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotFound {
    /// The type that was looked for.
    pub stage_type: String,
    /// Whether there is one that is not enabled.
    pub disabled: bool,
}

impl std::fmt::Display for NotFound {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Could not find a stage named '{}'", self.stage_type)
    }
}

impl std::error::Error for NotFound {}

/// What a permission is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Permission {
    /// To see it in the list of stages.
    Read,
    /// To run it.
    Write,
}

/// Whether somebody with these roles may. Without an entry everybody may; a
/// role is enough when its name *contains* one that is listed.
pub fn allowed(definition: &Value, permission: Permission, roles: &[&str]) -> bool {
    let key = match permission {
        Permission::Read => "READ",
        Permission::Write => "WRITE",
    };
    let listed = definition.get("permissions").and_then(|all| all.get(key));
    let listed = listed.and_then(Value::as_list).unwrap_or_default();
    listed.is_empty()
        || listed
            .iter()
            .filter_map(Value::as_str)
            .any(|listed| roles.iter().any(|role| role.contains(listed)))
}

/// Whether the definition is enabled, as it is unless it says otherwise.
pub fn enabled(definition: &Value) -> bool {
    !matches!(definition.get("enabled").map(|value| &value.data), Some(Data::Boolean(false)))
}

/// A text field of a definition.
pub(super) fn text<'a>(definition: &'a Value, field: &str) -> Option<&'a str> {
    definition.get(field).and_then(Value::as_str)
}

/// What a field holds, a null counting as nothing.
pub(super) fn set<'a>(map: &'a Map, field: &str) -> Option<&'a Value> {
    map.get(field).filter(|value| !value.is_null())
}
