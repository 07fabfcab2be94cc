//! `stagectl runs`.

mod rerun;

use std::path::Path;
use std::time::Duration;

use stage_engine::Error;
use stage_engine::cluster::{Kubeconfigs, connect, describe};
use stage_engine::run::{
    Api, Entry, Identity, RunRecord, clean, compare, find, forget, leftovers, list, log_path,
    search,
};

use super::run::runs_folder;
use super::{FAILED, Report, threads};
use crate::args::{Runs, RunsAction};
use crate::output::{Look, visible, visible_json};

/// How long leftovers may take to go.
const PATIENCE: Duration = Duration::from_mins(1);

/// Lists, shows or cleans.
pub(crate) fn runs(args: &Runs, look: Look) -> Report {
    let folder = match runs_folder() {
        Ok(folder) => folder,
        Err(error) => return Report::wrong_use(&error.to_string()),
    };
    match &args.action {
        RunsAction::List { search: None } => listed(&list(&folder)),
        RunsAction::List { search: Some(words) } => listed(&search(&folder, words)),
        RunsAction::Compare { first, second } => {
            match find(&folder, first).and_then(|first| Ok((first, find(&folder, second)?))) {
                Ok((first, second)) => compared(&first, &second),
                Err(error) => Report::wrong_use(&error.to_string()),
            }
        }
        RunsAction::Rerun(args) => rerun::rerun(&folder, args, look),
        RunsAction::Show { id, json } => match find(&folder, id) {
            Ok(record) => shown(&folder, &record, *json),
            Err(error) => Report::wrong_use(&error.to_string()),
        },
        RunsAction::Clean { yes, force } => cleaned(&folder, *yes, *force),
    }
}

fn listed(records: &[RunRecord]) -> Report {
    let mut report = Report::default();
    for record in records {
        let reason = format!("{:?}", record.status.reason());
        report.out.push_str(&visible(&format!(
            "{}  {}  {reason:13}  {}  {}/{}",
            record.id,
            record.status.start_time,
            record.stage.kind,
            record.kube_context,
            record.namespace
        )));
        report.out.push('\n');
    }
    if report.out.is_empty() {
        report.note("no such runs");
    }
    report
}

fn compared(first: &RunRecord, second: &RunRecord) -> Report {
    let mut report = Report::default();
    let text = |value: &Option<serde_json::Value>| {
        value.as_ref().map_or_else(|| "nothing".to_owned(), ToString::to_string)
    };
    for change in compare(first, second) {
        let line = format!("{}: {} -> {}", change.path, text(&change.was), text(&change.now));
        report.out.push_str(&(visible(&line) + "\n"));
    }
    if report.out.is_empty() {
        report.note("the two runs were of the same and ended alike");
    }
    report
}

fn shown(folder: &Path, record: &RunRecord, json: bool) -> Report {
    let mut report = Report::default();
    if json {
        let text = serde_json::to_string_pretty(record).unwrap_or_default();
        report.out = visible_json(&text) + "\n";
        return report;
    }
    let mut say = |text: String| report.out.push_str(&(visible(&text) + "\n"));
    say(format!("run {} of {} in {}", record.id, record.stage.kind, record.stage.file));
    say(format!("in {} ({}), namespace {}", record.kube_context, record.server, record.namespace));
    for parameter in &record.parameters {
        say(format!("  {} = {}", parameter.name, parameter.value));
    }
    for status in record.retries_status.iter().chain([&record.status]) {
        let end = status.completion_time.as_deref().unwrap_or("still running");
        say(format!("{} to {end}: job {}", status.start_time, status.job));
        for moment in &status.time_line {
            say(format!("  {} {} {} {}", moment.at, moment.subject, moment.what, moment.message));
        }
        for log in &status.logs {
            say(format!("  log {}", log_path(folder, &record.id, &log.file).display()));
        }
        for condition in &status.conditions {
            say(format!("  {:?}: {}", condition.reason, condition.message));
        }
    }
    report
}

fn cleaned(folder: &Path, yes: bool, force: bool) -> Report {
    let mut report = Report::default();
    let found = leftovers(folder);
    if found.is_empty() {
        report.note("nothing is left of earlier runs");
        return report;
    }
    let threads = match threads() {
        Ok(threads) => threads,
        Err(error) => return Report::wrong_use(&error.to_string()),
    };
    for entry in found {
        let Entry { run, kube_context, namespace, since, .. } = &entry;
        let what = format!("run {run} of {since} in {kube_context}, namespace {namespace}");
        if !yes {
            report.out.push_str(&format!("{}\n", visible(&what)));
            continue;
        }
        match threads.block_on(remove(&entry, force)) {
            Ok(cleaned) if cleaned.is_whole() => {
                forget(folder, run);
                let gone = match cleaned.deleted.as_slice() {
                    [] => "nothing was left".to_owned(),
                    gone => format!("removed {}", gone.join(", ")),
                };
                report.out.push_str(&format!("{}\n", visible(&format!("{what}: {gone}"))));
            }
            Ok(cleaned) => {
                let left = cleaned.terminating.join(", ");
                report.note(&format!("{what}: still terminating: {left}"));
                report.at_least(FAILED);
            }
            Err(error) => report.trouble(&format!("{what}: {error}")),
        }
    }
    if !yes {
        report.note("add --yes to remove what is left in these places");
    }
    report
}

/// Removes what a run left, if its kube context still means the same cluster.
async fn remove(entry: &Entry, force: bool) -> Result<stage_engine::run::Cleaned, Error> {
    let all = Kubeconfigs::from_environment(&[])?;
    let now = describe(&all, &entry.kube_context)?.address;
    if let Some(moved) = entry.address.moved(&now, &entry.kube_context) {
        return Err(Error::failed(moved, "Nothing was deleted there."));
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let cluster = connect(&all, &entry.kube_context, &path).await?;
    let api = Api { client: cluster.client, namespace: entry.namespace.clone() };
    let identity = Identity { run: entry.run.clone(), installation: entry.installation.clone() };
    clean(&api, &identity, None, PATIENCE, force).await
}
