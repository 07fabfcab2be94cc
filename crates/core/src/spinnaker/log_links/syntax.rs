//! The expressions that are understood.

use std::rc::Rc;

use super::regexp::Pattern;

/// A JavaScript expression.
#[derive(Clone, Debug)]
pub(super) enum Expression {
    Number(f64),
    Text(String),
    /// `/…/`.
    Pattern(Rc<Pattern>),
    Word(Word),
    Name(String),
    List(Vec<Self>),
    Object(Vec<(String, Self)>),
    /// `of.name` or `of[key]`; `optional` for `?.`.
    Member {
        of: Box<Self>,
        key: Box<Self>,
        optional: bool,
    },
    /// The end of a chain with `?.` in it, where a short cut arrives.
    Chain(Box<Self>),
    /// `new Date(…)`.
    Date(Vec<Self>),
    Call {
        of: Box<Self>,
        arguments: Vec<Self>,
        optional: bool,
    },
    Unary {
        operator: &'static str,
        of: Box<Self>,
    },
    Binary {
        operator: &'static str,
        left: Box<Self>,
        right: Box<Self>,
    },
    Choice {
        condition: Box<Self>,
        yes: Box<Self>,
        no: Box<Self>,
    },
}

/// A literal word.
#[derive(Clone, Copy, Debug)]
pub(super) enum Word {
    True,
    False,
    Null,
}
