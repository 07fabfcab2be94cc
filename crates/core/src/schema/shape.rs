//! What kind of value a property takes, from the name of its Java type.

/// The kind of value that a property takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// `String`: any scalar will do, Orca makes text of it.
    Text,
    /// `boolean` or `Boolean`.
    Truth {
        /// Whether it is the primitive, which cannot be empty.
        primitive: bool,
    },
    /// `int`, `Integer` or `Long`.
    Whole {
        /// Whether it is the primitive, which cannot be empty.
        primitive: bool,
        /// Whether it has 64 bits instead of 32.
        long: bool,
    },
    /// A Kubernetes quantity; only text loads (orca-semantics §1.9).
    Quantity,
    /// A number or a name in Kubernetes; only text loads.
    IntOrString,
    /// `OffsetDateTime`.
    Time,
    /// A Java enum; the field lists its words.
    Word,
    /// `Object`: anything.
    Anything,
    /// A class, by its index in the tables.
    Class(usize),
    /// A list.
    List(Box<Self>),
    /// A map from free names.
    Map(Box<Self>),
}

impl Shape {
    /// Reads the name of a Java type; `class` finds a class by its name.
    pub(super) fn parse(name: &str, class: &dyn Fn(&str) -> Option<usize>) -> Self {
        let inner = |prefix: &str| name.strip_prefix(prefix)?.strip_suffix('>');
        if let Some(item) = inner("List<") {
            return Self::List(Box::new(Self::parse(item, class)));
        }
        if let Some(value) = inner("Map<String,") {
            return Self::Map(Box::new(Self::parse(value, class)));
        }
        match name {
            "String" => Self::Text,
            "boolean" => Self::Truth { primitive: true },
            "Boolean" => Self::Truth { primitive: false },
            "int" => Self::Whole { primitive: true, long: false },
            "Integer" => Self::Whole { primitive: false, long: false },
            "Long" => Self::Whole { primitive: false, long: true },
            "Quantity" => Self::Quantity,
            "IntOrString" => Self::IntOrString,
            "OffsetDateTime" => Self::Time,
            "enum" => Self::Word,
            other => class(other).map_or(Self::Anything, Self::Class),
        }
    }

    /// What it takes, as one says it in a sentence.
    pub fn words(&self) -> String {
        match self {
            Self::Text => "text".to_owned(),
            Self::Truth { .. } => "true or false".to_owned(),
            Self::Whole { .. } => "a whole number".to_owned(),
            Self::Quantity => "a quantity as quoted text, such as \"500m\"".to_owned(),
            Self::IntOrString => "a port as quoted text, such as \"http\"".to_owned(),
            Self::Time => "a time such as 2026-01-31T12:00:00Z".to_owned(),
            Self::Word => "a fixed word".to_owned(),
            Self::Anything => "anything".to_owned(),
            Self::Class(_) => "a mapping".to_owned(),
            Self::List(item) => match **item {
                Self::Class(_) => "a list of mappings".to_owned(),
                Self::Whole { .. } => "a list of whole numbers".to_owned(),
                _ => "a list of text".to_owned(),
            },
            Self::Map(value) => match **value {
                Self::Quantity => "a mapping of names to quantities as quoted text".to_owned(),
                Self::List(_) => "a mapping of names to lists of text".to_owned(),
                Self::Map(_) => "a mapping of names to mappings".to_owned(),
                _ => "a mapping of names to text".to_owned(),
            },
        }
    }
}
