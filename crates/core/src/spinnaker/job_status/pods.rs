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
/// status, as does one without creation timestamp before it comes to that.
pub fn pod_selector(job: &Value) -> Result<Option<String>, JavaException> {
    super::state::created(job)?;
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
    // Nulls are lost when clouddriver makes a typed Job of what kubectl gives.
    let terms: Vec<String> = labels
        .iter()
        .filter(|(_, value)| !value.is_null())
        .map(|(key, value)| format!("{key} = {}", value.as_str().unwrap_or_default()))
        .collect();
    Ok((!terms.is_empty()).then(|| terms.join(",")))
}

/// The pods by their start; those that did not start yet come last. One
/// without metadata breaks the status.
pub(super) fn in_start_order(pods: &[Value]) -> Result<Vec<PodStatus>, JavaException> {
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
        .map(|pod| {
            let metadata = pod
                .get("metadata")
                .filter(|metadata| !metadata.is_null())
                .ok_or_else(|| JavaException::null("a pod has no metadata"))?;
            Ok(PodStatus {
                name: metadata.get("name").and_then(Value::as_str).map(str::to_owned),
                status: pod.get("status").cloned().unwrap_or(Data::Null.into()),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::java::from_json;
    use crate::spinnaker::job_status::collect;
    use serde_json::json;

    #[test]
    fn a_job_without_creation_timestamp_fails_before_its_pods_are_asked_for() {
        let spec = json!({"selector": {"matchLabels": {"a": "b"}}});
        let job = |metadata| from_json(&json!({"metadata": metadata, "spec": spec}));
        assert!(pod_selector(&job(json!({"name": "n"}))).is_err());
        let whole = job(json!({"name": "n", "creationTimestamp": "2026-01-02T03:04:05Z"}));
        assert_eq!(pod_selector(&whole), Ok(Some("a = b".into())));
        let mut null = json!({"metadata": {"creationTimestamp": "2026-01-02T03:04:05Z"}});
        null["spec"] = json!({"selector": {"matchLabels": {"a": null}}});
        assert_eq!(pod_selector(&from_json(&null)), Ok(None));
    }

    #[test]
    fn a_pod_needs_metadata_but_no_name() {
        let job = from_json(&json!({
            "metadata": {"creationTimestamp": "2026-01-02T03:04:05Z"},
            "spec": {"selector": {"matchLabels": {"a": "b"}}}}));
        let status = |pod| collect(&job, &[from_json(&pod)], "k8s", true);
        let nameless = status(json!({"metadata": {}})).expect("it has metadata");
        assert_eq!(nameless.most_recent_pod_name, None);
        assert!(status(json!({"status": {}})).is_err());
        assert!(status(json!(null)).is_err());
    }
}
