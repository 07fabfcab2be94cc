//! Findings for people, in the manner of compilers: what, where, and the line.

use std::ops::Range;

use stage_core::document::{LineColumn, Source};
use stage_core::finding::Severity;
use stage_core::java::Span;
use stage_core::secret::{MASK, Secrets};
use unicode_width::UnicodeWidthStr;

use super::visible::{push, visible};
use crate::command::{Checked, Tally};

/// Most characters of a line that are shown on each side of a place.
const AROUND: usize = 60;

/// What is said about a place.
pub(crate) struct Remark<'a> {
    /// How bad it is.
    pub(crate) severity: Severity,
    /// The rule, if one said it.
    pub(crate) rule: Option<&'a str>,
    /// What.
    pub(crate) message: &'a str,
    /// Where.
    pub(crate) span: Option<Span>,
    /// Words below, each on a line: causes, the stage, fixes.
    pub(crate) notes: Vec<String>,
}

/// The findings of a file, each with an empty line behind it.
pub(crate) fn findings(checked: &Checked, colour: bool) -> String {
    let mut out = String::new();
    for finding in &checked.findings {
        let title = finding.stage.and_then(|index| checked.analysis.stages.get(index));
        let path = finding.path.to_string();
        let place = match (title, path.as_str()) {
            (Some(stage), "") => Some(format!("note: in stage {}", stage.definition.title())),
            (Some(stage), path) => {
                Some(format!("note: in stage {}, {path}", stage.definition.title()))
            }
            (None, "") => None,
            (None, path) => Some(format!("note: at {path}")),
        };
        let fixes = finding.fixes.iter().map(|fix| format!("fix: {}", fix.title));
        let remark = Remark {
            severity: finding.severity,
            rule: Some(finding.rule),
            message: &finding.message,
            span: Some(finding.span),
            notes: place.into_iter().chain(fixes).collect(),
        };
        let source = &checked.analysis.source;
        out.push_str(&rendered(&remark, &checked.name, source, &checked.secrets, colour));
        out.push('\n');
    }
    out
}

/// A remark with the line it is about.
pub(crate) fn rendered(
    remark: &Remark<'_>,
    file: &str,
    source: &Source,
    secrets: &Secrets,
    colour: bool,
) -> String {
    let ink = Ink::of(remark.severity, colour);
    let rule = remark.rule.map(|rule| format!("[{rule}]")).unwrap_or_default();
    let level = ink.level(&format!("{}{rule}", remark.severity.name()));
    let message = ink.strong(&format!(": {}", visible(&secrets.masked(remark.message))));
    let file = visible(file);
    let mut out = format!("{level}{message}\n");
    let mut margin = String::new();
    if let Some(line) = remark.span.map(|span| shown_line(source, span, secrets)) {
        let number = line.number.to_string();
        margin = " ".repeat(number.len());
        let before = line.text.get(..line.place.start).unwrap_or_default().width();
        let wide = line.text.get(line.place.clone()).unwrap_or_default().width().max(1);
        let carets = ink.level(&"^".repeat(wide));
        out.push_str(&format!("{margin}{} {file}:{number}:{}\n", ink.frame("-->"), line.column));
        out.push_str(&format!("{margin} {}\n", ink.frame("|")));
        out.push_str(&format!("{} {}\n", ink.frame(&format!("{number} |")), line.text));
        out.push_str(&format!("{margin} {} {}{carets}\n", ink.frame("|"), " ".repeat(before)));
    } else {
        out.push_str(&format!("{} {file}\n", ink.frame("-->")));
    }
    for note in &remark.notes {
        let note = visible(&secrets.masked(note));
        out.push_str(&format!("{margin} {} {note}\n", ink.frame("=")));
    }
    out
}

/// The colours of a remark, if it has any.
struct Ink {
    level: Option<&'static str>,
}

impl Ink {
    fn of(severity: Severity, colour: bool) -> Self {
        let level = match severity {
            Severity::Error => "1;31",
            Severity::Warning => "1;33",
            Severity::Note => "1;32",
        };
        Self { level: colour.then_some(level) }
    }

    fn level(&self, text: &str) -> String {
        self.level.map_or_else(|| text.to_owned(), |code| format!("\u{1b}[{code}m{text}\u{1b}[0m"))
    }

    fn strong(&self, text: &str) -> String {
        Self { level: self.level.and(Some("1")) }.level(text)
    }

    fn frame(&self, text: &str) -> String {
        Self { level: self.level.and(Some("1;34")) }.level(text)
    }
}

