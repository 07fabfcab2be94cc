//! `job-status.jsonl`: a Job, its pods, and clouddriver's job status.

use std::path::Path;

use serde_json::{Map as JsonMap, Value as Json, json};
use stage_core::java::{Data, from_json, to_json};
use stage_core::spinnaker::JavaException;
use stage_core::spinnaker::job_status::{JobStatus, collect, pod_selector, pods_unreadable};

use super::Outcome;

/// Runs the file; a line passes when the status, or the exception, is equal.
/// A `NullPointerException` is compared by its class.
pub fn run(lines: &mut dyn Iterator<Item = String>, _dir: &Path) -> Outcome {
    let mut outcome = Outcome::default();
    for line in lines {
        outcome.count(difference(&line));
    }
    outcome
}

fn difference(line: &str) -> Option<String> {
    let Ok(vector) = serde_json::from_str::<Json>(line) else {
        return Some(format!("not a vector: {line}"));
    };
    let got = result(&vector);
    let expected = &vector["result"];
    let comparable = |result: &Json| {
        let mut result = result.clone();
        if let Some(Json::String(error)) = result.get_mut("error")
            && error.starts_with("NullPointerException")
        {
            *error = "NullPointerException".into();
        }
        result
    };
    (comparable(&got) != comparable(expected))
        .then(|| format!("{}: expected {expected}, got {got}", vector["id"]))
}

fn result(vector: &Json) -> Json {
    let kubectl = |verb: &str| vector["kubectl"][verb].as_str();
    if kubectl("get").is_some_and(|error| error.contains("(NotFound)")) {
        return json!({"jobState": "NotFound"});
    }
    let job = from_json(&vector["job"]);
    let selector = match pod_selector(&job) {
        Ok(selector) => selector.map(|labels| format!("-l={labels}")),
        Err(exception) => return error(&exception, None),
    };
    let location = vector["job"]["metadata"]["namespace"].as_str().unwrap_or("null");
    let listed = kubectl("list");
    if let Some(exception) = listed.and_then(|error| pods_unreadable(location, error)) {
        return error(&exception, selector);
    }
    let pods = from_json(&vector["pods"]);
    let pods = if listed.is_some() { &[] } else { pods.as_list().unwrap_or(&[]) };
    let detailed = vector["detailedPodStatus"].as_bool().unwrap_or(true);
    match collect(&job, pods, "account", detailed) {
        Ok(status) => told(&status, selector),
        Err(exception) => error(&exception, selector),
    }
}

fn error(exception: &JavaException, selector: Option<String>) -> Json {
    let mut out = JsonMap::new();
    out.insert("error".into(), exception.to_string().into());
    out.extend(selector.map(|selector| ("podSelector".into(), selector.into())));
    out.into()
}

/// The vectors leave the account and the provider out, and name the pods only.
fn told(status: &JobStatus, selector: Option<String>) -> Json {
    let mut out = to_json(&Data::Map(status.to_map()).into());
    if let Some(out) = out.as_object_mut() {
        for key in ["account", "provider"] {
            out.remove(key);
        }
        let pods = out.remove("pods").unwrap_or_default();
        let names = pods.as_array().into_iter().flatten().map(|pod| pod["name"].clone());
        out.insert("podNames".into(), names.collect());
        out.extend(selector.map(|selector| ("podSelector".into(), selector.into())));
    }
    out
}
