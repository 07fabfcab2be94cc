//! The record of a run: one JSON document, in words that other tools for runs
//! use too. Nothing secret is in it.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::named::Named;
use super::safe::Change;
use super::time_line::Moment;
use super::verdict::Verdict;

/// A run of a stage, with all its reruns.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RunRecord {
    /// The version of this format.
    pub version: u32,
    /// The run's id; its objects carry it as a label.
    pub id: String,
    /// What was run.
    pub stage: StageName,
    /// The author's values; those that look like secrets are masked.
    pub parameters: Vec<Parameter>,
    /// The account that the pods ran as.
    pub service_account_name: String,
    /// The pods' volumes.
    pub workspaces: Vec<Workspace>,
    /// What the Job used besides.
    pub uses: Vec<Named>,
    /// Where it ran.
    pub kube_context: String,
    /// The API server.
    pub server: String,
    /// The namespace.
    pub namespace: String,
    /// Whether the manifest was sent as Spinnaker sends it.
    pub exact: bool,
    /// The time limit of each run, in seconds.
    pub timeout: u64,
    /// How many reruns were allowed.
    pub retries: u32,
    /// The Spinnaker release that it was for, by name.
    #[serde(default)]
    pub target: String,
    /// What it was given besides, of which nothing is kept.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub given: Vec<Given>,
    /// The stage's definition as it stood in the file, with secrets masked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub definition: Option<String>,
    /// How the last run ended; `Succeeded` is `Unknown` while it runs.
    #[serde(flatten)]
    pub status: RunStatus,
    /// The runs before it, first to last.
    pub retries_status: Vec<RunStatus>,
}

/// What a run may be given besides the author's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Given {
    /// The stage's JSON in a pipeline.
    StageJson,
    /// The execution that expressions look at.
    Execution,
    /// Orca's environment.
    Env,
    /// The artifact from which outputs are read.
    Artifact,
}

/// Which stage a run is of.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct StageName {
    /// Its type.
    #[serde(rename = "type")]
    pub kind: String,
    /// Its label.
    pub label: String,
    /// The file that it stands in.
    pub file: String,
}

/// A parameter's value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// A volume of the pods.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Workspace {
    /// Its name.
    pub name: String,
    /// What it is, such as `emptyDir`.
    pub kind: String,
}

/// One run, from the Job's creation to its end.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RunStatus {
    /// When it began (RFC 3339).
    pub start_time: String,
    /// When it ended; nothing while it runs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub completion_time: Option<String>,
    /// One condition, of type `Succeeded`.
    pub conditions: Vec<Condition>,
    /// What would enter the pipeline.
    pub results: Vec<RunResult>,
    /// The Job's name.
    pub job: String,
    /// The Job's UID.
    pub uid: String,
    /// What was sent; values that look like secrets are masked.
    pub manifest: Value,
    /// How that differs from what Spinnaker would send.
    pub changes: Vec<Change>,
    /// What happened.
    pub time_line: Vec<Moment>,
    /// Spinnaker's verdict, and Kubernetes' beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
    /// The logs that were kept, as files beside this record.
    pub logs: Vec<LogFile>,
}

/// How a run stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Condition {
    /// Always `Succeeded`.
    #[serde(rename = "type")]
    pub kind: String,
    /// `True`, `False`, or `Unknown` while it runs or may run again.
    pub status: String,
    /// In a word.
    pub reason: Reason,
    /// In a sentence.
    pub message: String,
    /// Since when (RFC 3339).
    pub last_transition_time: String,
}

/// Why a run stands as it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub enum Reason {
    /// It runs.
    Running,
    /// It failed and is run again.
    Rerunning,
    /// Spinnaker's stage would have succeeded.
    Succeeded,
    /// Spinnaker's stage would have failed.
    RunFailed,
    /// It took longer than its limit and was stopped.
    RunTimedOut,
    /// It was stopped by the user.
    RunCancelled,
    /// The cluster did not take it.
    RunRefused,
    /// The program ended before the run did.
    RunLost,
}

/// An output.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RunResult {
    /// Its key.
    pub name: String,
    /// Its value.
    pub value: Value,
    /// The expression for it in later stages.
    pub expression: String,
}

/// A container's log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LogFile {
    /// The pod.
    pub pod: String,
    /// The container.
    pub container: String,
    /// Which start of it, from 0.
    pub attempt: u64,
    /// The file's name.
    pub file: String,
    /// Its length.
    pub bytes: u64,
    /// What is missing of it, in words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
}

