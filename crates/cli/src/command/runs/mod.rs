//! `stagectl runs`.

use std::path::Path;
use std::time::Duration;

use stage_engine::Error;
use stage_engine::cluster::{Kubeconfigs, connect, describe};
use stage_engine::run::{
    Api, Entry, Identity, RunRecord, clean, find, forget, leftovers, list, log_path,
};

use super::run::runs_folder;
use super::{FAILED, Report};
use crate::args::{Runs, RunsAction};
use crate::output::{visible, visible_json};

/// How long leftovers may take to go.
const PATIENCE: Duration = Duration::from_mins(1);

/// Lists, shows or cleans.
pub(crate) fn runs(args: &Runs) -> Report {
    let folder = match runs_folder() {
        Ok(folder) => folder,
        Err(error) => return Report::wrong_use(&error.to_string()),
    };
    match &args.action {
        RunsAction::List => listed(&folder),
        RunsAction::Show { id, json } => match find(&folder, id) {
            Ok(record) => shown(&folder, &record, *json),
            Err(error) => Report::wrong_use(&error.to_string()),
        },
        RunsAction::Clean { yes, force } => cleaned(&folder, *yes, *force),
    }
}

fn listed(folder: &Path) -> Report {
    let mut report = Report::default();
    for record in list(folder) {
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
        report.note("no runs yet");
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
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return Report::wrong_use(&format!("no threads: {error}")),
    };
    for entry in found {
        let Entry { run, kube_context, namespace, since, .. } = &entry;
        let what = format!("run {run} of {since} in {kube_context}, namespace {namespace}");
        if !yes {
            report.out.push_str(&format!("{}\n", visible(&what)));
            continue;
        }
        match runtime.block_on(remove(&entry, force)) {
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
