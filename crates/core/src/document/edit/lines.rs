//! Lines of a text by byte offsets. Breaks are `\n`, `\r\n` and a lone `\r`.
//!
//! Every function takes any offset and stays inside the text.

use std::ops::Range;

/// The text at `range`; nothing where the range is not one of the text.
pub(super) fn part(text: &str, range: Range<usize>) -> &str {
    text.get(range).unwrap_or("")
}

/// Where the line around `at` begins, after a byte order mark.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    match part(text, 0..at).rfind(['\n', '\r']) {
        Some(found) => found + 1,
        None if text.starts_with('\u{feff}') => '\u{feff}'.len_utf8().min(at),
        None => 0,
    }
}

/// Where the line around `at` ends, before its break.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    let rest = part(text, at..text.len());
    rest.find(['\n', '\r']).map_or(text.len(), |found| at + found)
}

/// Where the line after the one around `at` begins; the text's end if none.
pub(super) fn next_line(text: &str, at: usize) -> usize {
    let end = line_end(text, at);
    end + break_at(text, end).len()
}

/// The break that stands at `at`.
pub(super) fn break_at(text: &str, at: usize) -> &'static str {
    let rest = part(text, at..text.len());
    ["\r\n", "\n", "\r"].into_iter().find(|eol| rest.starts_with(eol)).unwrap_or("")
}

/// The break that stands right before `at`.
pub(super) fn break_before(text: &str, at: usize) -> &'static str {
    let before = part(text, 0..at);
    ["\r\n", "\n", "\r"].into_iter().find(|eol| before.ends_with(eol)).unwrap_or("")
}

/// The break that lines around `at` end with, if any does.
pub(super) fn eol(text: &str, at: usize) -> Option<&'static str> {
    let own = break_at(text, line_end(text, at));
    let before = break_before(text, line_start(text, at));
    [own, before].into_iter().find(|eol| !eol.is_empty())
}

/// How many characters stand before `at` on its line.
pub(super) fn column(text: &str, at: usize) -> usize {
    part(text, line_start(text, at)..at).chars().count()
}

/// The line that begins at `start`, without its break.
pub(super) fn line(text: &str, start: usize) -> &str {
    part(text, start..line_end(text, start))
}

/// Where the line before the one that begins at `start` begins.
pub(super) fn previous_line(text: &str, start: usize) -> Option<usize> {
    let eol = break_before(text, start);
    (!eol.is_empty()).then(|| line_start(text, start - eol.len()))
}

/// The column of a line's `#`, if nothing else stands before it.
pub(super) fn comment_column(line: &str) -> Option<usize> {
    let content = line.trim_start_matches(' ');
    content.starts_with('#').then(|| line.len() - content.len())
}

/// Lines moved right by `by` blanks; empty ones stay empty.
pub(super) fn shifted(lines: impl IntoIterator<Item = String>, by: usize) -> Vec<String> {
    let pad = " ".repeat(by);
    let shift = |line: String| if line.is_empty() { line } else { format!("{pad}{line}") };
    lines.into_iter().map(shift).collect()
}

/// The lines of a text moved left by up to `by` blanks each. The first is
/// taken as it is.
pub(super) fn dedented(text: &str, by: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut start = 0;
    loop {
        let line = line(text, start);
        let blanks = line.len() - line.trim_start_matches(' ').len();
        let off = if start == 0 { 0 } else { blanks.min(by) };
        lines.push(line[off..].to_owned());
        let next = next_line(text, start);
        if break_at(text, line_end(text, start)).is_empty() {
            return lines;
        }
        start = next;
    }
}
