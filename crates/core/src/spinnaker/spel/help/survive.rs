//! Which parts of a text Orca takes for expressions, and what becomes of each.

use std::ops::Range;

use crate::limits;
use crate::spinnaker::spel::template::{Part, is_expression, parts, rewrite};
use crate::spinnaker::spel::{Level, Outcome, Scope, evaluate_text};

/// What becomes of a part `${…}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Its value is put in its place.
    Taken,
    /// It has no value and stays: what shell text wants.
    Survives,
    /// It fails, or another part of the text does, and the whole text stays.
    Fails,
    /// Only a running Orca knows.
    Unknown,
}

/// One part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartFate {
    /// Its bytes in the text, `${` and `}` included.
    pub range: Range<usize>,
    /// What becomes of it.
    pub fate: Fate,
    /// Its value, or why it has none.
    pub why: String,
}

/// What becomes of each part of a text that Orca takes for an expression. Of
/// many parts, those beyond [`limits::SPEL_PARTS`] are left out.
pub fn fates(text: &str, scope: &Scope<'_>) -> Vec<PartFate> {
    if !is_expression(text) {
        return Vec::new();
    }
    let whole = match evaluate_text(text, scope).outcome {
        Outcome::Raw(failure) if failure.level == Level::Error => Some(failure),
        _ => None,
    };
    // Where Orca rewrites the text, places in it are no longer the author's.
    let rewritten = rewrite(text) != text;
    let mut found = Vec::new();
    let mut at = 0;
    for part in parts(text).into_iter().take(limits::SPEL_PARTS) {
        let rest = text.get(at..).unwrap_or_default();
        match part {
            Ok(Part::Literal(literal)) => at += literal.len(),
            Ok(Part::Expression(inner)) => {
                let Some(length) = length(rest, inner) else { break };
                let range = at..at + length;
                at = range.end;
                let own = text.get(range.clone()).unwrap_or_default();
                let (fate, why) = alone(own, scope);
                let (fate, why) = match &whole {
                    Some(failure) if fate != Fate::Fails && !rewritten => {
                        let unknown = failure.unknown.is_some();
                        let fate = if unknown { Fate::Unknown } else { Fate::Fails };
                        let part = failure.part.as_deref().unwrap_or("another part");
                        (fate, format!("the whole text stays: {part}: {}", failure.message))
                    }
                    _ => (fate, why),
                };
                found.push(PartFate { range, fate, why });
            }
            Err(why) => {
                let range = at..text.len();
                found.push(PartFate { range, fate: Fate::Fails, why: why.to_owned() });
                break;
            }
        }
    }
    found
}

/// How long `${ inner }` is at the start of `text`.
fn length(text: &str, inner: &str) -> Option<usize> {
    let start = text.find(inner)? + inner.len();
    Some(start + text.get(start..)?.find('}')? + 1)
}

/// What becomes of a part by itself.
fn alone(part: &str, scope: &Scope<'_>) -> (Fate, String) {
    match evaluate_text(part, scope).outcome {
        Outcome::Value { value, .. } => (Fate::Taken, super::shown(&value)),
        Outcome::Raw(failure) if failure.unknown.is_some() => (Fate::Unknown, failure.message),
        Outcome::Raw(failure) if failure.level == Level::Info => {
            (Fate::Survives, "it has no value".into())
        }
        Outcome::Raw(failure) => (Fate::Fails, failure.message),
        Outcome::Plain => (Fate::Survives, String::new()),
    }
}
