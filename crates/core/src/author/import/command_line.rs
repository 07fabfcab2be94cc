//! `docker run …` and `kubectl create job …` as a stage.

use super::asked::{Asked, memory, name_of_image};
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
