//! The end of a Job that was watched: what Spinnaker would read, the last of
//! the logs, the verdict.

use std::time::Duration;

use serde_json::Value;
use stage_core::java::Map;
use stage_core::spinnaker::properties::{Capture, Lines};
use tokio::sync::mpsc::Receiver;
use tokio::time::Instant;

use super::api::{query_of, request};
use super::artifact::with_artifact;
use super::backoff::Backoff;
use super::clock::now;
use super::event::Event;
use super::job::{End, Run, selector};
use super::log_link::log_link;
use super::logs::Heard;
use super::record::{Reason, RunResult, RunStatus, artifact_expression, expression};
use super::time_line::text;
use super::verdict::{Readings, Verdict, first_pod, second_pod, vanished, verdict};
use crate::cluster::api_status;

/// How long a log may be silent after the Job's end.
const LAST_WORDS: Duration = Duration::from_secs(15);

/// How much of a log a busy node looks through in a second, in bytes: asked for
/// the end of a log, it reads the whole file before it says a word.
const LOOKS_THROUGH: u64 = 10 * 1024 * 1024;

/// How often Orca asks for outputs that it does not get (§3.4).
const READS: u32 = 6;

impl Run<'_> {
    /// Reads what Spinnaker would read, and judges.
    pub(super) async fn judge(
        mut self,
        end: End,
        logs: &mut Receiver<Heard>,
        status: &mut RunStatus,
    ) {
        let pods: Vec<Value> = self.last_pods(&end).await;
        let readings = match end {
            End::Over => self.readings(&pods).await,
            _ => Readings::default(),
        };
        self.last_words(logs, &end).await;
        let mut judged = match &end {
            End::Gone => {
                let name = text(&self.job, "/metadata/name");
                vanished(&self.with.order.stage, name, &self.with.api.namespace)
            }
            _ => verdict(&self.with.order.stage, &self.job, &pods, &readings),
        };
        let order = self.with.order;
        let logged: Vec<String> = judged.outputs.keys().cloned().collect();
        with_artifact(&mut judged, &order.stage, order.artifact.as_deref());
        judged.log_link = log_link(&order.stage.account, &order.manifest, &self.job);
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
                expression: if logged.contains(name) {
                    expression(name)
                } else {
                    artifact_expression(name)
                },
            })
            .collect();
        status.set(reason, self.with.mask.text(&message), &now());
        status.time_line = std::mem::take(&mut self.told);
        status.logs = self.book.files();
        let _ = self.with.events.send(Event::Verdict(judged.clone())).await;
        status.verdict = Some(judged);
    }

    fn reason(&self, end: &End, judged: &Verdict) -> (Reason, String) {
        let error = || judged.error.clone().unwrap_or_default();
        match (end, judged.status.as_str()) {
            (End::Lost(why), _) => (Reason::RunLost, why.clone()),
            (End::Stopped, _) => (Reason::RunCancelled, "Stopped by you.".into()),
            (End::TimedOut, _) => {
                let limit = self.with.order.timeout.as_secs();
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
        match self.with.api.list("pods", &[("labelSelector", &selector(&self.job))]).await {
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
        let Some(container) = self.with.order.stage.property_file.as_deref() else {
            return Readings::default();
        };
        let read = async |pod: Option<String>| {
            let query = query_of(&[("container", container)]);
            let path = format!("{}/log{query}", self.with.api.path_of("pods", &pod?));
            let mut backoff = Backoff::default();
            for _ in 0..READS {
                match self.read_through(&path).await {
                    Ok(read) => return read,
                    Err(true) => backoff.wait().await,
                    Err(false) => break,
                }
            }
            None
        };
        let first = read(first_pod(pods)).await;
        let empty = first.as_ref().is_none_or(Map::is_empty);
        let fallback = if empty {
            read(second_pod(&self.job, pods, &self.with.order.stage)).await
        } else {
            None
        };
        Readings { first, fallback }
    }

    /// What a log gives, read from beginning to end without keeping it; an error
    /// says whether it may pass.
    async fn read_through(&self, path: &str) -> Result<Option<Map>, bool> {
        let sent = request(http::Method::GET, path, Vec::new());
        let answer = self.with.api.client.request_stream(sent).await;
        let log = answer.map_err(|error| api_status(&error).is_none_or(|s| s.code >= 500))?;
        let (mut log, mut buffer) = (Box::pin(log), vec![0; 64 * 1024]);
        let mut lines = Lines::new(Capture::new(self.with.order.stage.parser));
        loop {
            match futures::AsyncReadExt::read(&mut log, &mut buffer).await {
                Ok(0) => return Ok(lines.finish(&mut |_, _| {}).finish().result.ok()),
                Ok(read) => lines.push(buffer.get(..read).unwrap_or_default(), &mut |_, _| {}),
                Err(_) => return Err(true),
            }
        }
    }

    /// Waits for the logs' ends, as long as more of them comes.
    async fn last_words(&mut self, logs: &mut Receiver<Heard>, end: &End) {
        let patience = |longest: u64| match end {
            End::Over | End::Gone => LAST_WORDS + Duration::from_secs(longest / LOOKS_THROUGH),
            _ => Duration::from_secs(1),
        };
        let mut stop = self.with.stop.clone();
        let mut until = Instant::now() + patience(self.book.longest());
        while !self.followers.is_empty() {
            tokio::select! {
                Some(heard) = logs.recv() => {
                    self.heard(heard).await;
                    if matches!(end, End::Over | End::Gone) {
                        until = Instant::now() + patience(self.book.longest());
                    }
                }
                _ = self.followers.join_next() => {}
                () = tokio::time::sleep_until(until) => break,
                // A log may be very long; who stops now has seen enough of it.
                Ok(()) = stop.changed(), if matches!(end, End::Over | End::Gone) => break,
            }
        }
        let cut = !self.followers.is_empty() && matches!(end, End::Over | End::Gone);
        self.followers.abort_all();
        while let Ok(heard) = logs.try_recv() {
            self.heard(heard).await;
        }
        if cut {
            self.book.cut("The run ended before all of the log was read.");
        }
    }
}
