//! What each parameter of a definition sets, before anything is filled in.

use std::sync::Arc;

use super::mapping::{Described as _, Step, describe, parse, set_nested};
use crate::document::{Node, value};
use crate::java::Value;
use crate::stage::Parameter;

/// What a parameter sets.
#[derive(Clone, Debug, PartialEq)]
pub struct Use {
    /// For people: `hello › env PHRASE`.
    pub target: String,
    /// The way to it from the definition's root; the last step may be new.
    pub steps: Vec<Step>,
    /// Why Orca could not put a value there, in its words.
    pub problem: Option<String>,
}

/// What each of `parameters` sets in the definition `root`; none for those
/// without a mapping.
pub fn uses(root: &Node, parameters: &[Parameter]) -> Vec<Option<Use>> {
    if parameters.iter().all(|parameter| parameter.mapping.is_none()) {
        return vec![None; parameters.len()];
    }
    let stage = value(root);
    parameters
        .iter()
        .map(|parameter| {
            let mapping: &Arc<str> = parameter.mapping.as_ref()?;
            let mut trial = stage.as_map().cloned().unwrap_or_default();
            let problem = set_nested(&mut trial, mapping, Value::from("")).err();
            let problem = problem.map(|error| error.kind.message());
            Some(Use { target: describe(mapping, &stage), steps: steps(mapping, &stage), problem })
        })
        .collect()
}

/// The mapping as steps, as far as lists are lists.
fn steps(mapping: &str, stage: &Value) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut at = Some(stage);
    for segment in parse(mapping) {
        let array = segment.array.as_ref();
        let key = array.map_or(segment.text, |array| array.list);
        let index = array.and_then(|array| usize::try_from(array.index?).ok());
        for step in std::iter::once(Step::Key(key.into())).chain(index.map(Step::Index)) {
            at = at.and_then(|value| value.child(&step));
            steps.push(step);
        }
    }
    steps
}
