//! A buffer's worker.
//!
//! Changes are cheap and all applied; analysing is not, and stale work is not
//! begun: of all changes that wait, only the last is answered with an analysis.

use std::sync::{Arc, mpsc};
use std::thread;

use stage_core::document::Source;
use stage_core::spinnaker::Target;
use stage_core::{Analysis, analyze, analyze_for};
use tokio::sync::oneshot;

use crate::Error;

/// Counts a buffer's changes.
pub type Version = u32;

/// A replacement in a text, in UTF-16 units of the text before the change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// First unit replaced.
    pub from: usize,
    /// One past the last.
    pub to: usize,
    /// What stands there afterwards.
    pub insert: String,
}

/// A text at a version with all that is known of it.
#[derive(Debug, Clone)]
pub struct Snapshot {
    /// The version.
    pub version: Version,
    /// The text and what is known of it.
    pub analysis: Arc<Analysis>,
}

/// The answer to a change.
#[derive(Debug, Clone)]
pub enum Answer {
    /// It was the latest one.
    Latest(Snapshot),
    /// It was applied; a later one is answered.
    Superseded,
}

enum Message {
    Change { version: Version, changes: Vec<Change>, reply: oneshot::Sender<Result<Answer, Error>> },
    Replace { version: Version, text: String, reply: oneshot::Sender<Result<Answer, Error>> },
    Aim { target: Target },
    Look { reply: oneshot::Sender<Snapshot> },
}

/// An open text. Its worker ends when the last handle is dropped.
#[derive(Debug, Clone)]
pub struct Buffer {
    mailbox: mpsc::Sender<Message>,
}

impl Buffer {
    /// Starts a worker on `text`, at version 0, meant for `target`.
    pub fn start(text: &str, target: Target) -> Self {
        let (mailbox, messages) = mpsc::channel();
        let text = text.to_owned();
        thread::spawn(move || work(&messages, &text, target));
        Self { mailbox }
    }

    /// Applies changes to the text at `version`.
    pub async fn change(&self, version: Version, changes: Vec<Change>) -> Result<Answer, Error> {
        self.ask(|reply| Message::Change { version, changes, reply }).await?
    }

    /// Sets the whole text, as `version`.
    pub async fn replace(&self, version: Version, text: String) -> Result<Answer, Error> {
        self.ask(|reply| Message::Replace { version, text, reply }).await?
    }

    /// Means the text for another target; its version stays.
    pub fn aim(&self, target: Target) {
        // A worker that is gone has nobody to answer.
        let _ = self.mailbox.send(Message::Aim { target });
    }

    /// What is known now.
    pub async fn look(&self) -> Result<Snapshot, Error> {
        self.ask(|reply| Message::Look { reply }).await
    }

    /// What is known, if it is about `version`.
    pub async fn look_at(&self, version: Version) -> Result<Snapshot, Error> {
        let snapshot = self.look().await?;
        if snapshot.version == version { Ok(snapshot) } else { Err(Error::out_of_step()) }
    }

    async fn ask<T>(
        &self,
        message: impl FnOnce(oneshot::Sender<T>) -> Message,
    ) -> Result<T, Error> {
        let gone = || Error::failed("The file is closed.", "Open it again.");
        let (reply, answer) = oneshot::channel();
        self.mailbox.send(message(reply)).map_err(|_| gone())?;
        answer.await.map_err(|_| gone())
    }
}

fn work(messages: &mpsc::Receiver<Message>, text: &str, target: Target) {
    let analysis = Arc::new(analyze_for(&Source::new(text), target, None));
    let mut now = Snapshot { version: 0, analysis };
    while let Ok(first) = messages.recv() {
        let waiting: Vec<Message> = std::iter::once(first).chain(messages.try_iter()).collect();
        answer_all(waiting, &mut now);
    }
}

