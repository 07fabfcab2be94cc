//! What lives as long as the window: open buffers, the watch, own data.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use stage_core::spinnaker::{Release, Target};
use stage_engine::drafts::Drafts;
use stage_engine::files::{Watched, watch};
use stage_engine::{ApplicationData, data_folder};
use stage_wire::{BufferId, CommandError};
use tauri::AppHandle;
use tauri_specta::Event as _;

use crate::commands::export::Plan;
use crate::drafts;
use crate::open::{Open, disk_changed};
use crate::runs::Runs;
use crate::wire::{Trouble, error};

/// The setting that keeps the chosen release.
const TARGET: &str = "target";

/// The program's state.
pub(crate) struct App {
    /// Files named on the command line.
    pub(crate) paths: Vec<PathBuf>,
    buffers: Mutex<HashMap<BufferId, Arc<Open>>>,
    next: Mutex<BufferId>,
    watched: Mutex<Option<Watched>>,
    data: Mutex<ApplicationData>,
    target: Mutex<Target>,
    pub(crate) plans: Mutex<HashMap<u32, Plan>>,
    pub(crate) runs: Runs,
    /// What is typed and in no file; none where it cannot be kept.
    drafts: Option<Arc<Drafts>>,
    troubles: Mutex<Vec<stage_engine::Error>>,
    handle: AppHandle,
}

/// Locks even when a thread died meanwhile: what is held is plain data.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl App {
    pub(crate) fn new(handle: &AppHandle, arguments: &[String]) -> Self {
        let paths = arguments
            .iter()
            .filter(|argument| !argument.starts_with('-'))
            .map(|argument| std::path::absolute(argument).unwrap_or_else(|_| argument.into()))
            .collect();
        let data = data_folder().map(|folder| ApplicationData::read(&folder)).unwrap_or_default();
        let target = data.settings.get(TARGET).and_then(|name| Release::named(name));
        let mut troubles = Vec::new();
        let drafts = drafts::start(handle).map_err(|failure| troubles.push(failure)).ok();
        let hears = handle.clone();
        let watched = watch(move |path| disk_changed(&hears, path));
        let watched = watched.map_err(|failure| troubles.push(failure)).ok();
        Self {
            paths,
            buffers: Mutex::default(),
            next: Mutex::new(1),
            watched: Mutex::new(watched),
            data: Mutex::new(data),
            target: Mutex::new(target.map(Target::of).unwrap_or_default()),
            plans: Mutex::default(),
            runs: Runs::default(),
            drafts: drafts.map(Arc::new),
            troubles: Mutex::new(troubles),
            handle: handle.clone(),
        }
    }

    /// What failed before there was a window to say it in; once.
    pub(crate) fn early_troubles(&self) -> Vec<stage_engine::Error> {
        std::mem::take(&mut *lock(&self.troubles))
    }

    /// What stages are meant for.
    pub(crate) fn target(&self) -> Target {
        *lock(&self.target)
    }

    /// Means all open texts, and those opened later, for another release.
    pub(crate) fn aim(&self, release: Release) {
        *lock(&self.target) = Target::of(release);
        for open in lock(&self.buffers).values() {
            open.buffer.aim(Target::of(release));
        }
        self.data(|data| data.settings.insert(TARGET.into(), release.name().into()));
    }

    /// Keeps an open file; gives the buffer's number.
    pub(crate) fn add(&self, open: Open) -> (BufferId, Arc<Open>) {
        let id = {
            let mut next = lock(&self.next);
            *next += 1;
            *next
        };
        if let Some(path) = open.path() {
            self.watch(&path);
        }
        let open = Arc::new(open);
        if let Some(drafts) = &self.drafts {
            let _ = open.keeping.set((Arc::clone(drafts), id));
        }
        lock(&self.buffers).insert(id, Arc::clone(&open));
        (id, open)
    }

    /// The open buffer of that number.
    pub(crate) fn buffer(&self, id: BufferId) -> Result<Arc<Open>, CommandError> {
        let found = lock(&self.buffers).get(&id).cloned();
        found.ok_or_else(|| error::failed("The file is closed.", "Open it again."))
    }

    /// The buffers that show the file at `path`.
    pub(crate) fn showing(&self, path: &Path) -> Vec<(BufferId, Arc<Open>)> {
        let buffers = lock(&self.buffers);
        let shows = |open: &Arc<Open>| open.path().is_some_and(|own| own == path);
        buffers
            .iter()
            .filter(|(_, open)| shows(open))
            .map(|(id, open)| (*id, Arc::clone(open)))
            .collect()
    }

    /// Gives up all drafts: the user closed the window over them.
    pub(crate) fn give_up_drafts(&self) {
        if let Some(drafts) = &self.drafts {
            drafts.give_up();
        }
    }

    /// Whether any open text has changes that are in no file.
    pub(crate) fn has_unsaved(&self) -> bool {
        lock(&self.buffers).values().any(|open| open.is_unsaved())
    }

    /// Watches the file that a buffer is now saved to; says where that fails.
    pub(crate) fn watch(&self, path: &Path) {
        let watching = lock(&self.watched).as_mut().map(|watched| watched.add(path));
        if let Some(Err(failure)) = watching {
            // A window that is closing hears nothing more.
            let _ = Trouble(error::from(&failure)).emit(&self.handle);
        }
    }

    pub(crate) fn remove(&self, id: BufferId) {
        let Some(open) = lock(&self.buffers).remove(&id) else { return };
        if let Some(drafts) = &self.drafts {
            drafts.forget(id);
        }
        let Some(path) = open.path() else { return };
        if self.showing(&path).is_empty()
            && let Some(watched) = lock(&self.watched).as_mut()
        {
            watched.remove(&path);
        }
    }

    /// The program's own data, changed by `change` and kept.
    pub(crate) fn data<T>(&self, change: impl FnOnce(&mut ApplicationData) -> T) -> T {
        let mut data = lock(&self.data);
        let before = data.clone();
        let result = change(&mut data);
        if *data != before
            && let Some(folder) = data_folder()
        {
            // Layout and recent files: not worth a message when they are lost.
            let _ = data.write(&folder);
        }
        result
    }
}
