//! Forms of files: names for wrappers, where files go, what runs.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::Edit;

/// The names that a new wrapper gets, and what keeps the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Wrapping {
    /// The object's name.
    pub name: String,
    /// Its namespace; empty for none.
    pub namespace: String,
    /// The name of the file in it.
    pub key: String,
    /// What keeps it.
    pub kept: Kept,
}

/// How a Kubernetes object keeps a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Kept {
    /// `data` of a `ConfigMap`.
    ConfigMap,
    /// `stringData` of a `Secret`.
    SecretText,
    /// `data` of a `Secret`, in Base64.
    SecretData,
}

/// Where an exported file goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Destination {
    /// The place.
    pub place: String,
    /// What to do then, in order; commands in back-quotes.
    pub steps: Vec<String>,
    /// What restarts.
    pub restart: String,
}

/// A stage against one that runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StageDifference {
    /// The stage's `type`.
    pub stage_type: String,
    /// How they differ.
    pub differs: Differs,
    /// The values that differ.
    pub values: Vec<ValueDifference>,
}

/// Stages against what a cluster's Orca was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct DeployedDifferences {
    /// The objects with stages that were read, as kind and name.
    pub names: Vec<String>,
    /// The stages, one by one.
    pub stages: Vec<StageDifference>,
}

/// A kind of difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Differs {
    /// It does not run yet.
    OnlyHere,
    /// It is not in the file.
    OnlyRunning,
    /// Some values differ.
    Values,
    /// It is the same.
    Same,
}

/// A value that differs, as JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ValueDifference {
    /// Its path in the stage.
    pub path: String,
    /// In the file; none when unset.
    pub here: Option<String>,
    /// Where it runs; none when unset.
    pub running: Option<String>,
}

/// The edit that adds a stage, and where it will be found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct NewStage {
    /// The edit.
    pub edit: Edit,
    /// The stage's path afterwards.
    pub path: String,
}

/// A webhook stage as it would run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct WebhookPreview {
    /// The request that starts the work.
    pub create: SentRequest,
    /// The request that cancels it, if there is one.
    pub cancel: Option<SentRequest>,
    /// What happens then, in words.
    pub course: Vec<String>,
    /// What the author should know.
    pub notes: Vec<String>,
}

/// What the server answered to a webhook's request that was sent on request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct WebhookAnswer {
    /// The status and what it is called.
    pub status: String,
    /// Names and values.
    pub headers: Vec<(String, String)>,
    /// The body as text.
    pub body: String,
    /// Whether the body is longer than what is here.
    pub cut: bool,
    /// How long it took, in milliseconds.
    pub took: u32,
}

/// A request as Orca sends it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct SentRequest {
    /// The method.
    pub method: String,
    /// The URL, if one is set.
    pub url: Option<String>,
    /// Names and values; sensitive values are not shown.
    pub headers: Vec<(String, String)>,
    /// Headers that Orca leaves out.
    pub refused: Vec<String>,
    /// The body.
    pub payload: Option<String>,
}
