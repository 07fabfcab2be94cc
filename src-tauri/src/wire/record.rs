//! Runs that are kept, for the window.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value as Json;
use stage_core::secret::MASK;
use stage_engine::run::{LogFile, Pages, Reason, RunRecord, RunStatus, log_path};
use stage_wire::{RunAttempt, RunDifference, RunLog, RunShown, RunSummary, Value};

use super::run::{changes, moment, outputs, text, verdict};

/// A run as it is listed. `lives` says whether a run that has no end is going.
pub(crate) fn summary(record: &RunRecord, lives: bool) -> RunSummary {
    let condition = record.status.conditions.first();
    let lost = record.status.completion_time.is_none() && !lives;
    let reason = if lost { Reason::RunLost } else { record.status.reason() };
    let message = if lost {
        "The program ended before the run did.".into()
    } else {
        condition.map(|condition| condition.message.clone()).unwrap_or_default()
    };
    RunSummary {
        id: record.id.clone(),
        stage: record.stage.kind.clone(),
        label: record.stage.label.clone(),
        file: record.stage.file.clone(),
        kube_context: record.kube_context.clone(),
        namespace: record.namespace.clone(),
        started: record.status.start_time.clone(),
        ended: record.status.completion_time.clone(),
        reason: format!("{reason:?}"),
        message,
    }
}

/// A run with all that is kept of it in the folder `runs`.
pub(crate) fn shown(runs: &Path, record: &RunRecord, lives: bool) -> RunShown {
    let masked = |value: &str| value.contains(MASK);
    let statuses = record.retries_status.iter().chain([&record.status]);
    RunShown {
        summary: summary(record, lives),
        parameters: record
            .parameters
            .iter()
            .map(|one| Value { name: one.name.clone(), text: one.value.clone() })
            .collect(),
        masked: record
            .parameters
            .iter()
            .filter(|one| masked(&one.value))
            .map(|one| one.name.clone())
            .collect(),
        exact: record.exact,
        timeout: u32::try_from(record.timeout).unwrap_or(u32::MAX),
        attempts: statuses.map(|status| attempt(runs, &record.id, status)).collect(),
        record: serde_json::to_string_pretty(record).unwrap_or_default(),
    }
}

fn attempt(runs: &Path, run: &str, status: &RunStatus) -> RunAttempt {
    let log = |file: &LogFile| {
        let mut pages = Pages::of(&log_path(runs, run, &file.file));
        pages.grow(None);
        RunLog {
            file: file.file.clone(),
            pod: file.pod.clone(),
            container: file.container.clone(),
            attempt: u32::try_from(file.attempt).unwrap_or(u32::MAX),
            lines: u32::try_from(pages.lines()).unwrap_or(u32::MAX),
            missing: file.missing.clone(),
        }
    };
    RunAttempt {
        job: status.job.clone(),
        time_line: status.time_line.iter().map(moment).collect(),
        logs: status.logs.iter().map(log).collect(),
        verdict: status.verdict.as_ref().map(verdict),
        outputs: outputs(&status.results),
        changes: changes(&status.changes),
        log_link: None,
    }
}

/// What is different between two runs, by place in their records.
pub(crate) fn differences(first: &RunRecord, second: &RunRecord) -> Vec<RunDifference> {
    let flat = |record: &RunRecord| {
        let mut flat = BTreeMap::new();
        flatten(&compared(record), &mut String::new(), &mut flat);
        flat
    };
    let (first, second) = (flat(first), flat(second));
    let paths: std::collections::BTreeSet<&String> = first.keys().chain(second.keys()).collect();
    paths
        .into_iter()
        .filter(|path| first.get(*path) != second.get(*path))
        .map(|path| RunDifference {
            path: path.clone(),
            first: first.get(path).cloned(),
            second: second.get(path).cloned(),
        })
        .collect()
}

/// What of a record says something beside another: not ids and times, which
/// are always different.
fn compared(record: &RunRecord) -> Json {
    let status = &record.status;
    let condition = status.conditions.first();
    let values: serde_json::Map<String, Json> = record
        .parameters
        .iter()
        .map(|one| (one.name.clone(), Json::from(one.value.as_str())))
        .collect();
    let results: serde_json::Map<String, Json> =
        status.results.iter().map(|one| (one.name.clone(), one.value.clone())).collect();
    let mut manifest = status.manifest.clone();
    for labels in ["/metadata/labels", "/spec/template/metadata/labels"] {
        if let Some(labels) = manifest.pointer_mut(labels).and_then(Json::as_object_mut) {
            labels.retain(|key, _| !key.starts_with("stage-designer.io/"));
        }
    }
    if let (false, Some(metadata)) = (record.exact, manifest.get_mut("metadata")) {
        metadata.as_object_mut().map(|metadata| metadata.remove("name"));
    }
    serde_json::json!({
        "stage": record.stage.kind, "kubeContext": record.kube_context,
        "namespace": record.namespace, "server": record.server, "exact": record.exact,
        "timeout": record.timeout, "retries": record.retries,
        "reason": format!("{:?}", status.reason()),
        "message": condition.map(|condition| condition.message.clone()),
        "parameters": values, "results": results, "manifest": manifest,
    })
}

fn flatten(value: &Json, at: &mut String, flat: &mut BTreeMap<String, String>) {
    let length = at.len();
    match value {
        Json::Object(map) if !map.is_empty() => {
            for (key, item) in map {
                if !at.is_empty() {
                    at.push('.');
                }
                at.push_str(key);
                flatten(item, at, flat);
                at.truncate(length);
            }
        }
        Json::Array(items) if !items.is_empty() => {
            for (index, item) in items.iter().enumerate() {
                at.push_str(&format!("[{index}]"));
                flatten(item, at, flat);
                at.truncate(length);
            }
        }
        Json::Null => {}
        value => {
            flat.insert(at.clone(), text(value));
        }
    }
}
