//! An expression as a tree. Plain data; it must never hold values that only
//! evaluation can know.

use std::sync::Arc;

/// One node with its place in the expression's text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Node {
    /// What it is.
    pub kind: Kind,
    /// First byte in the expression.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

/// What a node is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    /// A number, text, truth value or null.
    Literal(Literal),
    /// `name`, a property of the current object.
    Property(Property),
    /// `#name`.
    Variable(Arc<str>),
    /// `name(…)`, a method of the current object.
    Method {
        /// Its name and `?.`.
        property: Property,
        /// What is passed.
        arguments: Vec<Node>,
    },
    /// `#name(…)`.
    Function {
        /// The function's name.
        name: Arc<str>,
        /// What is passed.
        arguments: Vec<Node>,
    },
    /// `T(name)`, with the number of `[]`.
    Type(Arc<str>, usize),
    /// `new name(…)`.
    New {
        /// The class name as written.
        name: Arc<str>,
        /// What is passed.
        arguments: Vec<Node>,
    },
    /// `new name[size]…{…}`.
    NewArray(Box<NewArray>),
    /// `@name` and `&name`.
    Bean,
    /// `[index]`.
    Index {
        /// The index.
        index: Box<Node>,
        /// Whether it is `?.[index]`.
        safe: bool,
    },
    /// `![…]`.
    Projection {
        /// What each element becomes.
        each: Box<Node>,
        /// Whether it is `?.![…]`.
        safe: bool,
    },
    /// `?[…]`, `^[…]` and `$[…]`.
    Selection {
        /// What an element must meet.
        criterion: Box<Node>,
        /// Which elements are kept.
        variant: Variant,
        /// Whether it is `?.?[…]`.
        safe: bool,
    },
    /// `{a, b}`.
    List(Vec<Node>),
    /// `{a: b}`.
    Map(Vec<(Node, Node)>),
    /// `a.b[c]`: each is evaluated in what the one before gave.
    Compound(Vec<Node>),
    /// `a = b`.
    Assign(Box<(Node, Node)>),
    /// `a ?: b`.
    Elvis(Box<(Node, Node)>),
    /// `a ? b : c`.
    Ternary(Box<(Node, Node, Node)>),
    /// `a or b or …`.
    Or(Vec<Node>),
    /// `a and b and …`.
    And(Vec<Node>),
    /// `a == b` and the like.
    Relation(Relation, Box<(Node, Node)>),
    /// `a + b - …` or `a * b / …`, from left to right; as one node so that
    /// long sums are not deep.
    Arithmetic(Box<Node>, Vec<(Operator, Node)>),
    /// `a ^ b`.
    Power(Box<(Node, Node)>),
    /// `!a`.
    Not(Box<Node>),
    /// `+a`.
    Plus(Box<Node>),
    /// `-a`.
    Minus(Box<Node>),
    /// `++a`, `a++`, `--a`, `a--`.
    Step {
        /// What changes.
        operand: Box<Node>,
        /// 1 or -1.
        by: i32,
        /// Whether the old value is the result.
        postfix: bool,
    },
}

/// A literal.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "each is the Java type of its name")]
pub(super) enum Literal {
    Null,
    Boolean(bool),
    Integer(i32),
    Long(i64),
    Float(f32),
    Double(f64),
    Text(Arc<str>),
}

/// A property's or method's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Property {
    /// The name.
    pub name: Arc<str>,
    /// Whether it follows `?.`.
    pub safe: bool,
}

/// An array to construct.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct NewArray {
    /// The element type as written.
    pub name: Arc<str>,
    /// The sizes; `None` for `[]`.
    pub sizes: Vec<Option<Node>>,
    /// The initializer, a list or a map.
    pub items: Option<Node>,
}

/// Which elements a selection keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each says what it is")]
pub(super) enum Variant {
    All,
    First,
    Last,
}

/// A relational operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each says what it is")]
pub(super) enum Relation {
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    InstanceOf,
    Matches,
    Between,
}

/// An arithmetic operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each says what it is")]
pub(super) enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
}

impl Kind {
    /// Whether Spring keeps such a list or map as one unmodifiable constant.
    pub(super) fn is_constant(&self) -> bool {
        match self {
            Self::Literal(_) => true,
            Self::List(items) => items.iter().all(|item| item.kind.is_constant_item()),
            Self::Map(entries) => entries.iter().all(|(key, value)| {
                (matches!(key.kind, Self::Property(_)) || key.kind.is_constant_entry())
                    && value.kind.is_constant_entry()
            }),
            _ => false,
        }
    }

    fn is_constant_item(&self) -> bool {
        !matches!(self, Self::Map(_)) && self.is_constant_entry()
    }

    fn is_constant_entry(&self) -> bool {
        match self {
            Self::Minus(operand) => matches!(
                operand.kind,
                Self::Literal(
                    Literal::Integer(_) | Literal::Long(_) | Literal::Float(_) | Literal::Double(_)
                )
            ),
            other => other.is_constant(),
        }
    }
}
