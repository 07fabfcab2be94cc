//! Runs that were made: a folder each, with the record and the logs. Bounded in
//! number and size; the oldest go first.

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use super::record::RunRecord;
use crate::Error;
use crate::files::{Expected, write};

/// How many runs are kept.
const RUNS: usize = 200;
/// How many bytes they may have together.
const BYTES: u64 = 2 * 1024 * 1024 * 1024;
/// How much of a log is searched.
const SEARCHED: u64 = 64 * 1024 * 1024;
/// The longest piece of a line that is searched at once.
const PIECE: u64 = 1024 * 1024;

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

/// The runs in which each of these words stands, in whatever case: in what was
/// run, where, with which values and outputs, how it ended, or in a log.
/// Latest first.
pub fn search(runs: &Path, words: &str) -> Vec<RunRecord> {
    let words: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
    let mut found = list(runs);
    found.retain(|record| {
        let text = serde_json::to_string(record).unwrap_or_default().to_lowercase();
        let mut left: Vec<&str> =
            words.iter().map(String::as_str).filter(|word| !text.contains(word)).collect();
        let all = record.retries_status.iter().chain([&record.status]);
        for log in all.flat_map(|status| &status.logs) {
            if left.is_empty() {
                break;
            }
            strike_out(&mut left, &log_path(runs, &record.id, &log.file));
        }
        left.is_empty()
    });
    found
}

/// Takes away the words that stand in a line of the file.
fn strike_out(words: &mut Vec<&str>, file: &Path) {
    let Ok(file) = std::fs::File::open(file) else { return };
    let mut reader = BufReader::new(file.take(SEARCHED));
    let mut line = Vec::new();
    // A line without an end is looked at in pieces.
    while !words.is_empty()
        && (&mut reader).take(PIECE).read_until(b'\n', &mut line).is_ok_and(|read| read > 0)
    {
        let text = String::from_utf8_lossy(&line).to_lowercase();
        words.retain(|word| !text.contains(word));
        line.clear();
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run::LogFile;

    #[test]
    fn a_run_is_found_by_its_values_and_by_its_log() {
        let runs = tempfile::tempdir().expect("a folder");
        let record = |id: &str, value: &str| -> RunRecord {
            serde_json::from_value(serde_json::json!({
                "version": 1, "id": id, "stage": {"type": "echo", "label": "", "file": ""},
                "parameters": [{"name": "PHRASE", "value": value}], "serviceAccountName": "",
                "workspaces": [], "uses": [], "kubeContext": "dev", "server": "", "namespace": "",
                "exact": false, "timeout": 1, "retries": 0, "startTime": id, "conditions": [],
                "results": [], "job": "", "uid": "", "manifest": null, "changes": [],
                "timeLine": [], "logs": [], "retriesStatus": []
            }))
            .expect("a record")
        };
        let mut first = record("r1", "Hello");
        first.status.logs = vec![LogFile {
            pod: "p".into(),
            container: "c".into(),
            attempt: 0,
            file: "p.c.0.log".into(),
            bytes: 9,
            missing: Vec::new(),
        }];
        let folder = folder(runs.path(), "r1").expect("made");
        std::fs::write(folder.join("p.c.0.log"), "x\nTable LOCKED\n").expect("written");
        keep(runs.path(), &first).expect("kept");
        super::folder(runs.path(), "r2").expect("made");
        keep(runs.path(), &record("r2", "bye")).expect("kept");
        let ids = |words: &str| {
            search(runs.path(), words).into_iter().map(|record| record.id).collect::<Vec<_>>()
        };
        assert_eq!(ids("echo"), ["r2", "r1"], "latest first");
        assert_eq!(ids("hello locked"), ["r1"]);
        assert_eq!(ids("bye locked"), [""; 0]);
    }
}
