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
    pub(super) mounts: Vec<(String, String, bool)>,
    pub(super) notes: Vec<String>,
}

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

    pub(super) fn volume(&mut self, volume: &str) {
        let mut parts = volume.split(':');
        let (source, target) = (parts.next().unwrap_or_default(), parts.next());
        let read_only = parts.next().is_some_and(|mode| mode.split(',').any(|word| word == "ro"));
        let target = target.unwrap_or(source);
        self.notes.push(format!(
            "{source} is a place on one machine; {target} is now an empty folder. Choose a volume \
             for it."
        ));
        self.mounts.push((
            format!("volume-{}", self.mounts.len() + 1),
            target.to_owned(),
            read_only,
        ));
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
        let mounts = self.mounts.iter().map(|(name, path, read_only)| {
            if *read_only {
                json!({"name": name, "mountPath": path, "readOnly": true})
            } else {
                json!({"name": name, "mountPath": path})
            }
        });
        put("volumeMounts", mounts.collect());
        put("securityContext", self.security.into());
        if !self.limits.is_empty() {
            put("resources", json!({"limits": self.limits}));
        }
        container.extend(self.container);
        let mut pod = Map::new();
        pod.insert("restartPolicy".into(), "Never".into());
        if !self.mounts.is_empty() {
            let volumes =
                self.mounts.iter().map(|(name, ..)| json!({"name": name, "emptyDir": {}}));
            pod.insert("volumes".into(), volumes.collect());
        }
        pod.insert("containers".into(), json!([container]));
        let namespace = if self.namespace.is_empty() { "default".into() } else { self.namespace };
        let job = json!({
            "apiVersion": "batch/v1",
            "kind": "Job",
            "metadata": {"generateName": format!("{}-", self.name), "namespace": namespace},
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
    let fit: String = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' })
        .collect();
    fit.trim_matches('-').to_owned()
}
