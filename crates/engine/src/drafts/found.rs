//! Drafts that an earlier run left behind because it crashed.

use std::fs::File;
use std::path::{Path, PathBuf};

use super::keeper::{LOCK, SUFFIX};
use super::{Draft, record};
use crate::Error;

/// A draft of a run that ended without saving it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Abandoned {
    /// Its file, which names it when it is discarded.
    pub file: PathBuf,
    /// The draft.
    pub draft: Draft,
}

/// The drafts below `folder` whose runs are over, latest first, and what could
/// not be read.
pub fn abandoned(folder: &Path) -> (Vec<Abandoned>, Vec<Error>) {
    let mut found = Vec::new();
    let mut troubles = Vec::new();
    for run in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let run = run.path();
        if !run.is_dir() || lives(&run) {
            continue;
        }
        let mut left = false;
        for entry in std::fs::read_dir(&run).into_iter().flatten().flatten() {
            let file = entry.path();
            if file.extension().is_none_or(|extension| extension != SUFFIX) {
                continue;
            }
            left = true;
            let time = entry.metadata().and_then(|metadata| metadata.modified()).ok();
            match std::fs::read(&file).map(|bytes| record::read(&bytes)) {
                Ok(Some(draft)) => found.push((time, Abandoned { file, draft })),
                Ok(None) => troubles.push(Error::failed(
                    format!("{} is no whole draft.", file.display()),
                    "It is left where it is, for you to look at.",
                )),
                Err(error) => troubles.push(Error::io("read", &file, &error)),
            }
        }
        if !left {
            // Nothing in it is wanted any more; no harm where it stays.
            let _ = std::fs::remove_dir_all(&run);
        }
    }
    found.sort_by_key(|(time, _)| std::cmp::Reverse(*time));
    (found.into_iter().map(|(_, draft)| draft).collect(), troubles)
}

/// Removes a draft that was restored and kept anew, or is not wanted.
pub fn discard(file: &Path) -> Result<(), Error> {
    match std::fs::remove_file(file) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(Error::io("remove", file, &error))
        }
        _ => Ok(()),
    }
}

/// Whether a run still holds its lock. A run that is just starting has none
/// yet, nor any draft.
fn lives(run: &Path) -> bool {
    let Ok(lock) = File::open(run.join(LOCK)) else { return !has_drafts(run) };
    lock.try_lock_shared().is_err()
}

fn has_drafts(run: &Path) -> bool {
    let mut entries = std::fs::read_dir(run).into_iter().flatten().flatten();
    entries.any(|entry| entry.path().extension().is_some_and(|extension| extension == SUFFIX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drafts::Drafts;

    fn draft(text: &str) -> Draft {
        Draft { path: None, stamp: None, base: "".into(), text: text.into() }
    }

    /// What a run left that has ended. Another test that starts a program holds
    /// a copy of the run's lock for a moment, until the program runs.
    fn left(folder: &Path) -> Vec<Abandoned> {
        let end = std::time::Instant::now() + std::time::Duration::from_secs(30);
        loop {
            let (found, _) = abandoned(folder);
            if !found.is_empty() || std::time::Instant::now() > end {
                return found;
            }
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
    }

    #[test]
    fn a_living_runs_drafts_are_not_taken_for_those_of_a_crash() {
        let folder = tempfile::tempdir().expect("a folder");
        let drafts = Drafts::start(folder.path(), |_| {}).expect("started");
        drafts.keep(1, draft("a"));
        drafts.forget_now(2);
        std::thread::sleep(std::time::Duration::from_millis(600));
        assert_eq!(abandoned(folder.path()).0, []);
        drop(drafts);
        let found = left(folder.path());
        assert_eq!(found[0].draft, draft("a"));
        discard(&found[0].file).expect("discarded");
        assert_eq!(abandoned(folder.path()).0, []);
    }

    #[test]
    fn what_is_saved_or_given_up_is_not_offered() {
        let folder = tempfile::tempdir().expect("a folder");
        let drafts = Drafts::start(folder.path(), |_| {}).expect("started");
        drafts.keep(1, draft("a"));
        drafts.keep(2, draft("b"));
        drafts.forget(1);
        drop(drafts);
        let found = left(folder.path());
        assert_eq!(found.iter().map(|found| &*found.draft.text).collect::<Vec<_>>(), ["b"]);
        let drafts = Drafts::start(folder.path(), |_| {}).expect("started");
        drafts.keep(1, draft("c"));
        drafts.give_up();
        assert_eq!(abandoned(folder.path()).0.len(), 1, "only the first run's draft is left");
    }

    #[test]
    fn a_text_is_on_disk_before_its_file_is_written() {
        let folder = tempfile::tempdir().expect("a folder");
        let drafts = Drafts::start(folder.path(), |_| {}).expect("started");
        drafts.keep(1, draft("old"));
        drafts.keep_now(1, draft("new"));
        let run = std::fs::read_dir(folder.path()).expect("a run").flatten().next().expect("one");
        let bytes = std::fs::read(run.path().join("1.draft")).expect("a draft");
        assert_eq!(record::read(&bytes), Some(draft("new")));
    }

    #[test]
    fn a_damaged_draft_is_named_and_kept() {
        let folder = tempfile::tempdir().expect("a folder");
        let run = folder.path().join("run-x");
        std::fs::create_dir(&run).expect("made");
        std::fs::write(run.join("1.draft"), "{").expect("written");
        let (found, troubles) = abandoned(folder.path());
        assert_eq!((found.len(), troubles.len()), (0, 1));
        assert!(run.join("1.draft").exists());
    }

    #[test]
    fn a_folder_that_takes_nothing_is_said_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let (told, heard) = std::sync::mpsc::channel();
        let drafts = Drafts::start(folder.path(), move |error| {
            let _ = told.send(error.to_string());
        })
        .expect("started");
        let run = std::fs::read_dir(folder.path()).expect("a run").flatten().next().expect("one");
        // A folder that is gone refuses like one that is full or read-only.
        std::fs::remove_dir_all(run.path()).expect("removed");
        for text in ["a", "b", "c"] {
            drafts.keep(1, draft(text));
        }
        let message = heard.recv_timeout(std::time::Duration::from_secs(5)).expect("told");
        assert!(message.contains("draft"), "{message}");
        drop(drafts);
        assert!(heard.try_recv().is_err(), "only once");
    }
}
