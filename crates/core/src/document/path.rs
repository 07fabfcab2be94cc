//! YAML paths: how a place in a file is named, by keys and indices.

use std::fmt;
use std::sync::Arc;

/// One step of a [`Path`].
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Step {
    /// Into the value under a key.
    Key(Arc<str>),
    /// Into the item at an index, from 0.
    Index(usize),
}

/// The way from the root of one of a file's documents to a node.
///
/// ```
/// use stage_core::document::Path;
/// let path = Path::parse("job.preconfigured.kubernetes[0].labels['a.b/c']").unwrap();
/// assert_eq!(path.to_string(), "job.preconfigured.kubernetes[0].labels['a.b/c']");
/// assert_eq!(path.steps.len(), 6);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Path {
    /// Which document of the file, from 0.
    pub document: usize,
    /// The steps from that document's root.
    pub steps: Vec<Step>,
}

impl Path {
    /// The root of a document.
    pub fn root(document: usize) -> Self {
        Self { document, steps: Vec::new() }
    }

    /// This path and one key more.
    #[must_use]
    pub fn key(&self, key: &str) -> Self {
        self.step(Step::Key(Arc::from(key)))
    }

    /// This path and one index more.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        self.step(Step::Index(index))
    }

    /// This path and one step more.
    #[must_use]
    pub fn step(&self, step: Step) -> Self {
        let mut longer = self.clone();
        longer.steps.push(step);
        longer
    }

    /// This path without its last step, and that step.
    pub fn split_last(&self) -> Option<(Self, &Step)> {
        let (last, before) = self.steps.split_last()?;
        Some((Self { document: self.document, steps: before.to_vec() }, last))
    }

    /// The steps after `base`, if this path leads through it.
    pub fn after<'a>(&'a self, base: &Self) -> Option<&'a [Step]> {
        (self.document == base.document).then(|| self.steps.strip_prefix(&base.steps[..]))?
    }

    /// Reads what [`fmt::Display`] writes: keys with dots between them, `[n]`
    /// for an index, `['key']` for a key with other characters (a quote in it
    /// doubled). A second document's paths begin with `1:`.
    pub fn parse(text: &str) -> Option<Self> {
        let (document, mut rest) = match text.split_once(':') {
            Some((number, rest)) if number.parse::<usize>().is_ok() => (number.parse().ok()?, rest),
            _ => (0, text),
        };
        let mut path = Self::root(document);
        while !rest.is_empty() {
            if let Some(quoted) = rest.strip_prefix("['") {
                let (key, after) = quoted_key(quoted)?;
                path.steps.push(Step::Key(Arc::from(key)));
                rest = after;
            } else if let Some(number) = rest.strip_prefix('[') {
                let (digits, after) = number.split_once(']')?;
                path.steps.push(Step::Index(digits.parse().ok()?));
                rest = after;
            } else {
                let key = if path.steps.is_empty() { rest } else { rest.strip_prefix('.')? };
                let end = key.find(['.', '[']).unwrap_or(key.len());
                if end == 0 {
                    return None;
                }
                path.steps.push(Step::Key(Arc::from(&key[..end])));
                rest = &key[end..];
            }
        }
        Some(path)
    }
}

fn quoted_key(text: &str) -> Option<(String, &str)> {
    let mut key = String::new();
    let mut rest = text;
    loop {
        let at = rest.find('\'')?;
        key.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        match rest.strip_prefix('\'') {
            Some(after) => {
                key.push('\'');
                rest = after;
            }
            None => return Some((key, rest.strip_prefix(']')?)),
        }
    }
}

impl fmt::Display for Path {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.document > 0 {
            write!(out, "{}:", self.document)?;
        }
        for (index, step) in self.steps.iter().enumerate() {
            match step {
                Step::Index(number) => write!(out, "[{number}]")?,
                Step::Key(key) if !is_simple(key) || key.is_empty() => {
                    write!(out, "['{}']", key.replace('\'', "''"))?;
                }
                Step::Key(key) if index == 0 => out.write_str(key)?,
                Step::Key(key) => write!(out, ".{key}")?,
            }
        }
        Ok(())
    }
}

fn is_simple(key: &str) -> bool {
    key.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '/' | '$'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_path_reads_back_as_it_was_written(
            document in 0usize..3,
            steps in prop::collection::vec(
                prop_oneof![".*".prop_map(|key| Step::Key(Arc::from(key))), (0usize..99).prop_map(Step::Index)],
                0..5,
            ),
        ) {
            let path = Path { document, steps };
            prop_assert_eq!(Path::parse(&path.to_string()), Some(path));
        }
    }
}