/// Answers what waited, in order.
fn answer_all(waiting: Vec<Message>, now: &mut Snapshot) {
    let mut latest: Option<oneshot::Sender<Result<Answer, Error>>> = None;
    let mut source = now.analysis.source.clone();
    let mut dirty = false;
    for message in waiting {
        match message {
            Message::Change { version, changes, reply } => {
                let changed = (version == now.version).then(|| apply(&source, &changes)).flatten();
                let Some(text) = changed else {
                    let _ = reply.send(Err(Error::out_of_step()));
                    continue;
                };
                source = Source::new(text);
                now.version += 1;
                dirty = true;
                supersede(&mut latest, reply);
            }
            Message::Replace { version, text, reply } => {
                source = Source::new(text);
                now.version = version;
                dirty = true;
                supersede(&mut latest, reply);
            }
            Message::Aim { target } => {
                settle(now, &source, &mut dirty, &mut latest);
                if now.analysis.target != target {
                    now.analysis = Arc::new(analyze_for(&source, target, Some(&now.analysis)));
                }
            }
            Message::Look { reply } => {
                settle(now, &source, &mut dirty, &mut latest);
                let _ = reply.send(now.clone());
            }
        }
    }
    settle(now, &source, &mut dirty, &mut latest);
}

type Reply = oneshot::Sender<Result<Answer, Error>>;

fn supersede(latest: &mut Option<Reply>, reply: Reply) {
    if let Some(earlier) = latest.replace(reply) {
        let _ = earlier.send(Ok(Answer::Superseded));
    }
}

/// Analyses the text if it changed, and answers the change that waits for it.
fn settle(now: &mut Snapshot, source: &Source, dirty: &mut bool, latest: &mut Option<Reply>) {
    if std::mem::take(dirty) {
        now.analysis = Arc::new(analyze(source, Some(&now.analysis)));
    }
    if let Some(reply) = latest.take() {
        let _ = reply.send(Ok(Answer::Latest(now.clone())));
    }
}

/// The text after `changes`; `None` when they do not fit it.
fn apply(source: &Source, changes: &[Change]) -> Option<String> {
    let grown: usize = changes.iter().map(|change| change.insert.len()).sum();
    let mut text = String::with_capacity(source.text.len() + grown);
    let mut done = 0;
    for change in changes {
        let (from, to) = (source.byte_of_utf16(change.from), source.byte_of_utf16(change.to));
        text.push_str(source.text.get(done..from)?);
        text.push_str(&change.insert);
        done = to.max(from);
    }
    text.push_str(source.text.get(done..)?);
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn insert(at: usize, text: &str) -> Vec<Change> {
        vec![Change { from: at, to: at, insert: text.into() }]
    }

    #[tokio::test]
    async fn changes_count_in_utf16_and_give_what_is_known() {
        let buffer = Buffer::start("label: \u{1f600}\ntype: a\nmanifest: {}\n", Target::default());
        let answer = buffer.change(0, insert(9, "!")).await.expect("in step");
        let Answer::Latest(snapshot) = answer else { panic!("the only change is the latest") };
        assert_eq!(&*snapshot.analysis.source.text, "label: \u{1f600}!\ntype: a\nmanifest: {}\n");
        assert_eq!(snapshot.version, 1);
        assert_eq!(snapshot.analysis.stages.len(), 1);
    }

    #[tokio::test]
    async fn a_change_of_another_version_changes_nothing() {
        let buffer = Buffer::start("a", Target::default());
        assert!(buffer.change(7, insert(0, "x")).await.is_err());
        assert_eq!(&*buffer.look().await.expect("open").analysis.source.text, "a");
    }

    #[tokio::test]
    async fn every_change_of_a_flood_is_applied() {
        let buffer = Buffer::start("", Target::default());
        let flood: Vec<_> =
            (0..200).map(|at| buffer.change(at, insert(at as usize, "x"))).collect();
        for answer in flood {
            answer.await.expect("in step");
        }
        assert_eq!(buffer.look().await.expect("open").analysis.source.text.len(), 200);
    }
}
