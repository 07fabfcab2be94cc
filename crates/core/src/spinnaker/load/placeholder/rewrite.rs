//! Placeholders up to Spring Framework 6.1: found and replaced one after the
//! other in the text itself; no escapes.

use std::sync::Arc;

use super::{Lookup, Unfillable, bounded, closing_braces};

/// The text with its placeholders filled.
pub(super) fn fill(
    text: &str,
    bytes: &mut usize,
    lookup: &mut Lookup<'_>,
) -> Result<String, Unfillable> {
    Rewriting { lookup, visited: Vec::new(), bytes }.text(text)
}

struct Rewriting<'a, 'b> {
    lookup: &'a mut Lookup<'b>,
    /// The placeholders that are being filled, outermost first.
    visited: Vec<String>,
    bytes: &'a mut usize,
}

impl Rewriting<'_, '_> {
    fn text(&mut self, text: &str) -> Result<String, Unfillable> {
        if !text.contains("${") {
            return Ok(text.to_owned());
        }
        let closing = closing_braces(text);
        let mut out = String::with_capacity(text.len());
        let mut done = 0;
        while let Some(start) = find(text, done) {
            let Some(end) = closing.get(&(start + 1)).copied() else { break };
            let placeholder = text.get(start + 2..end).unwrap_or_default();
            out.push_str(text.get(done..start).unwrap_or_default());
            match self.placeholder(placeholder)? {
                Some(value) => out.push_str(&value),
                None => out.push_str(text.get(start..=end).unwrap_or_default()),
            }
            done = end + 1;
        }
        out.push_str(text.get(done..).unwrap_or_default());
        *self.bytes += out.len();
        bounded(self.visited.len(), *self.bytes)?;
        Ok(out)
    }

    fn placeholder(&mut self, placeholder: &str) -> Result<Option<String>, Unfillable> {
        if self.visited.iter().any(|visited| visited == placeholder) {
            return Err(Unfillable::Circular { key: placeholder.to_owned(), texts: Vec::new() });
        }
        self.visited.push(placeholder.to_owned());
        bounded(self.visited.len(), *self.bytes)?;
        let key = self.text(placeholder)?;
        let value = match self.value(&key) {
            Some(value) => Some(self.text(&value)?),
            None => None,
        };
        self.visited.pop();
        Ok(value)
    }

    fn value(&mut self, key: &str) -> Option<Arc<str>> {
        (self.lookup)(key).or_else(|| {
            let (name, default) = key.split_once(':')?;
            Some((self.lookup)(name).unwrap_or_else(|| Arc::from(default)))
        })
    }
}

fn find(text: &str, from: usize) -> Option<usize> {
    text.get(from..)?.find("${").map(|at| at + from)
}
