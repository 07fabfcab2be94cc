//! What the fill-in did, parameter by parameter, or why it stopped.

use std::fmt;
use std::sync::Arc;

use super::mapping::{MappingError, Step};
use crate::java::{Map, Value};

/// The stage context after the fill-in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filled {
    /// The context that Orca goes on with.
    pub context: Map,
    /// What each default, user value and dynamic parameter did, in Orca's
    /// order. A later one may have written over an earlier one.
    pub applied: Vec<Applied>,
}

/// What one value did.
#[derive(Clone, Debug, PartialEq)]
pub struct Applied {
    /// Who gave the value.
    pub giver: Giver,
    /// The mapping that it went through, if there is one.
    pub mapping: Option<Arc<str>>,
    /// What came of it.
    pub effect: Effect,
}

/// Who gave a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Giver {
    /// A parameter's default.
    Default {
        /// The parameter's place among the stage's parameters, from 0.
        index: usize,
        /// Its name, if it has one.
        name: Option<Arc<str>>,
    },
    /// The pipeline's author, in `parameters` of the stage JSON.
    User {
        /// The parameter's place; `None` when the stage has none of that name.
        index: Option<usize>,
        /// The name given.
        name: Arc<str>,
    },
    /// An entry of `dynamicParameters` in the stage JSON.
    Dynamic {
        /// The entry's key, which is its mapping.
        key: Arc<str>,
    },
}

/// What came of a value.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// It was put into the context.
    Set {
        /// The node that was written.
        path: Vec<Step>,
        /// What stood there; `None` when the key is new.
        before: Option<Value>,
        /// What stands there now.
        after: Value,
    },
    /// It was put into an output of an earlier stage, which the mapping's
    /// first name found because the context has nothing of that name. The
    /// job does not see it.
    SetInOutput {
        /// The node that was written, from the outputs.
        path: Vec<Step>,
    },
    /// The parameter has no mapping: Orca leaves the value where it is.
    NoMapping,
    /// The stage has no parameter of that name: Orca ignores the value.
    UnknownParameter,
    /// It stopped the stage.
    Failed(MappingError),
}

/// Why a stage's planning failed. Its `Display` is the text that Orca shows.
#[derive(Clone, Debug, PartialEq)]
pub struct FillError {
    /// What happened.
    pub cause: Cause,
    /// All that was done before, the failing value last.
    pub so_far: Filled,
}

/// What can stop the fill-in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// A mapping could not be followed.
    Mapping(MappingError),
    /// A user value or dynamic parameter added an entry to the very map that
    /// Orca was going through.
    AddedWhileReading,
    /// `parameters` or `dynamicParameters` of the stage JSON is no map, nor a
    /// list of pairs.
    NotAMap {
        /// Which of the two.
        key: &'static str,
        /// The class of the first value that Orca cannot use.
        class: &'static str,
        /// That value, as Groovy writes it.
        text: String,
    },
}

impl fmt::Display for Cause {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Mapping(error) => error.fmt(out),
            Self::AddedWhileReading => {
                write!(out, "java.util.ConcurrentModificationException: null")
            }
            Self::NotAMap { key, class, text } => {
                // Groovy numbers the closures of the method.
                let closure = if *key == "parameters" { 3 } else { 4 };
                let class = match class.rsplit('.').next() {
                    Some("NullObject") | None => "null",
                    Some(simple) => simple,
                };
                write!(
                    out,
                    "groovy.lang.MissingMethodException: No signature of method: \
                     com.netflix.spinnaker.orca.clouddriver.pipeline.job.PreconfiguredJobStage\
                     $_overrideIfNotSetInContextAndOverrideDefault_closure{closure}.doCall() is \
                     applicable for argument types: ({class}) values: [{text}]\n\
                     Possible solutions: doCall(java.lang.Object, java.lang.Object), findAll(), \
                     findAll(), isCase(java.lang.Object), isCase(java.lang.Object)"
                )
            }
        }
    }
}

impl fmt::Display for FillError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.cause.fmt(out)
    }
}

impl std::error::Error for FillError {}
