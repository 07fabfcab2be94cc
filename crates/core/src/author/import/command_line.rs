//! `docker run …` and `kubectl create job …` as a stage.

use serde_json::{Map, Value, json};

use super::job::stage;
use super::words::words;
use super::{ImportError, Imported};

/// A stage that runs what the command line runs.
pub fn from_command_line(line: &str) -> Result<Imported, ImportError> {
    let all = words(line);
    let mut words: Vec<&str> = all.iter().map(String::as_str).collect();
    // A prompt, sudo and variables before the command say nothing.
    while let Some(first) = words.first() {
        let assigned = first.contains('=') && !first.starts_with('-');
        if !(assigned || matches!(*first, "$" | "#" | "sudo")) {
            break;
        }
        words.remove(0);
    }
    let mut asked = match words.as_slice() {
        ["docker" | "podman" | "nerdctl", "container", "run", rest @ ..]
        | ["docker" | "podman" | "nerdctl", "run", rest @ ..] => docker(rest)?,
        ["kubectl" | "oc" | "k", rest @ ..] => kubectl(rest)?,
        _ => {
            return Err(ImportError::Command(
                "this is neither `docker run …` nor `kubectl create job …`".into(),
            ));
        }
    };
    if asked.image.is_empty() {
        return Err(ImportError::Command("the command names no image".into()));
    }
    if asked.name.is_empty() {
        asked.name = name_of_image(&asked.image);
    }
    Ok(asked.stage())
}

/// What a command line asks for.
#[derive(Default)]
struct Asked {
    name: String,
    namespace: String,
    image: String,
    command: Vec<String>,
    args: Vec<String>,
    env: Vec<(String, String)>,
    container: Map<String, Value>,
    security: Map<String, Value>,
    limits: Map<String, Value>,
    mounts: Vec<(String, String, bool)>,
    notes: Vec<String>,
}

/// `docker run`'s options that take a value and say nothing to a Job.
const IGNORED: [&str; 14] = [
    "--network",
    "--net",
    "--restart",
    "--log-driver",
    "--log-opt",
    "--platform",
    "--pull",
    "--ip",
    "--add-host",
    "--dns",
    "--shm-size",
    "--gpus",
    "--cidfile",
    "--link",
];

fn docker(words: &[&str]) -> Result<Asked, ImportError> {
    let mut asked = Asked::default();
    let mut rest = words.iter().copied();
    while let Some(word) = rest.next() {
        if !word.starts_with('-') || word == "-" {
            word.clone_into(&mut asked.image);
            asked.args = rest.map(str::to_owned).collect();
            return Ok(asked);
        }
        let (option, inline) = split(word);
        let mut value =
            || inline.clone().or_else(|| rest.next().map(str::to_owned)).unwrap_or_default();
        match option.as_str() {
            "-e" | "--env" => {
                let value = value();
                asked.env(&value);
            }
            "--name" => asked.name = value(),
            "-w" | "--workdir" => {
                asked.container.insert("workingDir".into(), value().into());
            }
            "--entrypoint" => asked.command = vec![value()],
            "-u" | "--user" => {
                let value = value();
                asked.user(&value);
            }
            "-m" | "--memory" => {
                let memory = memory(&value());
                asked.limits.insert("memory".into(), memory.into());
            }
            "--cpus" => {
                asked.limits.insert("cpu".into(), value().into());
            }
            "-v" | "--volume" => {
                let value = value();
                asked.volume(&value);
            }
            "--privileged" => {
                asked.security.insert("privileged".into(), true.into());
            }
            "--read-only" => {
                asked.security.insert("readOnlyRootFilesystem".into(), true.into());
            }
            "--env-file" | "--mount" | "-p" | "--publish" | "-l" | "--label" | "-h"
            | "--hostname" => {
                let value = value();
                asked.notes.push(format!("{option} {value} is left out: a Job says it otherwise."));
            }
            known if IGNORED.contains(&known) => {
                let value = value();
                asked.notes.push(format!("{option} {value} is left out."));
            }
            // -i, -t, -d, --rm and other switches have no meaning for a Job.
            _ => {}
        }
    }
    Err(ImportError::Command("the command names no image".into()))
}

fn kubectl(words: &[&str]) -> Result<Asked, ImportError> {
    let mut asked = Asked::default();
    let mut named: Vec<&str> = Vec::new();
    let mut own_command = false;
    let mut rest = words.iter().copied();
    while let Some(word) = rest.next() {
        if word == "--" {
            let after: Vec<String> = rest.map(str::to_owned).collect();
            // `kubectl run` takes them for arguments unless told otherwise.
            if named.first() == Some(&"run") && !own_command {
                asked.args = after;
            } else {
                asked.command = after;
            }
            break;
        }
        if !word.starts_with('-') {
            named.push(word);
            continue;
        }
        let (option, inline) = split(word);
        let mut value =
            || inline.clone().or_else(|| rest.next().map(str::to_owned)).unwrap_or_default();
        match option.as_str() {
            "--image" => asked.image = value(),
            "-n" | "--namespace" => asked.namespace = value(),
            "--env" => {
                let value = value();
                asked.env(&value);
            }
            "--from" => {
                let from = value();
                return Err(ImportError::Command(format!(
                    "--from={from} names a CronJob in a cluster; paste its manifest instead"
                )));
            }
            "--command" => own_command = inline.as_deref() != Some("false"),
            _ => {}
        }
    }
    match named.as_slice() {
        ["create", "job" | "jobs" | "job.batch", name, ..] | ["run", name, ..] => {
            (*name).clone_into(&mut asked.name);
            Ok(asked)
        }
        _ => Err(ImportError::Command(
            "only `kubectl create job NAME --image=…` and `kubectl run NAME --image=…` make a Job"
                .into(),
        )),
    }
}

