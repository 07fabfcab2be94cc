//! A kept log by pages: only what is looked at is read, however long the log
//! is, and while it still grows. It must never hold more of a log than a page.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// The longest part of a line that is shown, in bytes: lines without end are
/// not for reading.
const SHOWN: usize = 4 * 1024;
/// The start of a line is noted after so many lines…
const LINES: u64 = 256;
/// …or so many bytes, so that a page is found at once.
const BYTES: u64 = 64 * 1024;
/// The most lines that are given at once.
const PAGE: usize = 1_000;

/// A log that is looked at.
#[derive(Debug, Clone)]
pub struct Pages {
    path: PathBuf,
    /// Known starts of lines: the line's number from 0, and its first byte.
    starts: Vec<(u64, u64)>,
    /// Line ends so far.
    ends: u64,
    /// Bytes so far.
    bytes: u64,
    /// Whether the last line is not at its end.
    open: bool,
    times: Vec<Seen>,
}

/// From which line on lines came in at a second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Seen {
    /// The line's number, from 0.
    line: u64,
    /// Seconds since 1970.
    at: i64,
}

/// A line of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageLine {
    /// When it came in, in seconds since 1970, if that is known.
    pub at: Option<i64>,
    /// The text without its end, no longer than is shown.
    pub text: String,
    /// How many bytes more it has.
    pub more: u64,
}

/// Where to look for a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Search {
    /// In this line and those after it.
    From(u64),
    /// In the lines before this one, the last first.
    Before(u64),
}

impl Pages {
    /// Looks at the log in `path`, which need not be there yet.
    pub fn of(path: &Path) -> Self {
        let times = std::fs::read(times_path(path)).ok();
        let times = times.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        Self {
            path: path.to_path_buf(),
            starts: vec![(0, 0)],
            ends: 0,
            bytes: 0,
            open: false,
            times: times.unwrap_or_default(),
        }
    }

    /// How many lines there are; an open last one counts.
    pub fn lines(&self) -> u64 {
        self.ends + u64::from(self.open)
    }

    /// How many bytes there are.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Looks at what is newly there. `now`, in seconds since 1970, is noted as
    /// the time of new lines. A file that cannot be read has no new lines.
    pub fn grow(&mut self, now: Option<i64>) {
        let Ok(mut file) = File::open(&self.path) else { return };
        let before = self.lines();
        if file.seek(SeekFrom::Start(self.bytes)).is_err() {
            return;
        }
        let mut buffer = vec![0; 256 * 1024];
        while let Ok(read @ 1..) = file.read(&mut buffer) {
            self.index(buffer.get(..read).unwrap_or_default());
        }
        if let (Some(at), true) = (now, self.lines() > before)
            && self.times.last().is_none_or(|seen| seen.at != at)
        {
            self.times.push(Seen { line: before, at });
        }
    }

    fn index(&mut self, bytes: &[u8]) {
        for at in memchr::memchr_iter(b'\n', bytes) {
            self.ends += 1;
            let start = self.bytes + at as u64 + 1;
            let (line, known) = self.starts.last().copied().unwrap_or_default();
            if self.ends - line >= LINES || start - known >= BYTES {
                self.starts.push((self.ends, start));
            }
        }
        self.bytes += bytes.len() as u64;
        self.open = bytes.last().is_some_and(|byte| *byte != b'\n');
    }

    /// Keeps the times of the lines beside the log.
    pub fn keep_times(&self) {
        let text = serde_json::to_string(&self.times).unwrap_or_default();
        // Without them the log is still whole.
        let _ = std::fs::write(times_path(&self.path), text);
    }

    /// `count` lines from `from` on, as many as are there.
    pub fn page(&self, from: u64, count: usize) -> io::Result<Vec<PageLine>> {
        let until = from.saturating_add(count.min(PAGE) as u64).min(self.lines());
        let mut page = Vec::new();
        self.read(from, until, |number, text, more| {
            let text = String::from_utf8_lossy(text).into_owned();
            page.push(PageLine { at: self.time(number), text, more });
            false
        })?;
        Ok(page)
    }

    /// The line that has `text`, in any case of letters; none if no line has.
    pub fn find(&self, text: &str, search: Search) -> io::Result<Option<u64>> {
        let wanted = text.to_lowercase();
        let (from, until) = match search {
            Search::From(line) => (line, self.lines()),
            Search::Before(line) => (0, line.min(self.lines())),
        };
        let mut found = None;
        self.read(from, until, |number, line, _| {
            if String::from_utf8_lossy(line).to_lowercase().contains(&wanted) {
                found = Some(number);
            }
            found.is_some() && matches!(search, Search::From(_))
        })?;
        Ok(found)
    }

