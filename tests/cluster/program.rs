//! Runs `stagectl` on a stage and reads what it says, event by event.

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;

use crate::cluster::{kubeconfig, until};

/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(90);

/// A folder with a stage, and the program's data.
pub(crate) struct Place {
    folder: TempDir,
    kubeconfig: PathBuf,
}

/// A run that goes on.
pub(crate) struct Running {
    child: Child,
    lines: Receiver<Value>,
    seen: Vec<Value>,
}

/// A run that has ended.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) status: Option<i32>,
    pub(crate) events: Vec<Value>,
    pub(crate) err: String,
}

impl Place {
    /// With this stage file.
    pub(crate) fn new(stage: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("stage.yml"), stage).expect("written");
        Self { folder, kubeconfig: kubeconfig() }
    }

    /// As another user.
    pub(crate) fn user(self, kubeconfig: PathBuf) -> Self {
        Self { kubeconfig, ..self }
    }

    /// The folder of the program's data.
    pub(crate) fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// `stagectl` with these words.
    pub(crate) fn command(&self, words: &str) -> Command {
        let mut command = Command::new(stagectl());
        command
            .args(words.split_whitespace())
            .current_dir(self.folder.path())
            .env("KUBECONFIG", &self.kubeconfig)
            .env("STAGE_DESIGNER_DATA", self.data())
            .stdin(Stdio::null());
        command
    }

    /// Begins a run of the stage.
    pub(crate) fn start(&self, words: &str) -> Running {
        let mut child = self
            .command(&format!("run stage.yml --format json {words}"))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("stagectl starts");
        let out = BufReader::new(child.stdout.take().expect("a pipe"));
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            for line in out.lines().map_while(Result::ok) {
                let event = serde_json::from_str(&line);
                let event = event.unwrap_or_else(|error| panic!("{error}: {line}"));
                if sender.send(event).is_err() {
                    break;
                }
            }
        });
        Running { child, lines, seen: Vec::new() }
    }

    /// Runs the stage to its end.
    pub(crate) fn run(&self, words: &str) -> Ended {
        self.start(words).wait()
    }
}

impl Running {
    /// Reads on until an event is as wanted.
    pub(crate) fn until(&mut self, what: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        loop {
            let event = self
                .lines
                .recv_timeout(PATIENCE)
                .unwrap_or_else(|_| panic!("{what}: never; {:#?}", self.seen));
            self.seen.push(event.clone());
            if wanted(&event) {
                return event;
            }
        }
    }

    /// Until something is in the log.
    pub(crate) fn until_log(&mut self, text: &str) {
        self.until(&format!("{text} in the log"), |event| {
            event["type"] == "log" && event["text"].as_str().is_some_and(|log| log.contains(text))
        });
    }

    /// The run's id, once it is known.
    pub(crate) fn id(&mut self) -> String {
        let event = self.until("the run's id", |event| event["type"] == "submitted");
        event["run"].as_str().expect("an id").to_owned()
    }

    /// Sends the program a signal.
    pub(crate) fn signal(&self, signal: &str) {
        let pid = self.child.id().to_string();
        Command::new("kill").args([signal, &pid]).status().expect("kill runs");
    }

    /// Reads to the end.
    pub(crate) fn wait(mut self) -> Ended {
        while let Ok(event) = self.lines.recv_timeout(PATIENCE) {
            self.seen.push(event);
        }
        let mut status = None;
        until(30, "the program ends", || {
            status = self.child.try_wait().expect("it can be asked");
            status.is_some()
        });
        let mut err = String::new();
        let _ = self.child.stderr.take().map(|mut pipe| pipe.read_to_string(&mut err));
        let events = std::mem::take(&mut self.seen);
        Ended { status: status.and_then(|status| status.code()), events, err }
    }
}

/// A test that fails leaves no program behind.
impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Ended {
    /// The run's record, which is the last event.
    pub(crate) fn record(&self) -> &Value {
        let last = self.events.last().unwrap_or(&Value::Null);
        assert_eq!(last["type"], "record", "the record is the last: {self:#?}");
        last
    }

    /// Why the run ended so.
    pub(crate) fn reason(&self) -> &str {
        self.record()["conditions"][0]["reason"].as_str().expect("a reason")
    }

    /// The whole log of a container, over all pods.
    pub(crate) fn log(&self) -> String {
        let logs = self.events.iter().filter(|event| event["type"] == "log");
        logs.filter_map(|event| event["text"].as_str()).collect()
    }

    /// What the time line says, a line for each moment.
    pub(crate) fn told(&self) -> String {
        let line = |event: &Value| match event["type"].as_str() {
            Some("timeLine") => Some(format!(
                "{} {} {} {}",
                event["subject"], event["what"], event["message"], event["meaning"]
            )),
            Some("note" | "missing") => Some(event["text"].to_string()),
            _ => None,
        };
        self.events.iter().filter_map(line).collect::<Vec<_>>().join("\n")
    }
}

fn stagectl() -> PathBuf {
    std::env::var_os("STAGE_DESIGNER_STAGECTL").map_or_else(beside, PathBuf::from)
}

/// Beside the folder of this test.
fn beside() -> PathBuf {
    let own = std::env::current_exe().expect("a program");
    own.parent().and_then(Path::parent).expect("a target folder").join("stagectl")
}
