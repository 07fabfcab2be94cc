//! Starting other programs: shown as a line one could type, run in a named
//! folder, with their output on the terminal and, where it is counted, kept.

use std::ffi::{OsStr, OsString};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// One program to start.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    program: OsString,
    words: Vec<OsString>,
    folder: PathBuf,
    environment: Vec<(String, OsString)>,
}

/// What a program said and how it ended.
#[derive(Debug, Clone)]
pub(crate) struct Heard {
    pub(crate) ok: bool,
    pub(crate) text: String,
}

impl Call {
    pub(crate) fn new(folder: &Path, program: impl AsRef<OsStr>) -> Self {
        Self {
            program: program.as_ref().to_owned(),
            words: Vec::new(),
            folder: folder.to_owned(),
            environment: Vec::new(),
        }
    }

    /// A call of npm or npx, whose programs are scripts on Windows.
    pub(crate) fn node(folder: &Path, program: &str) -> Self {
        let suffix = if cfg!(windows) { ".cmd" } else { "" };
        Self::new(folder, format!("{program}{suffix}"))
    }

    pub(crate) fn words<T: AsRef<OsStr>>(mut self, words: impl IntoIterator<Item = T>) -> Self {
        self.words.extend(words.into_iter().map(|word| word.as_ref().to_owned()));
        self
    }

    pub(crate) fn set(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.environment.push((name.to_owned(), value.as_ref().to_owned()));
        self
    }

    /// The same, started by another program, which gets it as its words.
    pub(crate) fn by(mut self, starter: impl AsRef<OsStr>) -> Self {
        let program = std::mem::replace(&mut self.program, starter.as_ref().to_owned());
        self.words.insert(0, program);
        self
    }

    /// The call as one would type it.
    pub(crate) fn line(&self) -> String {
        let set = self
            .environment
            .iter()
            .map(|(name, value)| format!("{name}={}", quoted(&value.to_string_lossy())));
        let words = std::iter::once(&self.program).chain(&self.words);
        let words = words.map(|word| quoted(&word.to_string_lossy()));
        set.chain(words).collect::<Vec<_>>().join(" ")
    }

    /// Runs it on this terminal; whether it ended well.
    pub(crate) fn run(&self) -> bool {
        self.code() == 0
    }

    /// Runs it on this terminal; its exit code, 1 where it has none.
    pub(crate) fn code(&self) -> u8 {
        self.show();
        match self.command().status() {
            Ok(status) => status.code().map_or(1, |code| u8::try_from(code).unwrap_or(1)),
            Err(error) => self.not_started(&error),
        }
    }

    /// Runs it on this terminal and keeps what it wrote to standard output.
    pub(crate) fn hear(&self) -> Heard {
        self.show();
        let started = self.command().stdin(Stdio::null()).stdout(Stdio::piped()).spawn();
        let mut child = match started {
            Ok(child) => child,
            Err(error) => {
                self.not_started(&error);
                return Heard { ok: false, text: String::new() };
            }
        };
        let out = child.stdout.take();
        let text = out.map(|out| passing_on(out, std::io::stdout())).unwrap_or_default();
        Heard { ok: child.wait().is_ok_and(|status| status.success()), text }
    }

    /// Runs it with what it says of itself on this terminal, and keeps what it
    /// wrote to standard output, which is for programs.
    pub(crate) fn keep(&self) -> Heard {
        self.show();
        let started = self.command().stdin(Stdio::null()).stderr(Stdio::inherit()).output();
        match started {
            Ok(output) => {
                let text = String::from_utf8_lossy(&output.stdout).into_owned();
                Heard { ok: output.status.success(), text }
            }
            Err(error) => {
                self.not_started(&error);
                Heard { ok: false, text: String::new() }
            }
        }
    }

    /// Asks it silently; `None` where it cannot be started.
    pub(crate) fn ask(&self) -> Option<Heard> {
        let output = self.command().stdin(Stdio::null()).output().ok()?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        Some(Heard { ok: output.status.success(), text })
    }

    fn show(&self) {
        let _ = std::io::stdout().flush();
        eprintln!("\n$ {}", self.line());
    }

    fn not_started(&self, error: &std::io::Error) -> u8 {
        eprintln!("{} cannot be started: {error}", self.program.to_string_lossy());
        1
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.args(&self.words).current_dir(&self.folder);
        // Cargo describes this package to us; another cargo must not take that
        // for its own settings, or it builds again what it has built.
        for (name, _) in std::env::vars_os() {
            let text = name.to_string_lossy();
            if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
                command.env_remove(&name);
            }
        }
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        command
    }
}

/// Copies line by line as it comes, and keeps a copy.
fn passing_on(from: impl Read, mut to: impl Write) -> String {
    let mut kept = String::new();
    let mut reader = BufReader::new(from);
    let mut line = Vec::new();
    while reader.read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
        let _ = to.write_all(&line).and_then(|()| to.flush());
        kept.push_str(&String::from_utf8_lossy(&line));
        line.clear();
    }
    kept
}

/// A word in quotes where a shell would need them.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./:=@+,%".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_is_shown_as_it_would_be_typed() {
        let call = Call::new(Path::new("."), "cargo")
            .words(["test", "--test", "*", "it's"])
            .set("CI", "true");
        assert_eq!(call.line(), r"CI=true cargo test --test '*' 'it'\''s'");
    }

    #[test]
    fn what_is_passed_on_is_kept_even_when_it_is_not_text() {
        let mut shown = Vec::new();
        assert_eq!(passing_on(&b"one\n\xfftwo"[..], &mut shown), "one\n\u{fffd}two");
        assert_eq!(shown, b"one\n\xfftwo", "the terminal gets the very bytes");
    }

    #[test]
    fn a_program_that_is_not_there_is_told_apart_from_one_that_fails() {
        assert!(Call::new(Path::new("."), "no-such-program").ask().is_none());
    }
}
