//! Forms for the parts of a pod that take more than one field.

use serde::{Deserialize, Serialize};
use specta::Type;

/// What a form wishes; paths are those of containers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum PodWish {
    /// A volume, mounted where it is wanted.
    AddVolume {
        /// Its name; empty for one that fits.
        name: String,
        /// What it holds.
        source: VolumeSource,
        /// Where it is mounted.
        mounts: Vec<VolumeMount>,
    },
    /// Another name for a volume and in its mounts.
    RenameVolume {
        /// Which.
        index: u32,
        /// Its new name.
        to: String,
    },
    /// Another source for a volume.
    ChangeVolume {
        /// Which.
        index: u32,
        /// What it holds.
        source: VolumeSource,
    },
    /// Takes a volume out with its mounts.
    RemoveVolume {
        /// Which.
        index: u32,
    },
    /// Mounts a volume.
    Mount {
        /// Its name.
        volume: String,
        /// Where.
        mount: VolumeMount,
    },
    /// A new variable, or a new source for one.
    Variable {
        /// The container.
        container: String,
        /// Which; none for a new one.
        index: Option<u32>,
        /// A new one's name.
        name: String,
        /// Where its value comes from.
        from: VariableSource,
    },
    /// Another name for a variable and in its container's `$(NAME)`.
    RenameVariable {
        /// The container.
        container: String,
        /// Which.
        index: u32,
        /// Its new name.
        to: String,
    },
    /// Every key of a secret or config map as a variable.
    AddAll {
        /// The container.
        container: String,
        /// What keeps them.
        kept: KeptIn,
        /// The object's name.
        name: String,
        /// Put before each key.
        prefix: String,
        /// Whether the container starts without it.
        optional: bool,
    },
    /// How a container is checked; none takes the check out.
    Check {
        /// The container.
        container: String,
        /// Which check.
        which: PodCheck,
        /// How it asks.
        how: Option<CheckHow>,
    },
    /// A taint that the pod bears.
    Tolerate {
        /// The taint's key; empty for all.
        key: String,
        /// Its value; none for any.
        value: Option<String>,
        /// Its effect; empty for all.
        effect: String,
        /// How long it is borne; none for ever.
        seconds: Option<i32>,
    },
    /// Nodes that the pod needs or likes.
    Node {
        /// How much it counts; none where it is needed.
        weight: Option<u8>,
        /// The label.
        key: String,
        /// How it is compared.
        operator: String,
        /// With what.
        values: Vec<String>,
    },
    /// Pods that it wants beside it, or not.
    Neighbour {
        /// Whether away from them.
        apart: bool,
        /// How much it counts; none where it is needed.
        weight: Option<u8>,
        /// Their label.
        key: String,
        /// Its value.
        value: String,
        /// What is one place.
        topology: String,
    },
    /// The restricted Pod Security Standard's security contexts.
    Restrict,
}

/// A volume in a container.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct VolumeMount {
    /// The container.
    pub container: String,
    /// The folder or file.
    pub path: String,
    /// A part of the volume; empty for all.
    pub sub_path: String,
    /// Whether it may only be read.
    pub read_only: bool,
}

/// What a volume holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum VolumeSource {
    /// An empty folder.
    EmptyDir {
        /// Whether in memory.
        memory: bool,
        /// Its greatest size; empty for none.
        limit: String,
    },
    /// A secret's keys as files.
    Secret {
        /// The secret.
        name: String,
        /// Whether the pod starts without it.
        optional: bool,
    },
    /// A config map's keys as files.
    ConfigMap {
        /// The config map.
        name: String,
        /// Whether the pod starts without it.
        optional: bool,
    },
    /// Storage that a claim holds.
    PersistentVolumeClaim {
        /// The claim.
        name: String,
        /// Whether it may only be read.
        read_only: bool,
    },
    /// Storage for this pod alone.
    Ephemeral {
        /// How much.
        size: String,
        /// The storage class; empty for the default.
        class: String,
    },
    /// A folder of a server.
    Nfs {
        /// The server.
        server: String,
        /// Its folder.
        path: String,
    },
    /// A folder of the node.
    HostPath {
        /// The folder.
        path: String,
    },
    /// A token of the service account.
    Projected {
        /// For whom.
        audience: String,
        /// The file's name.
        path: String,
    },
}

/// Where a variable's value comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum VariableSource {
    /// It is written here.
    Text {
        /// The value.
        value: String,
    },
    /// A key of a secret or config map.
    Key {
        /// What keeps it.
        kept: KeptIn,
        /// The object's name.
        name: String,
        /// Its key.
        key: String,
        /// Whether the container starts without it.
        optional: bool,
    },
    /// A field of the pod.
    Field {
        /// Which.
        path: String,
    },
    /// What the container may use.
    Resource {
        /// Which.
        name: String,
    },
}

/// What keeps values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum KeptIn {
    /// A secret.
    Secret,
    /// A config map.
    ConfigMap,
}

/// A check of a container.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum PodCheck {
    /// Whether it has started.
    Startup,
    /// Whether it still lives.
    Liveness,
    /// Whether it is ready.
    Readiness,
}

/// How a check asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum CheckHow {
    /// A command.
    Exec {
        /// Its words.
        command: Vec<String>,
    },
    /// A page.
    HttpGet {
        /// Its path.
        path: String,
        /// The port.
        port: String,
        /// Whether by HTTPS.
        secure: bool,
    },
    /// An open port.
    TcpSocket {
        /// The port.
        port: String,
    },
    /// gRPC's health service.
    Grpc {
        /// The port.
        port: String,
    },
}
