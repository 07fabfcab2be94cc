//! One Job from its creation to its end: watched, its logs followed, stopped
//! when it must, judged. It deletes nothing; `clean` does.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::Value;
use tokio::sync::mpsc::{self, Receiver, Sender};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::Instant;

use super::api::{Api, query_of};
use super::clock::{now, seconds};
use super::event::Event;
use super::logbook::Logbook;
use super::logs::{Heard, Source, Standing, follow, standings};
use super::mask::Mask;
use super::record::{Reason, RunResult, RunStatus, expression};
use super::stage::Stage;
use super::time_line::{Moment, TimeLine, text};
use super::verdict::{
    Readings, captured, first_pod, is_finished, is_over, second_pod, vanished, verdict,
};
use super::watch::{Seen, What, watch as watching};
use crate::cluster::{api_status, in_words};

/// How long logs may still come after the Job's end.
const LAST_WORDS: Duration = Duration::from_secs(15);
/// How long refused credentials are tried again.
const REFUSED: Duration = Duration::from_secs(30);
/// How often the present is looked at.
const TICK: Duration = Duration::from_secs(1);

/// What a Job is watched with.
pub(super) struct Watching<'w> {
    pub(super) api: &'w Api,
    pub(super) stage: &'w Stage,
    pub(super) mask: &'w Mask,
    pub(super) events: &'w Sender<Event>,
    pub(super) stop: watch::Receiver<bool>,
    pub(super) timeout: Duration,
}

/// A Job that is being watched.
struct Run<'w> {
    with: Watching<'w>,
    job: Value,
    pods: BTreeMap<String, Value>,
    line: TimeLine,
    book: Logbook,
    followers: JoinSet<()>,
    standings: BTreeMap<Source, watch::Sender<Standing>>,
    heard: Sender<Heard>,
    /// Since when the credentials are refused.
    refused: Option<Instant>,
    told: Vec<Moment>,
}

