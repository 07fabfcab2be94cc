//! One Job from its creation to its end: watched, its logs followed, stopped
//! when it must, judged. It deletes nothing; `clean` does.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::Value;
use tokio::sync::mpsc::{self, Receiver, Sender};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::Instant;

use super::api::Api;
use super::clock::seconds;
use super::event::Event;
use super::logbook::Logbook;
use super::logs::{Heard, Source, Standing, follow, standings};
use super::mask::Mask;
use super::order::Order;
use super::record::RunStatus;
use super::time_line::{Moment, TimeLine, text};
use super::verdict::{is_finished, is_over};
use super::watch::{Seen, What, watch as watching};
use crate::cluster::{in_words, is_refused};

/// How long refused credentials are tried again.
const REFUSED: Duration = Duration::from_secs(30);
/// How often the present is looked at.
const TICK: Duration = Duration::from_secs(1);

/// What a Job is watched with.
pub(super) struct Watching<'w> {
    pub(super) api: &'w Api,
    /// What it is of.
    pub(super) order: &'w Order,
    pub(super) mask: &'w Mask,
    pub(super) events: &'w Sender<Event>,
    pub(super) stop: watch::Receiver<bool>,
}

/// A Job that is being watched.
pub(super) struct Run<'w> {
    pub(super) with: Watching<'w>,
    pub(super) job: Value,
    pub(super) pods: BTreeMap<String, Value>,
    line: TimeLine,
    pub(super) book: Logbook,
    pub(super) followers: JoinSet<()>,
    standings: BTreeMap<Source, watch::Sender<Standing>>,
    heard: Sender<Heard>,
    /// Since when the credentials are refused.
    refused: Option<Instant>,
    pub(super) told: Vec<Moment>,
}

/// Watches `job`, just made, to its end, and fills in `status`.
pub(super) async fn attend(with: Watching<'_>, job: Value, book: Logbook, status: &mut RunStatus) {
    let (seen, mut objects) = mpsc::channel(256);
    let (heard, mut logs) = mpsc::channel(256);
    let mut watchers = JoinSet::new();
    let name = text(&job, "/metadata/name").to_owned();
    let pods = selector(&job);
    let one = Some(("fieldSelector", format!("metadata.name={name}")));
    for what in [
        What { resource: "jobs", selector: one, name: Some(name) },
        What { resource: "pods", selector: Some(("labelSelector", pods)), name: None },
        What { resource: "events", selector: None, name: None },
    ] {
        watchers.spawn(watching(with.api.clone(), what, seen.clone()));
    }
    drop(seen);
    let mut run = Run {
        with,
        job,
        pods: BTreeMap::new(),
        line: TimeLine::default(),
        book,
        followers: JoinSet::new(),
        standings: BTreeMap::new(),
        heard,
        refused: None,
        told: Vec::new(),
    };
    let end = run.attend(&mut objects, &mut logs).await;
    drop(watchers);
    run.judge(end, &mut logs, status).await;
}

/// How watching ended.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum End {
    /// Spinnaker or Kubernetes is done with it.
    Over,
    /// It was removed by somebody else, or its namespace was.
    Gone,
    Stopped,
    TimedOut,
    /// The cluster cannot be asked any more; why.
    Lost(String),
}

