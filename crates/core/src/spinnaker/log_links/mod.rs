//! The external log link of a Job: the annotation `job.spinnaker.io/logs`,
//! read by Orca and filled by Deck in the browser (clouddriver-semantics §4).
//!
//! Deck compiles the link with lodash into a program and runs it. Here a link
//! is never executed: its expressions are parsed and computed by
//! [`evaluate`]'s own small interpreter, which knows values, members, the
//! usual operators and a few harmless functions. What goes beyond that is
//! program code and is said to be ([`Link::Code`]).

mod annotation;
mod call;
mod compute;
mod dates;
mod json;
mod lexer;
mod lodash;
mod member;
mod methods;
mod model;
mod numbers;
mod parser;
mod primary;
mod regexp;
mod syntax;
mod template;
mod value;

pub use annotation::{LogAnnotation, Problem, annotation, is_misspelt};
pub use model::gate_model;

use crate::java::Value;
use crate::limits;

/// What a link comes to in Deck.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// It points here.
    Url(String),
    /// Deck's panel breaks with this JavaScript error.
    Fails(LinkError),
    /// It has program code, which Deck would run in the browser of everyone
    /// who opens the stage; what it would give is not worked out here.
    Code(&'static str),
}

/// A JavaScript error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkError {
    /// `SyntaxError`, `ReferenceError`, `TypeError` or `RangeError`.
    pub class: &'static str,
    /// What is wrong.
    pub message: String,
}

/// Why a link gives no address.
enum Stop {
    Error(LinkError),
    Code(&'static str),
}

type Result<T> = std::result::Result<T, Stop>;

fn syntax_error<T>(message: impl Into<String>) -> Result<T> {
    Err(Stop::Error(LinkError { class: "SyntaxError", message: message.into() }))
}

fn reference_error<T>(name: &str) -> Result<T> {
    let message = format!("{name} is not defined");
    Err(Stop::Error(LinkError { class: "ReferenceError", message }))
}

fn type_error<T>(message: impl Into<String>) -> Result<T> {
    Err(Stop::Error(LinkError { class: "TypeError", message: message.into() }))
}

/// What Deck makes of a link with the model that Gate's manifest response is
/// (see [`gate_model`]). A link without `{{` is taken as it is.
pub fn evaluate(link: &str, model: &Value) -> Link {
    if !link.contains("{{") {
        return Link::Url(link.to_owned());
    }
    if link.len() > limits::LINK_BYTES {
        return Link::Code("the link is too long to be looked at");
    }
    match fill(link, model) {
        Ok(url) => Link::Url(url),
        Err(Stop::Error(error)) => Link::Fails(error),
        Err(Stop::Code(what)) => Link::Code(what),
    }
}

/// Everything is compiled before anything is computed, as in JavaScript.
fn fill(link: &str, model: &Value) -> Result<String> {
    let model = value::Js::from_java(model, 0)?;
    let mut compiled = Vec::new();
    let mut code = None;
    for piece in template::pieces(link) {
        match template::compile(piece) {
            Ok(piece) => compiled.push(piece),
            Err(Stop::Code(what)) => code = code.or(Some(what)),
            Err(error) => return Err(error),
        }
    }
    if let Some(what) = code {
        return Err(Stop::Code(what));
    }
    let mut out = String::new();
    for piece in compiled {
        match piece {
            template::Compiled::Text(text) => out.push_str(text),
            template::Compiled::Shown(expression) => {
                out.push_str(&compute::compute(&expression, &model)?.shown()?);
            }
            template::Compiled::Escaped(arguments) => {
                let values: Result<Vec<_>> =
                    arguments.iter().map(|one| compute::compute(one, &model)).collect();
                if let Some(first) = values?.first() {
                    out.push_str(&value::html_escaped(&first.shown()?));
                }
            }
        }
        if out.len() > limits::LINK_VALUE_BYTES {
            return Err(Stop::Code("the link grows too long"));
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests;
