//! `docker run …` and `kubectl create job …` as a stage.

use super::asked::{Asked, name_of_image};
use super::docker::docker;
use super::words::{Word, commands};
use super::{ImportError, Imported};

/// A stage that runs what the command line runs.
pub fn from_command_line(line: &str) -> Result<Imported, ImportError> {
    let all = commands(line);
    let runs = all.iter().position(|words| program(words).is_some());
    let Some(words) = runs.and_then(|at| all.get(at)) else {
        return Err(ImportError::Command(
            "this is neither `docker run …` nor `kubectl create job …`".into(),
        ));
    };
    let words = words.get(program(words).unwrap_or(0)..).unwrap_or_default();
    let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    let mut asked = match texts.as_slice() {
        ["kubectl" | "oc" | "k", rest @ ..] => kubectl(rest)?,
        [_, rest @ ..] => docker(after_run(rest)?)?,
        [] => Asked::default(),
    };
    if asked.image.is_empty() {
        return Err(ImportError::Command("the command names no image".into()));
    }
    if asked.name.is_empty() {
        asked.name = name_of_image(&asked.image);
    }
    for word in words.iter().filter(|word| word.replaced) {
        let text = &word.text;
        asked.notes.push(format!("The shell replaces a part of {text}; write what it should be."));
    }
    if all.len() > 1 {
        asked.notes.push("Only one command of what was pasted is in the stage.".into());
    }
    Ok(asked.stage())
}

/// Where the program stands that runs containers. A prompt, `sudo` and
/// variables before it say nothing.
fn program(words: &[Word]) -> Option<usize> {
    let at = words.iter().position(|Word { text, .. }| {
        let assigned = text.contains('=') && !text.starts_with('-');
        !(assigned || matches!(text.as_str(), "$" | "#" | "%" | "sudo" | "-E" | "time" | "exec"))
    })?;
    let known = ["docker", "podman", "nerdctl", "kubectl", "oc", "k"];
    known.contains(&words.get(at)?.text.as_str()).then_some(at)
}

/// What stands after `run`; before it are options of docker itself.
fn after_run<'a, 'w>(words: &'a [&'w str]) -> Result<&'a [&'w str], ImportError> {
    let other = || ImportError::Command("only `docker run …` makes a Job".into());
    let at = words.iter().position(|word| *word == "run").ok_or_else(other)?;
    let before = words.get(..at).unwrap_or_default();
    let mut values = 0;
    for word in before {
        let option = word.starts_with('-');
        // A word that no option takes is another command.
        if !option && *word != "container" && values == 0 {
            return Err(other());
        }
        values = usize::from(option && !word.contains('='));
    }
    Ok(words.get(at + 1..).unwrap_or_default())
}

/// Options of `kubectl` that take a value in a word of their own and say
/// nothing to a Job.
const IGNORED: [&str; 22] = [
    "--annotations",
    "--as",
    "--as-group",
    "--cache-dir",
    "--certificate-authority",
    "--client-certificate",
    "--client-key",
    "--cluster",
    "--context",
    "--field-manager",
    "--kubeconfig",
    "--output",
    "--overrides",
    "--override-type",
    "--pod-running-timeout",
    "--port",
    "--request-timeout",
    "--restart",
    "--server",
    "--template",
    "--token",
    "--user",
];

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
            "-o" | "-s" | "-v" | "-f" | "--filename" => drop(value()),
            "--env" => asked.env(&value()),
            "-l" | "--labels" => value().split(',').for_each(|label| asked.label(label)),
            "--image-pull-policy" => asked.contain("imagePullPolicy", value().into()),
            "--serviceaccount" => asked.pod("serviceAccountName", value().into()),
            "--limits" | "--requests" => {
                let limits = option == "--limits";
                let amounts = if limits { &mut asked.limits } else { &mut asked.requests };
                for (resource, amount) in value().split(',').filter_map(|one| one.split_once('=')) {
                    amounts.insert(resource.into(), amount.into());
                }
            }
            "--privileged" => asked.secure("privileged", true.into()),
            "--from" => {
                let from = value();
                return Err(ImportError::Command(format!(
                    "--from={from} names a CronJob in a cluster; paste its manifest instead"
                )));
            }
            "--command" => own_command = inline.as_deref() != Some("false"),
            known if IGNORED.contains(&known) => {
                let value = value();
                if matches!(known, "--overrides" | "--annotations" | "--port") {
                    asked.notes.push(format!("{known} {value} is left out."));
                }
            }
            _ => {}
        }
    }
    // Without `--`, what follows the name is the command as well.
    let more = named.get(if named.first() == Some(&"run") { 2 } else { 3 }..).unwrap_or_default();
    let more: Vec<String> = more.iter().map(|word| (*word).to_owned()).collect();
    if named.first() == Some(&"run") && !own_command {
        asked.args.splice(0..0, more);
    } else {
        asked.command.splice(0..0, more);
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

/// `--name=x` as `--name` and `x`; `-nx` as `-n` and `x`.
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
    let value = value.strip_prefix('=').unwrap_or(value);
    let takes = matches!(short.as_str(), "-n" | "-l" | "-o" | "-s" | "-v" | "-f");
    (short, (takes && !value.is_empty()).then(|| value.to_owned()))
}