impl Run<'_> {
    async fn attend(&mut self, objects: &mut Receiver<Seen>, logs: &mut Receiver<Heard>) -> End {
        let deadline = Instant::now() + self.with.order.timeout;
        let mut tick = tokio::time::interval(TICK);
        let made = self.job.clone();
        let moments = self.line.job(&made);
        self.tell(moments).await;
        let mut stop = self.with.stop.clone();
        loop {
            if *stop.borrow() {
                return End::Stopped;
            }
            tokio::select! {
                Some(seen) = objects.recv() => {
                    if let Some(end) = self.saw(seen).await {
                        return end;
                    }
                }
                Some(heard) = logs.recv() => self.heard(heard).await,
                _ = tick.tick() => {
                    for pod in self.pods.values() {
                        let moments = self.line.pod(pod, seconds());
                        tell(self.with.events, &mut self.told, moments).await;
                    }
                }
                changed = stop.changed() => {
                    if changed.is_err() {
                        return End::Stopped;
                    }
                }
                () = tokio::time::sleep_until(deadline) => return End::TimedOut,
            }
        }
    }

    async fn saw(&mut self, seen: Seen) -> Option<End> {
        match seen {
            Seen::There("jobs", job) if self.is_ours(&job) => {
                let moments = self.line.job(&job);
                self.job = job;
                self.tell(moments).await;
                return (is_over(&self.job) || is_finished(&self.job)).then_some(End::Over);
            }
            Seen::Gone("jobs", job) if self.is_ours(&job) => {
                let moments = self.line.gone("job", &job);
                self.tell(moments).await;
                return Some(End::Gone);
            }
            Seen::There("pods", pod) => self.pod(pod).await,
            Seen::Gone("pods", pod) => {
                let moments = self.line.gone("pod", &pod);
                self.tell(moments).await;
                let name = text(&pod, "/metadata/name");
                self.pods.remove(name);
                for (_, standing) in self.standings.iter().filter(|(source, _)| source.pod == name)
                {
                    standing.send_modify(|standing| standing.gone = true);
                }
            }
            Seen::There("events", event) if self.is_about_us(&event) => {
                let moments = self.line.event(&event);
                self.tell(moments).await;
            }
            Seen::Forbidden("jobs") => return Some(End::Lost(forbidden("jobs"))),
            Seen::Forbidden(what) => self.note(forbidden(what)).await,
            Seen::Trouble(what, error) => return self.trouble(what, &error).await,
            Seen::Again("jobs") => {
                self.refused = None;
                self.note("The cluster answers again; nothing was missed.".into()).await;
            }
            _ => {}
        }
        None
    }

    async fn trouble(&mut self, what: &str, error: &kube::Error) -> Option<End> {
        if what != "jobs" {
            return None;
        }
        let said = in_words(error, "watch", "the Job").to_string();
        if is_refused(error) {
            let since = *self.refused.get_or_insert_with(Instant::now);
            if since.elapsed() > REFUSED {
                return Some(End::Lost(said));
            }
        }
        self.note(format!("{said} Trying again.")).await;
        None
    }

    fn is_ours(&self, job: &Value) -> bool {
        text(job, "/metadata/uid") == text(&self.job, "/metadata/uid")
    }

    fn is_about_us(&self, event: &Value) -> bool {
        let (name, job) = (text(event, "/involvedObject/name"), text(&self.job, "/metadata/name"));
        let later = |key: &str| text(event, key) >= text(&self.job, "/metadata/creationTimestamp");
        let same = match text(event, "/involvedObject/kind") {
            "Job" => text(event, "/involvedObject/uid") == text(&self.job, "/metadata/uid"),
            "Pod" => name.strip_prefix(job).is_some_and(|rest| rest.starts_with('-')),
            _ => false,
        };
        same && (later("/lastTimestamp") || later("/eventTime"))
    }

    /// Notes how a pod stands, and follows the logs that it newly has.
    pub(super) async fn pod(&mut self, pod: Value) {
        let moments = self.line.pod(&pod, seconds());
        self.tell(moments).await;
        let name = text(&pod, "/metadata/name").to_owned();
        for (container, standing) in standings(&pod) {
            for attempt in standing.restarts.saturating_sub(1)..=standing.restarts {
                let source = Source { pod: name.clone(), container: container.clone(), attempt };
                match self.standings.get(&source) {
                    Some(known) => {
                        known.send_if_modified(|old| std::mem::replace(old, standing) != standing);
                    }
                    // A start that waits to begin has no log yet.
                    None if attempt == standing.restarts && is_waiting(&pod, &container) => {}
                    None => {
                        let (sender, receiver) = watch::channel(standing);
                        let (api, heard) = (self.with.api.clone(), self.heard.clone());
                        self.followers.spawn(follow(api, source.clone(), receiver, heard));
                        self.standings.insert(source, sender);
                    }
                }
            }
        }
        self.pods.insert(name, pod);
    }

    pub(super) async fn heard(&mut self, heard: Heard) {
        let (source, text) = match heard {
            Heard::Bytes(source, bytes) => {
                let text = self.book.add(&source, &bytes, self.with.mask);
                (source, text)
            }
            Heard::Missing(source, why) => {
                let text = self.book.missing(&source, &why);
                let Source { pod, container, attempt } = source;
                let missing = Event::Missing { pod, container, attempt, text };
                let _ = self.with.events.send(missing).await;
                return;
            }
            Heard::End(source) => {
                let text = self.book.end(&source, self.with.mask);
                (source, text)
            }
        };
        if !text.is_empty() {
            let Source { pod, container, attempt } = source;
            let _ = self.with.events.send(Event::Log { pod, container, attempt, text }).await;
        }
    }

    async fn note(&self, text: String) {
        let _ = self.with.events.send(Event::note(self.with.mask.text(&text))).await;
    }

    async fn tell(&mut self, moments: Vec<Moment>) {
        tell(self.with.events, &mut self.told, moments).await;
    }
}

async fn tell(events: &Sender<Event>, told: &mut Vec<Moment>, moments: Vec<Moment>) {
    for moment in moments {
        told.push(moment.clone());
        let _ = events.send(Event::TimeLine(moment)).await;
    }
}

/// The selector of a Job's pods.
pub(super) fn selector(job: &Value) -> String {
    let labels = job.pointer("/spec/selector/matchLabels").and_then(Value::as_object);
    let pair =
        |(key, value): (&String, &Value)| format!("{key}={}", value.as_str().unwrap_or_default());
    labels.into_iter().flatten().map(pair).collect::<Vec<_>>().join(",")
}

/// Whether a container's present start waits to begin.
fn is_waiting(pod: &Value, container: &str) -> bool {
    ["/status/initContainerStatuses", "/status/containerStatuses"]
        .into_iter()
        .filter_map(|path| pod.pointer(path)?.as_array())
        .flatten()
        .any(|status| {
            text(status, "/name") == container && !text(status, "/state/waiting/reason").is_empty()
        })
}

fn forbidden(what: &str) -> String {
    match what {
        "pods" => "You may not list pods here: attempts and logs are not shown.".into(),
        "events" => {
            "You may not list events here: the time line comes from the objects alone.".into()
        }
        what => format!("You may not list {what} here: the run cannot be watched."),
    }
}
