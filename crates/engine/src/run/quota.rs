//! Whether the namespace's quotas leave room for the Job and its pods. They
//! bind each pod when it is made, so the dry run of a Job says nothing of them.

use serde_json::Value;

use super::time_line::text;

/// What stands in the way, in sentences.
pub(super) fn short(quotas: &[Value], job: &Value) -> Vec<String> {
    quotas.iter().flat_map(|quota| of_one(quota, job)).collect()
}

fn of_one(quota: &Value, job: &Value) -> Vec<String> {
    // One with scopes binds some pods only; which, is the cluster's to say.
    let scoped = ["/spec/scopes", "/spec/scopeSelector"];
    if scoped.iter().any(|path| quota.pointer(path).is_some_and(|scope| !scope.is_null())) {
        return Vec::new();
    }
    let name = text(quota, "/metadata/name");
    let hard = quota.pointer("/status/hard").and_then(Value::as_object);
    let mut found = Vec::new();
    for (resource, limit) in hard.into_iter().flatten() {
        let written = limit.as_str().unwrap_or_default();
        let used = quota.pointer("/status/used").and_then(|used| used.get(resource));
        let used = used.and_then(Value::as_str).unwrap_or("0");
        let (Some(limit), Some(taken)) = (quantity(written), quantity(used)) else { continue };
        match wanted(resource, job) {
            Want::Missing(field) => found.push(format!(
                "The quota {name} binds {resource}: a container without `resources.{field}` is \
                 refused, unless the namespace has a default."
            )),
            Want::Amount(amount) if taken + amount > limit => found.push(format!(
                "The quota {name} leaves no room: {used} of {written} {resource} are used, and a \
                 pod of this Job needs more than the rest."
            )),
            Want::Nothing | Want::Amount(_) => {}
        }
    }
    found
}

/// What one pod, or the Job, takes of a resource.
enum Want {
    Nothing,
    Amount(f64),
    /// A container does not say what it takes.
    Missing(String),
}

fn wanted(resource: &str, job: &Value) -> Want {
    match resource {
        "pods" | "count/pods" | "count/jobs.batch" => return Want::Amount(1.0),
        _ => {}
    }
    let (kind, what) = match resource {
        "cpu" | "memory" => ("requests", resource),
        other => match other.split_once('.') {
            Some((kind @ ("requests" | "limits"), what @ ("cpu" | "memory"))) => (kind, what),
            _ => return Want::Nothing,
        },
    };
    let spec = job.pointer("/spec/template/spec");
    let list = |key: &str| {
        let found = spec.and_then(|spec| spec.get(key)).and_then(Value::as_array);
        found.into_iter().flatten()
    };
    let of = |container: &Value| {
        let asked = |kind: &str| {
            let path = format!("/resources/{kind}/{what}");
            match container.pointer(&path) {
                Some(Value::String(text)) => quantity(text),
                Some(number) => number.as_f64(),
                None => None,
            }
        };
        // Without a request the limit is the request.
        asked(kind).or_else(|| (kind == "requests").then(|| asked("limits")).flatten())
    };
    let Some(together) = list("containers").map(of).sum::<Option<f64>>() else {
        return Want::Missing(format!("{kind}.{what}"));
    };
    let before = list("initContainers").filter_map(of).fold(0.0, f64::max);
    Want::Amount(together.max(before))
}

/// A quantity as Kubernetes writes them: `500m`, `1Gi`, `2e3`.
fn quantity(text: &str) -> Option<f64> {
    const UNITS: [(&str, f64); 12] = [
        ("Ki", 1024.0),
        ("Mi", 1_048_576.0),
        ("Gi", 1_073_741_824.0),
        ("Ti", 1_099_511_627_776.0),
        ("n", 1e-9),
        ("u", 1e-6),
        ("m", 1e-3),
        ("k", 1e3),
        ("M", 1e6),
        ("G", 1e9),
        ("T", 1e12),
        ("", 1.0),
    ];
    UNITS.iter().find_map(|(unit, factor)| {
        let number: f64 = text.trim().strip_suffix(unit)?.parse().ok()?;
        Some(number * factor)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn job(resources: &Value) -> Value {
        json!({"spec": {"template": {"spec": {"containers": [{"name": "a", "resources": resources}]}}}})
    }

    fn quota(hard: &Value, used: &Value) -> Value {
        json!({"metadata": {"name": "team"}, "spec": {}, "status": {"hard": hard, "used": used}})
    }

    #[test]
    fn quantities_are_read_as_kubernetes_writes_them() {
        let read: Vec<_> = ["500m", "1Gi", "2", "2e3", "x"].map(quantity).into();
        assert_eq!(read, [Some(0.5), Some(1_073_741_824.0), Some(2.0), Some(2000.0), None]);
    }

    #[test]
    fn a_quota_that_is_used_up_is_named() {
        let full = quota(&json!({"pods": "2", "limits.cpu": "1"}), &json!({"pods": "2"}));
        let found = short(&[full], &job(&json!({"limits": {"cpu": "500m"}})));
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].contains("2 of 2 pods"), "{found:?}");
        let cpu = quota(&json!({"requests.cpu": "1"}), &json!({"requests.cpu": "600m"}));
        let found = short(&[cpu], &job(&json!({"limits": {"cpu": "500m"}})));
        assert!(found[0].contains("600m of 1 requests.cpu"), "the limit counts: {found:?}");
    }

    #[test]
    fn a_quota_on_what_a_container_does_not_say_is_named() {
        let memory = quota(&json!({"limits.memory": "1Gi"}), &json!({}));
        let found = short(&[memory], &job(&json!({})));
        assert!(found[0].contains("`resources.limits.memory`"), "{found:?}");
    }

    #[test]
    fn a_quota_with_room_or_for_other_pods_is_no_trouble() {
        let room = quota(&json!({"pods": "2", "secrets": "0"}), &json!({"pods": "1"}));
        assert_eq!(short(&[room], &job(&json!({}))), [""; 0]);
        let mut scoped = quota(&json!({"pods": "0"}), &json!({}));
        scoped["spec"]["scopes"] = json!(["BestEffort"]);
        assert_eq!(short(&[scoped], &job(&json!({}))), [""; 0]);
    }
}
