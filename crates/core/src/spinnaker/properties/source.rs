//! Whose log clouddriver reads (§3.3, §3.4).

use std::cmp::{Ordering, Reverse};

use crate::java::Value;
use crate::spinnaker::time::Instant;

/// Where outputs were read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LogSource {
    /// `kubectl logs job/NAME`, of which kubectl picked this pod.
    Job {
        /// The pod's name.
        pod: String,
    },
    /// The first succeeded pod, asked for because the first reading gave
    /// nothing.
    SucceededPod {
        /// The pod's name.
        pod: String,
    },
}

/// What kubectl compares when a Job has several pods.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PodCandidate {
    /// The pod's name.
    pub name: String,
    /// Whether it has a node.
    pub scheduled: bool,
    /// `status.phase`.
    pub phase: String,
    /// Whether its Ready condition is true.
    pub ready: bool,
    /// Since when it is ready.
    pub ready_since: Option<Instant>,
    /// The largest restart count of its containers.
    pub restarts: i64,
    /// `metadata.creationTimestamp`.
    pub created: Option<Instant>,
}

impl PodCandidate {
    /// Reads what matters from a pod as the API server gives it.
    pub fn of(pod: &Value) -> Self {
        let text = |path: &[&str]| {
            path.iter().try_fold(pod, |value, key| value.get(key)).and_then(Value::as_str)
        };
        let status = pod.get("status");
        let list = |key| status.and_then(|s| s.get(key)).and_then(Value::as_list).unwrap_or(&[]);
        let is =
            |value: &Value, key, expected| value.get(key).and_then(Value::as_str) == Some(expected);
        let ready = list("conditions")
            .iter()
            .find(|condition| is(condition, "type", "Ready") && is(condition, "status", "True"));
        Self {
            name: text(&["metadata", "name"]).unwrap_or_default().into(),
            scheduled: text(&["spec", "nodeName"]).is_some_and(|node| !node.is_empty()),
            phase: text(&["status", "phase"]).unwrap_or_default().into(),
            ready: ready.is_some(),
            ready_since: ready
                .and_then(|condition| condition.get("lastTransitionTime"))
                .and_then(Value::as_str)
                .and_then(Instant::parse),
            restarts: list("containerStatuses")
                .iter()
                .filter_map(|container| container.get("restartCount")?.as_i64())
                .max()
                .unwrap_or_default(),
            created: text(&["metadata", "creationTimestamp"]).and_then(Instant::parse),
        }
    }

    /// Pending last, Unknown before it, all others alike.
    fn phase_rank(&self) -> u8 {
        match self.phase.as_str() {
            "Pending" | "" => 2,
            "Unknown" => 1,
            _ => 0,
        }
    }
}

/// The pod whose log `kubectl logs job/NAME` prints. Of a Job that needed
/// several attempts this is the oldest, usually failed, pod.
pub fn job_log_pod(pods: &[PodCandidate]) -> Option<&PodCandidate> {
    pods.iter().min_by(|a, b| preference(a, b))
}

fn preference(a: &PodCandidate, b: &PodCandidate) -> Ordering {
    let rank = |pod: &PodCandidate| (Reverse(pod.scheduled), pod.phase_rank(), Reverse(pod.ready));
    rank(a)
        .cmp(&rank(b))
        .then_with(|| {
            if a.ready && b.ready {
                earlier_first(a.ready_since, b.ready_since)
            } else {
                Ordering::Equal
            }
        })
        .then_with(|| b.restarts.cmp(&a.restarts))
        .then_with(|| earlier_first(a.created, b.created))
}

/// The earlier first; unknown times last.
fn earlier_first(a: Option<Instant>, b: Option<Instant>) -> Ordering {
    (a.is_none(), a).cmp(&(b.is_none(), b))
}

/// The pod that Orca asks after an empty first reading of a succeeded Job:
/// the first succeeded one, in the order of the job status (§2.2). The pods
/// are those of the job status, each with `name` and `status`.
pub fn fallback_pod(pods: &[Value]) -> Option<&str> {
    pods.iter()
        .find(|pod| {
            pod.get("status").and_then(|status| status.get("phase")).and_then(Value::as_str)
                == Some("Succeeded")
        })
        .and_then(|pod| pod.get("name"))
        .and_then(Value::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pod(name: &str, phase: &str, created: &str, restarts: i64) -> PodCandidate {
        PodCandidate {
            name: name.into(),
            scheduled: true,
            phase: phase.into(),
            restarts,
            created: Instant::parse(created),
            ..PodCandidate::default()
        }
    }

    fn picked(pods: &[PodCandidate]) -> Option<&str> {
        job_log_pod(pods).map(|pod| pod.name.as_str())
    }

    #[test]
    fn the_oldest_attempt_is_read_first_even_when_a_newer_one_succeeded() {
        let failed = pod("first", "Failed", "2026-01-01T00:00:00Z", 0);
        let succeeded = pod("second", "Succeeded", "2026-01-01T00:01:00Z", 0);
        assert_eq!(picked(&[succeeded, failed]), Some("first"));
    }

    #[test]
    fn kubectl_prefers_scheduled_started_ready_and_restarted_pods() {
        let old = pod("old", "Running", "2026-01-01T00:00:00Z", 0);
        let new = pod("new", "Running", "2026-01-02T00:00:00Z", 0);
        assert_eq!(
            picked(&[PodCandidate { scheduled: false, ..old.clone() }, new.clone()]),
            Some("new")
        );
        assert_eq!(
            picked(&[PodCandidate { phase: "Pending".into(), ..old.clone() }, new.clone()]),
            Some("new")
        );
        assert_eq!(
            picked(&[old.clone(), PodCandidate { ready: true, ..new.clone() }]),
            Some("new")
        );
        assert_eq!(
            picked(&[old.clone(), PodCandidate { restarts: 2, ..new.clone() }]),
            Some("new")
        );
        assert_eq!(picked(&[new, old]), Some("old"));
        assert_eq!(picked(&[]), None);
    }
}