/// Watches `job`, just made, to its end, and fills in `status`.
pub(super) async fn attend(with: Watching<'_>, job: Value, book: Logbook, status: &mut RunStatus) {
    let (seen, mut sees) = mpsc::channel(256);
    let (heard, mut hears) = mpsc::channel(256);
    let mut watchers = JoinSet::new();
    let name = text(&job, "/metadata/name").to_owned();
    let labels = job.pointer("/spec/selector/matchLabels").and_then(Value::as_object);
    let pairs = labels.into_iter().flatten();
    let pairs: Vec<String> =
        pairs.map(|(key, value)| format!("{key}={}", value.as_str().unwrap_or_default())).collect();
    for (resource, selector) in [
        ("jobs", Some(("fieldSelector", format!("metadata.name={name}")))),
        ("pods", Some(("labelSelector", pairs.join(",")))),
        ("events", None),
    ] {
        watchers.spawn(watching(with.api.clone(), What { resource, selector }, seen.clone()));
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
    let end = run.attend(&mut sees, &mut hears).await;
    drop(watchers);
    run.judge(end, &mut hears, status).await;
}

/// How watching ended.
#[derive(Debug, PartialEq, Eq)]
enum End {
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
    async fn attend(&mut self, sees: &mut Receiver<Seen>, hears: &mut Receiver<Heard>) -> End {
        let deadline = Instant::now() + self.with.timeout;
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
                Some(seen) = sees.recv() => {
                    if let Some(end) = self.saw(seen).await {
                        return end;
                    }
                }
                Some(heard) = hears.recv() => self.heard(heard).await,
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
                for (_, standing) in self.standings.iter().filter(|(source, _)| source.pod == name) {
                    standing.send_modify(|standing| standing.gone = true);
                }
            }
            Seen::There("events", event) if self.is_about_us(&event) => {
                let moments = self.line.event(&event);
                self.tell(moments).await;
            }
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
        if api_status(error).is_some_and(|status| status.code == 401) {
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
    async fn pod(&mut self, pod: Value) {
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

    async fn heard(&mut self, heard: Heard) {
        let (source, text) = match heard {
            Heard::Bytes(source, bytes) => {
                let text = self.book.add(&source, &bytes, self.with.mask);
                (source, text)
            }
            Heard::Missing(source, why) => {
                self.book.missing(&source, &why);
                let Source { pod, container, .. } = &source;
                self.note(format!("Log of {pod}, {container}: {why}")).await;
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

    /// Reads what Spinnaker would read, and judges.
    async fn judge(mut self, end: End, hears: &mut Receiver<Heard>, status: &mut RunStatus) {
        let pods: Vec<Value> = self.last_pods(&end).await;
        let readings = match end {
            End::Over => self.readings(&pods).await,
            _ => Readings::default(),
        };
        self.last_words(hears, &end).await;
        let mut judged = match &end {
            End::Gone => {
                let name = text(&self.job, "/metadata/name");
                vanished(self.with.stage, name, &self.with.api.namespace)
            }
            _ => verdict(self.with.stage, &self.job, &pods, &readings),
        };
        let (reason, message) = self.reason(&end, &judged);
        status.completion_time = Some(now());
        let shown = self.with.mask.json(&Value::Object(std::mem::take(&mut judged.outputs)));
        judged.outputs = shown.as_object().cloned().unwrap_or_default();
        judged.error = judged.error.map(|error| self.with.mask.text(&error));
        status.results = judged
            .outputs
            .iter()
            .map(|(name, value)| RunResult {
                name: name.clone(),
                value: value.clone(),
                expression: expression(name),
            })
            .collect();
        status.set(reason, self.with.mask.text(&message), &now());
        status.time_line = std::mem::take(&mut self.told);
        status.logs = self.book.files();
        let _ = self.with.events.send(Event::Verdict(judged.clone())).await;
        status.verdict = Some(judged);
    }

    fn reason(&self, end: &End, judged: &super::verdict::Verdict) -> (Reason, String) {
        let error = || judged.error.clone().unwrap_or_default();
        match (end, judged.status.as_str()) {
            (End::Lost(why), _) => (Reason::RunLost, why.clone()),
            (End::Stopped, _) => (Reason::RunCancelled, "Stopped by you.".into()),
            (End::TimedOut, _) => {
                let limit = self.with.timeout.as_secs();
                (Reason::RunTimedOut, format!("Not done within {limit} seconds; stopped."))
            }
            (_, "SUCCEEDED") => (Reason::Succeeded, "Spinnaker's stage would succeed.".into()),
            (_, "RUNNING") => (
                Reason::RunFailed,
                "Kubernetes is done, and Spinnaker would wait until its time limit.".into(),
            ),
            _ => (Reason::RunFailed, error()),
        }
    }

    /// The pods as Spinnaker would list them now.
    async fn last_pods(&mut self, end: &End) -> Vec<Value> {
        let known = || self.pods.values().cloned().collect();
        if matches!(end, End::Lost(_) | End::Gone) {
            return known();
        }
        let pairs = self.job.pointer("/spec/selector/matchLabels").and_then(Value::as_object);
        let pairs: Vec<String> = pairs
            .into_iter()
            .flatten()
            .map(|(key, value)| format!("{key}={}", value.as_str().unwrap_or_default()))
            .collect();
        match self.with.api.list("pods", &[("labelSelector", &pairs.join(","))]).await {
            Ok(pods) => {
                for pod in pods.clone() {
                    self.pod(pod).await;
                }
                pods
            }
            Err(_) => known(),
        }
    }

    async fn readings(&self, pods: &[Value]) -> Readings {
        let Some(container) = self.with.stage.property_file.as_deref() else {
            return Readings::default();
        };
        let read = async |pod: Option<String>| {
            let query = query_of(&[("container", container)]);
            let path = format!("{}/log{query}", self.with.api.path_of("pods", &pod?));
            let sent = super::api::request(http::Method::GET, &path, Vec::new());
            let mut log = Box::pin(self.with.api.client.request_stream(sent).await.ok()?);
            let mut bytes = Vec::new();
            futures::AsyncReadExt::read_to_end(&mut log, &mut bytes).await.ok()?;
            captured(&bytes, self.with.stage)
        };
        let first = read(first_pod(pods)).await;
        let empty = first.as_ref().is_none_or(stage_core::java::Map::is_empty);
        let fallback =
            if empty { read(second_pod(&self.job, pods, self.with.stage)).await } else { None };
        Readings { first, fallback }
    }

    /// Waits for the logs' ends.
    async fn last_words(&mut self, hears: &mut Receiver<Heard>, end: &End) {
        let patience = match end {
            End::Over | End::Gone => LAST_WORDS,
            _ => Duration::from_secs(1),
        };
        let until = Instant::now() + patience;
        while !self.followers.is_empty() {
            tokio::select! {
                Some(heard) = hears.recv() => self.heard(heard).await,
                _ = self.followers.join_next() => {}
                () = tokio::time::sleep_until(until) => break,
            }
        }
        self.followers.abort_all();
        while let Ok(heard) = hears.try_recv() {
            self.heard(heard).await;
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
        "events" => "You may not list events here: the time line comes from the objects alone.".into(),
        what => format!("You may not list {what} here: the run cannot be watched."),
    }
}
