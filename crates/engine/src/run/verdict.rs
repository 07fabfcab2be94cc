//! What Spinnaker says of a run, and Kubernetes beside it. The two differ more
//! often than people think (clouddriver-semantics §2.1).

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use stage_core::java::{Data, Map, Value, from_json, to_json};
use stage_core::spinnaker::job_status::{JobState, collect, failure_message, job_not_found};
use stage_core::spinnaker::properties::{
    Contents, JobEnd, PodCandidate, PropertyFile, choose, fallback_pod, job_log_pod,
};

use super::log_link::LogLink;
use super::stage::{SPINNAKER_ASKS, Stage};
use super::time_line::text;

/// The end of a run, as Spinnaker sees it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Verdict {
    /// The stage's status in Orca: `SUCCEEDED`, `TERMINAL` or `RUNNING`.
    pub status: String,
    /// The Job's state in clouddriver: `Succeeded`, `Failed` or `Running`;
    /// nothing if the Job could not be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub job_state: Option<String>,
    /// The stage's error, in Spinnaker's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// What Kubernetes says: the Job's last true condition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kubernetes: Option<Kubernetes>,
    /// What would surprise in Spinnaker.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// What enters the pipeline, by key.
    pub outputs: serde_json::Map<String, Json>,
    /// Where Deck's link to the log leads, if the manifest has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub log_link: Option<LogLink>,
}

/// A condition of the Job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Kubernetes {
    /// `Complete` or `Failed`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Such as `BackoffLimitExceeded`.
    pub reason: String,
    /// In its own words.
    pub message: String,
}

/// The readings of the log that Orca asks for (§3.3, §3.4). None is one that
/// failed or was not asked for.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Readings {
    /// That of the pod which kubectl picks for the Job.
    pub first: Option<Map>,
    /// That of the first pod that succeeded.
    pub fallback: Option<Map>,
}

/// Whether Spinnaker would stop waiting for this Job.
pub fn is_over(job: &Json) -> bool {
    state(job).is_some_and(|state| state != JobState::Running)
}

/// Whether Kubernetes is done with this Job, whatever Spinnaker says.
pub fn is_finished(job: &Json) -> bool {
    kubernetes(job)
        .is_some_and(|condition| matches!(condition.kind.as_str(), "Complete" | "Failed"))
}

/// The pod whose log kubectl picks for the Job.
pub(super) fn first_pod(pods: &[Json]) -> Option<String> {
    let candidates: Vec<PodCandidate> =
        pods.iter().map(|pod| PodCandidate::of(&from_json(pod))).collect();
    job_log_pod(&candidates).map(|pod| pod.name.clone())
}

/// The pod that is asked next, if the first reading was empty.
pub(super) fn second_pod(job: &Json, pods: &[Json], stage: &Stage) -> Option<String> {
    let status = status(job, pods, stage).ok()?;
    let pods = status.to_map().get("pods").and_then(Value::as_list).map(<[Value]>::to_vec);
    fallback_pod(&pods.unwrap_or_default()).map(str::to_owned)
}

/// Judges a Job that is there.
pub fn verdict(stage: &Stage, job: &Json, pods: &[Json], readings: &Readings) -> Verdict {
    let mut verdict = Verdict { kubernetes: kubernetes(job), ..Verdict::default() };
    let status = match status(job, pods, stage) {
        Ok(status) => status,
        Err(exception) => {
            "TERMINAL".clone_into(&mut verdict.status);
            verdict.error = Some(exception.to_string());
            return verdict;
        }
    };
    verdict.job_state = Some(status.state.name().to_owned());
    let end = match status.state {
        JobState::Succeeded => Some(JobEnd::Succeeded),
        JobState::Failed => Some(JobEnd::Failed),
        JobState::Running => None,
    };
    let failed = (status.state == JobState::Failed).then(|| failure_message(&status));
    let contents = match (&stage.property_file, end) {
        (Some(container), Some(end)) => {
            let asked = PropertyFile {
                container,
                job: status.name.as_deref().unwrap_or_default(),
                application: &stage.application,
                location: status.location.as_deref().unwrap_or_default(),
                account: &stage.account,
            };
            choose(end, readings.first.as_ref(), readings.fallback.as_ref(), asked)
        }
        _ => Contents::Nothing,
    };
    let missing = match contents {
        Contents::Found(map) => {
            if let Json::Object(outputs) = to_json(&Data::Map(map).into()) {
                verdict.outputs = outputs;
            }
            None
        }
        Contents::Nothing => None,
        Contents::StageFails(text) => Some(text),
    };
    verdict.error = failed.or(missing);
    let word = match (&verdict.error, end) {
        _ if !stage.waits => "SUCCEEDED",
        (Some(_), _) => "TERMINAL",
        (None, Some(_)) => "SUCCEEDED",
        (None, None) => "RUNNING",
    };
    word.clone_into(&mut verdict.status);
    if !stage.waits {
        verdict.error = None;
        verdict.outputs.clear();
    }
    verdict.notes = notes(stage, job, end);
    verdict
}

/// Judges a Job that was removed before its end was seen.
pub fn vanished(stage: &Stage, name: &str, namespace: &str) -> Verdict {
    let error = job_not_found(&stage.account, namespace, &format!("job {name}"));
    Verdict { status: "TERMINAL".into(), error: Some(error), ..Verdict::default() }
}

