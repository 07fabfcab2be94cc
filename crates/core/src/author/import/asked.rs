//! What a command line asks for, and the stage that does it.

use serde_json::{Map, Value, json};

use super::Imported;
use super::job::stage;

/// What a command line asks for.
#[derive(Default)]
pub(super) struct Asked {
    pub(super) name: String,
    pub(super) namespace: String,
    pub(super) image: String,
    pub(super) command: Vec<String>,
    pub(super) args: Vec<String>,
    pub(super) env: Vec<(String, String)>,
    pub(super) container: Map<String, Value>,
    pub(super) security: Map<String, Value>,
    pub(super) limits: Map<String, Value>,
    pub(super) requests: Map<String, Value>,
    pub(super) labels: Map<String, Value>,
    pub(super) pod: Map<String, Value>,
    pub(super) mounts: Vec<Mounted>,
    pub(super) notes: Vec<String>,
}

/// A folder of the container.
pub(super) struct Mounted {
    name: String,
    path: String,
    read_only: bool,
    /// Its `emptyDir`.
    folder: Value,
}

/// The resource that graphics cards are asked for by.
const GPU: &str = "nvidia.com/gpu";

impl Asked {
    pub(super) fn env(&mut self, assigned: &str) {
        if let Some((name, value)) = assigned.split_once('=') {
            self.env.push((name.to_owned(), value.to_owned()));
        } else {
            self.env.push((assigned.to_owned(), String::new()));
            self.notes.push(format!("{assigned} came from the shell; set its value."));
        }
    }

    pub(super) fn user(&mut self, user: &str) {
        let (user, group) = user.split_once(':').unwrap_or((user, ""));
        for (key, id) in [("runAsUser", user), ("runAsGroup", group)] {
            match id.parse::<i64>() {
                Ok(id) => {
                    self.security.insert(key.into(), id.into());
                }
                Err(_) if !id.is_empty() => {
                    self.notes.push(format!("The user {id} is a name; a Job takes numbers."));
                }
                Err(_) => {}
            }
        }
    }

    pub(super) fn contain(&mut self, key: &str, value: Value) {
        self.container.insert(key.into(), value);
    }

    pub(super) fn pod(&mut self, key: &str, value: Value) {
        self.pod.insert(key.into(), value);
    }

    pub(super) fn secure(&mut self, key: &str, value: Value) {
        self.security.insert(key.into(), value);
    }

    pub(super) fn limit(&mut self, resource: &str, quantity: &str) {
        self.limits.insert(resource.into(), quantity.into());
    }

    /// A namespace of the machine that the pod is to share.
    pub(super) fn shares(&mut self, key: &str, option: &str, value: &str) {
        self.pod(key, true.into());
        self.notes.push(format!(
            "{option} {value} is {key}: the pod shares that with its machine. Many clusters \
             refuse it."
        ));
    }

    /// `all`, a number, or `device=0,1`, each maybe in quotes of its own.
    pub(super) fn gpus(&mut self, asked: &str) {
        let asked = asked.trim_matches(['"', '\'']);
        let devices = asked.split_once("device=").map(|(_, list)| list.split(',').count());
        let count = asked.trim_start_matches("count=").split(',').next().unwrap_or(asked);
        let count = devices.map_or_else(|| count.to_owned(), |count| count.to_string());
        if count.parse::<u32>().is_ok() {
            self.limit(GPU, &count);
        } else {
            self.limit(GPU, "1");
            self.notes.push(format!("--gpus {asked} is one {GPU}; a Job says how many."));
        }
    }

    pub(super) fn capability(&mut self, list: &str, name: &str) {
        let name = name.strip_prefix("CAP_").unwrap_or(name);
        let all = self.security.entry("capabilities").or_insert_with(|| json!({}));
        let names = all.as_object_mut().map(|all| all.entry(list).or_insert_with(|| json!([])));
        if let Some(names) = names.and_then(Value::as_array_mut) {
            names.push(name.into());
        }
    }

    pub(super) fn label(&mut self, assigned: &str) {
        let (key, value) = assigned.split_once('=').unwrap_or((assigned, ""));
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        let ends = |text: &str| {
            text.starts_with(|c: char| c.is_ascii_alphanumeric())
                && text.ends_with(|c: char| c.is_ascii_alphanumeric())
                && text.len() <= 63
        };
        let (prefix, name) = key.split_once('/').unwrap_or(("", key));
        if ends(name)
            && name.chars().all(plain)
            && prefix.chars().all(plain)
            && value.chars().all(plain)
            && (value.is_empty() || ends(value))
        {
            self.labels.insert(key.into(), value.into());
        } else {
            self.notes.push(format!("The label {assigned} is left out: Kubernetes takes no such."));
        }
    }

    /// `source:target:options` of `-v`, or a target alone.
    pub(super) fn volume(&mut self, volume: &str) {
        // A drive's letter ends with a colon, too.
        let drive = volume.chars().nth(1) == Some(':')
            && volume.chars().nth(2).is_some_and(|c| matches!(c, '\\' | '/'))
            && volume.starts_with(|c: char| c.is_ascii_alphabetic());
        let (letter, rest) =
            volume.split_at_checked(if drive { 2 } else { 0 }).unwrap_or(("", volume));
        let mut parts = rest.split(':');
        let source = format!("{letter}{}", parts.next().unwrap_or_default());
        let target = parts.next();
        let read_only = parts.next().is_some_and(|mode| mode.split(',').any(|word| word == "ro"));
        match target {
            Some(target) => {
                self.said_of(&source, target);
                self.mounted(target, read_only, json!({}));
            }
            None => self.mounted(&source, false, json!({})),
        }
    }

