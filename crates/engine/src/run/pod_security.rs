//! Whether the namespace takes the Job's pods. Pod Security and other admission
//! bind a pod when it is made; a Job is taken all the same, and then waits
//! without end.

use http::Method;
use serde_json::{Value, json};

use super::api::{Api, query_of, request};
use super::time_line::text;
use crate::cluster::api_status;

/// What is known of the pods.
pub(super) enum Pods {
    /// The API server would take them, or has no reason known not to.
    Taken,
    /// It would not; why.
    Refused(String),
    /// It is not allowed to ask, and there is a reason to; in a sentence.
    Unknown(String),
}

/// Asks by a dry run of one pod; where that is forbidden, looks at the
/// namespace's level.
pub(super) async fn pods(api: &Api, job: &Value) -> Pods {
    let Some(template) = job.pointer("/spec/template") else { return Pods::Taken };
    let mut metadata = template.get("metadata").cloned().unwrap_or_else(|| json!({}));
    if let Some(metadata) = metadata.as_object_mut() {
        metadata.shift_remove("name");
        metadata.insert("generateName".into(), "stage-designer-asks-".into());
        metadata.insert("namespace".into(), api.namespace.clone().into());
    }
    let pod = json!({"apiVersion": "v1", "kind": "Pod", "metadata": metadata,
                     "spec": template.get("spec")});
    let path = format!("{}{}", api.path("pods"), query_of(&[("dryRun", "All")]));
    let body = serde_json::to_vec(&pod).unwrap_or_default();
    match api.client.request::<Value>(request(Method::POST, &path, body)).await {
        Ok(_) => Pods::Taken,
        Err(error) => match api_status(&error).map(|status| (status.code, &*status.message)) {
            Some((403, said)) if said.contains("violates PodSecurity") => Pods::Refused(format!(
                "The namespace's Pod Security level forbids such pods: {said}"
            )),
            // A quota is told apart, and what the user may not do is no news.
            Some((403, said)) if said.contains("exceeded quota") => Pods::Taken,
            Some((403, said)) if said.contains("cannot create resource") => level(api).await,
            Some((400 | 403 | 422, said)) => {
                Pods::Refused(format!("The API server refuses the Job's pods: {said}"))
            }
            _ => Pods::Taken,
        },
    }
}

/// The level that the namespace enforces, where it may be read.
async fn level(api: &Api) -> Pods {
    let path = format!("/api/v1/namespaces/{}", super::api::encoded(&api.namespace));
    let Ok(namespace) = api.get(&path).await else { return Pods::Taken };
    match text(&namespace, "/metadata/labels/pod-security.kubernetes.io~1enforce") {
        "" | "privileged" => Pods::Taken,
        level => Pods::Unknown(format!(
            "The namespace takes only pods of Pod Security level {level}; whether it takes these \
             you may not ask."
        )),
    }
}
