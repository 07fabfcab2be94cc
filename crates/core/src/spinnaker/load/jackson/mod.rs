//! A plugin's stage: one resource file, read by Jackson instead of Spring, and
//! written out by the same Gson (golden vectors `plugin`).
//!
//! Names are exact, unknown ones vanish, texts stay as written (`0755` is
//! `"0755"` for a text), nothing is filled in, aliases are read as the text of
//! their name. A failure concerns the plugin, not Orca's start-up.

mod read;
mod scalars;
mod token;

use std::sync::Arc;

use super::failure::{Cause, Failure, FailureKind, Place};
use super::fields::Type;
use super::stage::{LoadedStage, StageKind, conversion};
use crate::document::Node;
use crate::java::Span;
use crate::spinnaker::Target;

use read::Reader;

const MISMATCHED: &str = "com.fasterxml.jackson.databind.exc.MismatchedInputException";
const INVALID_FORMAT: &str = "com.fasterxml.jackson.databind.exc.InvalidFormatException";
const INVALID_DEFINITION: &str = "com.fasterxml.jackson.databind.exc.InvalidDefinitionException";
const INSTANTIATION: &str = "com.fasterxml.jackson.databind.exc.ValueInstantiationException";
const PARSE: &str = "com.fasterxml.jackson.core.JsonParseException";
const MAPPING: &str = "com.fasterxml.jackson.databind.JsonMappingException";

/// A step from the stage to a value, as Jackson's messages name it.
#[derive(Clone, Debug)]
enum Reference {
    /// A property of a class.
    Field(Arc<str>, Arc<str>),
    /// An item of a list.
    Item(usize),
    /// An entry of a map.
    Entry(Arc<str>),
}

/// An exception on its way out.
#[derive(Debug)]
struct Problem {
    class: &'static str,
    message: String,
    causes: Vec<Cause>,
    /// Unset until the innermost step has been noted.
    at: Option<(Vec<Reference>, Span)>,
}

impl Problem {
    fn new(class: &'static str, message: impl Into<String>) -> Self {
        Self { class, message: message.into(), causes: Vec::new(), at: None }
    }

    fn caused(mut self, class: &'static str, message: impl Into<String>) -> Self {
        self.causes.push(Cause { class, message: message.into() });
        self
    }
}

/// Loads one stage of a plugin: a resource's first document, if it has one.
/// `text` is the text that the nodes' places refer to.
pub fn load_plugin(node: Option<&Arc<Node>>, text: &str, target: Target) -> LoadedStage {
    let Some(node) = node else {
        let problem = Problem::new(MISMATCHED, "No content to map due to end-of-input");
        let failure = Some(failure(problem, Span::default()));
        return LoadedStage { failure, ..LoadedStage::default() };
    };
    let conversion = conversion(target.release.spring_boot());
    let mut reader = Reader::new(text, conversion);
    let ty: Type = StageKind::Kubernetes.ty();
    match reader.read(node, &ty) {
        Ok(value) => LoadedStage {
            value,
            changes: reader.changes,
            unwritable: reader.unwritable,
            ..LoadedStage::default()
        },
        Err(problem) => {
            let failure = failure(problem, node.span);
            LoadedStage {
                failure: Some(failure),
                changes: reader.changes,
                ..LoadedStage::default()
            }
        }
    }
}

fn failure(problem: Problem, root: Span) -> Failure {
    let (references, span) = problem.at.unwrap_or((Vec::new(), root));
    let steps: Vec<String> = references
        .iter()
        .map(|reference| match reference {
            Reference::Field(class, name) => format!("{class}[\"{name}\"]"),
            Reference::Item(index) => format!("java.util.ArrayList[{index}]"),
            Reference::Entry(key) => format!("java.util.LinkedHashMap[\"{key}\"]"),
        })
        .collect();
    let through = match steps.as_slice() {
        [] => String::new(),
        steps => format!(" (through reference chain: {})", steps.join("->")),
    };
    let mut causes = problem.causes;
    // What the parser says is wrapped only on the way through an object.
    if !(references.is_empty() && problem.class == MAPPING) {
        let message = format!("{}{through}", problem.message);
        causes.insert(0, Cause { class: problem.class, message });
    }
    Failure {
        kind: FailureKind::Conversion,
        property: Some(property(&references)),
        causes,
        place: Place { span, ..Place::default() },
    }
}

/// The property as a path in canonical names.
fn property(references: &[Reference]) -> String {
    let mut out = String::new();
    for reference in references {
        match reference {
            Reference::Item(index) => out.extend(["[", &index.to_string(), "]"]),
            Reference::Field(_, name) | Reference::Entry(name) => {
                if !out.is_empty() {
                    out.push('.');
                }
                out.push_str(name);
            }
        }
    }
    out
}
