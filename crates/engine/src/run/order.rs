//! What is to be run, and how.

use std::time::Duration;

use serde_json::Value;
use stage_core::java::Map;

use super::record::{Given, Parameter, StageName};
use super::stage::Stage;

/// A run as it is asked for.
#[derive(Debug, Clone, Default)]
pub struct Order {
    /// The manifest that Spinnaker would send.
    pub manifest: Value,
    /// The stage's evaluated context; it is not kept.
    pub context: Map,
    /// What of it decides the verdict.
    pub stage: Stage,
    /// Which stage it is.
    pub name: StageName,
    /// The author's values.
    pub parameters: Vec<Parameter>,
    /// The namespace, if another than the manifest's is wanted.
    pub namespace: Option<String>,
    /// To send the manifest as Spinnaker does, its fixed name included.
    pub exact: bool,
    /// The Job of the same name that the user has seen and given up: its UID.
    pub replaces: Option<String>,
    /// To leave the Job in the cluster.
    pub keep: bool,
    /// The time limit of each run.
    pub timeout: Duration,
    /// How many reruns follow a failure.
    pub reruns: u32,
    /// Places of the manifest where an expression is left as it is, and that
    /// nobody confirmed. Such a manifest is not run.
    pub unconfirmed: Vec<String>,
    /// The text of the artifact from which the stage reads its outputs, where
    /// it does: no execution is there that could have bound it.
    pub artifact: Option<String>,
    /// The stage's definition as it stands in the file, to be kept.
    pub definition: Option<String>,
    /// The Spinnaker release that it is for, by name.
    pub target: String,
    /// What of it is not kept.
    pub given: Vec<Given>,
}

impl Order {
    /// The namespace that the Job goes to, in a cluster whose default it says.
    pub fn effective_namespace(&self, default: &str) -> String {
        let own = || super::time_line::text(&self.manifest, "/metadata/namespace");
        match self.namespace.as_deref().unwrap_or_else(own) {
            "" => default.to_owned(),
            namespace => namespace.to_owned(),
        }
    }
}
