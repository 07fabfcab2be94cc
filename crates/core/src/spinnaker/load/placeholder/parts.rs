//! Placeholders since Spring Framework 6.2: the text is parsed into parts
//! first; a backslash before `${` or `:` escapes.

use super::{Lookup, Unfillable, bounded, closing_braces};

/// The text with its placeholders filled.
pub(super) fn fill(
    text: &str,
    bytes: &mut usize,
    lookup: &mut Lookup<'_>,
) -> Result<String, Unfillable> {
    Resolving { lookup, visited: Vec::new(), depth: 0, bytes }.value(text)
}

enum Part {
    Text(String),
    /// A placeholder without another inside.
    Simple {
        text: String,
        key: String,
        fallback: Option<String>,
    },
    /// A placeholder with others inside.
    Nested {
        key: Vec<Self>,
        fallback: Option<Vec<Self>>,
    },
}

/// The parts of a text; `None` when no placeholder starts in it.
fn parse(text: &str, depth: usize) -> Result<Option<Vec<Part>>, Unfillable> {
    bounded(depth, 0)?;
    let Some(mut start) = text.find("${") else { return Ok(None) };
    let closing = closing_braces(text);
    let slice = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    let mut parts = Vec::new();
    let mut done = 0;
    loop {
        match closing.get(&(start + 1)).copied() {
            None => {
                add_text(&mut parts, slice(done, start + 2));
                done = start + 2;
            }
            Some(_) if slice(0, start).ends_with('\\') => {
                add_text(&mut parts, slice(done, start - 1));
                add_text(&mut parts, "${");
                done = start + 2;
            }
            Some(end) => {
                add_text(&mut parts, slice(done, start));
                let placeholder = slice(start + 2, end);
                parts.push(match parse(placeholder, depth + 1)? {
                    None => simple(placeholder),
                    Some(inner) => nested(inner),
                });
                done = end + 1;
            }
        }
        match text.get(done..).and_then(|rest| rest.find("${")) {
            Some(next) => start = done + next,
            None => break,
        }
    }
    add_text(&mut parts, slice(done, text.len()));
    Ok(Some(parts))
}

fn add_text(parts: &mut Vec<Part>, text: &str) {
    match parts.last_mut() {
        _ if text.is_empty() => {}
        Some(Part::Text(before)) => before.push_str(text),
        _ => parts.push(Part::Text(text.to_owned())),
    }
}

fn simple(text: &str) -> Part {
    let (key, fallback) = split(text);
    Part::Simple { text: text.to_owned(), key, fallback }
}

/// The parts before the first colon of a text make the key, those after it
/// the default.
fn nested(parts: Vec<Part>) -> Part {
    let mut key = Vec::new();
    let mut rest = parts.into_iter();
    while let Some(part) = rest.next() {
        let Part::Text(text) = part else {
            key.push(part);
            continue;
        };
        let (name, fallback) = split(&text);
        key.push(Part::Text(name));
        if let Some(fallback) = fallback {
            let fallback = std::iter::once(Part::Text(fallback)).chain(rest).collect();
            return Part::Nested { key, fallback: Some(fallback) };
        }
    }
    Part::Nested { key, fallback: None }
}

/// The key up to the first colon that no backslash precedes, and the default
/// after it.
fn split(text: &str) -> (String, Option<String>) {
    let mut key = String::new();
    let mut done = 0;
    for (at, _) in text.match_indices(':') {
        if text.get(..at).is_some_and(|before| before.ends_with('\\')) {
            key.push_str(text.get(done..at.saturating_sub(1)).unwrap_or_default());
            key.push(':');
            done = at + 1;
        } else {
            key.push_str(text.get(done..at).unwrap_or_default());
            return (key, Some(text.get(at + 1..).unwrap_or_default().to_owned()));
        }
    }
    key.push_str(text.get(done..).unwrap_or_default());
    (key, None)
}

struct Resolving<'a, 'b> {
    lookup: &'a mut Lookup<'b>,
    /// The keys whose values are being filled.
    visited: Vec<String>,
    depth: usize,
    bytes: &'a mut usize,
}

impl Resolving<'_, '_> {
    /// A whole value: one that the caller gave, or one that a key stands for.
    fn value(&mut self, text: &str) -> Result<String, Unfillable> {
        let Some(parts) = parse(text, 0)? else { return Ok(text.to_owned()) };
        self.all(&parts).map_err(|problem| match problem {
            Unfillable::Circular { key, mut texts } => {
                texts.push(text.to_owned());
                Unfillable::Circular { key, texts }
            }
            other => other,
        })
    }

    fn all(&mut self, parts: &[Part]) -> Result<String, Unfillable> {
        self.depth += 1;
        bounded(self.depth.max(self.visited.len()), *self.bytes)?;
        let mut out = String::new();
        for part in parts {
            match part {
                Part::Text(text) => out.push_str(text),
                Part::Simple { text, key, fallback } => {
                    out.push_str(&self.simple(text, key, fallback.as_deref())?);
                }
                Part::Nested { key, fallback } => {
                    out.push_str(&self.nested(key, fallback.as_deref())?);
                }
            }
        }
        self.depth -= 1;
        *self.bytes += out.len();
        bounded(0, *self.bytes)?;
        Ok(out)
    }

    fn simple(
        &mut self,
        text: &str,
        key: &str,
        fallback: Option<&str>,
    ) -> Result<String, Unfillable> {
        let whole = if text == key { None } else { self.of_key(text)? };
        let found = match whole {
            Some(value) => Some(value),
            None => self.of_key(key)?,
        };
        Ok(found.or_else(|| fallback.map(str::to_owned)).unwrap_or_else(|| unresolved(key)))
    }

    fn nested(&mut self, key: &[Part], fallback: Option<&[Part]>) -> Result<String, Unfillable> {
        let key = self.all(key)?;
        match (self.of_key(&key)?, fallback) {
            (Some(value), _) => Ok(value),
            (None, Some(fallback)) => self.all(fallback),
            (None, None) => Ok(unresolved(&key)),
        }
    }

    fn of_key(&mut self, key: &str) -> Result<Option<String>, Unfillable> {
        let Some(value) = (self.lookup)(key) else { return Ok(None) };
        if !value.contains("${") {
            return Ok(Some(value.to_string()));
        }
        if self.visited.iter().any(|visited| visited == key) {
            let problem = Unfillable::Circular { key: key.to_owned(), texts: Vec::new() };
            return Err(problem);
        }
        self.visited.push(key.to_owned());
        let filled = self.value(&value)?;
        self.visited.pop();
        Ok(Some(filled))
    }
}

fn unresolved(key: &str) -> String {
    format!("${{{key}}}")
}