/// How much was checked and what was found, as the last line.
pub(crate) fn tally(tally: &Tally) -> String {
    let counted = |count: usize, word: &str| {
        let plural = if count == 1 { "" } else { "s" };
        format!("{count} {word}{plural}")
    };
    let found: Vec<String> =
        [(tally.errors, "error"), (tally.warnings, "warning"), (tally.notes, "note")]
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, word)| counted(count, word))
            .collect();
    let found = if found.is_empty() { "nothing found".into() } else { found.join(", ") };
    format!("{}, {}: {found}\n", counted(tally.files, "file"), counted(tally.stages, "stage"))
}

/// A line as it can be shown, and the place in it.
struct ShownLine {
    /// From 1.
    number: usize,
    /// Of the place in the file, from 1.
    column: usize,
    text: String,
    place: Range<usize>,
}

/// The first line of `span`: masked, visible, and without what is far from the
/// place.
fn shown_line(source: &Source, span: Span, secrets: &Secrets) -> ShownLine {
    let LineColumn { line: number, column } = source.scalar_position(span.start as usize);
    let first = source.line_start(number);
    let line = source.line(number).trim_end_matches(['\n', '\r']);
    let place = span.range();
    let window = window(line, place.start.saturating_sub(first));
    let mut text = String::from(if window.start > 0 { "…" } else { "" });
    let mut shown: Option<Range<usize>> = None;
    let mut mask = 0;
    for (at, c) in line.get(window.clone()).unwrap_or_default().char_indices() {
        let at = first + window.start + at;
        let mut start = text.len();
        match secrets.at(at) {
            Some(secret) if at == secret.start || at == first + window.start => {
                mask = start;
                text.push_str(MASK);
            }
            Some(_) => start = mask,
            None if c == '\t' => text.push_str("␉   "),
            None => push(&mut text, c),
        }
        if at >= place.start && at < place.end {
            shown = Some(shown.map_or(start, |shown| shown.start)..text.len());
        } else if at == place.start {
            shown = Some(start..start);
        }
    }
    let place = shown.unwrap_or(text.len()..text.len());
    if window.end < line.len() {
        text.push('…');
    }
    ShownLine { number: number + 1, column: column + 1, text, place }
}

/// The part of a line around `at` that is shown; all of it unless it is long.
fn window(line: &str, at: usize) -> Range<usize> {
    let at = line.floor_char_boundary(at.min(line.len()));
    let (before, after) = line.split_at(at);
    let start = before.char_indices().rev().nth(AROUND).map_or(0, |(start, _)| start);
    let end = after.char_indices().nth(AROUND).map_or(line.len(), |(end, _)| at + end);
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;
    use stage_core::analyze;

    fn shown(text: &str, place: &str) -> String {
        let source = Source::new(text);
        let secrets = Secrets::of(&analyze(&source, None));
        let start = text.find(place).expect("the place is in the text");
        let span = Span::new(start, start + place.len());
        let message = format!("what about {place}");
        let remark = Remark {
            severity: Severity::Error,
            rule: Some("x"),
            message: &message,
            span: Some(span),
            notes: Vec::new(),
        };
        rendered(&remark, "a.yml", &source, &secrets, false)
    }

    #[test]
    fn a_place_is_shown_without_secrets_and_control_characters() {
        insta::assert_snapshot!(shown("a:\n  - {password: 'hunter2', b: \u{1b}[31m\u{202e}}\r\n", "b:"), @r"
        error[x]: what about b:
         --> a.yml:2:27
          |
        2 |   - {password: '<masked>', b: ␛[31m\u{202e}}
          |                            ^^
        ");
        insta::assert_snapshot!(shown("\tpassword: hunter2 # é", "password: hunter2"), @"
        error[x]: what about password: <masked>
         --> a.yml:1:2
          |
        1 | ␉   password: <masked> # é
          |     ^^^^^^^^^^^^^^^^^^
        ");
    }

    #[test]
    fn colour_is_for_terminals() {
        let remark = |message| Remark {
            severity: Severity::Error,
            rule: None,
            message,
            span: Some(Span::new(0, 1)),
            notes: Vec::new(),
        };
        let said =
            |colour| rendered(&remark("x"), "a", &Source::new("é漢b"), &Secrets::default(), colour);
        assert!(said(true).contains("\u{1b}[1;31merror\u{1b}[0m"), "{}", said(true));
        assert!(!said(false).contains('\u{1b}'), "{}", said(false));
    }

    #[test]
    fn a_long_line_is_shown_around_the_place() {
        let text = format!("a: [{}here{}]", "é, ".repeat(50_000), ", x".repeat(50_000));
        insta::assert_snapshot!(shown(&text, "here"), @"
        error[x]: what about here
         --> a.yml:1:150005
          |
        1 | … é, é, é, é, é, é, é, é, é, é, é, é, é, é, é, é, é, é, é, é, here, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, …
          |                                                               ^^^^
        ");
    }
}
