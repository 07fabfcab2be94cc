//! Runs that were made: listed, opened, compared; their logs by page; what they
//! left behind.

use std::time::Duration;

use stage_engine::run::{
    Api, Cleaned, Entry, Identity, Search, clean, find, forget, leftovers as left, list, log_path,
};
use stage_wire::{
    BufferId, CleanedRun, CommandError, Leftover, LogLine, LogPage, RunDifference, RunShown,
    RunSummary, Version,
};
use tauri::State;

use crate::clusters;
use crate::runs::folder;
use crate::state::{App, lock};
use crate::wire::{self, error};

type Answer<T> = Result<T, CommandError>;

/// How long leftovers may take to go.
const PATIENCE: Duration = Duration::from_mins(1);

/// All runs that are kept, latest first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn runs(app: State<'_, App>) -> Answer<Vec<RunSummary>> {
    let lives = |record: &stage_engine::run::RunRecord| app.runs.lives(&record.id);
    Ok(list(&folder()?).iter().map(|one| wire::record::summary(one, lives(one))).collect())
}

/// One run with all that is kept of it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_run(app: State<'_, App>, run: String) -> Answer<RunShown> {
    let folder = folder()?;
    let record = find(&folder, &run).map_err(|failure| error::from(&failure))?;
    Ok(wire::record::shown(&folder, &record, app.runs.lives(&record.id)))
}

/// Whether a stage is still the one that a run was of.
#[tauri::command]
#[specta::specta]
pub(crate) async fn is_as_run(
    app: State<'_, App>,
    buffer: BufferId,
    version: Version,
    stage: u32,
    run: String,
) -> Answer<bool> {
    let record = find(&folder()?, &run).map_err(|failure| error::from(&failure))?;
    let open = app.buffer(buffer)?;
    let snapshot = open.buffer.look_at(version).await.map_err(|failure| error::from(&failure))?;
    Ok(stage_engine::run::is_as_run(&record, &snapshot.analysis, stage as usize))
}

/// What is different between two runs.
#[tauri::command]
#[specta::specta]
pub(crate) async fn compare_runs(first: String, second: String) -> Answer<Vec<RunDifference>> {
    let folder = folder()?;
    let found = |run: &str| find(&folder, run).map_err(|failure| error::from(&failure));
    Ok(wire::record::differences(&found(&first)?, &found(&second)?))
}

/// Lines of a log, and how many it has by now.
#[tauri::command]
#[specta::specta]
pub(crate) async fn log_page(
    app: State<'_, App>,
    run: String,
    file: String,
    from: u32,
    count: u32,
) -> Answer<LogPage> {
    let pages = app.runs.pages(&run, &file)?;
    let mut pages = lock(&pages);
    pages.grow(None);
    let lines = pages.page(u64::from(from), count as usize).map_err(|why| unreadable(&why))?;
    let line = |line: stage_engine::run::PageLine| LogLine {
        at: line.at.map(stage_engine::run::written),
        text: line.text,
        more: u32::try_from(line.more).unwrap_or(u32::MAX),
    };
    Ok(LogPage {
        total: u32::try_from(pages.lines()).unwrap_or(u32::MAX),
        from,
        lines: lines.into_iter().map(line).collect(),
    })
}

fn unreadable(why: &std::io::Error) -> CommandError {
    error::failed(
        format!("The log cannot be read: {why}."),
        "It may have made room for newer runs.",
    )
}

/// The next line of a log that has a text, or the one before.
#[tauri::command]
#[specta::specta]
pub(crate) async fn search_log(
    app: State<'_, App>,
    run: String,
    file: String,
    text: String,
    from: u32,
    backwards: bool,
) -> Answer<Option<u32>> {
    // A copy, for a long log is searched for seconds while it grows on.
    let pages = lock(&*app.runs.pages(&run, &file)?).clone();
    let from = u64::from(from);
    let search = if backwards { Search::Before(from) } else { Search::From(from) };
    let found = tokio::task::spawn_blocking(move || pages.find(&text, search)).await;
    let found = found.map_err(|why| error::failed(format!("{why}."), "Try again."))?;
    let line = found.map_err(|why| unreadable(&why))?;
    Ok(line.map(|line| u32::try_from(line).unwrap_or(u32::MAX)))
}

/// Saves a whole log as a file, by the user's word.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_log(run: String, file: String, path: String) -> Answer<()> {
    let log = log_path(&folder()?, &run, &file);
    let copied =
        tokio::task::spawn_blocking(move || std::fs::copy(log, &path).map_err(|why| (why, path)));
    let copied = copied.await.map_err(|why| error::failed(format!("{why}."), "Try again."))?;
    copied.map(drop).map_err(|(why, path)| {
        error::failed(format!("Could not write {path}: {why}."), "Choose another place.")
    })
}

/// What earlier instances may have left in clusters.
#[tauri::command]
#[specta::specta]
pub(crate) async fn leftovers() -> Answer<Vec<Leftover>> {
    let leftover = |entry: Entry| Leftover {
        run: entry.run,
        kube_context: entry.kube_context,
        server: entry.address.server,
        namespace: entry.namespace,
        since: entry.since,
    };
    Ok(left(&folder()?).into_iter().map(leftover).collect())
}

/// Removes what earlier instances left, by the user's word.
#[tauri::command]
#[specta::specta]
pub(crate) async fn clean_leftovers(app: State<'_, App>, force: bool) -> Answer<Vec<CleanedRun>> {
    let folder = folder()?;
    let mut told = Vec::new();
    for entry in left(&folder) {
        let run = entry.run.clone();
        told.push(match remove(&app, &entry, force).await {
            Ok(cleaned) => {
                if cleaned.is_whole() {
                    forget(&folder, &run);
                }
                let Cleaned { deleted, terminating } = cleaned;
                CleanedRun { run, deleted, terminating, trouble: None }
            }
            Err(CommandError { message, remedy, .. }) => {
                let (deleted, terminating) = Default::default();
                let trouble = Some(format!("{message} {remedy}"));
                CleanedRun { run, deleted, terminating, trouble }
            }
        });
    }
    Ok(told)
}

async fn remove(app: &App, entry: &Entry, force: bool) -> Result<Cleaned, CommandError> {
    let cluster = clusters::same_cluster(app, &entry.kube_context, &entry.address).await?;
    let api = Api { client: cluster.client, namespace: entry.namespace.clone() };
    let identity = Identity { run: entry.run.clone(), installation: entry.installation.clone() };
    clean(&api, &identity, None, PATIENCE, force).await.map_err(|failure| error::from(&failure))
}
