//! A volume is a name, a source, and the places where it is mounted; the form
//! treats the three as one thing.

use super::place::{Place, Pod};
use super::{Refused, map, said, text};
use crate::author::naming::fresh;
use crate::document::edit::{Edit, New};
use crate::document::{Node, Path};
use crate::forms::uniform;

/// A volume as the form asks for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Volume {
    /// Its name; one that fits the source is chosen where it is empty.
    pub name: String,
    /// What it holds.
    pub source: Source,
    /// Where it is mounted, at most once in each container.
    pub mounts: Vec<Mount>,
}

/// A volume in a container.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mount {
    /// The container.
    pub container: Path,
    /// The folder, or with `sub_path` the file.
    pub path: String,
    /// A part of the volume; empty for all of it.
    pub sub_path: String,
    /// Whether the container may only read it.
    pub read_only: bool,
}

/// What a volume holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// An empty folder that goes with the pod.
    Empty {
        /// Whether it lies in memory.
        memory: bool,
        /// Its greatest size, a quantity; empty for none.
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
    Claim {
        /// The claim.
        name: String,
        /// Whether it may only be read.
        read_only: bool,
    },
    /// Storage claimed for this pod alone.
    Ephemeral {
        /// How much, a quantity.
        size: String,
        /// The storage class; empty for the cluster's default.
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
    /// A token of the pod's service account.
    Token {
        /// For whom it is made.
        audience: String,
        /// The file's name.
        path: String,
    },
}

impl Source {
    /// The volume's property for it.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Empty { .. } => "emptyDir",
            Self::Secret { .. } => "secret",
            Self::ConfigMap { .. } => "configMap",
            Self::Claim { .. } => "persistentVolumeClaim",
            Self::Ephemeral { .. } => "ephemeral",
            Self::Nfs { .. } => "nfs",
            Self::HostPath { .. } => "hostPath",
            Self::Token { .. } => "projected",
        }
    }

    fn proposed_name(&self) -> &str {
        match self {
            Self::Empty { .. } | Self::Ephemeral { .. } => "work",
            Self::Secret { name, .. } | Self::ConfigMap { name, .. } | Self::Claim { name, .. } => {
                name.trim()
            }
            Self::Nfs { .. } => "shared",
            Self::HostPath { .. } => "node",
            Self::Token { .. } => "token",
        }
    }

    fn value(&self) -> Result<New, Refused> {
        let optional = |optional: &bool| optional.then_some(("optional", New::Bool(true)));
        Ok(match self {
            // Spring drops an empty map, and the volume's source with it.
            Self::Empty { memory, limit } => {
                let medium = ("medium", text(if *memory { "Memory" } else { "" }));
                let limit = limit.trim();
                map([medium]
                    .into_iter()
                    .chain((!limit.is_empty()).then(|| ("sizeLimit", text(limit)))))
            }
            Self::Secret { name, optional: may } => {
                let name = ("secretName", text(said(name, "which secret")?));
                map([name].into_iter().chain(optional(may)))
            }
            Self::ConfigMap { name, optional: may } => {
                let name = ("name", text(said(name, "which config map")?));
                map([name].into_iter().chain(optional(may)))
            }
            Self::Claim { name, read_only } => {
                let name = ("claimName", text(said(name, "which claim")?));
                map([name].into_iter().chain(read_only.then_some(("readOnly", New::Bool(true)))))
            }
            Self::Ephemeral { size, class } => {
                let size = text(said(size, "how much storage")?);
                let class = class.trim();
                let spec = [
                    ("accessModes", New::List(vec![text("ReadWriteOnce")])),
                    ("resources", map([("requests", map([("storage", size)]))])),
                ];
                let class = (!class.is_empty()).then(|| ("storageClassName", text(class)));
                map([("volumeClaimTemplate", map([("spec", map(spec.into_iter().chain(class)))]))])
            }
            Self::Nfs { server, path } => map([
                ("server", text(said(server, "which server")?)),
                ("path", text(said(path, "which folder of the server")?)),
            ]),
            Self::HostPath { path } => map([("path", text(said(path, "which folder")?))]),
            Self::Token { audience, path } => {
                let audience = audience.trim();
                let audience = (!audience.is_empty()).then(|| ("audience", text(audience)));
                let token =
                    [("path", text(said(path, "the file's name")?))].into_iter().chain(audience);
                let source = map([("serviceAccountToken", map(token))]);
                map([("sources", New::List(vec![source]))])
            }
        })
    }
}

