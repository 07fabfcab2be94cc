//! The JVM: built where it is not, then asked line by line.

use std::io::{BufRead, BufReader, Error, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use serde_json::{Value as Json, json};

/// The Maven project.
pub(super) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("oracle/spel")
}

/// What answers depend on, and a machine sets as it likes: as on the servers
/// that Orca's image makes.
const SETTING: [&str; 4] =
    ["-Duser.timezone=UTC", "-Duser.language=en", "-Duser.country=", "-Dfile.encoding=UTF-8"];

/// A JVM with Orca's evaluator. It ends when this is dropped.
#[derive(Debug)]
pub struct Jvm {
    child: Child,
    answers: BufReader<ChildStdout>,
}

impl Jvm {
    /// Builds the oracle if it is not built, and starts it. The error says
    /// what is missing.
    pub fn start() -> Result<Self, Error> {
        let folder = folder();
        let jar = folder.join("target/spel-oracle.jar");
        if !jar.is_file() || !folder.join("target/lib").is_dir() {
            let missing = |error| Error::other(format!("Maven (Debian: maven) is needed: {error}"));
            let mut maven = Command::new("mvn");
            maven.args(["-q", "-B", "package"]).current_dir(&folder);
            if !maven.status().map_err(missing)?.success() {
                return Err(Error::other("Maven could not build tests/oracle/spel"));
            }
        }
        let missing =
            |error| Error::other(format!("Java 17 (openjdk-17-jdk-headless) is needed: {error}"));
        let mut child = Command::new("java")
            .arg("-Xss1m")
            .args(SETTING)
            .arg("-cp")
            .arg("target/spel-oracle.jar:target/lib/*")
            .args(["oracle.SpelOracle", "../../vectors/spel-contexts.json"])
            .current_dir(&folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(missing)?;
        let answers = child.stdout.take().ok_or_else(|| Error::other("the JVM has no output"))?;
        Ok(Self { child, answers: BufReader::new(answers) })
    }

    /// The answers to these cases, in their order.
    pub fn ask(&mut self, cases: &[Json]) -> Result<Vec<Json>, Error> {
        let mut answers = Vec::with_capacity(cases.len());
        for case in cases {
            answers.push(self.question(case)?);
        }
        Ok(answers)
    }

    /// Has all of these evaluated once more; how long Orca's own calls took.
    pub fn again(&mut self, cases: &[Json]) -> Result<Duration, Error> {
        let answer = self.question(&json!({ "again": cases }))?;
        let nanos = answer["nanos"].as_u64().ok_or_else(|| Error::other("no time"))?;
        Ok(Duration::from_nanos(nanos))
    }

    fn question(&mut self, asked: &Json) -> Result<Json, Error> {
        let Some(questions) = &mut self.child.stdin else {
            return Err(Error::other("the JVM takes no questions"));
        };
        writeln!(questions, "{asked}")?;
        let mut line = String::new();
        if self.answers.read_line(&mut line)? == 0 {
            let asked: String = asked.to_string().chars().take(500).collect();
            return Err(Error::other(format!("the JVM ended at {asked}")));
        }
        serde_json::from_str(&line).map_err(Error::other)
    }
}

impl Drop for Jvm {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}
