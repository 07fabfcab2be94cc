//! The texts of a stage, and what stands in their `${…}`.

use crate::document::Step;
use crate::java::{Data, Span, Value};
use crate::limits;

/// Every text below `value` with its place, in order.
pub(crate) fn texts(value: &Value) -> Vec<(Vec<Step>, &str, Span)> {
    let mut out = Vec::new();
    gather(value, &mut Vec::new(), &mut out);
    out
}

/// Recursion ends at the depth that reading stops at.
fn gather<'a>(value: &'a Value, way: &mut Vec<Step>, out: &mut Vec<(Vec<Step>, &'a str, Span)>) {
    if way.len() > limits::NODE_DEPTH {
        return;
    }
    match &value.data {
        Data::String(text) => {
            out.push((way.clone(), text, value.origin.span().unwrap_or_default()));
        }
        Data::Map(map) => {
            for (key, value) in map.iter() {
                way.push(Step::Key(key.clone()));
                gather(value, way, out);
                way.pop();
            }
        }
        Data::List(items) => {
            for (index, value) in items.iter().enumerate() {
                way.push(Step::Index(index));
                gather(value, way, out);
                way.pop();
            }
        }
        _ => {}
    }
}

/// What stands between `${` and its closing brace, for each in the text, the
/// outer ones first.
pub(crate) fn braces(text: &str) -> Vec<&str> {
    placed(text).into_iter().map(|(_, inside)| inside).collect()
}

/// The same, each with the byte at which its `${` begins.
pub(crate) fn placed(text: &str) -> Vec<(usize, &str)> {
    let mut open: Vec<Option<usize>> = Vec::new();
    let mut found: Vec<(usize, &str)> = Vec::new();
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        match c {
            '{' => open.push((before == '$').then_some(at + 1)),
            '}' => {
                if let Some(Some(start)) = open.pop() {
                    found.push((start - 2, text.get(start..at).unwrap_or_default()));
                }
            }
            _ => {}
        }
        before = c;
    }
    found.sort_by_key(|(start, _)| *start);
    found
}
