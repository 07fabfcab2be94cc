//! Runs that were made: a folder each, with the record and the logs. Bounded in
//! number and size; the oldest go first.

use std::path::{Path, PathBuf};

use super::record::RunRecord;
use crate::Error;
use crate::files::{Expected, write};

/// How many runs are kept.
const RUNS: usize = 200;
/// How many bytes they may have together.
const BYTES: u64 = 2 * 1024 * 1024 * 1024;

/// The folder of a run, made if it is not there. The oldest runs make room.
pub(super) fn folder(runs: &Path, id: &str) -> Result<PathBuf, Error> {
    let folder = runs.join("history").join(id);
    std::fs::create_dir_all(&folder).map_err(|error| Error::io("make", &folder, &error))?;
    make_room(runs, id);
    Ok(folder)
}

/// Writes a run's record.
pub(super) fn keep(runs: &Path, record: &RunRecord) -> Result<(), Error> {
    let text = serde_json::to_string_pretty(record).unwrap_or_default();
    let path = runs.join("history").join(&record.id).join("record.json");
    write(&path, &text, Expected::Anything).map(drop)
}

/// All runs that are kept, latest first.
pub fn list(runs: &Path) -> Vec<RunRecord> {
    let folders = std::fs::read_dir(runs.join("history")).into_iter().flatten().flatten();
    let read = |path: PathBuf| {
        serde_json::from_slice::<RunRecord>(&std::fs::read(path.join("record.json")).ok()?).ok()
    };
    let mut found: Vec<RunRecord> = folders.filter_map(|folder| read(folder.path())).collect();
    found.sort_by(|a, b| (&b.status.start_time, &b.id).cmp(&(&a.status.start_time, &a.id)));
    found
}

/// The run whose id begins so, if there is just one.
pub fn find(runs: &Path, id: &str) -> Result<RunRecord, Error> {
    let mut found: Vec<RunRecord> =
        list(runs).into_iter().filter(|record| record.id.starts_with(id)).collect();
    match (found.pop(), found.is_empty()) {
        (Some(record), true) => Ok(record),
        (None, _) => Err(Error::failed(
            format!("No run has the id {id}."),
            "`stagectl runs list` shows all of them.",
        )),
        (Some(_), false) => {
            Err(Error::failed(format!("Several runs begin with {id}."), "Give more of the id."))
        }
    }
}

/// The file of a log of a run.
pub fn log_path(runs: &Path, run: &str, file: &str) -> PathBuf {
    // A name from a record leads nowhere else.
    let name = Path::new(file).file_name().unwrap_or_default();
    runs.join("history").join(run).join(name)
}

fn make_room(runs: &Path, but: &str) {
    let mut total = 0;
    for (number, record) in list(runs).into_iter().enumerate() {
        let folder = runs.join("history").join(&record.id);
        let files = std::fs::read_dir(&folder).into_iter().flatten().flatten();
        total += files.filter_map(|file| Some(file.metadata().ok()?.len())).sum::<u64>();
        let running = record.status.completion_time.is_none();
        if (number + 1 >= RUNS || total > BYTES) && record.id != but && !running {
            let _ = std::fs::remove_dir_all(folder);
        }
    }
}
