//! Texts by UTF-16 units, as Java's `String` counts them. It must never cut a
//! character in half: where Java would, the answer cannot be known here.

use std::sync::Arc;

use super::stop::{Step, Stop, Unknown, thrown};

/// `length()`.
pub(super) fn length(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.encode_utf16().count() }
}

/// `length()` as Java's int.
pub(super) fn int_length(text: &str) -> i32 {
    i32::try_from(length(text)).unwrap_or(i32::MAX)
}

/// The units.
pub(super) fn units(text: &str) -> Vec<u16> {
    text.encode_utf16().collect()
}

/// The text of whole characters.
pub(super) fn text(units: &[u16]) -> Step<Arc<str>> {
    match String::from_utf16(units) {
        Ok(text) => Ok(text.into()),
        Err(_) => Err(Stop::Unknown(Unknown::HalfCharacter)),
    }
}

/// One unit as text.
pub(super) fn unit_text(unit: u16) -> Step<Arc<str>> {
    text(&[unit])
}

/// `charAt`, with Java's exception outside.
pub(super) fn char_at(text: &str, at: i32) -> Step<u16> {
    let found = usize::try_from(at).ok().and_then(|at| {
        if text.is_ascii() {
            text.as_bytes().get(at).map(|byte| u16::from(*byte))
        } else {
            text.encode_utf16().nth(at)
        }
    });
    found.ok_or_else(|| out_of_bounds(format!("index {at}, length {}", length(text))))
}

/// `substring(begin, end)`.
pub(super) fn substring(source: &str, begin: i32, end: i32) -> Step<Arc<str>> {
    let bad = || out_of_bounds(format!("begin {begin}, end {end}, length {}", length(source)));
    let (Ok(from), Ok(to)) = (usize::try_from(begin), usize::try_from(end)) else {
        return Err(bad());
    };
    if source.is_ascii() {
        return source.get(from..to).map(Arc::from).ok_or_else(bad);
    }
    let units = units(source);
    units.get(from..to).ok_or_else(bad).and_then(text)
}

/// `StringIndexOutOfBoundsException`.
pub(super) fn out_of_bounds(message: String) -> Stop {
    thrown("StringIndexOutOfBoundsException", message)
}

/// Where `part` begins in `whole` at or after `from`; both in units.
pub(super) fn find(whole: &[u16], part: &[u16], from: usize) -> Option<usize> {
    if part.is_empty() {
        return Some(from.min(whole.len()));
    }
    whole.get(from..)?.windows(part.len()).position(|window| window == part).map(|at| at + from)
}

/// Where `part` begins last in `whole`, at or before `from`.
pub(super) fn find_last(whole: &[u16], part: &[u16], from: usize) -> Option<usize> {
    let last = whole.len().checked_sub(part.len())?.min(from);
    (0..=last).rev().find(|at| whole.get(*at..at + part.len()) == Some(part))
}

/// An index as Java's int, -1 for none.
pub(super) fn index(at: Option<usize>) -> i32 {
    at.and_then(|at| i32::try_from(at).ok()).unwrap_or(-1)
}
