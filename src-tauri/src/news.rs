//! What a run says, on its way to the window: joined into a few messages a
//! second, for a log may have a hundred thousand lines in one. The lines
//! themselves stay on disk; the window asks for those it shows.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use stage_engine::run::{Event, Pages, RunResult, expression, log_name};
use stage_wire::{RunLog, RunNews};
use tauri::ipc::Channel;
use tauri::{AppHandle, Manager as _};
use tokio::sync::mpsc::Receiver;
use tokio::time::MissedTickBehavior;

use crate::state::{App, lock};
use crate::wire::run::{changes, moment, outputs, verdict};

/// How often the window hears something.
const PAUSE: Duration = Duration::from_millis(100);

/// News on their way.
pub(crate) struct News {
    handle: AppHandle,
    number: u32,
    channel: Channel<Vec<RunNews>>,
    waiting: Vec<RunNews>,
    /// The record's id: the first run's.
    record: String,
    rerun: usize,
    logs: BTreeMap<String, Log>,
}

struct Log {
    about: RunLog,
    pages: Arc<Mutex<Pages>>,
    grown: bool,
}

impl News {
    pub(crate) fn new(handle: AppHandle, number: u32, channel: Channel<Vec<RunNews>>) -> Self {
        let (waiting, record, logs) = Default::default();
        Self { handle, number, channel, waiting, record, rerun: 0, logs }
    }

    /// Tells what `events` say, to their end.
    pub(crate) async fn tell(&mut self, mut events: Receiver<Event>) {
        let mut tick = tokio::time::interval(PAUSE);
        tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                event = events.recv() => match event {
                    Some(event) => self.take(event),
                    None => break,
                },
                _ = tick.tick() => self.send(),
            }
        }
        self.send();
        for log in self.logs.values() {
            lock(&log.pages).keep_times();
        }
    }

    /// Tells the last thing.
    pub(crate) fn end(&mut self, last: RunNews) {
        self.waiting.push(last);
        self.send();
    }

    fn take(&mut self, event: Event) {
        match event {
            // It was asked for before; the record comes with the run's answer.
            Event::Preflight(_) | Event::Record(_) => {}
            Event::Submitted { run, changes: made, .. } => {
                if self.record.is_empty() {
                    self.record.clone_from(&run);
                }
                let record = self.record.clone();
                self.handle.state::<App>().runs.change(self.number, |going| {
                    going.record.clone_from(&record);
                    going.present.clone_from(&run);
                });
                self.waiting.push(RunNews::Submitted { id: record, changes: changes(&made) });
            }
            Event::TimeLine(told) => self.waiting.push(RunNews::Moment { moment: moment(&told) }),
            Event::Note { text } => self.waiting.push(RunNews::Note { text }),
            Event::Log { pod, container, attempt, .. } => {
                self.grew(&pod, &container, attempt);
            }
            Event::Missing { pod, container, attempt, text } => {
                if let Some(log) = self.grew(&pod, &container, attempt) {
                    log.about.missing.push(text);
                }
            }
            Event::Rerun { number, of } => {
                self.rerun = usize::try_from(number).unwrap_or(usize::MAX);
                self.waiting.push(RunNews::Rerun { number, of });
            }
            Event::Verdict(found) => {
                let results: Vec<RunResult> = found
                    .outputs
                    .iter()
                    .map(|(name, value)| RunResult {
                        name: name.clone(),
                        value: value.clone(),
                        expression: expression(name),
                    })
                    .collect();
                let (verdict, outputs) = (verdict(&found), outputs(&results));
                self.waiting.push(RunNews::Verdict { verdict, outputs });
            }
        }
    }

    /// Notes that a log is to be told of; it may be the first that is heard of it.
    fn grew(&mut self, pod: &str, container: &str, attempt: u64) -> Option<&mut Log> {
        let file = log_name(self.rerun, pod, container, attempt);
        if !self.logs.contains_key(&file) {
            let pages = self.handle.state::<App>().runs.pages(&self.record, &file).ok()?;
            let about = RunLog {
                file: file.clone(),
                pod: pod.to_owned(),
                container: container.to_owned(),
                attempt: u32::try_from(attempt).unwrap_or(u32::MAX),
                lines: 0,
                missing: Vec::new(),
            };
            self.logs.insert(file.clone(), Log { about, pages, grown: true });
        }
        let log = self.logs.get_mut(&file)?;
        log.grown = true;
        Some(log)
    }

    fn send(&mut self) {
        for log in self.logs.values_mut().filter(|log| log.grown) {
            log.grown = false;
            let mut pages = lock(&log.pages);
            pages.grow(Some(seconds()));
            log.about.lines = u32::try_from(pages.lines()).unwrap_or(u32::MAX);
            self.waiting.push(RunNews::Log { log: log.about.clone() });
        }
        if !self.waiting.is_empty() {
            // A window that is closing hears nothing more.
            let _ = self.channel.send(std::mem::take(&mut self.waiting));
        }
    }
}

/// Seconds since 1970.
fn seconds() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}
