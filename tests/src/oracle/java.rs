//! The oracle's Java: one machine a module, asked over lines of JSON.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use serde_json::Value as Json;

/// How long an answer may take, also where a machine does much else: the
/// slowest are those that end in no memory.
const PATIENCE: Duration = Duration::from_mins(5);

/// Characters of a question that a failure shows.
const SHOWN: usize = 2_000;

/// A running module.
#[derive(Debug)]
pub struct Java {
    child: Child,
    questions: ChildStdin,
    answers: Receiver<std::io::Result<String>>,
}

impl Java {
    /// Starts the module that is built in this folder.
    pub fn start(folder: &Path) -> Result<Self, String> {
        let mut child = command(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("java cannot be started: {error}"))?;
        let (Some(questions), Some(answers)) = (child.stdin.take(), child.stdout.take()) else {
            return Err("java has no input or output".to_owned());
        };
        let (said, heard) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(answers).lines() {
                if said.send(line).is_err() {
                    return;
                }
            }
        });
        Ok(Self { child, questions, answers: heard })
    }

    /// Asks one question.
    pub fn ask(&mut self, question: &Json) -> Result<Json, String> {
        let shown = || question.to_string().chars().take(SHOWN).collect::<String>();
        let gone = |error: std::io::Error| format!("java has gone: {error}");
        writeln!(self.questions, "{question}").map_err(gone)?;
        self.questions.flush().map_err(gone)?;
        let line = match self.answers.recv_timeout(PATIENCE) {
            Ok(line) => line.map_err(gone)?,
            Err(RecvTimeoutError::Timeout) => return Err(format!("java hangs at {}", shown())),
            Err(RecvTimeoutError::Disconnected) => {
                return Err(format!("java ended at {}", shown()));
            }
        };
        serde_json::from_str(&line).map_err(|error| format!("java answers {line}: {error}"))
    }
}

impl Drop for Java {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The module's program, which the caller gives words.
pub fn command(folder: &Path) -> Command {
    let mut command = Command::new("java");
    command
        // A warm machine must not forget the text of exceptions.
        .args([
            "-XX:-OmitStackTraceInFastThrow",
            "-Xmx1g",
            "--add-opens",
            "java.base/java.util=ALL-UNNAMED",
            "-cp",
        ])
        .arg(format!("{}:{}", folder.join("classes").display(), folder.join("lib/*").display()))
        .arg("oracle.Main");
    command
}
