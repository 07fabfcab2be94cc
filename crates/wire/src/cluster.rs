//! Clusters: which there are, which one was chosen, how it is reached.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::CommandError;

/// All kube contexts, and the one that was chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct KubeContexts {
    /// In the order of the files.
    pub contexts: Vec<KubeContext>,
    /// The files that were looked at.
    pub files: Vec<KubeFile>,
    /// What was chosen for this workspace.
    pub chosen: Option<ChosenContext>,
    /// Why there are none, if the files cannot be read.
    pub trouble: Option<CommandError>,
}

/// A kubeconfig file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct KubeFile {
    /// Where.
    pub path: String,
    /// Whether it was named in the program.
    pub further: bool,
    /// Whether it is there.
    pub there: bool,
}

/// The kube context that was chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ChosenContext {
    /// Its name.
    pub name: String,
    /// What is different from when it was chosen; then it must be chosen anew.
    pub moved: Option<String>,
}

/// A kube context and the way to its cluster. Nothing secret is in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct KubeContext {
    /// Its name.
    pub name: String,
    /// The file that names it.
    pub file: Option<String>,
    /// The cluster's name in the kubeconfig.
    pub cluster: String,
    /// The API server.
    pub server: String,
    /// The user's name in the kubeconfig.
    pub user: Option<String>,
    /// How the user is known to the cluster, in words.
    pub sign_in: String,
    /// The namespace of manifests that name none.
    pub namespace: String,
    /// The proxy, and who says so.
    pub proxy: Option<String>,
    /// The name expected in the server's certificate, where it is another.
    pub tls_server_name: Option<String>,
    /// Whether the server's certificate is not checked.
    pub insecure: bool,
    /// Why it is protected, if it is.
    pub protected: Option<String>,
    /// Whether the user has said that nothing is to be run there.
    pub read_only: bool,
    /// Why it cannot be used, if so.
    pub trouble: Option<CommandError>,
}

/// A cluster that has answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Reached {
    /// The kube context.
    pub kube_context: String,
    /// Kubernetes' version.
    pub version: String,
    /// The namespaces, if they may be listed.
    pub namespaces: Option<Vec<String>>,
    /// Why they may not.
    pub refused: Option<String>,
}
