//! Forms of files for the window.

use stage_core::forms::StageKind;
use stage_core::java::{Data, Map, Value, to_json};
use stage_core::secret::Secrets;
use stage_core::spinnaker::queue::Sample;
use stage_core::{Analysis, export, preview};
use stage_engine::dry_call::{Answered, Call};
use stage_wire::{
    CommandError, Differs, ExpressionRequest, Kept, SentRequest, StageDifference, ValueDifference,
    WebhookAnswer, WebhookPreview, Wrapping,
};

use super::preview::sample;

/// The names for a new wrapper.
pub(crate) fn wrapping(from: &Wrapping) -> export::Wrapping {
    export::Wrapping {
        name: from.name.clone(),
        namespace: Some(from.namespace.clone()).filter(|namespace| !namespace.is_empty()),
        key: from.key.clone(),
        kept: match from.kept {
            Kept::ConfigMap => export::Kept::ConfigMap,
            Kept::SecretText => export::Kept::SecretText,
            Kept::SecretData => export::Kept::SecretData,
        },
    }
}

/// Stages against those that run; what looks like a secret on either side is
/// masked.
pub(crate) fn differences(
    found: &[export::StageDifference],
    here: &Analysis,
    theirs: &export::Running,
) -> Vec<StageDifference> {
    let mut secrets = Secrets::of(here);
    let (export::Running::Listed(stages) | export::Running::Deployed(stages)) = theirs;
    for stage in stages {
        if let Data::Map(map) = &stage.data {
            secrets.learn_from(map);
        }
    }
    found.iter().map(|one| difference(one, &mut secrets)).collect()
}

fn difference(from: &export::StageDifference, secrets: &mut Secrets) -> StageDifference {
    let (differs, values) = match &from.differs {
        export::Differs::OnlyHere => (Differs::OnlyHere, Vec::new()),
        export::Differs::OnlyRunning => (Differs::OnlyRunning, Vec::new()),
        export::Differs::Same => (Differs::Same, Vec::new()),
        export::Differs::Values(values) => {
            let mut shown = |value: &Value| {
                let text = to_json(&secrets.masked_value(value)).to_string();
                secrets.masked(&text)
            };
            let values = values.iter().map(|(path, here, running)| ValueDifference {
                path: path.clone(),
                here: here.as_ref().map(&mut shown),
                running: running.as_ref().map(&mut shown),
            });
            (Differs::Values, values.collect())
        }
    };
    StageDifference { stage_type: from.stage_type.clone(), differs, values }
}

/// What a webhook's request is made from: the stage as loaded, the pipeline's
/// stage JSON, and the execution that it runs in. None for other stages.
pub(crate) fn webhook_inputs<'a>(
    analysis: &'a Analysis,
    request: &ExpressionRequest,
) -> Result<Option<(&'a Value, Map, Sample)>, CommandError> {
    let index = request.stage as usize;
    let place = analysis.detected.stages.get(index);
    if place.is_none_or(|place| place.kind != StageKind::Webhook) {
        return Ok(None);
    }
    let alone = analysis.stages.get(index).map(|stage| &*stage.loaded);
    let loaded = analysis.loaded_stage(index).or(alone).and_then(|loaded| loaded.value.as_ref());
    let sample = match &request.execution {
        Some(text) => sample(text)?,
        None => Sample::built_in(),
    };
    // Deck keeps a webhook's values under a name of their own, the defaults
    // too: Orca knows none (webhook-semantics, execution 3).
    let mut given = Map::new();
    let parameters = loaded.and_then(|loaded| loaded.get("parameters")).and_then(Value::as_list);
    for parameter in parameters.unwrap_or_default() {
        let default = parameter.get("defaultValue").filter(|value| !value.is_null());
        if let (Some(name), Some(default)) = (parameter.get("name"), default) {
            given.insert(name.as_str().unwrap_or_default(), default.clone());
        }
    }
    for value in &request.values {
        given.insert(value.name.as_str(), Value::from(value.text.as_str()));
    }
    let mut json = Map::new();
    json.insert("parameterValues", Data::Map(given).into());
    Ok(loaded.map(|loaded| (loaded, json, sample)))
}

/// A request to be sent.
pub(crate) fn call(from: preview::SentRequest) -> Call {
    Call {
        method: from.method,
        url: from.url.unwrap_or_default(),
        headers: from.headers,
        payload: from.payload,
    }
}

/// A server's answer.
pub(crate) fn answered(from: Answered) -> WebhookAnswer {
    WebhookAnswer {
        status: format!("{} {}", from.status, from.reason).trim_end().to_owned(),
        headers: from.headers,
        body: from.body,
        cut: from.cut,
        took: u32::try_from(from.took.as_millis()).unwrap_or(u32::MAX),
    }
}

/// A webhook stage as it would run.
pub(crate) fn webhook(from: preview::WebhookPreview) -> WebhookPreview {
    WebhookPreview {
        create: request(from.create),
        cancel: from.cancel.map(request),
        course: from.course,
        notes: from.notes,
    }
}

fn request(from: preview::SentRequest) -> SentRequest {
    SentRequest {
        method: from.method,
        url: from.url,
        headers: from.headers,
        refused: from.refused,
        payload: from.payload,
    }
}
