//! Runs of this window: those that are going, and the logs that are looked at.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use stage_engine::cluster::Cluster;
use stage_engine::data_folder;
use stage_engine::run::{Entry, Instance, Pages, leftovers, log_path};
use stage_wire::CommandError;
use tokio::sync::watch;

use crate::state::lock;
use crate::wire::error;

/// A run of this window, going or ended.
#[derive(Clone)]
pub(crate) struct Going {
    /// Turned true to stop it.
    pub(crate) stop: watch::Sender<bool>,
    pub(crate) cluster: Cluster,
    pub(crate) namespace: String,
    /// The record's id, and that of the present Job; empty before the first.
    pub(crate) record: String,
    pub(crate) present: String,
    pub(crate) ended: bool,
}

/// Runs of this window, by number.
#[derive(Default)]
pub(crate) struct Runs {
    instance: Mutex<Option<Arc<Instance>>>,
    all: Mutex<HashMap<u32, Going>>,
    pages: Mutex<HashMap<PathBuf, Arc<Mutex<Pages>>>>,
    /// Whether the window may close once although runs are going.
    leave: AtomicBool,
}

/// The folder with everything about runs.
pub(crate) fn folder() -> Result<PathBuf, CommandError> {
    data_folder().map(|folder| folder.join("runs")).ok_or_else(|| {
        error::failed("There is no folder for the program's data.", "Set STAGE_DESIGNER_DATA.")
    })
}

impl Runs {
    /// This instance of the program, which begins with its first run.
    pub(crate) fn instance(&self) -> Result<Arc<Instance>, CommandError> {
        let mut known = lock(&self.instance);
        if let Some(instance) = &*known {
            return Ok(Arc::clone(instance));
        }
        let started = Instance::start(&folder()?).map_err(|failure| error::from(&failure))?;
        Ok(Arc::clone(known.insert(Arc::new(started))))
    }

    /// Keeps a run that begins; gives its number.
    pub(crate) fn add(&self, going: Going) -> u32 {
        let mut all = lock(&self.all);
        let number = u32::try_from(all.len()).unwrap_or(u32::MAX).saturating_add(1);
        all.insert(number, going);
        number
    }

    pub(crate) fn get(&self, number: u32) -> Result<Going, CommandError> {
        let found = lock(&self.all).get(&number).cloned();
        found.ok_or_else(|| error::failed("There is no such run.", "See the history."))
    }

    pub(crate) fn change(&self, number: u32, change: impl FnOnce(&mut Going)) {
        if let Some(going) = lock(&self.all).get_mut(&number) {
            change(going);
        }
    }

    /// How many runs have not ended yet.
    pub(crate) fn going(&self) -> u32 {
        let going = lock(&self.all).values().filter(|going| !going.ended).count();
        u32::try_from(going).unwrap_or(u32::MAX)
    }

    /// The next closing is meant, whatever is going.
    pub(crate) fn leave_once(&self) {
        self.leave.store(true, Ordering::SeqCst);
    }

    /// Whether this closing is meant, whatever is going.
    pub(crate) fn may_leave(&self) -> bool {
        self.leave.swap(false, Ordering::SeqCst)
    }

    /// Asks all runs to stop.
    pub(crate) fn stop_all(&self) {
        for going in lock(&self.all).values().filter(|going| !going.ended) {
            let _ = going.stop.send(true);
        }
    }

    /// Whether the run of a record without an end is going, here or in another
    /// instance that lives.
    pub(crate) fn lives(&self, record: &str) -> bool {
        if let Some(own) = lock(&self.all).values().find(|going| going.record == record) {
            return !own.ended;
        }
        let Ok(folder) = folder() else { return false };
        let noted = folder.join("journal").join(format!("{record}.json")).exists();
        noted && !leftovers(&folder).iter().any(|entry: &Entry| entry.run == record)
    }

    /// A log of a run, by pages.
    pub(crate) fn pages(&self, run: &str, file: &str) -> Result<Arc<Mutex<Pages>>, CommandError> {
        let path = log_path(&folder()?, run, file);
        let mut all = lock(&self.pages);
        let pages =
            all.entry(path.clone()).or_insert_with(|| Arc::new(Mutex::new(Pages::of(&path))));
        Ok(Arc::clone(pages))
    }
}
