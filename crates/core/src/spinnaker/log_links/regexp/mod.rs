//! Regular expressions in links, such as `name.replace(/^job /, '')`: read by
//! JavaScript's syntax, matched by an engine that never takes exponential
//! time.

mod class;
mod read;

use std::rc::Rc;

use crate::limits;

use super::methods::{limited, units_before};
use super::value::Js;
use super::{Result, Stop, syntax_error, type_error};

/// A regular expression as it is written; every time it is computed it is a
/// new one, so it never remembers where it matched last.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    engine: regex::Regex,
    global: bool,
    ignore_case: bool,
}

/// The places of a match and of its groups.
type Found = Vec<Option<(usize, usize)>>;

impl Pattern {
    /// From what stands between the slashes, and behind them.
    pub(super) fn new(source: &str, flags: &str) -> Result<Self> {
        let twice = |flag: char| flags.matches(flag).nth(1).is_some();
        if flags.chars().any(|flag| !"dgimsuvy".contains(flag) || twice(flag)) {
            return syntax_error("Invalid regular expression flags");
        }
        let text = read::translated(source, flags.contains('s'))?;
        if flags.contains(['d', 'm', 'u', 'v', 'y']) {
            return Err(Stop::Code("a flag of a regular expression that is not worked out here"));
        }
        let ignore_case = flags.contains('i');
        let engine = regex::RegexBuilder::new(&text)
            .case_insensitive(ignore_case)
            .size_limit(limits::REGEX_BYTES)
            .build()
            .map_err(|_| read::UNKNOWN)?;
        Ok(Self { engine, global: flags.contains('g'), ignore_case })
    }

    /// Every match, or the first.
    fn matches(&self, text: &str, all: bool) -> Result<Vec<Found>> {
        // JavaScript sees halves of such characters, and has its own cases.
        let plain =
            if self.ignore_case { text.is_ascii() } else { text.chars().all(|c| c <= '\u{ffff}') };
        if !plain {
            return Err(read::UNKNOWN);
        }
        let mut found = Vec::new();
        let mut from = 0;
        while from <= text.len() && (all || found.is_empty()) {
            let Some(captures) = self.engine.captures_at(text, from) else { break };
            let groups: Found =
                captures.iter().map(|group| group.map(|it| (it.start(), it.end()))).collect();
            let (start, end) = groups.first().copied().flatten().unwrap_or((from, from));
            from = if start == end { after(text, end) } else { end };
            found.push(groups);
        }
        Ok(found)
    }

    fn replaced(&self, text: &str, by: &str, all: bool) -> Result<Js> {
        let found = self.matches(text, all)?;
        let mut out = String::new();
        let mut done = 0;
        for groups in &found {
            let (start, end) = groups.first().copied().flatten().unwrap_or_default();
            out.push_str(text.get(done..start).unwrap_or_default());
            expand(by, text, groups, &mut out)?;
            done = end;
        }
        out.push_str(text.get(done..).unwrap_or_default());
        Js::text(&out)
    }

    /// The parts of `text` between matches, and what its groups captured.
    fn parts(&self, text: &str) -> Result<Vec<Js>> {
        let found = self.matches(text, true)?;
        if text.is_empty() && !found.is_empty() {
            return Ok(Vec::new());
        }
        let mut out = Vec::new();
        let mut done = 0;
        for groups in &found {
            let (start, end) = groups.first().copied().flatten().unwrap_or_default();
            // What is empty splits between two characters only.
            if start >= text.len() || end == done {
                continue;
            }
            out.push(part(text, Some((done, start)))?);
            for group in groups.iter().skip(1) {
                out.push(part(text, *group)?);
            }
            done = end;
        }
        out.push(part(text, Some((done, text.len())))?);
        Ok(out)
    }

    fn matched(&self, text: &str) -> Result<Js> {
        let found = self.matches(text, self.global)?;
        let list: Result<Vec<Js>> = if self.global {
            found.iter().map(|groups| part(text, groups.first().copied().flatten())).collect()
        } else {
            found.iter().flatten().map(|group| part(text, *group)).collect()
        };
        let list = list?;
        Ok(if found.is_empty() { Js::Null } else { Js::List(Rc::new(list)) })
    }
}

