//! A Job as a cluster holds it: what the API server wrote into it is left out,
//! and so is what looks like a secret.
//!
//! It must never carry a secret's value into a stage: a stage's file is read by
//! many who may not read the cluster's Secrets.

use serde_json::{Map, Value, json};

use super::job::{job_of, stage};
use super::{ImportError, Imported};
use crate::secret::{MASK, is_secret_name, is_secret_value, secrets_in};

/// Fields of the Job's specification that the API server fills in.
fn of_the_job() -> [(&'static str, Value); 7] {
    [
        ("backoffLimit", json!(6)),
        ("completionMode", json!("NonIndexed")),
        ("completions", json!(1)),
        ("manualSelector", json!(false)),
        ("parallelism", json!(1)),
        ("podReplacementPolicy", json!("TerminatingOrFailed")),
        ("suspend", json!(false)),
    ]
}

/// Those of the pod's.
fn of_the_pod() -> [(&'static str, Value); 5] {
    [
        ("dnsPolicy", json!("ClusterFirst")),
        ("enableServiceLinks", json!(true)),
        ("schedulerName", json!("default-scheduler")),
        ("securityContext", json!({})),
        ("terminationGracePeriodSeconds", json!(30)),
    ]
}

/// Those of a container's.
fn of_a_container() -> [(&'static str, Value); 3] {
    [
        ("resources", json!({})),
        ("terminationMessagePath", json!("/dev/termination-log")),
        ("terminationMessagePolicy", json!("File")),
    ]
}

/// A stage that runs a Job, or the Job of a `CronJob`, as the API server
/// answers it in JSON.
pub fn from_cluster(text: &str) -> Result<Imported, ImportError> {
    let json: Value =
        serde_json::from_str(text).map_err(|error| ImportError::Unreadable(error.to_string()))?;
    let mut job = job_of(&json).ok_or(ImportError::NoJob)?;
    let mut kept = Vec::new();
    if let Some(spec) = object(&mut job, "spec") {
        without(spec, &of_the_job());
        if let Some(pod) = spec.get_mut("template").and_then(|template| object(template, "spec")) {
            without(pod, &of_the_pod());
            // The old name of the field, which the server writes beside the new one.
            if pod.get("serviceAccount") == pod.get("serviceAccountName") {
                pod.shift_remove("serviceAccount");
            }
            for list in ["initContainers", "containers"] {
                let containers = pod.get_mut(list).and_then(Value::as_array_mut);
                for container in containers.into_iter().flatten().filter_map(Value::as_object_mut) {
                    without(container, &of_a_container());
                    hide(container, &mut kept);
                }
            }
        }
    }
    let mut made = stage(&job, &Map::new());
    made.notes.extend(kept);
    Ok(made)
}

fn object<'a>(of: &'a mut Value, key: &str) -> Option<&'a mut Map<String, Value>> {
    of.get_mut(key).and_then(Value::as_object_mut)
}

fn without(map: &mut Map<String, Value>, defaults: &[(&str, Value)]) {
    for (key, value) in defaults {
        if map.get(*key) == Some(value) {
            map.shift_remove(*key);
        }
    }
}

/// Takes what looks like a secret out of a container's variables, command and
/// arguments, and says so.
fn hide(container: &mut Map<String, Value>, notes: &mut Vec<String>) {
    let of = container.get("name").and_then(Value::as_str).unwrap_or_default().to_owned();
    let variables = container.get_mut("env").and_then(Value::as_array_mut);
    for variable in variables.into_iter().flatten() {
        let name = variable["name"].as_str().unwrap_or_default().to_owned();
        let Some(Value::String(value)) = variable.get_mut("value") else { continue };
        let called = is_secret_name(&name) && is_secret_value(value);
        if called || !secrets_in(value).is_empty() {
            value.clear();
            notes.push(format!(
                "The value of {name} looks like a secret and was not copied. Let the variable \
                 read it from a Secret."
            ));
        }
    }
    for list in ["command", "args"] {
        let words = container.get_mut(list).and_then(Value::as_array_mut);
        let mut masked = false;
        for word in words.into_iter().flatten() {
            let Value::String(word) = word else { continue };
            // From the end, so that the places before stay what they are.
            for span in secrets_in(word).into_iter().rev() {
                word.replace_range(span, MASK);
                masked = true;
            }
        }
        if masked {
            notes.push(format!(
                "{list} of {of} had what looks like a secret; {MASK} stands in its place. Read it \
                 from a variable that a Secret fills."
            ));
        }
    }
}
