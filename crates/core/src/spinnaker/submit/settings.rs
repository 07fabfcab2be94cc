//! What the outcome depends on beside the stage itself.

use std::collections::BTreeMap;

use crate::java::Value;

use super::Verb;

/// clouddriver's own settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// `kubernetes.v2.managed-by-suffix`; empty counts as unset.
    pub managed_by_suffix: Option<String>,
    /// `kubernetes.v2.apply-app-labels`.
    pub apply_app_labels: bool,
    /// `kubernetes.artifact-binding.docker-image`.
    pub docker_image_binding: DockerImageBinding,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            managed_by_suffix: None,
            apply_app_labels: true,
            docker_image_binding: DockerImageBinding::default(),
        }
    }
}

/// How images are matched with Docker artifacts (§1.5).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DockerImageBinding {
    /// `match-name-and-tag` and every text but the other: despite its name an
    /// image that carries another tag is replaced too.
    #[default]
    MatchNameAndTag,
    /// `match-name-only`: the image must equal the artifact's name.
    MatchNameOnly,
}

impl DockerImageBinding {
    /// The mode that a setting's text means.
    pub fn named(text: &str) -> Self {
        if text == "match-name-only" { Self::MatchNameOnly } else { Self::MatchNameAndTag }
    }
}

/// The cluster as it is imagined: what kubectl would answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Cluster {
    /// The Jobs of the namespace; looked at for versions only (§1.6).
    pub jobs: Vec<Value>,
    /// Other objects; looked at for load balancers only (§1.3.9).
    pub objects: Vec<Value>,
    /// What kubectl prints when a command fails, by command.
    pub errors: BTreeMap<Verb, String>,
    /// The kube context's own namespace, for a manifest without one.
    pub default_namespace: String,
    /// What the API server appends to a `generateName`.
    pub name_suffix: String,
}

impl Default for Cluster {
    fn default() -> Self {
        Self {
            jobs: Vec::new(),
            objects: Vec::new(),
            errors: BTreeMap::new(),
            default_namespace: "default".into(),
            name_suffix: "xxxxx".into(),
        }
    }
}
