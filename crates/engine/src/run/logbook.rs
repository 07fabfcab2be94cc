//! The logs of a run as files, whole and without secrets.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::logs::Source;
use super::mask::{Lines, Mask};
use super::record::LogFile;

/// The name of a log's file: `rerun` is 0 for the first run, `attempt` for a
/// container's first start.
pub fn log_name(rerun: usize, pod: &str, container: &str, attempt: u64) -> String {
    let prefix = if rerun == 0 { String::new() } else { format!("rerun-{rerun}.") };
    format!("{prefix}{pod}.{container}.{attempt}.log")
}

/// Writes the logs of one run.
#[derive(Debug)]
pub(super) struct Logbook {
    folder: PathBuf,
    /// Which rerun they are of; 0 is the first run.
    rerun: usize,
    open: BTreeMap<Source, Log>,
}

#[derive(Debug)]
struct Log {
    about: LogFile,
    /// None after writing failed: the run goes on, the log is not whole.
    file: Option<File>,
    lines: Lines,
    /// Line ends so far.
    ends: usize,
    ended: bool,
}

impl Logbook {
    /// Keeps logs in `folder`.
    pub(super) fn new(folder: &Path, rerun: usize) -> Self {
        Self { folder: folder.to_path_buf(), rerun, open: BTreeMap::new() }
    }

    /// Adds a piece; gives what can be shown of it now.
    pub(super) fn add(&mut self, source: &Source, bytes: &[u8], mask: &Mask) -> String {
        let log = self.log(source);
        let text = log.lines.push(bytes, mask);
        log.keep(&text);
        text
    }

    /// Notes that something is missing where the log stands now; gives it in
    /// words.
    pub(super) fn missing(&mut self, source: &Source, why: &str) -> String {
        let log = self.log(source);
        let said = match log.ends {
            0 => why.to_owned(),
            line => format!("After line {line}: {why}"),
        };
        log.about.missing.push(said.clone());
        said
    }

    /// Ends a log; gives what was still held back.
    pub(super) fn end(&mut self, source: &Source, mask: &Mask) -> String {
        let log = self.log(source);
        log.ended = true;
        let text = log.lines.finish(mask);
        log.keep(&text);
        text
    }

    /// Notes that no more is read of the logs that have not ended.
    pub(super) fn cut(&mut self, why: &str) {
        for log in self.open.values_mut().filter(|log| !log.ended) {
            log.about.missing.push(why.to_owned());
        }
    }

    /// How many bytes the longest log has that has not ended.
    pub(super) fn longest(&self) -> u64 {
        let going = self.open.values().filter(|log| !log.ended);
        going.map(|log| log.about.bytes).max().unwrap_or(0)
    }

    /// What was kept.
    pub(super) fn files(&self) -> Vec<LogFile> {
        self.open.values().map(|log| log.about.clone()).collect()
    }

    fn log(&mut self, source: &Source) -> &mut Log {
        let Source { pod, container, attempt } = source;
        let name = log_name(self.rerun, pod, container, *attempt);
        let folder = &self.folder;
        self.open.entry(source.clone()).or_insert_with(|| {
            let file = File::create(folder.join(&name));
            let missing = file.as_ref().err().map(not_kept).into_iter().collect();
            let about = LogFile {
                pod: pod.clone(),
                container: container.clone(),
                attempt: *attempt,
                file: name,
                bytes: 0,
                missing,
            };
            Log { about, file: file.ok(), lines: Lines::default(), ends: 0, ended: false }
        })
    }
}

impl Log {
    fn keep(&mut self, text: &str) {
        self.ends += memchr::memchr_iter(b'\n', text.as_bytes()).count();
        let Some(file) = &mut self.file else { return };
        match file.write_all(text.as_bytes()) {
            Ok(()) => self.about.bytes += text.len() as u64,
            Err(error) => {
                self.about.missing.push(not_kept(&error));
                self.file = None;
            }
        }
    }
}

fn not_kept(error: &std::io::Error) -> String {
    format!("From here on the log could not be written to disk: {error}.")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source() -> Source {
        Source { pod: "p".into(), container: "main".into(), attempt: 0 }
    }

    #[test]
    fn logs_are_kept_whole_and_a_rerun_has_its_own() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut book = Logbook::new(folder.path(), 1);
        let mask = Mask::default();
        assert_eq!(book.add(&source(), b"one\ntw", &mask), "one\n");
        assert_eq!(book.end(&source(), &mask), "tw");
        let files = book.files();
        assert_eq!((files[0].file.as_str(), files[0].bytes), ("rerun-1.p.main.0.log", 6));
        let text = std::fs::read_to_string(folder.path().join(&files[0].file)).expect("kept");
        assert_eq!(text, "one\ntw");
    }

    #[test]
    fn what_is_missing_is_said_with_its_place() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut book = Logbook::new(folder.path(), 0);
        book.add(&source(), b"one\ntwo\n", &Mask::default());
        assert_eq!(book.missing(&source(), "Rotated."), "After line 2: Rotated.");
        assert_eq!(book.files()[0].missing, ["After line 2: Rotated."]);
    }

    #[test]
    fn a_disk_that_takes_no_more_is_said_and_the_run_goes_on() {
        let mut book = Logbook::new(Path::new("/no such folder"), 0);
        assert_eq!(book.add(&source(), b"shown\n", &Mask::default()), "shown\n");
        assert!(book.files()[0].missing[0].contains("could not be written"));
    }
}