    /// `type=bind,source=…,target=…` of `--mount`.
    pub(super) fn mount(&mut self, mount: &str) {
        let words = || mount.split(',').map(|word| word.split_once('=').unwrap_or((word, "")));
        let value = |names: &[&str]| words().find(|(key, _)| names.contains(key)).map(|(_, v)| v);
        let Some(target) = value(&["target", "destination", "dst"]) else {
            self.notes.push(format!("--mount {mount} is left out: it names no target."));
            return;
        };
        if value(&["type"]) == Some("tmpfs") {
            return self.in_memory(target, value(&["tmpfs-size"]).map(memory));
        }
        if let Some(source) = value(&["source", "src"]) {
            self.said_of(source, target);
        }
        let read_only = value(&["readonly", "ro"]).is_some_and(|value| value != "false");
        self.mounted(target, read_only, json!({}));
    }

    /// A folder that is kept in memory.
    pub(super) fn in_memory(&mut self, target: &str, size: Option<String>) {
        let mut folder = json!({"medium": "Memory"});
        if let (Some(size), Some(folder)) = (size, folder.as_object_mut()) {
            folder.insert("sizeLimit".into(), size.into());
        }
        self.mounted(target, false, folder);
    }

    fn said_of(&mut self, source: &str, target: &str) {
        let path = source.contains(['/', '\\', '.', '~', '$']);
        let what = if path { "a place on one machine" } else { "a volume of one machine" };
        self.notes.push(format!(
            "{source} is {what}; {target} is now an empty folder. Choose a volume for it."
        ));
    }

    fn mounted(&mut self, target: &str, read_only: bool, folder: Value) {
        let name = format!("volume-{}", self.mounts.len() + 1);
        self.mounts.push(Mounted { name, path: target.to_owned(), read_only, folder });
    }

    pub(super) fn stage(self) -> Imported {
        let mut container = Map::new();
        container.insert("name".into(), "main".into());
        container.insert("image".into(), self.image.into());
        let mut put = |key: &str, value: Value| {
            let empty = match &value {
                Value::Array(items) => items.is_empty(),
                Value::Object(entries) => entries.is_empty(),
                _ => false,
            };
            if !empty {
                container.insert(key.into(), value);
            }
        };
        put("command", self.command.into());
        put("args", self.args.into());
        let env = self.env.iter().map(|(name, value)| json!({"name": name, "value": value}));
        put("env", env.collect());
        let mounts = self.mounts.iter().map(|Mounted { name, path, read_only, .. }| {
            if *read_only {
                json!({"name": name, "mountPath": path, "readOnly": true})
            } else {
                json!({"name": name, "mountPath": path})
            }
        });
        put("volumeMounts", mounts.collect());
        put("securityContext", self.security.into());
        let mut resources = Map::new();
        for (key, amounts) in [("requests", self.requests), ("limits", self.limits)] {
            if !amounts.is_empty() {
                resources.insert(key.into(), amounts.into());
            }
        }
        put("resources", resources.into());
        container.extend(self.container);
        let mut pod = Map::new();
        pod.insert("restartPolicy".into(), "Never".into());
        pod.extend(self.pod);
        if !self.mounts.is_empty() {
            let volumes = self.mounts.iter();
            let volumes = volumes.map(|of| json!({"name": of.name, "emptyDir": of.folder}));
            pod.insert("volumes".into(), volumes.collect());
        }
        pod.insert("containers".into(), json!([container]));
        let namespace =
            if self.namespace.is_empty() { "default".to_owned() } else { self.namespace };
        let mut metadata = Map::new();
        metadata.insert("generateName".into(), format!("{}-", fit(&self.name)).into());
        metadata.insert("namespace".into(), namespace.into());
        if !self.labels.is_empty() {
            metadata.insert("labels".into(), self.labels.into());
        }
        let job = json!({
            "apiVersion": "batch/v1",
            "kind": "Job",
            "metadata": metadata,
            "spec": {
                "backoffLimit": 0,
                "ttlSecondsAfterFinished": 86400,
                "activeDeadlineSeconds": 3600,
                "template": {"spec": pod},
            },
        });
        let mut imported = stage(&job, &Map::new());
        imported.notes.extend(self.notes);
        imported
    }
}

/// Docker's `512m` as Kubernetes writes it.
pub(super) fn memory(text: &str) -> String {
    let text = text.trim_end_matches(['b', 'B']);
    match text.chars().last() {
        Some('k' | 'K') => text.trim_end_matches(['k', 'K']).to_owned() + "Ki",
        Some('m' | 'M') => text.trim_end_matches(['m', 'M']).to_owned() + "Mi",
        Some('g' | 'G') => text.trim_end_matches(['g', 'G']).to_owned() + "Gi",
        _ => text.to_owned(),
    }
}

/// `ghcr.io/team/migrate:3` as `migrate`, fit for a Job's name.
pub(super) fn name_of_image(image: &str) -> String {
    let last = image.rsplit('/').next().unwrap_or(image);
    let name: String = last.chars().take_while(|c| !matches!(c, ':' | '@')).collect();
    fit(&name)
}

/// A name as Kubernetes takes it; docker takes capitals and underscores, too.
fn fit(name: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    let fit: String = name.chars().map(plain).collect();
    fit.trim_matches('-').to_owned()
}
