//! What stands at a place: a function's documentation, a value with the
//! sample.

use super::documentation::documented;
use super::place::{around, in_name, open};
use super::shown;
use crate::spinnaker::spel::template::trim;
use crate::spinnaker::spel::{Level, Outcome, Scope, evaluate_text};

/// What stands at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// First byte of what is told about.
    pub from: usize,
    /// One past its last byte.
    pub to: usize,
    /// What it is: the expression's text, or how a function is called.
    pub title: String,
    /// The value and its Java type, or why there is none.
    pub value: String,
    /// A function's documentation.
    pub about: String,
}

/// What stands at the byte `at` of a text, if that is in an expression: the
/// name there with all before it, else the whole expression.
pub fn hover(text: &str, at: usize, scope: &Scope<'_>) -> Option<Hover> {
    let around = around(text, at)?;
    let rest = around.after.find(|c| !in_name(c)).unwrap_or(around.after.len());
    let (word, after) = around.after.split_at(rest);
    let mut end = around.before.len() + word.len();
    let expression = text.get(around.start..)?;
    let now = open(expression.get(..end)?);
    let named = now.quoted.is_none() && expression.get(..end)?.ends_with(in_name);
    if !named || now.chain.is_none() {
        let inner = whole(expression)?;
        return Some(told(around.start, around.start + inner.len(), inner, String::new(), scope));
    }
    let start = now.chain?;
    let chain = expression.get(start..end)?;
    let function = chain.strip_prefix('#').and_then(documented);
    if after.starts_with('(') {
        end += closed(after)?;
    }
    let (from, to) = (around.start + start, around.start + end);
    let called = expression.get(start..end)?;
    match function {
        Some(function) => {
            let hover = told(from, to, called, function.about.to_owned(), scope);
            Some(Hover { title: function.call.to_owned(), ..hover })
        }
        None => Some(told(from, to, called, String::new(), scope)),
    }
}

/// The expression up to its closing brace.
fn whole(expression: &str) -> Option<&str> {
    expression.char_indices().filter(|(_, c)| *c == '}').find_map(|(at, _)| {
        expression.get(..at).filter(|_| open(expression.get(..=at).unwrap_or("")).closed)
    })
}

/// The length of a call's arguments, parentheses included.
fn closed(text: &str) -> Option<usize> {
    let ends = text.char_indices().filter(|(_, c)| *c == ')');
    let mut ends = ends.map(|(at, _)| at + 1);
    ends.find(|end| {
        let now = open(text.get(..*end).unwrap_or_default());
        now.bracket.is_none() && now.quoted.is_none()
    })
}

fn told(from: usize, to: usize, expression: &str, about: String, scope: &Scope<'_>) -> Hover {
    let title = trim(expression).to_owned();
    let value = match evaluate_text(&format!("${{{expression}}}"), scope).outcome {
        Outcome::Value { value, java_type, .. } => format!("{} ({java_type})", shown(&value)),
        Outcome::Raw(failure) if failure.level == Level::Info => "null".to_owned(),
        Outcome::Raw(failure) => match (&failure.unknown, &failure.kind) {
            (Some(unknown), _) => unknown.to_string(),
            (None, Some(kind)) => format!("{kind}: {}", failure.message),
            (None, None) => failure.message,
        },
        Outcome::Plain => String::new(),
    };
    Hover { from, to, title, value, about }
}
