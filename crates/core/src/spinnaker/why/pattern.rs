//! Texts with holes: `Invalid index {index} for list {list}`.

use std::borrow::Cow;
use std::ops::Range;

use crate::limits;

/// Longest value that a hole takes, in bytes; Groovy prints whole contexts.
const NAMED_BYTES: usize = 400;

/// Where a pattern was found.
pub(super) struct Hit {
    pub(super) range: Range<usize>,
    pub(super) text: String,
    pub(super) named: Vec<(&'static str, String)>,
}

enum Part {
    Literal(&'static str),
    Hole(&'static str),
}

fn parts(pattern: &'static str) -> Vec<Part> {
    let mut out = Vec::new();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, tail)) = after.split_once('}') else { break };
        if !before.is_empty() {
            out.push(Part::Literal(before));
        }
        out.push(Part::Hole(name));
        rest = tail;
    }
    if !rest.is_empty() {
        out.push(Part::Literal(rest));
    }
    out
}

/// The names of a pattern's holes.
#[cfg(test)]
pub(super) fn names(pattern: &'static str) -> Vec<&'static str> {
    let hole = |part| match part {
        Part::Hole(name) => Some(name),
        Part::Literal(_) => None,
    };
    parts(pattern).into_iter().filter_map(hole).collect()
}

/// A text that the pattern fits.
#[cfg(test)]
pub(super) fn example(pattern: &'static str) -> String {
    parts(pattern)
        .into_iter()
        .map(|part| match part {
            Part::Literal(text) => text,
            Part::Hole(_) => "xyz",
        })
        .collect()
}

/// The first place in `line` that the pattern fits. Each hole takes as little
/// as it can, the last one of a pattern that ends with it the rest of the
/// line.
pub(super) fn find(pattern: &'static str, line: &str) -> Option<Hit> {
    // Nearly every line ends here: nothing is taken apart for it.
    let first = pattern.split('{').next().filter(|first| !first.is_empty())?;
    if !line.contains(first) {
        return None;
    }
    let parts = parts(pattern);
    let mut from = 0usize;
    loop {
        let start = from + line.get(from..)?.find(first)?;
        if let Some((end, named)) = fit(&parts, line, start) {
            let text = line.get(start..end)?.to_owned();
            return Some(Hit { range: start..end, text, named });
        }
        from = start + first.len();
    }
}

fn fit(parts: &[Part], line: &str, start: usize) -> Option<(usize, Vec<(&'static str, String)>)> {
    let mut at = start;
    let mut named = Vec::new();
    let mut open: Option<&'static str> = None;
    for part in parts {
        match part {
            Part::Hole(name) => open = Some(name),
            Part::Literal(text) => {
                let rest = line.get(at..)?;
                let skipped = match open {
                    None => rest.starts_with(text).then_some(0)?,
                    Some(_) => rest.find(text)?,
                };
                if let Some(name) = open.take() {
                    named.push((name, short(rest.get(..skipped)?)));
                }
                at += skipped + text.len();
            }
        }
    }
    if let Some(name) = open {
        let rest = line.get(at..)?;
        named.push((name, short(rest.trim().trim_end_matches(':'))));
        at = line.len();
    }
    Some((at, named))
}

fn short(text: &str) -> String {
    if text.len() <= NAMED_BYTES {
        return text.to_owned();
    }
    let end = (0..=NAMED_BYTES).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    format!("{}…", text.get(..end).unwrap_or_default())
}

/// `template` with what was named in place of the holes.
pub(super) fn fill(template: &'static str, named: &[(&'static str, String)]) -> String {
    parts(template)
        .iter()
        .map(|part| match part {
            Part::Literal(text) => text,
            Part::Hole(name) => {
                named.iter().find(|(known, _)| known == name).map_or("…", |(_, value)| value)
            }
        })
        .collect()
}

/// The pasted text with the escapes of JSON and HTML undone, as error texts
/// are pasted out of both, without colours, and no longer than is looked at.
pub(super) fn readable(text: &str) -> Cow<'_, str> {
    let end = text.len().min(limits::TEXT_BYTES);
    let end = (0..=end).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    let text = text.get(..end).unwrap_or_default();
    let escaped = ["\\\"", "\\n", "\\t", "&#", "&quot;", "&lt;", "&gt;", "&amp;", "\u{1b}["];
    if !escaped.iter().any(|escape| text.contains(escape)) {
        return Cow::Borrowed(text);
    }
    let mut out = text.to_owned();
    for (from, to) in [
        ("\\\"", "\""),
        ("\\n", "\n"),
        ("\\t", "\t"),
        ("&#39;", "'"),
        ("&#x27;", "'"),
        ("&quot;", "\""),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
    ] {
        out = out.replace(from, to);
    }
    Cow::Owned(without_colours(&out))
}

fn without_colours(text: &str) -> String {
    let mut pieces = text.split("\u{1b}[");
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let code = piece.find(|c: char| !c.is_ascii_digit() && c != ';').unwrap_or(piece.len());
        let rest = piece.get(code..).unwrap_or_default();
        out.push_str(rest.strip_prefix('m').unwrap_or(rest));
    }
    out
}