    /// Reads lines to `take` until it says that it is enough.
    fn read(
        &self,
        from: u64,
        until: u64,
        mut take: impl FnMut(u64, &[u8], u64) -> bool,
    ) -> io::Result<()> {
        if from >= until {
            return Ok(());
        }
        let at = self.starts.partition_point(|(line, _)| *line <= from).saturating_sub(1);
        let (mut number, offset) = self.starts.get(at).copied().unwrap_or_default();
        let mut file = File::open(&self.path)?;
        file.seek(SeekFrom::Start(offset))?;
        let mut reader = BufReader::new(file.take(self.bytes.saturating_sub(offset)));
        let mut line = Vec::new();
        while number < until {
            line.clear();
            let more = read_line(&mut reader, &mut line)?;
            if number >= from && take(number, &line, more) {
                break;
            }
            number += 1;
        }
        Ok(())
    }

    fn time(&self, line: u64) -> Option<i64> {
        let at = self.times.partition_point(|seen| seen.line <= line);
        self.times.get(at.checked_sub(1)?).map(|seen| seen.at)
    }
}

/// Reads a line without its end, as much of it as is shown; gives how many
/// bytes were left out.
fn read_line(reader: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<u64> {
    let mut more = 0;
    loop {
        let ready = reader.fill_buf()?;
        if ready.is_empty() {
            return Ok(more);
        }
        let end = ready.iter().position(|byte| *byte == b'\n');
        let piece = ready.get(..end.unwrap_or(ready.len())).unwrap_or_default();
        let room = SHOWN.saturating_sub(line.len());
        line.extend(piece.iter().take(room));
        more += piece.len().saturating_sub(room) as u64;
        let used = piece.len() + usize::from(end.is_some());
        reader.consume(used);
        if end.is_some() {
            return Ok(more);
        }
    }
}

fn times_path(log: &Path) -> PathBuf {
    log.with_extension("times")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn texts(pages: &Pages, from: u64, count: usize) -> Vec<String> {
        pages.page(from, count).expect("read").into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn any_page_of_a_long_log_is_read_by_its_number() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.log");
        let text: Vec<String> = (0..10_000).map(|number| format!("line {number}")).collect();
        std::fs::write(&path, text.join("\n")).expect("written");
        let mut pages = Pages::of(&path);
        pages.grow(None);
        assert_eq!(pages.lines(), 10_000);
        assert_eq!(texts(&pages, 0, 2), ["line 0", "line 1"]);
        assert_eq!(texts(&pages, 7_777, 2), ["line 7777", "line 7778"]);
        assert_eq!(texts(&pages, 9_999, 5), ["line 9999"]);
        assert!(texts(&pages, 20_000, 5).is_empty());
        assert_eq!(pages.find("LINE 41", Search::From(42)).expect("read"), Some(410));
        assert_eq!(pages.find("line 41", Search::Before(410)).expect("read"), Some(41));
        assert_eq!(pages.find("nowhere", Search::From(0)).expect("read"), None);
    }

    #[test]
    fn a_log_that_grows_is_followed_and_its_lines_have_their_time() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.log");
        let mut pages = Pages::of(&path);
        pages.grow(Some(1));
        assert_eq!(pages.lines(), 0, "it is not there yet");
        let mut file = File::create(&path).expect("made");
        file.write_all(b"one\ntw").expect("written");
        pages.grow(Some(2));
        assert_eq!(texts(&pages, 0, 9), ["one", "tw"], "an open line is shown");
        file.write_all(b"o\nthree\n").expect("written");
        pages.grow(Some(3));
        let page = pages.page(0, 9).expect("read");
        let told: Vec<_> = page.iter().map(|line| (line.text.as_str(), line.at)).collect();
        assert_eq!(told, [("one", Some(2)), ("two", Some(2)), ("three", Some(3))]);
        pages.keep_times();
        let mut again = Pages::of(&path);
        again.grow(None);
        assert_eq!(again.page(0, 9).expect("read"), page, "times are kept");
    }

    #[test]
    fn a_line_without_end_is_shown_by_its_beginning() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.log");
        std::fs::write(&path, format!("{}\nshort\n", "x".repeat(5_000_000))).expect("written");
        let mut pages = Pages::of(&path);
        pages.grow(None);
        let page = pages.page(0, 2).expect("read");
        assert_eq!((page[0].text.len(), page[0].more), (SHOWN, 5_000_000 - SHOWN as u64));
        assert_eq!(page[1].text, "short");
    }
}
