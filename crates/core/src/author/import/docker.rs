//! The options of `docker run` and of those that take the same.
//!
//! An option that no Job has an answer to is left out, and that is said.

use serde_json::json;

use super::ImportError;
use super::asked::{Asked, memory};

/// Options without a value; what they say has no meaning for a Job, or is
/// read below.
const SWITCHES: [&str; 22] = [
    "--detach",
    "--disable-content-trust",
    "--env-host",
    "--help",
    "--http-proxy",
    "--init",
    "--interactive",
    "--no-healthcheck",
    "--no-hosts",
    "--oom-kill-disable",
    "--passwd",
    "--privileged",
    "--publish-all",
    "--quiet",
    "--read-only",
    "--replace",
    "--rm",
    "--rmi",
    "--sig-proxy",
    "--tls-verify",
    "--tty",
    "--use-api-socket",
];

/// Letters of options without a value.
const SWITCH_LETTERS: &str = "ditPq";

/// The long names of letters with a value.
const LETTERS: [(char, &str); 10] = [
    ('a', "--attach"),
    ('c', "--cpu-shares"),
    ('e', "--env"),
    ('h', "--hostname"),
    ('l', "--label"),
    ('m', "--memory"),
    ('p', "--publish"),
    ('u', "--user"),
    ('v', "--volume"),
    ('w', "--workdir"),
];

/// What is asked for by the words after `docker run`.
pub(super) fn docker(words: &[&str]) -> Result<Asked, ImportError> {
    let mut asked = Asked::default();
    let mut rest = words.iter().copied();
    while let Some(word) = rest.next() {
        if word == "--" {
            continue;
        }
        if !word.starts_with('-') || word == "-" {
            word.clone_into(&mut asked.image);
            asked.args = rest.map(str::to_owned).collect();
            return Ok(asked);
        }
        let (option, inline) = split(word);
        let Some(option) = option else { continue };
        if SWITCHES.contains(&option.as_str()) {
            if inline.as_deref() != Some("false") {
                switch(&mut asked, &option);
            }
            continue;
        }
        let value = inline.or_else(|| rest.next().map(str::to_owned)).unwrap_or_default();
        set(&mut asked, &option, &value);
    }
    Err(ImportError::Command("the command names no image".into()))
}

/// `--name=x` as `--name` and `x`; `-itv a:b` as `--volume`, with what stands
/// right behind the letter; nothing for letters without a value.
fn split(word: &str) -> (Option<String>, Option<String>) {
    if word.starts_with("--") {
        return match word.split_once('=') {
            Some((option, value)) => (Some(option.to_owned()), Some(value.to_owned())),
            None => (Some(word.to_owned()), None),
        };
    }
    let mut letters = word.chars().skip(1);
    let Some(letter) = letters.by_ref().find(|c| !SWITCH_LETTERS.contains(*c)) else {
        return (None, None);
    };
    let known = LETTERS.iter().find(|(known, _)| *known == letter);
    let option = known.map_or_else(|| format!("-{letter}"), |(_, option)| (*option).to_owned());
    let value: String = letters.collect();
    let value = value.strip_prefix('=').map(str::to_owned).unwrap_or(value);
    (Some(option), (!value.is_empty()).then_some(value))
}

fn switch(asked: &mut Asked, option: &str) {
    match option {
        "--privileged" => asked.secure("privileged", true.into()),
        "--read-only" => asked.secure("readOnlyRootFilesystem", true.into()),
        _ => {}
    }
}

fn set(asked: &mut Asked, option: &str, value: &str) {
    match option {
        "--env" => asked.env(value),
        "--name" => value.clone_into(&mut asked.name),
        "--workdir" => asked.contain("workingDir", value.into()),
        "--entrypoint" if value.is_empty() => {}
        "--entrypoint" => asked.command = vec![value.to_owned()],
        "--user" => asked.user(value),
        "--memory" => asked.limit("memory", &memory(value)),
        "--cpus" => asked.limit("cpu", value),
        "--gpus" => asked.gpus(value),
        "--volume" => asked.volume(value),
        "--mount" => asked.mount(value),
        "--tmpfs" => asked.in_memory(value.split(':').next().unwrap_or(value), None),
        "--shm-size" => asked.in_memory("/dev/shm", Some(memory(value))),
        "--cap-add" => asked.capability("add", value),
        "--cap-drop" => asked.capability("drop", value),
        "--label" => asked.label(value),
        "--pull" => match value {
            "always" => asked.contain("imagePullPolicy", "Always".into()),
            "never" => asked.contain("imagePullPolicy", "Never".into()),
            _ => {}
        },
        "--platform" => {
            let architecture = value.split('/').nth(1).unwrap_or(value);
            asked.pod("nodeSelector", json!({"kubernetes.io/arch": architecture}));
        }
        "--hostname" => asked.pod("hostname", value.into()),
        "--network" | "--net" if value == "host" => asked.shares("hostNetwork", option, value),
        "--pid" if value == "host" => asked.shares("hostPID", option, value),
        "--ipc" if value == "host" => asked.shares("hostIPC", option, value),
        "--stop-timeout" if value.parse::<u32>().is_ok() => {
            let seconds = value.parse::<u32>().unwrap_or_default();
            asked.pod("terminationGracePeriodSeconds", seconds.into());
        }
        "--security-opt" if value.starts_with("no-new-privileges") && !value.ends_with("false") => {
            asked.secure("allowPrivilegeEscalation", false.into());
        }
        "--env-file" => asked.notes.push(format!(
            "The variables of {value} are not in the command line. Add them, or a config map that \
             holds them."
        )),
        "--publish" => asked
            .notes
            .push(format!("The port {value} is left out: a Job waits for nobody to connect.")),
        "--restart" => asked.notes.push(format!(
            "--restart {value} is left out: how often a Job is tried again says backoffLimit."
        )),
        _ => asked.notes.push(format!("{option} {value} is left out: no field of a Job says it.")),
    }
}
