//! Test runs: what is asked for, what is found before, what happens.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{PreviewLine, RunAgain, Samples, SpinnakerAccess, Value};

/// A run that is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RunRequest {
    /// The workspace, by which the kube context was chosen.
    pub place: String,
    /// The kube context that is meant: another one is not run in, though it
    /// was chosen since.
    pub kube_context: String,
    /// Spinnaker's own account, whose rights are to be looked at.
    pub spinnaker: Option<String>,
    /// The stage, by index.
    pub stage: u32,
    /// Values of parameters; those absent are as if never set.
    pub values: Vec<Value>,
    /// The sample execution's JSON; the built-in one if none.
    pub execution: Option<String>,
    /// What else previews are given.
    pub samples: Samples,
    /// The namespace, if another than the manifest's is wanted.
    pub namespace: Option<String>,
    /// To send the manifest as Spinnaker does, its fixed name included.
    pub exact: bool,
    /// To leave the Job in the cluster.
    pub keep: bool,
    /// The time limit of each run in seconds; the stage's if none.
    pub timeout: Option<u32>,
    /// How many reruns follow a failure.
    pub reruns: u32,
}

/// What was typed to confirm a run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Confirmed {
    /// The name of the kube context; wanted where it is protected.
    pub kube_context: String,
    /// The name of the Job that an exact run deletes.
    pub job: String,
    /// That Job's UID, as it was shown.
    pub job_uid: String,
    /// That expressions are left as they are.
    pub expressions: bool,
}

/// What was found before a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RunPreflight {
    /// The kube context.
    pub kube_context: String,
    /// The API server.
    pub server: String,
    /// The namespace that the Job goes to.
    pub namespace: String,
    /// Who says so: `manifest`, `chosen` or `kubeContext`.
    pub namespace_from: NamespaceFrom,
    /// The account that the pods run as.
    pub service_account: String,
    /// Why the cluster is protected, if it is.
    pub protected: Option<String>,
    /// The Job that an exact run would delete.
    pub replaces: Option<ReplacedJob>,
    /// Where expressions are left as they are.
    pub expressions: Vec<String>,
    /// What the run needs to do.
    pub access: Vec<RunAccess>,
    /// What the pods use.
    pub uses: Vec<RunUse>,
    /// Names of variables that hold secrets.
    pub secrets: Vec<String>,
    /// Services that would send traffic to the pods.
    pub services: Vec<String>,
    /// The API server's warnings, and quotas that leave no room.
    pub warnings: Vec<String>,
    /// What may not be looked at, in sentences.
    pub unknown: Vec<String>,
    /// What Spinnaker's account may do, if its name was given.
    pub spinnaker: Option<SpinnakerAccess>,
    /// What stands in the way.
    pub problems: Vec<String>,
    /// How the manifest differs from Spinnaker's.
    pub changes: Vec<RunChange>,
    /// The Job as the API server would keep it, beside what would be sent.
    pub admitted: Vec<PreviewLine>,
}

/// Who decides on a namespace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum NamespaceFrom {
    /// The manifest.
    Manifest,
    /// The user, against the manifest.
    Chosen,
    /// The kube context, for the manifest has none.
    KubeContext,
}

/// A Job that is in the way of an exact run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ReplacedJob {
    /// Its name.
    pub name: String,
    /// Its UID.
    pub uid: String,
    /// Whose it says that it is.
    pub owner: String,
    /// Its age in minutes.
    pub minutes: u32,
}

/// Something that a run does in the cluster.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RunAccess {
    /// Such as `create`.
    pub verb: String,
    /// Such as `jobs`.
    pub resource: String,
    /// Whether there is no run without it.
    pub needed: bool,
    /// Whether the user may; none if that is not known.
    pub allowed: Option<bool>,
}

/// Something that the pods use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RunUse {
    /// Such as `secret`.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// Whether the pods start without it.
    pub optional: bool,
    /// Whether it is there; none if it may not be looked at.
    pub there: Option<bool>,
}

/// What was changed in the manifest to make it safe.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RunChange {
    /// Where.
    pub path: String,
    /// What was there, in JSON.
    pub was: Option<String>,
    /// What is there now, in JSON.
    pub now: Option<String>,
    /// Why.
    pub why: String,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RunMoment {
    /// When (RFC 3339); empty if that is not known.
    pub at: String,
    /// To what.
    pub subject: String,
    /// What, in a word.
    pub what: String,
    /// The cluster's own words.
    pub message: String,
    /// What it means and what to do.
    pub meaning: Option<String>,
    /// Whether something is wrong.
    pub trouble: bool,
}

/// A log of a run; its lines are asked for by page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RunLog {
    /// The name by which it is asked for.
    pub file: String,
    /// The pod.
    pub pod: String,
    /// The container.
    pub container: String,
    /// Which start of it, from 0.
    pub attempt: u32,
    /// How many lines it has.
    pub lines: u32,
    /// What is missing of it, in words.
    pub missing: Vec<String>,
}

