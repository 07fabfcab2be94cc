//! What the list of webhook stages shows, and what Deck asks for.

use super::definition::{configurable_fields, enabled, set};
use crate::java::{Data, Map, Value};

/// One entry of `GET /webhooks/preconfigured`, which is all that Deck knows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Listed {
    /// The label in the list of stages.
    pub label: Option<Value>,
    /// The text under it.
    pub description: Option<Value>,
    /// The stage's type in pipelines.
    pub stage_type: Option<Value>,
    /// Whether it waits; unset leaves the choice to the pipeline's author.
    pub wait_for_completion: Option<bool>,
    /// The fields that are set, and so not asked for.
    pub preconfigured_properties: Vec<&'static str>,
    /// Whether Deck says "all of the settings" are preconfigured.
    pub no_user_configurable_fields: bool,
    /// The parameters, in the order in which Deck asks for them: by `order`,
    /// then by name.
    pub parameters: Vec<Value>,
    /// Hints for user interfaces of one's own.
    pub parameter_data: Option<Value>,
    /// The fields that Deck asks for, some of them only when others are
    /// chosen (waiting, signalling a cancellation).
    pub inputs: Vec<&'static str>,
}

/// The entry of a definition; `None` when it is not enabled.
pub fn listed(definition: &Value) -> Option<Listed> {
    let map = definition.as_map().filter(|_| enabled(definition))?;
    let field = |name: &str| set(map, name).cloned();
    let (preconfigured_properties, inputs): (Vec<_>, Vec<_>) =
        configurable_fields().partition(|name| set(map, name).is_some());
    let wait_for_completion = match set(map, "waitForCompletion").map(|value| &value.data) {
        Some(Data::Boolean(wait)) => Some(*wait),
        _ => None,
    };
    Some(Listed {
        label: field("label"),
        description: field("description"),
        stage_type: field("type"),
        wait_for_completion,
        no_user_configurable_fields: nothing_to_configure(map, wait_for_completion, inputs.len()),
        preconfigured_properties,
        parameters: in_asking_order(map),
        parameter_data: field("parameterData"),
        inputs,
    })
}

/// Orca counts: when waiting, one field may be missing (the path to the status
/// URL) unless that path is needed; otherwise the four of the request count.
fn nothing_to_configure(map: &Map, wait: Option<bool>, missing: usize) -> bool {
    let from_response =
        || set(map, "statusUrlResolution").and_then(Value::as_str) == Some("webhookResponse");
    match wait {
        None => false,
        Some(true) => missing <= usize::from(!from_response()),
        Some(false) => ["url", "customHeaders", "method", "payload"]
            .iter()
            .all(|name| set(map, name).is_some()),
    }
}

fn in_asking_order(map: &Map) -> Vec<Value> {
    let parameters = set(map, "parameters").and_then(Value::as_list);
    let mut parameters = parameters.unwrap_or_default().to_vec();
    parameters.sort_by_cached_key(|parameter| {
        let order = match parameter.get("order").map(|value| &value.data) {
            Some(Data::Integer(order)) => *order,
            _ => 0,
        };
        let name = parameter.get("name").and_then(Value::as_str).unwrap_or_default();
        (order, name.to_lowercase())
    });
    parameters
}