pub(super) fn add(pod: &Pod<'_>, volume: &Volume) -> Result<Vec<Edit>, Refused> {
    let list = pod.spec.key("volumes");
    let items = list.items();
    let taken: Vec<&str> = items.iter().filter_map(|item| item.text("name")).collect();
    let wished = volume.name.trim();
    if taken.contains(&wished) {
        return Err(Refused::Taken(wished.to_owned()));
    }
    pod.reads(&Place { path: list.path.index(0), node: None }, volume.source.key())?;
    let value = volume.source.value()?;
    let name = match wished {
        "" => fresh(volume.source.proposed_name(), &taken),
        wished => wished.to_owned(),
    };
    let mut edits = vec![list.append(map([("name", text(&name)), (volume.source.key(), value)]))];
    for wanted in &volume.mounts {
        edits.push(mount(pod, &name, wanted)?);
    }
    Ok(edits)
}

pub(super) fn mount(pod: &Pod<'_>, volume: &str, mount: &Mount) -> Result<Edit, Refused> {
    let container = pod.container(&mount.container)?;
    let path = said(&mount.path, "where it is mounted")?;
    let list = container.key("volumeMounts");
    if list.items().iter().any(|other| other.text("mountPath") == Some(path)) {
        return Err(Refused::Taken(path.to_owned()));
    }
    let mut entries = vec![("name", text(volume)), ("mountPath", text(path))];
    let part = mount.sub_path.trim();
    if !part.is_empty() {
        entries.push(("subPath", text(part)));
    }
    if mount.read_only {
        entries.push(("readOnly", New::Bool(true)));
    }
    Ok(list.append(map(entries)))
}

pub(super) fn rename(pod: &Pod<'_>, index: usize, to: &str) -> Result<Vec<Edit>, Refused> {
    let items = pod.spec.key("volumes").items();
    let volume = items.get(index).ok_or(Refused::NotThere)?;
    let to = said(to, "its name")?;
    let others = items.iter().enumerate().filter(|(at, _)| *at != index);
    if others.into_iter().any(|(_, other)| other.text("name") == Some(to)) {
        return Err(Refused::Taken(to.to_owned()));
    }
    let mut edits = vec![volume.key("name").set(text(to))];
    if let Some(from) = volume.text("name") {
        for mount in uses(pod, from) {
            edits.push(mount.key("name").set(text(to)));
        }
    }
    Ok(edits)
}

pub(super) fn change(pod: &Pod<'_>, index: usize, source: &Source) -> Result<Vec<Edit>, Refused> {
    let items = pod.spec.key("volumes").items();
    let volume = items.get(index).ok_or(Refused::NotThere)?;
    pod.reads(volume, source.key())?;
    let value = source.value()?;
    let keys = volume.node.map(Node::entries).unwrap_or_default();
    let keys = keys.iter().filter_map(|entry| entry.key.as_text());
    let kept = [uniform("name"), uniform(source.key())];
    let gone = keys.filter(|key| !kept.contains(&uniform(key)));
    let mut edits: Vec<Edit> = gone.map(|key| volume.key(key).remove()).collect();
    edits.push(volume.key(source.key()).set(value));
    Ok(edits)
}

pub(super) fn remove(pod: &Pod<'_>, index: usize) -> Result<Vec<Edit>, Refused> {
    let list = pod.spec.key("volumes");
    let items = list.items();
    let volume = items.get(index).ok_or(Refused::NotThere)?;
    let mut edits = Vec::new();
    if let Some(name) = volume.text("name") {
        for container in pod.containers() {
            for key in LISTS {
                let mounts = container.key(key);
                let named = mounts.items().into_iter().enumerate();
                let which = named.filter(|(_, mount)| mount.text("name") == Some(name));
                edits.extend(mounts.remove_items(which.map(|(at, _)| at).collect()));
            }
        }
    }
    edits.extend(list.remove_items(vec![index]));
    Ok(edits)
}

/// The lists of a container that name volumes.
const LISTS: [&str; 2] = ["volumeMounts", "volumeDevices"];

fn uses<'a>(pod: &Pod<'a>, name: &str) -> Vec<Place<'a>> {
    let mut found = Vec::new();
    for container in pod.containers() {
        for mount in LISTS.iter().flat_map(|key| container.key(key).items()) {
            if mount.text("name") == Some(name) {
                found.push(mount);
            }
        }
    }
    found
}