/// A page of a log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct LogPage {
    /// How many lines the log has now.
    pub total: u32,
    /// The number of the first line, from 0.
    pub from: u32,
    /// The lines.
    pub lines: Vec<LogLine>,
}

/// A line of a log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct LogLine {
    /// When it came in (RFC 3339), if that is known.
    pub at: Option<String>,
    /// The text, control characters and all.
    pub text: String,
    /// How many bytes more it has than are shown.
    pub more: u32,
}

/// How a run is judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RunVerdict {
    /// The stage's status in Orca.
    pub status: String,
    /// The Job's state in clouddriver.
    pub job_state: Option<String>,
    /// The stage's error, in Spinnaker's words.
    pub error: Option<String>,
    /// What Kubernetes says.
    pub kubernetes: Option<String>,
    /// What would surprise in Spinnaker.
    pub notes: Vec<String>,
}

/// An output.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RunOutput {
    /// Its key.
    pub name: String,
    /// Its value; JSON where it is no text.
    pub value: String,
    /// How a later stage names it.
    pub expression: String,
}

/// A run, as it is listed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RunSummary {
    /// Its id.
    pub id: String,
    /// The stage's type.
    pub stage: String,
    /// The stage's label.
    pub label: String,
    /// The file that it stands in.
    pub file: String,
    /// The kube context.
    pub kube_context: String,
    /// The namespace.
    pub namespace: String,
    /// When it began.
    pub started: String,
    /// When it ended.
    pub ended: Option<String>,
    /// How it stands, in a word such as `Succeeded` or `RunCancelled`.
    pub reason: String,
    /// The same in a sentence.
    pub message: String,
}

/// A run with all that is kept of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RunShown {
    /// What it is.
    pub summary: RunSummary,
    /// The author's values; those that look like secrets are masked.
    pub parameters: Vec<Value>,
    /// Names of parameters whose value is not kept.
    pub masked: Vec<String>,
    /// Whether the manifest was sent as Spinnaker sends it.
    pub exact: bool,
    /// The time limit of each run, in seconds.
    pub timeout: u32,
    /// What it takes to make it again.
    pub again: RunAgain,
    /// The runs, the last one last.
    pub attempts: Vec<RunAttempt>,
}

/// One Job of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RunAttempt {
    /// The Job's name.
    pub job: String,
    /// What happened.
    pub time_line: Vec<RunMoment>,
    /// Its logs.
    pub logs: Vec<RunLog>,
    /// Its verdict.
    pub verdict: Option<RunVerdict>,
    /// What would enter the pipeline.
    pub outputs: Vec<RunOutput>,
    /// How the manifest differed from Spinnaker's.
    pub changes: Vec<RunChange>,
    /// Deck's link to the logs, if the Job has one.
    pub log_link: Option<String>,
    /// Why the annotation makes no link, or a broken one.
    pub log_link_problems: Vec<String>,
}

/// A value that is different between two runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RunDifference {
    /// Where in the record.
    pub path: String,
    /// The first run's.
    pub first: Option<String>,
    /// The second run's.
    pub second: Option<String>,
}

/// News of a run, in order. Logs are not in it, only how long they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum RunNews {
    /// What is sent; a rerun sends once more.
    Submitted {
        /// The run's id.
        id: String,
        /// How it differs from Spinnaker's.
        changes: Vec<RunChange>,
    },
    /// It is run again.
    Rerun {
        /// The number of the rerun, from 1.
        number: u32,
        /// Of so many.
        of: u32,
    },
    /// Something happened in the cluster.
    Moment {
        /// What.
        moment: RunMoment,
    },
    /// Something that people should know.
    Note {
        /// In a sentence.
        text: String,
    },
    /// A log is new, or has grown.
    Log {
        /// Which, and how long it is.
        log: RunLog,
    },
    /// How it is judged; cleaning up follows.
    Verdict {
        /// The verdict.
        verdict: RunVerdict,
        /// What would enter the pipeline.
        outputs: Vec<RunOutput>,
    },
    /// The last: all that is kept.
    Ended {
        /// The run.
        run: Box<RunShown>,
    },
    /// The last, if it could not be run.
    Failed {
        /// Why, and what to do.
        error: crate::CommandError,
    },
}

/// What an earlier run may have left in a cluster.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Leftover {
    /// The run.
    pub run: String,
    /// The kube context.
    pub kube_context: String,
    /// The API server.
    pub server: String,
    /// The namespace.
    pub namespace: String,
    /// Since when.
    pub since: String,
}

/// What came of cleaning.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct CleanedRun {
    /// The run.
    pub run: String,
    /// What was deleted.
    pub deleted: Vec<String>,
    /// What is still ending, with its node.
    pub terminating: Vec<String>,
    /// Why it could not be cleaned up.
    pub trouble: Option<String>,
}
