//! Runs the program in a folder of its own.

use std::fmt;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// A folder with files, in which the program runs.
pub(crate) struct Folder(TempDir);

/// What the program said.
pub(crate) struct Said {
    pub(crate) out: String,
    pub(crate) err: String,
    pub(crate) status: i32,
}

impl Folder {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    /// A folder with one file.
    pub(crate) fn with(name: &str, text: impl AsRef<[u8]>) -> Self {
        Self::new().and(name, text)
    }

    /// The same with one more file.
    pub(crate) fn and(self, name: &str, text: impl AsRef<[u8]>) -> Self {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, text).expect("the file is written");
        self
    }

    /// What a file holds now.
    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path().join(name)).expect("the file is there")
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// Runs `stagectl` with words separated by blanks.
    pub(crate) fn run(&self, words: &str) -> Said {
        self.run_with(words, b"")
    }

    /// The same with something on standard input.
    pub(crate) fn run_with(&self, words: &str, stdin: &[u8]) -> Said {
        let mut child = self.command(words).spawn().expect("the program starts");
        // The program may end without reading it.
        let _ = child.stdin.take().expect("a pipe").write_all(stdin);
        let output = child.wait_with_output().expect("the program ends");
        Said {
            out: String::from_utf8(output.stdout).expect("UTF-8"),
            err: String::from_utf8(output.stderr).expect("UTF-8"),
            status: output.status.code().expect("no signal ends it"),
        }
    }

    pub(crate) fn command(&self, words: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_stagectl"));
        command.args(words.split_whitespace()).current_dir(self.path());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }
}

impl fmt::Display for Said {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.out)?;
        if !self.err.is_empty() {
            write!(out, "--- standard error\n{}", self.err)?;
        }
        write!(out, "--- status {}", self.status)
    }
}

/// A profile with one small stage.
pub(crate) const ECHO: &str = "\
# Stages of the team
job:
  preconfigured:
    kubernetes:
      - label: Echo
        type: echoPhrase
        cloudProvider: kubernetes
        account: kubernetes # ours
        parameters:
          - name: PHRASE
            mapping: manifest.spec.template.spec.containers[0].env[0].value
            defaultValue: Hello
        manifest:
          apiVersion: batch/v1
          kind: Job
          metadata:
            generateName: hello-
          spec:
            template:
              spec:
                restartPolicy: Never
                containers:
                  - name: hello
                    image: alpine:3.22.1
                    env:
                      - name: PHRASE
                        value: placeholder
                      - name: API_TOKEN
                        value: v7Kp2xQ9
";

/// A profile with two stages of which the second cannot be read.
pub(crate) const BROKEN: &str = "\
job:
  preconfigured:
    kubernetes:
      - label: Good
        type: good
        cloudProvider: kubernetes
      - label: Bad
        type: bad
        cloudProvider: kubernetes
        password: hunter2: x
";

/// A profile with a stage of which nothing is to be said.
pub(crate) const CLEAN: &str = "\
job:
  preconfigured:
    kubernetes:
      - label: Good
        type: good
        cloudProvider: kubernetes
        account: kubernetes
        application: \"${execution.application}\"
        manifest:
          apiVersion: batch/v1
          kind: Job
          metadata:
            generateName: hello-
          spec:
            backoffLimit: 0
            ttlSecondsAfterFinished: 86400
            activeDeadlineSeconds: 600
            template:
              metadata:
                labels:
                  app: hello
              spec:
                restartPolicy: Never
                containers:
                  - name: hello
                    image: alpine:3.22.1
                    resources:
                      limits:
                        memory: \"64Mi\"
";

/// The same with a second stage that cannot be read.
pub(crate) fn broken() -> String {
    format!(
        "{CLEAN}      - label: Bad\n        type: bad\n        cloudProvider: kubernetes\n        \
         password: hunter2: x\n"
    )
}

/// A stage with a parameter that leads nowhere, a key to rename and a Job
/// that nobody removes.
pub(crate) fn trapped() -> String {
    CLEAN
        .replace("account: kubernetes", "account: kubernetes\n        enable: true")
        .replace("            ttlSecondsAfterFinished: 86400\n", "")
}