/// `--name=x` as `--name` and `x`; `-eA=b` as `-e` and `A=b`.
fn split(word: &str) -> (String, Option<String>) {
    if word.starts_with("--") {
        return match word.split_once('=') {
            Some((option, value)) => (option.to_owned(), Some(value.to_owned())),
            None => (word.to_owned(), None),
        };
    }
    let mut letters = word.chars();
    let short: String = letters.by_ref().take(2).collect();
    let value = letters.as_str();
    let takes =
        matches!(short.as_str(), "-e" | "-w" | "-u" | "-m" | "-v" | "-p" | "-n" | "-l" | "-h");
    let value = value.strip_prefix('=').unwrap_or(value);
    if takes && !value.is_empty() {
        (short, Some(value.to_owned()))
    } else if takes || word.len() <= 2 {
        (word.to_owned(), None)
    } else {
        // Switches written together, such as `-it`; the last may take a value.
        let last = word.chars().last().unwrap_or(' ');
        (format!("-{last}"), None)
    }
}

impl Asked {
    fn env(&mut self, assigned: &str) {
        if let Some((name, value)) = assigned.split_once('=') {
            self.env.push((name.to_owned(), value.to_owned()));
        } else {
            self.env.push((assigned.to_owned(), String::new()));
            self.notes.push(format!("{assigned} came from the shell; set its value."));
        }
    }

    fn user(&mut self, user: &str) {
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

    fn volume(&mut self, volume: &str) {
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

    fn stage(self) -> Imported {
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
fn memory(text: &str) -> String {
    let text = text.trim_end_matches(['b', 'B']);
    match text.chars().last() {
        Some('k' | 'K') => text.trim_end_matches(['k', 'K']).to_owned() + "Ki",
        Some('m' | 'M') => text.trim_end_matches(['m', 'M']).to_owned() + "Mi",
        Some('g' | 'G') => text.trim_end_matches(['g', 'G']).to_owned() + "Gi",
        _ => text.to_owned(),
    }
}

/// `ghcr.io/team/migrate:3` as `migrate`, fit for a Job's name.
fn name_of_image(image: &str) -> String {
    let last = image.rsplit('/').next().unwrap_or(image);
    let name: String = last.chars().take_while(|c| !matches!(c, ':' | '@')).collect();
    let fit: String = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' })
        .collect();
    fit.trim_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn docker_run_becomes_a_job() {
        let made = from_command_line(
            "$ sudo docker run --rm -it -eDB=orders --env 'MODE=full run' -v /data:/data:ro -u 1000:1000 \\
             -m 512m --cpus=0.5 -w /app --entrypoint migrate ghcr.io/acme/migrate:3 up --all",
        )
        .unwrap();
        insta::assert_snapshot!(made.yaml, @r#"
        label: Migrate
        type: migrate
        description: Runs a Job.
        cloudProvider: kubernetes
        account: my-account
        credentials: my-account
        application: my-application
        waitForCompletion: true
        manifest:
          apiVersion: batch/v1
          kind: Job
          metadata:
            generateName: migrate-
            namespace: default
          spec:
            backoffLimit: 0
            ttlSecondsAfterFinished: 86400
            activeDeadlineSeconds: 3600
            template:
              spec:
                restartPolicy: Never
                volumes:
                  - name: volume-1
                    emptyDir:
                      medium: ""
                containers:
                  - name: main
                    image: ghcr.io/acme/migrate:3
                    command:
                      - migrate
                    args:
                      - up
                      - --all
                    env:
                      - name: DB
                        value: orders
                      - name: MODE
                        value: full run
                    volumeMounts:
                      - name: volume-1
                        mountPath: /data
                        readOnly: true
                    securityContext:
                      runAsUser: 1000
                      runAsGroup: 1000
                    resources:
                      limits:
                        memory: 512Mi
                        cpu: "0.5"
                    workingDir: /app
        "#);
        insta::assert_snapshot!(made.notes.join("\n"), @"/data is a place on one machine; /data is now an empty folder. Choose a volume for it.");
    }

    #[test]
    fn kubectl_create_job_becomes_a_job() {
        let made = from_command_line(
            "kubectl create job hello -n tools --image=busybox:1.37 -- echo 'Hello world'",
        )
        .unwrap();
        insta::assert_snapshot!(made.yaml, @"
        label: Hello
        type: hello
        description: Runs a Job.
        cloudProvider: kubernetes
        account: my-account
        credentials: my-account
        application: my-application
        waitForCompletion: true
        manifest:
          apiVersion: batch/v1
          kind: Job
          metadata:
            generateName: hello-
            namespace: tools
          spec:
            backoffLimit: 0
            ttlSecondsAfterFinished: 86400
            activeDeadlineSeconds: 3600
            template:
              spec:
                restartPolicy: Never
                containers:
                  - name: main
                    image: busybox:1.37
                    command:
                      - echo
                      - Hello world
        ");
        let run = from_command_line("kubectl run x --image busybox -- ls").unwrap();
        assert!(run.yaml.contains("args:"), "{}", run.yaml);
    }

    #[test]
    fn what_makes_no_job_is_said() {
        for line in [
            "",
            "ls",
            "docker run",
            "docker run -it",
            "kubectl get pods",
            "kubectl create job x --from=cronjob/y",
        ] {
            let error = from_command_line(line).unwrap_err();
            assert!(matches!(error, ImportError::Command(_)), "{line}: {error}");
        }
    }
}
