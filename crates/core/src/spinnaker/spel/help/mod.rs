//! Help for those who write expressions: what may stand at a place, and what
//! stands there. Everything is asked of the evaluation itself, so that help
//! and result never differ; it must not change the sample.

mod complete;
mod documentation;
mod hover;
mod place;
mod survive;

pub use complete::{Completion, Item, ItemKind, complete};
pub use documentation::{DOCUMENTATION, Documented, documented};
pub use hover::{Hover, hover};
pub use survive::{Fate, PartFate, fates};

use super::{Outcome, Scope, evaluate_text};
use crate::java::{Data, Value, groovy_to_string, to_json};

/// Longest value that is shown, in characters.
const SHOWN: usize = 200;

/// What an expression comes to, if it has a value.
fn value_of(expression: &str, scope: &Scope<'_>) -> Option<(Value, String)> {
    match evaluate_text(&format!("${{{expression}}}"), scope).outcome {
        Outcome::Value { value, java_type, failure: None } => Some((value, java_type)),
        _ => None,
    }
}

/// A value on one line, cut where it is long.
fn shown(value: &Value) -> String {
    let text = match &value.data {
        Data::Map(_) | Data::List(_) => to_json(value).to_string(),
        _ => groovy_to_string(value),
    };
    let mut line = text.replace(['\n', '\r'], "⏎");
    if let Some((end, _)) = line.char_indices().nth(SHOWN) {
        line.truncate(end);
        line.push('…');
    }
    line
}

#[cfg(test)]
mod tests;
