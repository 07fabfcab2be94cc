//! Where in a stage's text Orca finds expressions, and what becomes of each.

use std::collections::HashSet;

use super::steps::{Results, Step};
use crate::java::{Data, Span, Value};
use crate::spinnaker::spel::help::{Fate, fates};
use crate::spinnaker::spel::{PathStep, Scope};

/// An expression in the text of a stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpressionMark {
    /// Its place in the stage's region.
    pub span: Span,
    /// What becomes of it.
    pub fate: Fate,
    /// Its value, or why it has none.
    pub why: String,
}

impl Results {
    /// What the expressions of the definition see.
    pub fn scope(&self) -> Scope<'_> {
        let context = self.value(Step::Filled).and_then(Value::as_map);
        Scope { execution: Some(&self.execution), context }
    }

    /// The expressions in the stage's text, in no special order. `region` is
    /// the text that the stage was read from. Those that Spring fills in when
    /// Orca starts never get here, and are none.
    pub fn expression_marks(&self, region: &str) -> Vec<ExpressionMark> {
        let Some(context) = self.value(Step::Filled) else { return Vec::new() };
        let scope = self.scope();
        let mut seen = HashSet::new();
        let mut marks = Vec::new();
        for result in &self.expressions.started {
            let span = value_at(context, &result.path).and_then(|value| value.origin.span());
            let Some(span) = span.filter(|span| seen.insert((span.start, span.end))) else {
                continue;
            };
            let raw = region.get(span.range()).unwrap_or_default();
            let mut from = 0;
            for part in fates(&result.text, &scope) {
                let written = result.text.get(part.range).unwrap_or_default();
                let Some(found) = raw.get(from..).and_then(|rest| rest.find(written)) else {
                    continue;
                };
                let start = span.range().start + from + found;
                from += found + written.len();
                let span = Span::new(start, start + written.len());
                marks.push(ExpressionMark { span, fate: part.fate, why: part.why });
            }
        }
        marks
    }
}

/// The value at a path; none for keys.
fn value_at<'v>(root: &'v Value, path: &[PathStep]) -> Option<&'v Value> {
    path.iter().try_fold(root, |value, step| match (step, &value.data) {
        (PathStep::Key(key), Data::Map(map)) => map.get(key),
        (PathStep::Index(index), Data::List(items)) => items.get(*index),
        _ => None,
    })
}
