//! The Job's pods (§2.2).

use crate::java::{Data, Map, Origin, Value};
use crate::spinnaker::exception::JavaException;
use crate::spinnaker::time::Instant;

/// One entry of `pods` in the job status.
#[derive(Clone, Debug, PartialEq)]
pub struct PodStatus {
    /// The pod's name.
    pub name: Option<String>,
    /// Its whole status; null when it has none.
    pub status: Value,
}

impl PodStatus {
    pub(super) fn to_map(&self) -> Map {
        let mut out = Map::new();
        if let Some(name) = &self.name {
            out.insert("name", Value::text(name.as_str(), Origin::ApiServer));
        }
        if !self.status.is_null() {
            out.insert("status", self.status.clone());
        }
        out
    }
}

/// The label selector that pods are listed with, as `kubectl get pod -l=…`
/// gets it: `spec.selector.matchLabels` alone. `None` when those are empty,
/// which lists every pod of the namespace. A Job without them breaks the
/// status.
pub fn pod_selector(job: &Value) -> Result<Option<String>, JavaException> {
    let present = |value: Option<&Value>| value.is_some_and(|value| !value.is_null());
    let spec = job.get("spec");
    if !present(spec) {
        return Err(JavaException::null("the Job has no spec"));
    }
    let selector = spec.and_then(|spec| spec.get("selector"));
    if !present(selector) {
        return Err(JavaException::null("the Job has no selector"));
    }
    let Some(labels) = selector.and_then(|s| s.get("matchLabels")).and_then(Value::as_map) else {
        return Err(JavaException::null("the Job's selector has no matchLabels"));
    };
    if labels.is_empty() {
        return Ok(None);
    }
    let terms: Vec<String> = labels
        .iter()
        .map(|(key, value)| format!("{key} = {}", value.as_str().unwrap_or_default()))
        .collect();
    Ok(Some(terms.join(",")))
}

/// The pods by their start; those that did not start yet come last.
pub(super) fn in_start_order(pods: &[Value]) -> Vec<PodStatus> {
    let start = |pod: &Value| {
        pod.get("status")?.get("startTime").and_then(Value::as_str).and_then(Instant::parse)
    };
    let mut ordered: Vec<&Value> = pods.iter().collect();
    ordered.sort_by_key(|pod| {
        let start = start(pod);
        (start.is_none(), start)
    });
    ordered
        .into_iter()
        .map(|pod| PodStatus {
            name: pod
                .get("metadata")
                .and_then(|metadata| metadata.get("name"))
                .and_then(Value::as_str)
                .map(str::to_owned),
            status: pod.get("status").cloned().unwrap_or(Data::Null.into()),
        })
        .collect()
}
