//! Forms of files for the window.

use stage_core::export;
use stage_core::java::{Value, to_json};
use stage_core::preview;
use stage_wire::{
    Differs, Kept, SentRequest, StageDifference, ValueDifference, WebhookPreview, Wrapping,
};

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

/// A stage against one that runs.
pub(crate) fn difference(from: &export::StageDifference) -> StageDifference {
    let (differs, values) = match &from.differs {
        export::Differs::OnlyHere => (Differs::OnlyHere, Vec::new()),
        export::Differs::OnlyRunning => (Differs::OnlyRunning, Vec::new()),
        export::Differs::Same => (Differs::Same, Vec::new()),
        export::Differs::Values(values) => {
            let shown = |value: &Value| to_json(value).to_string();
            let values = values.iter().map(|(path, here, running)| ValueDifference {
                path: path.clone(),
                here: here.as_ref().map(shown),
                running: running.as_ref().map(shown),
            });
            (Differs::Values, values.collect())
        }
    };
    StageDifference { stage_type: from.stage_type.clone(), differs, values }
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
