//! Watching open files for changes from outside.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use notify::event::{AccessKind, AccessMode};
use notify::{EventKind, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, Debouncer, RecommendedCache, new_debouncer};

use crate::Error;

/// How long a file must be quiet before its change is told: editors write in
/// several steps.
const QUIET: Duration = Duration::from_millis(150);

type Files = Arc<Mutex<HashSet<PathBuf>>>;

/// Files that are watched, by watching their folders: a save by rename ends a
/// watch on the file itself.
pub struct Watched {
    files: Files,
    folders: HashSet<PathBuf>,
    debouncer: Debouncer<notify::RecommendedWatcher, RecommendedCache>,
}

/// Starts watching nothing; `changed` hears the path of each file that changed.
pub fn watch(changed: impl Fn(&Path) + Send + 'static) -> Result<Watched, Error> {
    let files = Files::default();
    let known = Arc::clone(&files);
    let heard = move |result: DebounceEventResult| {
        let paths: HashSet<PathBuf> = match result {
            Ok(events) => {
                let told = events.iter().filter(|event| is_change(event.kind));
                told.flat_map(|event| event.paths.clone()).collect()
            }
            // Events were lost: any file may have changed.
            Err(_) => lock(&known).clone(),
        };
        let watched: Vec<PathBuf> =
            paths.into_iter().filter(|path| lock(&known).contains(path)).collect();
        for path in watched {
            changed(&path);
        }
    };
    let debouncer = new_debouncer(QUIET, None, heard).map_err(|error| no_watch(&error))?;
    Ok(Watched { files, folders: HashSet::new(), debouncer })
}

/// Whether something is another now. To be read is no change: whoever looks at
/// a file because it changed would hear of that again, for ever.
fn is_change(kind: EventKind) -> bool {
    !kind.is_access() || kind == EventKind::Access(AccessKind::Close(AccessMode::Write))
}

impl Watched {
    /// Watches one more file.
    pub fn add(&mut self, path: &Path) -> Result<(), Error> {
        lock(&self.files).insert(path.to_path_buf());
        let folder = path.parent().unwrap_or_else(|| Path::new(".")).to_path_buf();
        if self.folders.insert(folder.clone()) {
            let watching = self.debouncer.watch(&folder, RecursiveMode::NonRecursive);
            watching.map_err(|error| no_watch(&error))?;
        }
        Ok(())
    }

    /// Watches a file no more.
    pub fn remove(&mut self, path: &Path) {
        lock(&self.files).remove(path);
        let Some(folder) = path.parent() else { return };
        let needed = lock(&self.files).iter().any(|file| file.parent() == Some(folder));
        if !needed && self.folders.remove(folder) {
            let _ = self.debouncer.unwatch(folder);
        }
    }
}

fn lock(files: &Files) -> std::sync::MutexGuard<'_, HashSet<PathBuf>> {
    files.lock().unwrap_or_else(PoisonError::into_inner)
}

fn no_watch(error: &notify::Error) -> Error {
    Error::failed(
        format!("Changes made outside cannot be noticed: {error}."),
        "They are looked for when you come back to the window, and before every save. If the system's watch limit is reached, raise fs.inotify.max_user_watches.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;

    #[test]
    fn a_change_by_rename_and_a_change_in_place_are_heard() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().canonicalize().expect("a path").join("x.yml");
        std::fs::write(&path, "one").expect("written");
        let (sender, heard) = mpsc::channel();
        let mut watched =
            watch(move |path| drop(sender.send(path.to_path_buf()))).expect("watching");
        watched.add(&path).expect("watched");
        std::fs::write(&path, "two").expect("written");
        assert_eq!(heard.recv_timeout(Duration::from_secs(10)).expect("heard"), path);
        let other = path.with_extension("tmp");
        std::fs::write(&other, "three").expect("written");
        std::fs::rename(&other, &path).expect("renamed");
        assert_eq!(heard.recv_timeout(Duration::from_secs(10)).expect("heard again"), path);
    }

    #[test]
    fn a_file_that_is_read_has_not_changed() {
        let folder = tempfile::tempdir().expect("a folder");
        let folder = folder.path().canonicalize().expect("a path");
        let [read, first, last] = ["read", "first", "last"].map(|name| folder.join(name));
        std::fs::write(&read, "one").expect("written");
        let (sender, heard) = mpsc::channel();
        let mut watched =
            watch(move |path| drop(sender.send(path.to_path_buf()))).expect("watching");
        for path in [&read, &first, &last] {
            watched.add(path).expect("watched");
        }
        crate::files::read(&read).expect("read");
        // What is heard of the reading comes before what is heard of the last.
        for path in [first, last] {
            std::fs::write(&path, "two").expect("written");
            loop {
                let other = heard.recv_timeout(Duration::from_secs(10)).expect("heard");
                assert_ne!(other, read, "nobody has changed it");
                if other == path {
                    break;
                }
            }
        }
    }

    #[test]
    fn a_watch_that_the_system_refuses_is_said_with_what_holds_without_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut watched = watch(|_| {}).expect("watching");
        // A folder that is not there refuses as one beyond the limit does.
        let refused = watched.add(&folder.path().join("gone/x.yml")).expect_err("refused");
        assert!(refused.remedy.contains("before every save"), "{refused}");
        assert!(refused.remedy.contains("max_user_watches"), "{refused}");
        let limit = no_watch(&notify::Error::new(notify::ErrorKind::MaxFilesWatch));
        assert!(limit.message.contains("limit"), "{limit}");
    }
}
