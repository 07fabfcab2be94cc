//! What must be cleaned up, on disk before the cluster hears of it: so that a
//! crash, or `kill -9`, at any point leaves nothing that cannot be found.
//!
//! An instance of the program holds a lock on a file of its own as long as it
//! lives; the system takes the lock away however it ends.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::identity::new_id;
use crate::Error;
use crate::cluster::Address;
use crate::files::{Expected, write};

/// A run that may have objects in a cluster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The run.
    pub run: String,
    /// The installation, as in the objects' label.
    pub installation: String,
    /// The instance that runs it.
    pub instance: String,
    /// The kube context.
    pub kube_context: String,
    /// The cluster that it meant.
    pub address: Address,
    /// The namespace.
    pub namespace: String,
    /// When it began.
    pub since: String,
}

/// A running instance of the program.
#[derive(Debug)]
pub struct Instance {
    /// The folder with everything about runs.
    pub folder: PathBuf,
    /// This installation's id.
    pub installation: String,
    /// This instance's id.
    pub id: String,
    /// Held, never read.
    _lock: File,
}

impl Instance {
    /// Begins an instance whose data is in `folder`.
    pub fn start(folder: &Path) -> Result<Self, Error> {
        for part in ["journal", "instances"] {
            let path = folder.join(part);
            std::fs::create_dir_all(&path).map_err(|error| Error::io("make", &path, &error))?;
        }
        let installation = installation(folder)?;
        let id = new_id();
        let path = lock_file(folder, &id);
        let io = |error: &std::io::Error| Error::io("lock", &path, error);
        let lock = File::create(&path).map_err(|error| io(&error))?;
        lock.try_lock().map_err(|error| io(&error.into()))?;
        Ok(Self { folder: folder.to_path_buf(), installation, id, _lock: lock })
    }

    /// Notes a run before its first object is made.
    pub fn note(&self, entry: &Entry) -> Result<(), Error> {
        let text = serde_json::to_string_pretty(entry).unwrap_or_default();
        write(&entry_file(&self.folder, &entry.run), &text, Expected::Anything).map(drop)
    }

    /// Notes that nothing of a run is left in the cluster.
    pub fn forget(&self, run: &str) {
        forget(&self.folder, run);
    }
}

impl Drop for Instance {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(lock_file(&self.folder, &self.id));
    }
}

/// The runs that ended without cleaning up: those noted by instances that do
/// not live any more.
pub fn leftovers(folder: &Path) -> Vec<Entry> {
    let entries = std::fs::read_dir(folder.join("journal")).into_iter().flatten().flatten();
    let read = |path: PathBuf| serde_json::from_slice::<Entry>(&std::fs::read(path).ok()?).ok();
    let mut found: Vec<Entry> = entries
        .filter_map(|file| read(file.path()))
        .filter(|entry| !lives(folder, &entry.instance))
        .collect();
    found.sort_by(|a, b| (&a.since, &a.run).cmp(&(&b.since, &b.run)));
    found
}

/// Takes a run out of the journal.
pub fn forget(folder: &Path, run: &str) {
    let _ = std::fs::remove_file(entry_file(folder, run));
}

/// Whether an instance still holds its lock.
fn lives(folder: &Path, instance: &str) -> bool {
    let Ok(file) = File::open(lock_file(folder, instance)) else { return false };
    matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock))
}

fn lock_file(folder: &Path, instance: &str) -> PathBuf {
    folder.join("instances").join(format!("{instance}.lock"))
}

fn entry_file(folder: &Path, run: &str) -> PathBuf {
    folder.join("journal").join(format!("{run}.json"))
}

/// This installation's id, made at the first run and kept.
fn installation(folder: &Path) -> Result<String, Error> {
    let path = folder.join("installation");
    let known = || {
        let text = std::fs::read_to_string(&path).ok()?;
        let id = text.trim();
        (!id.is_empty() && id.chars().all(|c| c.is_ascii_alphanumeric())).then(|| id.to_owned())
    };
    if let Some(id) = known() {
        return Ok(id);
    }
    let id = new_id();
    match write(&path, &id, Expected::Absent) {
        Ok(_) => Ok(id),
        // Another instance was faster, or it is damaged.
        Err(_) if known().is_some() => Ok(known().unwrap_or(id)),
        Err(_) => write(&path, &id, Expected::Anything).map(|_| id),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(instance: &Instance, run: &str) -> Entry {
        Entry {
            run: run.into(),
            installation: instance.installation.clone(),
            instance: instance.id.clone(),
            kube_context: "dev".into(),
            address: Address { server: "https://x".into(), authority: None },
            namespace: "stage".into(),
            since: "T".into(),
        }
    }

    #[test]
    fn what_a_dead_instance_left_is_found_and_what_a_living_one_runs_is_left_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let (one, two) = (
            Instance::start(folder.path()).expect("started"),
            Instance::start(folder.path()).expect("started"),
        );
        assert_eq!(one.installation, two.installation, "one installation");
        one.note(&entry(&one, "a")).expect("noted");
        two.note(&entry(&two, "b")).expect("noted");
        assert!(leftovers(folder.path()).is_empty(), "both live");
        drop(one);
        let found: Vec<String> = leftovers(folder.path()).into_iter().map(|e| e.run).collect();
        assert_eq!(found, ["a"]);
        forget(folder.path(), "a");
        assert!(leftovers(folder.path()).is_empty());
    }

    #[test]
    fn a_lock_file_without_its_lock_is_a_dead_instance() {
        let folder = tempfile::tempdir().expect("a folder");
        let one = Instance::start(folder.path()).expect("started");
        let dead = Entry { instance: "killed".into(), ..entry(&one, "a") };
        std::fs::write(lock_file(folder.path(), "killed"), "").expect("written");
        one.note(&dead).expect("noted");
        assert_eq!(leftovers(folder.path()).len(), 1);
    }
}
