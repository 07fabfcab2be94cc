//! An open file: its buffer, where it lies, and what the window already has.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock};

use stage_core::rules::Policy;
use stage_core::spinnaker::Target;
use stage_engine::buffer::{Buffer, Snapshot};
use stage_engine::drafts::Drafts;
use stage_engine::files::{self, Stamp};
use stage_engine::settings;
use stage_wire::{BufferId, CommandError, OnDisk, Opened, Update};
use tauri::{AppHandle, Manager as _};
use tauri_specta::Event as _;

use crate::drafts;
use crate::state::{App, lock};
use crate::wire::{self, DiskChanged, Sent, error};

/// An open file.
pub(crate) struct Open {
    /// Its text and worker.
    pub(crate) buffer: Buffer,
    file: Mutex<File>,
    sent: Mutex<Sent>,
    /// How the team of the folder it lies in wants the rules.
    policy: Mutex<Arc<Policy>>,
    unsaved: AtomicBool,
    /// Where its drafts are kept, and as what; set once it has a number.
    pub(crate) keeping: OnceLock<(Arc<Drafts>, BufferId)>,
}

/// What is known of the file behind a buffer.
#[derive(Clone, Default)]
pub(crate) struct File {
    pub(crate) path: Option<PathBuf>,
    /// What it was when the buffer last agreed with it.
    pub(crate) stamp: Option<Stamp>,
    /// Its text then.
    pub(crate) text: Arc<str>,
    pub(crate) read_only: Option<String>,
    /// Whether it was deleted: then no file has the buffer's text.
    pub(crate) gone: bool,
}

impl Open {
    /// Reads the file at `path` into a buffer.
    pub(crate) fn read(path: &Path, target: Target) -> Result<Self, CommandError> {
        let path = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
        let contents = files::read(&path).map_err(|failure| error::from(&failure))?;
        let text: Arc<str> = contents.text.into();
        let file = File {
            path: Some(path),
            stamp: Some(contents.stamp),
            text: Arc::clone(&text),
            read_only: contents.read_only,
            gone: false,
        };
        Ok(Self::with(file, target))
    }

    /// An empty text that has no file yet.
    pub(crate) fn empty(target: Target) -> Self {
        Self::with(File::default(), target)
    }

    fn with(file: File, target: Target) -> Self {
        let buffer = Buffer::start(&file.text, target);
        Self {
            buffer,
            file: Mutex::new(file),
            sent: Mutex::default(),
            policy: Mutex::default(),
            unsaved: AtomicBool::default(),
            keeping: OnceLock::new(),
        }
    }

    /// Whether its text was another than the file's when the window last heard.
    pub(crate) fn is_unsaved(&self) -> bool {
        self.unsaved.load(Ordering::Relaxed)
    }

    pub(crate) fn path(&self) -> Option<PathBuf> {
        lock(&self.file).path.clone()
    }

    pub(crate) fn file(&self) -> File {
        lock(&self.file).clone()
    }

    /// How the team wants the rules, as its file said when it was last read.
    pub(crate) fn policy(&self) -> Arc<Policy> {
        Arc::clone(&lock(&self.policy))
    }

    /// Reads the team's file again: it may be another now, or say other things.
    /// One that cannot be read asks for nothing.
    pub(crate) fn read_policy(&self) {
        let Some(path) = self.path() else { return };
        let found = path.parent().and_then(settings::find);
        let settings = found.and_then(|file| settings::read(&file).ok()).unwrap_or_default();
        *lock(&self.policy) = Arc::new(settings.policy(Some(&path)));
    }

    /// Has `text` on disk as a draft before its file is written.
    pub(crate) fn about_to_save(&self, text: &Arc<str>) {
        if let Some((drafts, buffer)) = self.keeping.get().filter(|_| self.is_unsaved()) {
            drafts::keep_now(drafts, *buffer, &self.file(), text);
        }
    }

    /// Notes that buffer and file agree.
    pub(crate) fn agree(&self, change: impl FnOnce(&mut File)) {
        change(&mut lock(&self.file));
        self.unsaved.store(false, Ordering::Relaxed);
        if let Some((drafts, buffer)) = self.keeping.get() {
            drafts.forget(*buffer);
        }
    }

    /// What the disk holds now. A buffer without changes of its own agrees with
    /// a newer text from here on: whoever asks gives it that text.
    pub(crate) async fn on_disk(&self) -> Result<OnDisk, CommandError> {
        self.read_policy();
        let file = self.file();
        let Some(path) = &file.path else { return Ok(OnDisk::Same) };
        let contents = match files::read(path) {
            Ok(contents) => contents,
            Err(_) if !path.exists() => {
                lock(&self.file).gone = true;
                return Ok(OnDisk::Gone);
            }
            // It is there and cannot be read: nothing is known of a change.
            Err(_) => return Ok(OnDisk::Same),
        };
        lock(&self.file).gone = false;
        if file.stamp == Some(contents.stamp) {
            return Ok(OnDisk::Same);
        }
        let now = self.buffer.look().await.map_err(|failure| error::from(&failure))?;
        let own = &now.analysis.source.text;
        let text = contents.text;
        if *own != file.text && **own != *text {
            return Ok(OnDisk::Conflict { text });
        }
        let same = **own == *text;
        self.agree(|file| {
            file.stamp = Some(contents.stamp);
            file.text = text.as_str().into();
        });
        Ok(if same { OnDisk::Same } else { OnDisk::Newer { text } })
    }

    /// What the window does not know yet of `snapshot`, with the stage that it
    /// looks at.
    pub(crate) fn update(&self, snapshot: &Snapshot, stage: Option<u32>) -> Update {
        let unsaved = {
            let file = lock(&self.file);
            file.gone || *file.text != *snapshot.analysis.source.text
        };
        let was = self.unsaved.swap(unsaved, Ordering::Relaxed);
        if let Some((drafts, buffer)) = self.keeping.get() {
            if unsaved {
                drafts::keep(drafts, *buffer, &self.file(), &snapshot.analysis.source.text);
            } else if was {
                drafts.forget(*buffer);
            }
        }
        wire::update(snapshot, stage, unsaved, &self.policy(), &mut lock(&self.sent))
    }

    /// All that the window needs to show the buffer.
    pub(crate) async fn opened(&self, id: BufferId) -> Result<Opened, CommandError> {
        let snapshot = self.buffer.look().await.map_err(|failure| error::from(&failure))?;
        *lock(&self.sent) = Sent::default();
        self.read_policy();
        let file = self.file();
        let name = file.path.as_deref().and_then(Path::file_name);
        Ok(Opened {
            buffer: id,
            name: name
                .map_or_else(|| "untitled.yml".into(), |name| name.to_string_lossy().into_owned()),
            path: file.path.map(|path| path.display().to_string()),
            text: snapshot.analysis.source.text.to_string(),
            read_only: file.read_only,
            update: self.update(&snapshot, Some(0)),
        })
    }
}

/// Tells the window that something happened to a file, for each buffer that
/// shows it.
pub(crate) fn disk_changed(handle: &AppHandle, path: &Path) {
    for (buffer, _) in handle.state::<App>().showing(path) {
        // A window that is closing hears nothing more.
        let _ = DiskChanged(buffer).emit(handle);
    }
}