/// The place behind the character at `at`.
fn after(text: &str, at: usize) -> usize {
    at + text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
}

fn part(text: &str, place: Option<(usize, usize)>) -> Result<Js> {
    match place.and_then(|(start, end)| text.get(start..end)) {
        Some(part) => Js::text(part),
        None => Ok(Js::Undefined),
    }
}

/// `by` with what its dollars stand for, at a match in `text`.
fn expand(by: &str, text: &str, groups: &Found, out: &mut String) -> Result<()> {
    let (start, end) = groups.first().copied().flatten().unwrap_or_default();
    let mut rest = by;
    while let Some((before, behind)) = rest.split_once('$') {
        out.push_str(before);
        let digits = behind.bytes().take(2).take_while(u8::is_ascii_digit).count();
        let group = (1..=digits).rev().find_map(|digits| {
            let number: usize = behind.get(..digits)?.parse().ok()?;
            let group = groups.get(number).filter(|_| number > 0)?;
            Some((digits, *group))
        });
        let (shown, length) = match (group, behind.chars().next()) {
            (Some((digits, group)), _) => {
                (group.and_then(|(start, end)| text.get(start..end)), digits)
            }
            (None, Some('$')) => (Some("$"), 1),
            (None, Some('&')) => (text.get(start..end), 1),
            (None, Some('`')) => (text.get(..start), 1),
            (None, Some('\'')) => (text.get(end..), 1),
            _ => (Some("$"), 0),
        };
        out.push_str(shown.unwrap_or_default());
        if out.len() > limits::LINK_VALUE_BYTES {
            return Err(Stop::Code("a value grows too long"));
        }
        rest = behind.get(length..).unwrap_or_default();
    }
    out.push_str(rest);
    Ok(())
}

/// `text.replace(from, to)` and `replaceAll`, where `from` is a text.
pub(super) fn replace_text(text: &str, from: &str, to: &str, all: bool) -> Result<Js> {
    if all && from.is_empty() && !text.chars().all(|c| c <= '\u{ffff}') {
        return Err(Stop::Code("it cuts a character in two"));
    }
    let mut out = String::new();
    let mut done = 0;
    let most = if all { usize::MAX } else { 1 };
    for (start, found) in text.match_indices(from).take(most) {
        let end = start + found.len();
        out.push_str(text.get(done..start).unwrap_or_default());
        expand(to, text, &vec![Some((start, end))], &mut out)?;
        done = end;
    }
    out.push_str(text.get(done..).unwrap_or_default());
    Js::text(&out)
}

/// Methods of texts that are given a regular expression.
pub(super) fn of_text(
    text: &str,
    method: &str,
    pattern: &Pattern,
    more: &[Js],
) -> Option<Result<Js>> {
    Some(match (method, more) {
        ("replace", [Js::Text(by), ..]) => pattern.replaced(text, by, pattern.global),
        ("replaceAll", _) if !pattern.global => {
            type_error("replaceAll must be called with a global RegExp")
        }
        ("replaceAll", [Js::Text(by), ..]) => pattern.replaced(text, by, true),
        ("split", _) => pattern.parts(text).and_then(|parts| limited(parts, more.first())),
        ("match", _) => pattern.matched(text),
        ("search", _) => pattern.matches(text, false).map(|found| {
            let at = found.first().and_then(|groups| groups.first().copied().flatten());
            units_before(text, at.map(|(start, _)| start))
        }),
        _ => return None,
    })
}

/// Methods of a regular expression.
pub(super) fn of_pattern(pattern: &Pattern, method: &str, arguments: &[Js]) -> Option<Result<Js>> {
    let text = || arguments.first().unwrap_or(&Js::Undefined).to_text();
    Some(match method {
        "test" => {
            text().and_then(|text| Ok(Js::Boolean(!pattern.matches(&text, false)?.is_empty())))
        }
        "exec" if !pattern.global => text().and_then(|text| pattern.matched(&text)),
        _ => return None,
    })
}
