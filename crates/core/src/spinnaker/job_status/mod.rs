//! The state of a Job as clouddriver reports it, and how Orca words a failure
//! (clouddriver-semantics §2). It is not Kubernetes' own view: the
//! conditions `Complete`, `Suspended`, `SuccessCriteriaMet` and `FailureTarget`
//! are never looked at here, because clouddriver never does.

mod containers;
mod pods;
mod state;
mod words;

use crate::java::{Data, Map, Origin, Value};
use crate::spinnaker::exception::JavaException;

pub use pods::{PodStatus, pod_selector};
pub use state::JobState;
pub use words::{failure_message, job_not_found, pods_unreadable};

/// A job status, as it lands in the stage's context (§2.3).
#[derive(Clone, Debug, PartialEq)]
pub struct JobStatus {
    /// The Job's name.
    pub name: Option<String>,
    /// The account asked.
    pub account: String,
    /// The namespace the Job is in.
    pub location: Option<String>,
    /// When it was created, in milliseconds since 1970.
    pub created_time: i64,
    /// Its state.
    pub state: JobState,
    /// The Failed condition's message, when failed.
    pub message: Option<String>,
    /// The Failed condition's reason, when failed.
    pub reason: Option<String>,
    /// Which container is held responsible, when failed.
    pub failure_details: Option<String>,
    /// The pods in order of start; empty when the installation switched
    /// `kubernetes.jobs.detailed-pod-status` off.
    pub pods: Vec<PodStatus>,
    /// The pod that started last.
    pub most_recent_pod_name: Option<String>,
}

/// What clouddriver answers for a Job and its pods, both as the API server
/// gives them. `detailed_pod_status` is the installation's setting, on unless
/// switched off. An error ends the stage with HTTP 500.
pub fn collect(
    job: &Value,
    pods: &[Value],
    account: &str,
    detailed_pod_status: bool,
) -> Result<JobStatus, JavaException> {
    pod_selector(job)?;
    let created = state::created(job)?;
    let text = |key| job.get("metadata")?.get(key)?.as_str().map(str::to_owned);
    let ordered = pods::in_start_order(pods)?;
    let mut status = JobStatus {
        name: text("name"),
        account: account.to_owned(),
        location: text("namespace"),
        created_time: created.epoch_milli(),
        state: state::of(job)?,
        message: None,
        reason: None,
        failure_details: None,
        most_recent_pod_name: ordered.last().and_then(|pod| pod.name.clone()),
        pods: ordered,
    };
    if status.state == JobState::Failed {
        if let Some(condition) = state::failed_condition(job) {
            let text = |key| condition.get(key).and_then(Value::as_str).map(str::to_owned);
            status.message = text("message");
            status.reason = text("reason");
        }
        status.failure_details = containers::failure_details(&status.pods)?;
    }
    if !detailed_pod_status {
        status.pods.clear();
    }
    Ok(status)
}

impl JobStatus {
    /// `completionDetails`: always four keys, of which `exitCode` and `signal`
    /// are always empty.
    pub fn completion_details(&self) -> Map {
        let entry = |key, text: Option<&str>| {
            (key, Value::text(text.unwrap_or_default(), Origin::Clouddriver("job status")))
        };
        Map::from_iter([
            entry("exitCode", None),
            entry("signal", None),
            entry("message", self.message.as_deref()),
            entry("reason", self.reason.as_deref()),
        ])
    }

    /// `jobStatus` as Orca stores it; what is unset is left out.
    pub fn to_map(&self) -> Map {
        let origin = || Origin::Clouddriver("job status");
        let mut out = Map::new();
        let mut text = |key: &str, value: Option<&str>| {
            if let Some(value) = value {
                out.insert(key, Value::text(value, origin()));
            }
        };
        text("name", self.name.as_deref());
        text("account", Some(&self.account));
        text("location", self.location.as_deref());
        text("provider", Some("kubernetes"));
        text("jobState", Some(self.state.name()));
        text("message", self.message.as_deref());
        text("reason", self.reason.as_deref());
        text("failureDetails", self.failure_details.as_deref());
        text("mostRecentPodName", self.most_recent_pod_name.as_deref());
        out.insert("createdTime", Value::new(Data::Long(self.created_time), origin()));
        out.insert("completionDetails", Value::new(Data::Map(self.completion_details()), origin()));
        let pods = self.pods.iter().map(|pod| Value::new(Data::Map(pod.to_map()), origin()));
        out.insert("pods", Value::new(Data::List(pods.collect()), origin()));
        out
    }
}