fn notes(stage: &Stage, job: &Json, end: Option<JobEnd>) -> Vec<String> {
    let mut notes = Vec::new();
    if !stage.waits {
        notes.push(
            "`waitForCompletion` is false: the stage succeeds as soon as the Job is made, however \
             it ends."
                .into(),
        );
    }
    let finished = kubernetes(job).map(|condition| condition.kind);
    match (finished.as_deref(), end) {
        (Some("Complete"), None) => notes.push(
            "Kubernetes is done, but fewer pods succeeded than `completions` asks for: Spinnaker \
             goes on waiting until its time limit."
                .into(),
        ),
        (Some("Failed"), Some(JobEnd::Succeeded)) => notes
            .push("The Job failed for Kubernetes; for Spinnaker enough pods had succeeded.".into()),
        (None, Some(JobEnd::Succeeded)) => {
            notes.push("Spinnaker ends here, although pods of the Job still run.".into());
        }
        _ => {}
    }
    let ttl = job.pointer("/spec/ttlSecondsAfterFinished").and_then(Json::as_u64);
    if ttl.is_some_and(|ttl| ttl < SPINNAKER_ASKS) && stage.waits {
        notes.push(format!(
            "`ttlSecondsAfterFinished` is below {SPINNAKER_ASKS}: Spinnaker asks every \
             {SPINNAKER_ASKS} seconds, often finds the Job gone, and then fails the stage."
        ));
    }
    notes
}

fn status(
    job: &Json,
    pods: &[Json],
    stage: &Stage,
) -> Result<stage_core::spinnaker::job_status::JobStatus, stage_core::spinnaker::JavaException> {
    let pods: Vec<Value> = pods.iter().map(from_json).collect();
    collect(&from_json(job), &pods, &stage.account, true)
}

fn state(job: &Json) -> Option<JobState> {
    collect(&from_json(job), &[], "", true).ok().map(|status| status.state)
}

fn kubernetes(job: &Json) -> Option<Kubernetes> {
    let conditions = job.pointer("/status/conditions").and_then(Json::as_array)?;
    let known = |kind: &&Json| {
        text(kind, "/status") == "True" && matches!(text(kind, "/type"), "Complete" | "Failed")
    };
    conditions.iter().find(known).map(|condition| Kubernetes {
        kind: text(condition, "/type").to_owned(),
        reason: text(condition, "/reason").to_owned(),
        message: text(condition, "/message").to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn stage(property_file: Option<&str>) -> Stage {
        Stage {
            account: "k8s".into(),
            application: "shop".into(),
            property_file: property_file.map(str::to_owned),
            ..Stage::default()
        }
    }

    fn job(status: &Json) -> Json {
        json!({"metadata": {"name": "j", "namespace": "stage", "creationTimestamp": "2026-01-01T00:00:00Z"},
               "spec": {"selector": {"matchLabels": {"job-name": "j"}}, "ttlSecondsAfterFinished": 5},
               "status": status})
    }

    fn map(json: &Json) -> Map {
        from_json(json).as_map().cloned().unwrap_or_default()
    }

    #[test]
    fn a_succeeded_job_without_its_properties_fails_the_stage() {
        let done =
            job(&json!({"succeeded": 1, "conditions": [{"type": "Complete", "status": "True"}]}));
        let judged = verdict(&stage(Some("main")), &done, &[], &Readings::default());
        assert_eq!(
            (judged.status.as_str(), judged.job_state.as_deref()),
            ("TERMINAL", Some("Succeeded"))
        );
        insta::assert_snapshot!(judged.error.unwrap_or_default(), @"Expected properties file: main in job: job j, application: shop, location: stage, account: k8s but it was either missing, empty or contained invalid syntax");
        let readings = Readings { first: Some(map(&json!({"tag": "1"}))), fallback: None };
        let judged = verdict(&stage(Some("main")), &done, &[], &readings);
        assert_eq!(
            (judged.status.as_str(), judged.outputs["tag"].as_str()),
            ("SUCCEEDED", Some("1"))
        );
        assert!(judged.notes[0].contains("ttlSecondsAfterFinished"), "{:?}", judged.notes);
    }

    #[test]
    fn a_failed_job_is_told_in_orcas_words() {
        let failed = job(&json!({"failed": 1, "conditions": [{"type": "Failed", "status": "True",
            "reason": "BackoffLimitExceeded", "message": "Job has reached the specified backoff limit"}]}));
        let judged = verdict(&stage(Some("main")), &failed, &[], &Readings::default());
        insta::assert_snapshot!(judged.error.unwrap_or_default(), @"Job: 'j' failed. Reason: BackoffLimitExceeded. Details: Job has reached the specified backoff limit.");
        assert!(is_over(&failed) && is_finished(&failed));
    }

    #[test]
    fn kubernetes_and_spinnaker_are_told_apart() {
        let policy =
            job(&json!({"succeeded": 0, "conditions": [{"type": "Complete", "status": "True"}]}));
        let judged = verdict(&stage(None), &policy, &[], &Readings::default());
        assert_eq!(judged.status, "RUNNING", "fewer succeeded than asked for");
        assert!(judged.notes[0].contains("goes on waiting"), "{:?}", judged.notes);
        assert!(is_finished(&policy) && !is_over(&policy));
        let stage = Stage { waits: false, ..stage(Some("main")) };
        let judged = verdict(&stage, &job(&json!({})), &[], &Readings::default());
        assert_eq!(judged.status, "SUCCEEDED", "nobody waits for it");
    }

    #[test]
    fn a_job_that_is_gone_is_not_found() {
        let judged = vanished(&stage(None), "j", "stage");
        insta::assert_snapshot!(judged.error.unwrap_or_default(), @"Job not found (account: k8s, location: stage, id: job j)");
    }
}
