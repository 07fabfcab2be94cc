//! A step as lines, beside the step that it follows.

use std::sync::Arc;

use super::authored::authored;
use super::compare::{Line, compare, compare_in};
use super::expressions::{Pass, Said};
use super::mark::Counts;
use super::steps::{Results, Step, provider};
use crate::document::{self, Node};
use crate::forms::StageKind;
use crate::java::{Data, Value};
use crate::spinnaker::fill::{overridable_fields, stored};
use crate::spinnaker::load::{Change, What};

impl Results {
    /// The lines of `step` with what it changed against the one before.
    /// `region` is the text that `node` was read from.
    pub fn lines(
        &self,
        step: Step,
        region: &str,
        node: &Arc<Node>,
        kind: StageKind,
    ) -> (Vec<Line>, Counts) {
        let nothing = Default::default;
        let silent = |_: &[document::Step]| None;
        match step {
            Step::Authored => (authored(region, node), Counts::default()),
            Step::Loaded => match (self.value(Step::Authored), self.value(Step::Loaded)) {
                (Some(before), Some(after)) => {
                    compare(Some(before), after, &|steps| self.why_loaded(steps))
                }
                _ => nothing(),
            },
            Step::Filled => match (self.value(Step::Loaded), self.value(Step::Filled)) {
                (Some(before), Some(after)) => {
                    let fields = provider(kind).map(overridable_fields).unwrap_or_default();
                    let said = Said::of(&self.expressions, Pass::Planned);
                    compare_in(Some(&only(before, fields)), &context(after), &said)
                }
                _ => nothing(),
            },
            Step::Evaluated => match (self.value(Step::Filled), self.value(Step::Evaluated)) {
                (Some(before), Some(after)) => {
                    let said = Said::of(&self.expressions, Pass::Whole);
                    compare_in(Some(&context(before)), &context(after), &said)
                }
                _ => nothing(),
            },
            Step::Submitted => match (self.value(Step::Evaluated), self.value(Step::Submitted)) {
                (Some(before), Some(after)) => {
                    let before = context(before);
                    compare(before.get("manifest"), after, &silent)
                }
                _ => nothing(),
            },
        }
    }

    /// What loading says of a place in the definition.
    fn why_loaded(&self, steps: &[document::Step]) -> Option<String> {
        let renamed = |change: &&Change| {
            let (Some((document::Step::Key(own), above)), Some((_, target))) =
                (steps.split_last(), change.path.split_last())
            else {
                return false;
            };
            let (What::MangledKey { key: written, .. } | What::Respelled { key: written, .. }) =
                &change.what
            else {
                return false;
            };
            above == target && own == written
        };
        let exact = self.changes.iter().find(|change| change.path == steps);
        let change = exact.or_else(|| self.changes.iter().find(renamed))?;
        Some(match &change.what {
            What::UnknownKey { known_since: Some(client), .. } => {
                format!("dropped: client-java knows it since {client}")
            }
            What::UnknownKey { .. } => "dropped: no such key".into(),
            What::Respelled { name, .. } => format!("read as {name}"),
            What::MangledKey { kept, .. } => format!("key became {kept}"),
            What::DroppedEntry { .. } => "dropped: its key does not survive".into(),
            What::Collision { taken, .. } => format!("one key with others; {taken} wins"),
            What::Rewritten { written, .. } => format!("written {written}"),
            What::Filled { text, .. } => format!("filled in from {text}"),
            What::Split { .. } => "split at commas".into(),
            What::VanishedEmpty { .. } => "dropped: empty".into(),
            What::Unset => "unset".into(),
            What::WrongShape { wanted } => format!("dropped: {wanted} is wanted"),
        })
    }
}

/// The entries of a map that are named.
fn only(value: &Value, names: &[&str]) -> Value {
    let mut value = value.clone();
    if let Some(map) = value.as_map_mut() {
        map.retain(|key, _| names.contains(&&**key));
    }
    value
}

/// A stage context as it is stored, without what only feeds the filling in:
/// the author's values and the copy of the parameters' definitions.
fn context(value: &Value) -> Value {
    let mut map = stored(value.as_map().cloned().unwrap_or_default());
    for key in ["preconfiguredJobParameters", "parameters", "dynamicParameters"] {
        map.remove(key);
    }
    Value::new(Data::Map(map), value.origin.clone())
}
