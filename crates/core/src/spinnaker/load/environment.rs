//! Orca's environment, as the user describes it: the variables that
//! placeholders may name (orca-semantics §1.3, §1.11).
//!
//! It is given by the caller; this process's own environment, and the user's,
//! must never leak in.

use std::collections::HashMap;
use std::sync::Arc;

use super::name::{ElementState, Name, key_of};

/// What the Java machine of Orca's own image answers for its properties.
const JVM: [(&str, &str); 7] = [
    ("file.separator", "/"),
    ("java.version", "17.0.15"),
    ("line.separator", "\n"),
    ("os.name", "Linux"),
    ("path.separator", ":"),
    ("user.home", "/home/spinnaker"),
    ("user.name", "spinnaker"),
];

/// How Spring sees the environment's variables.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Variables {
    /// As Orca's secret-aware wrapper shows them: for placeholders only.
    #[default]
    Wrapped,
    /// As plain Spring Boot shows them: `JOB_PRECONFIGURED_KUBERNETES_0_LABEL`
    /// is a property too, and stands above every file.
    Plain,
}

/// Orca's environment: variables, and properties of its Java machine.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Environment {
    variables: Vec<(Arc<str>, Arc<str>)>,
    exact: HashMap<Arc<str>, usize>,
    named: HashMap<Vec<String>, usize>,
    seen_as: Variables,
}

impl Environment {
    /// The environment of these variables. A name of the Java machine, such
    /// as `user.home`, may be among them.
    pub fn new<K, V>(variables: impl IntoIterator<Item = (K, V)>, seen_as: Variables) -> Self
    where
        K: Into<Arc<str>>,
        V: Into<Arc<str>>,
    {
        let variables: Vec<(Arc<str>, Arc<str>)> =
            variables.into_iter().map(|(name, value)| (name.into(), value.into())).collect();
        let mut environment = Self { seen_as, ..Self::default() };
        for (index, (name, _)) in variables.iter().enumerate() {
            environment.exact.insert(Arc::clone(name), index);
            let keys = match seen_as {
                Variables::Wrapped => Name::adapt(name).keys().collect(),
                Variables::Plain => variable_keys(name),
            };
            environment.named.entry(keys).or_insert(index);
        }
        environment.variables = variables;
        environment
    }

    /// The variables, in the order given.
    pub fn variables(&self) -> impl Iterator<Item = (&Arc<str>, &Arc<str>)> {
        self.variables.iter().map(|(name, value)| (name, value))
    }

    /// The variables as properties to bind from; none where Orca wraps them.
    pub(super) fn properties(&self) -> impl Iterator<Item = (Vec<String>, &Arc<str>, &Arc<str>)> {
        let bound = self.seen_as == Variables::Plain;
        self.variables
            .iter()
            .filter(move |_| bound)
            .map(|(name, value)| (variable_keys(name), name, value))
    }

    /// The variable that a valid property name stands for.
    pub(super) fn by_name(&self, name: &Name<'_>) -> Option<Arc<str>> {
        let keys: Vec<String> = name.keys().collect();
        if self.seen_as == Variables::Plain
            && let Some(found) = self.exactly(&keys.join("_").to_ascii_uppercase())
        {
            return Some(found);
        }
        let by_text = || match self.seen_as {
            // The wrapper passes the name on as a text.
            Variables::Wrapped => self.by_text(&name.dashed(name.len())),
            Variables::Plain => None,
        };
        by_text().or_else(|| self.named.get(&keys).and_then(|index| self.value(*index)))
    }

    /// The variable of this name, as Spring's own source of variables looks
    /// it up: as it is, with dots or dashes as underscores, then upper-cased.
    pub(super) fn by_text(&self, text: &str) -> Option<Arc<str>> {
        let upper = text.to_uppercase();
        [text, &upper].into_iter().find_map(|name| {
            self.exactly(name)
                .or_else(|| self.exactly(&name.replace('.', "_")))
                .or_else(|| self.exactly(&name.replace('-', "_")))
                .or_else(|| self.exactly(&name.replace(['.', '-'], "_")))
        })
    }

    /// A property of the Java machine that runs Orca.
    pub(super) fn jvm(text: &str) -> Option<Arc<str>> {
        JVM.iter().find(|(name, _)| *name == text).map(|(_, value)| Arc::from(*value))
    }

    fn exactly(&self, name: &str) -> Option<Arc<str>> {
        self.exact.get(name).and_then(|index| self.value(*index))
    }

    fn value(&self, index: usize) -> Option<Arc<str>> {
        self.variables.get(index).map(|(_, value)| Arc::clone(value))
    }
}

/// `JOB_PRECONFIGURED_KUBERNETES_0_LABEL` as the keys of a name's elements.
fn variable_keys(variable: &str) -> Vec<String> {
    variable
        .split('_')
        .filter(|part| !part.is_empty())
        .filter_map(|part| {
            let lower = part.to_lowercase();
            let mut state = ElementState::at(0);
            let ends: Vec<_> =
                lower.char_indices().filter_map(|(at, ch)| state.take(ch, at)).collect();
            let (_, kind) = state.finish(lower.len()).filter(|_| ends.is_empty())?;
            Some(key_of(&lower, kind).into_owned())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_are_found_by_the_names_that_spring_accepts() {
        let environment =
            Environment::new([("MY_VAR", "val"), ("HOME", "/home/me")], Variables::Wrapped);
        for (text, expected) in [
            ("MY_VAR", Some("val")),
            ("my_var", Some("val")),
            ("my-var", Some("val")),
            ("my.var", Some("val")),
            ("myVar", None),
            ("home", Some("/home/me")),
        ] {
            assert_eq!(environment.by_text(text).as_deref(), expected, "{text}");
        }
    }
}
