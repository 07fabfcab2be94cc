//! What placeholders are filled with: Orca's environment and the properties
//! of all files, in Spring's order.

use std::cell::Cell;
use std::sync::Arc;

use super::environment::Environment;
use super::name::Name;
use super::placeholder::{self, Unfillable};
use crate::spinnaker::SpringBoot;

/// The properties of an installation's files.
pub(super) trait Properties {
    /// The property of a valid name, spelt in any way.
    fn by_name(&self, name: &Name<'_>) -> Option<Arc<str>>;
    /// The property of exactly this flat key.
    fn by_text(&self, text: &str) -> Option<Arc<str>>;
}

/// No files: what a stage alone sees.
pub(super) struct NoProperties;

impl Properties for NoProperties {
    fn by_name(&self, _: &Name<'_>) -> Option<Arc<str>> {
        None
    }

    fn by_text(&self, _: &str) -> Option<Arc<str>> {
        None
    }
}

/// A key that a placeholder asked the files for, and their answer. A stage's
/// result stays true while the answers do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The key.
    pub key: Arc<str>,
    /// What it stood for.
    pub answer: Option<Arc<str>>,
}

/// Fills placeholders, and remembers what was asked.
pub(super) struct Filler<'a> {
    /// Which rules.
    pub(super) boot: SpringBoot,
    /// Orca's environment.
    pub(super) environment: &'a Environment,
    /// The files.
    pub(super) properties: &'a dyn Properties,
    /// What the files were asked.
    pub(super) asked: Vec<Asked>,
    /// How many bytes filling has made, over the whole installation.
    pub(super) spent: &'a Cell<usize>,
    /// Whether a placeholder was looked up by name since this was last unset.
    pub(super) named: bool,
}

impl Filler<'_> {
    /// The text with its placeholders filled; `None` when it has none.
    pub(super) fn fill(&mut self, text: &str) -> Result<Option<String>, Unfillable> {
        let (environment, properties) = (self.environment, self.properties);
        let (asked, named) = (&mut self.asked, &mut self.named);
        let mut spent = self.spent.get();
        let filled = placeholder::fill(text, self.boot, &mut spent, &mut |key| {
            *named |= Name::valid(key).is_some();
            answer(environment, properties, key, Some(&mut *asked))
        });
        self.spent.set(spent);
        filled
    }

    /// Whether the files still answer what they did.
    pub(super) fn still_true(&self, asked: &[Asked]) -> bool {
        asked.iter().all(|asked| {
            answer(self.environment, self.properties, &asked.key, None) == asked.answer
        })
    }
}

fn answer(
    environment: &Environment,
    properties: &dyn Properties,
    key: &str,
    asked: Option<&mut Vec<Asked>>,
) -> Option<Arc<str>> {
    if let Some(known) = Environment::jvm(key) {
        return environment.by_text(key).or(Some(known));
    }
    let name = Name::valid(key);
    let variable = name.as_ref().and_then(|name| environment.by_name(name));
    if variable.is_some() {
        return variable;
    }
    let found = name
        .and_then(|name| properties.by_name(&name))
        .or_else(|| environment.by_text(key))
        .or_else(|| properties.by_text(key));
    if let Some(asked) = asked {
        asked.push(Asked { key: key.into(), answer: found.clone() });
    }
    found
}