impl Reason {
    /// Whether a run that ended so may be tried again.
    pub fn may_rerun(self) -> bool {
        matches!(self, Self::RunFailed | Self::RunTimedOut)
    }

    /// `status` of the condition.
    fn status(self) -> &'static str {
        match self {
            Self::Running | Self::Rerunning => "Unknown",
            Self::Succeeded => "True",
            _ => "False",
        }
    }
}

impl RunStatus {
    /// Sets the one condition.
    pub fn set(&mut self, reason: Reason, message: impl Into<String>, at: &str) {
        self.conditions = vec![Condition {
            kind: "Succeeded".into(),
            status: reason.status().into(),
            reason,
            message: message.into(),
            last_transition_time: at.to_owned(),
        }];
    }

    /// The one condition's reason.
    pub fn reason(&self) -> Reason {
        self.conditions.first().map_or(Reason::Running, |condition| condition.reason)
    }
}

/// The expression by which a later stage reads an output: bare where the key
/// is a name, by index otherwise.
pub fn expression(key: &str) -> String {
    if is_name(key) {
        format!("${{{key}}}")
    } else {
        format!("${{propertyFileContents['{}']}}", key.replace('\'', "''"))
    }
}

/// The same for an output from an artifact, which is in the stage's outputs
/// only (clouddriver-semantics §3.6). `STAGE` stands for the stage's name in
/// the pipeline.
pub(super) fn artifact_expression(key: &str) -> String {
    if is_name(key) {
        format!("${{{key}}}")
    } else {
        format!("${{#stage('STAGE')['outputs']['{}']}}", key.replace('\'', "''"))
    }
}

fn is_name(key: &str) -> bool {
    let mut chars = key.chars();
    chars.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
        && chars.all(|c| c.is_ascii_alphanumeric() || c == '_')
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A record of a run that has only begun.
    pub(in crate::run) fn made_up(id: &str, kind: &str) -> RunRecord {
        RunRecord {
            version: 1,
            id: id.into(),
            stage: StageName { kind: kind.into(), ..StageName::default() },
            parameters: Vec::new(),
            service_account_name: "default".into(),
            workspaces: Vec::new(),
            uses: Vec::new(),
            kube_context: "dev".into(),
            server: "https://x".into(),
            namespace: "stage".into(),
            exact: false,
            timeout: 60,
            retries: 0,
            target: "2025.4".into(),
            given: Vec::new(),
            definition: None,
            status: RunStatus::default(),
            retries_status: Vec::new(),
        }
    }

    #[test]
    fn a_record_reads_back_as_it_was_written() {
        let mut status = RunStatus { start_time: "T".into(), ..RunStatus::default() };
        status.set(Reason::RunTimedOut, "took longer", "T1");
        let record = RunRecord {
            parameters: vec![Parameter { name: "A".into(), value: "b".into() }],
            status,
            ..made_up("r", "echo")
        };
        let text = serde_json::to_string_pretty(&record).expect("JSON");
        insta::assert_snapshot!(text, @r#"
        {
          "version": 1,
          "id": "r",
          "stage": {
            "type": "echo",
            "label": "",
            "file": ""
          },
          "parameters": [
            {
              "name": "A",
              "value": "b"
            }
          ],
          "serviceAccountName": "default",
          "workspaces": [],
          "uses": [],
          "kubeContext": "dev",
          "server": "https://x",
          "namespace": "stage",
          "exact": false,
          "timeout": 60,
          "retries": 0,
          "target": "2025.4",
          "startTime": "T",
          "conditions": [
            {
              "type": "Succeeded",
              "status": "False",
              "reason": "RunTimedOut",
              "message": "took longer",
              "lastTransitionTime": "T1"
            }
          ],
          "results": [],
          "job": "",
          "uid": "",
          "manifest": null,
          "changes": [],
          "timeLine": [],
          "logs": [],
          "retriesStatus": []
        }
        "#);
        assert_eq!(serde_json::from_str::<RunRecord>(&text).expect("read"), record);
    }

    #[test]
    fn an_output_is_read_by_name_or_by_index() {
        assert_eq!(expression("image_tag"), "${image_tag}");
        assert_eq!(expression("a.b"), "${propertyFileContents['a.b']}");
        assert_eq!(expression("it's"), "${propertyFileContents['it''s']}");
        assert_eq!(artifact_expression("a.b"), "${#stage('STAGE')['outputs']['a.b']}");
    }
}
