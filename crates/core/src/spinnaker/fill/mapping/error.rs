//! Why a mapping failed, as data and in Java's own words.

use std::fmt;
use std::sync::Arc;

/// A mapping that Orca could not follow. Its `Display` is the text that the
/// stage shows: exception class, colon, message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MappingError {
    /// Which segment failed, from 0.
    pub segment: usize,
    /// How.
    pub kind: MappingErrorKind,
}

/// The ways in which a mapping fails.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MappingErrorKind {
    /// Only dots: there is no segment.
    Empty,
    /// A map has nothing, or null, under a key on the way.
    NoProperty {
        /// The key.
        property: Arc<str>,
        /// The map, as Groovy writes it.
        on: String,
    },
    /// The index is no Java `int`.
    UnparsableIndex {
        /// The whole segment.
        expression: Arc<str>,
    },
    /// The list has no such item.
    InvalidIndex {
        /// The index asked for.
        index: i32,
        /// The list's key.
        list: Arc<str>,
        /// How many items it has.
        length: usize,
    },
    /// A list where a map is needed: an index is missing.
    ListWithoutIndex,
    /// Something else where another class is needed: an index on what is no
    /// list, or a text for Groovy's meta class.
    Cast {
        /// The value, as Java writes it.
        text: String,
        /// Its class.
        class: &'static str,
        /// The class needed.
        to: &'static str,
    },
    /// A text, number or truth value has no such property.
    MissingProperty {
        /// The property.
        property: Arc<str>,
        /// The value's class.
        class: &'static str,
        /// What Groovy proposes instead.
        suggestions: Vec<&'static str>,
        /// Whether the value was one of a list's items.
        in_item: bool,
    },
    /// A text, number or truth value has that property, but nobody can set it.
    ReadOnlyProperty {
        /// The property.
        property: Arc<str>,
        /// The value's class.
        class: &'static str,
    },
    /// The step before led to a null in a list.
    Null {
        /// What was asked of it.
        property: Arc<str>,
        /// Whether it was to be read or written.
        access: Access,
    },
    /// The mapping goes on into a Java object that is not YAML data, such as
    /// a text's class. Where that ends is not known here; the manifest is not
    /// reached.
    JavaObject {
        /// The property that led there.
        property: Arc<str>,
        /// The class that has it.
        class: &'static str,
    },
}

/// Reading or writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Access {
    /// The property was to be read.
    Get,
    /// The property was to be set.
    Set,
}

impl MappingErrorKind {
    /// The exception's class.
    pub fn exception(&self) -> &'static str {
        match self {
            Self::Empty => "java.util.NoSuchElementException",
            Self::NoProperty { .. }
            | Self::UnparsableIndex { .. }
            | Self::InvalidIndex { .. }
            | Self::ListWithoutIndex => "java.lang.IllegalArgumentException",
            Self::Cast { .. } => "org.codehaus.groovy.runtime.typehandling.GroovyCastException",
            Self::MissingProperty { .. } | Self::JavaObject { .. } => {
                "groovy.lang.MissingPropertyException"
            }
            Self::ReadOnlyProperty { .. } => "groovy.lang.ReadOnlyPropertyException",
            Self::Null { .. } => "java.lang.NullPointerException",
        }
    }

    /// The exception's message, letter for letter, Orca's own slip in
    /// "expresion" included. Two may differ on a real Orca: after some fifteen
    /// such failures a JVM leaves out `argument type mismatch`, and
    /// [`Self::JavaObject`] is told in our words.
    pub fn message(&self) -> String {
        match self {
            Self::Empty => "Cannot access last() element from an empty Array".into(),
            Self::NoProperty { property, on } => format!("no property {property} on {on}"),
            Self::UnparsableIndex { expression } => {
                format!("Unable to parse index from expresion {expression}")
            }
            Self::InvalidIndex { index, list, .. } => {
                format!("Invalid index {index} for list {list}")
            }
            Self::ListWithoutIndex => "argument type mismatch".into(),
            Self::Cast { text, class, to } => cast_message(text, class, to),
            Self::MissingProperty { property, class, suggestions, in_item } => {
                missing_message(property, class, suggestions, *in_item)
            }
            Self::ReadOnlyProperty { property, class } => {
                format!("Cannot set readonly property: {property} for class: {class}")
            }
            Self::Null { property, access } => {
                let verb = if *access == Access::Get { "get" } else { "set" };
                format!("Cannot {verb} property '{property}' on null object")
            }
            Self::JavaObject { property, class } => {
                format!("the property {property} of {class} leads out of the manifest")
            }
        }
    }
}

/// Only a map makes Groovy look for a constructor before it gives up.
fn cast_message(text: &str, class: &str, to: &str) -> String {
    let due = match class.strip_prefix("java.util.") {
        Some(simple @ ("LinkedHashMap" | "HashMap")) => format!(
            " due to: groovy.lang.GroovyRuntimeException: \
             Could not find matching constructor for: {to}({simple})"
        ),
        _ => String::new(),
    };
    format!("Cannot cast object '{text}' with class '{class}' to class '{to}'{due}")
}

fn missing_message(property: &str, class: &str, suggestions: &[&str], in_item: bool) -> String {
    let within = if in_item {
        format!(
            "Exception evaluating property '{property}' for java.util.ArrayList, \
             Reason: groovy.lang.MissingPropertyException: "
        )
    } else {
        String::new()
    };
    let lead = if suggestions.is_empty() { "" } else { "\nPossible solutions: " };
    let proposed = suggestions.join(", ");
    format!("{within}No such property: {property} for class: {class}{lead}{proposed}")
}

impl fmt::Display for MappingError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.kind.exception(), self.kind.message())
    }
}

impl std::error::Error for MappingError {}
