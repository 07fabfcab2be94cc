//! Runs that are kept, for the window.

use std::path::Path;

use serde_json::Value as Json;
use stage_core::secret::MASK;
use stage_engine::run::{Given, LogFile, Pages, Reason, RunRecord, RunStatus, kept, log_path};
use stage_wire::{RunAgain, RunAttempt, RunDifference, RunLog, RunShown, RunSummary, Value};

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
        again: again(record),
        attempts: statuses.map(|status| attempt(runs, &record.id, status)).collect(),
    }
}

/// What is kept of it for making it again.
fn again(record: &RunRecord) -> RunAgain {
    let kept = kept(record);
    let word = |given: &Given| match given {
        Given::StageJson => "the stage's JSON in a pipeline",
        Given::Execution => "a sample execution",
        Given::Env => "Orca's environment",
        Given::Artifact => "an artifact",
    };
    RunAgain {
        definition_masked: kept.as_ref().is_some_and(|kept| kept.masked),
        definition: kept.map(|kept| kept.text),
        given: record.given.iter().map(|given| word(given).to_owned()).collect(),
        target: record.target.clone(),
        reruns: record.retries,
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
    let link = status.verdict.as_ref().and_then(|verdict| verdict.log_link.as_ref());
    RunAttempt {
        job: status.job.clone(),
        time_line: status.time_line.iter().map(moment).collect(),
        logs: status.logs.iter().map(log).collect(),
        verdict: status.verdict.as_ref().map(verdict),
        outputs: outputs(&status.results),
        changes: changes(&status.changes),
        log_link: link.and_then(|link| link.url.clone()),
        log_link_problems: link.map(|link| link.problems.clone()).unwrap_or_default(),
    }
}

/// What is different between two runs, by place in their records.
pub(crate) fn differences(first: &RunRecord, second: &RunRecord) -> Vec<RunDifference> {
    let shown = |value: Option<Json>| value.filter(|it| !it.is_null()).map(|it| text(&it));
    stage_engine::run::compare(first, second)
        .into_iter()
        .map(|change| RunDifference {
            path: change.path,
            first: shown(change.was),
            second: shown(change.now),
        })
        .collect()
}
