//! Writing drafts: one thread, the latest text of each buffer only, and never
//! later than [`WITHIN`] after it was typed.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::{Draft, record};
use crate::Error;

/// How long a text may wait before it is written. A write of a large file with
/// its sync takes some tenths on a slow disk; together below a second.
const WITHIN: Duration = Duration::from_millis(250);

/// How long a save waits for its draft: as long as the save itself would take
/// on a disk that is as slow.
const BEFORE_SAVE: Duration = Duration::from_secs(5);

/// Between two tries to write to a folder that refused.
const AGAIN: Duration = Duration::from_secs(5);

enum Message {
    Keep(u32, Draft, Option<mpsc::SyncSender<()>>),
    Forget(u32, Option<mpsc::SyncSender<()>>),
    GiveUp(mpsc::SyncSender<()>),
    End,
}

/// The drafts of this run.
#[derive(Debug)]
pub struct Drafts {
    mailbox: mpsc::Sender<Message>,
    thread: Option<JoinHandle<()>>,
    /// Held while the program lives.
    _lock: File,
}

impl Drafts {
    /// Starts keeping drafts below `folder`. `trouble` hears when a draft
    /// could not be written, once until it works again.
    pub fn start(folder: &Path, trouble: impl Fn(&Error) + Send + 'static) -> Result<Self, Error> {
        let io = |error| Error::io("make", folder, &error);
        std::fs::create_dir_all(folder).map_err(io)?;
        let own = tempfile::Builder::new().prefix("run-").tempdir_in(folder).map_err(io)?.keep();
        let lock = File::create(own.join(LOCK)).map_err(io)?;
        lock.lock().map_err(io)?;
        let (mailbox, messages) = mpsc::channel();
        let place = own.clone();
        let thread = thread::spawn(move || keep(&place, &messages, &trouble));
        Ok(Self { mailbox, thread: Some(thread), _lock: lock })
    }

    /// Keeps the latest text of a buffer. Returns at once.
    pub fn keep(&self, buffer: u32, draft: Draft) {
        // A thread that is gone has told its trouble.
        let _ = self.mailbox.send(Message::Keep(buffer, draft, None));
    }

    /// Keeps a text that is about to be written to its file, and waits until
    /// it is on disk. Without this a crash between the file's write and
    /// [`Drafts::forget`] would leave a draft older than the file, and offer it.
    pub fn keep_now(&self, buffer: u32, draft: Draft) {
        let (done, kept) = mpsc::sync_channel(1);
        if self.mailbox.send(Message::Keep(buffer, draft, Some(done))).is_ok() {
            let _ = kept.recv_timeout(BEFORE_SAVE);
        }
    }

    /// Forgets a buffer's draft: it is saved, or given up.
    pub fn forget(&self, buffer: u32) {
        let _ = self.mailbox.send(Message::Forget(buffer, None));
    }

    /// Forgets a buffer's draft and waits until it is gone.
    pub fn forget_now(&self, buffer: u32) {
        let (done, gone) = mpsc::sync_channel(1);
        if self.mailbox.send(Message::Forget(buffer, Some(done))).is_ok() {
            let _ = gone.recv_timeout(WITHIN);
        }
    }

    /// Ends a run whose texts are all saved or given up: nothing is left, and
    /// nothing is kept any more.
    pub fn give_up(&self) {
        let (done, gone) = mpsc::sync_channel(1);
        if self.mailbox.send(Message::GiveUp(done)).is_ok() {
            let _ = gone.recv_timeout(4 * WITHIN);
        }
    }

    fn stop(&mut self) {
        let _ = self.mailbox.send(Message::End);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for Drafts {
    fn drop(&mut self) {
        self.stop();
    }
}

/// The file whose lock says that a run lives.
pub(super) const LOCK: &str = "lock";
/// What a draft's file ends with.
pub(super) const SUFFIX: &str = "draft";

fn keep(folder: &Path, messages: &mpsc::Receiver<Message>, trouble: &dyn Fn(&Error)) {
    let mut waiting: BTreeMap<u32, Draft> = BTreeMap::new();
    let mut due: Option<Instant> = None;
    let mut told = false;
    loop {
        let mut hurried = None;
        let message = match due {
            None => messages.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(due) => messages.recv_timeout(due.saturating_duration_since(Instant::now())),
        };
        let ends = match message {
            Ok(Message::Keep(buffer, draft, done)) => {
                waiting.insert(buffer, draft);
                let now = Instant::now();
                due = if done.is_some() { Some(now) } else { due.or(Some(now + WITHIN)) };
                hurried = done;
                false
            }
            Ok(Message::Forget(buffer, done)) => {
                waiting.remove(&buffer);
                let _ = std::fs::remove_file(file(folder, buffer));
                done.map(|done| done.send(()));
                false
            }
            Ok(Message::GiveUp(done)) => {
                let _ = std::fs::remove_dir_all(folder);
                let _ = done.send(());
                return;
            }
            Ok(Message::End) | Err(RecvTimeoutError::Disconnected) => true,
            Err(RecvTimeoutError::Timeout) => false,
        };
        let now = Instant::now();
        if due.is_some_and(|due| due <= now) || ends && !waiting.is_empty() {
            waiting.retain(|buffer, draft| match write(folder, *buffer, draft) {
                Ok(()) => false,
                Err(error) => {
                    if !told {
                        trouble(&error);
                    }
                    told = true;
                    true
                }
            });
            told &= !waiting.is_empty();
            due = (!waiting.is_empty()).then_some(now + AGAIN);
        }
        // Nobody is left to hear it where the wait was given up.
        hurried.map(|done| done.send(()));
        if ends {
            return;
        }
    }
}

fn file(folder: &Path, buffer: u32) -> PathBuf {
    folder.join(format!("{buffer}.{SUFFIX}"))
}

/// Whole or not at all: written beside, synced, renamed.
fn write(folder: &Path, buffer: u32, draft: &Draft) -> Result<(), Error> {
    let path = file(folder, buffer);
    let io = |error: &std::io::Error| {
        let mut failed = Error::io("keep a draft in", folder, error);
        failed.remedy =
            format!("What you type is not safe from a crash: save it. {}", failed.remedy);
        failed
    };
    let mut temporary = tempfile::NamedTempFile::new_in(folder).map_err(|error| io(&error))?;
    temporary.write_all(&record::write(draft)).map_err(|error| io(&error))?;
    temporary.as_file().sync_data().map_err(|error| io(&error))?;
    temporary.persist(&path).map_err(|error| io(&error.error))?;
    Ok(())
}
