//! Tokens made into a tree as Spring's `InternalSpelExpressionParser` does,
//! with its oddities (spel §9). It must never recurse deeper than
//! [`limits::SPEL_DEPTH`].
//!
//! A level answers `None` where Spring's answers null: nothing was there.
//! Spring finds out only when it builds the node around it, with an
//! `IllegalArgumentException` in place of a syntax error.

mod primary;

use super::stop::{ILLEGAL_ARGUMENT, SPEL, Step, bound, thrown};
use super::syntax::{Kind as Syntax, Literal, Node, Operator, Relation};
use super::token::{Kind, Token, syntax, tokens};
use crate::limits;

type Parsed = Step<Option<Node>>;

/// The tree of `text`, which is trimmed and not empty.
pub(super) fn parse(text: &str) -> Step<Node> {
    if text.encode_utf16().nth(limits::SPEL_EXPRESSION).is_some() {
        return Err(thrown(SPEL, "an expression may have 10,000 characters"));
    }
    let tokens = tokens(text)?;
    let mut parser = Parser { tokens: &tokens, at: 0, depth: 0 };
    let node = parser.expression()?;
    let Some(node) = node else { return syntax("there is no expression") };
    match parser.peek() {
        Some(token) => {
            let more = text.get(token.start..).unwrap_or("");
            syntax(format!("a valid expression is followed by `{more}`"))
        }
        None => Ok(node),
    }
}

struct Parser<'t, 'a> {
    tokens: &'t [Token<'a>],
    at: usize,
    depth: usize,
}

/// A child that Spring's node constructors insist on.
fn operand(node: Option<Node>) -> Step<Node> {
    node.ok_or_else(|| thrown(ILLEGAL_ARGUMENT, "an operand is missing"))
}

fn right(node: Option<Node>) -> Step<Node> {
    match node {
        Some(node) => Ok(node),
        None => syntax("the right operand is missing"),
    }
}

fn left(node: Option<Node>) -> Step<Node> {
    match node {
        Some(node) => Ok(node),
        None => syntax("the left operand is missing"),
    }
}

fn span(start: usize, end: usize, kind: Syntax) -> Node {
    let clamp = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Node { kind, start: clamp(start), end: clamp(end) }
}

fn null() -> Node {
    span(0, 0, Syntax::Literal(Literal::Null))
}

impl<'a> Parser<'_, 'a> {
    fn peek(&self) -> Option<Token<'a>> {
        self.tokens.get(self.at).copied()
    }

    fn peeks(&self, kinds: &[Kind]) -> bool {
        self.peek().is_some_and(|token| kinds.contains(&token.kind))
    }

    fn take(&mut self) -> Option<Token<'a>> {
        let token = self.peek();
        self.at += usize::from(token.is_some());
        token
    }

    fn accept(&mut self, kind: Kind) -> bool {
        let found = self.peeks(&[kind]);
        self.at += usize::from(found);
        found
    }

    fn accept_any(&mut self, kinds: &[Kind]) -> Option<Token<'a>> {
        if self.peeks(kinds) { self.take() } else { None }
    }

    fn expect(&mut self, kind: Kind) -> Step<Token<'a>> {
        match self.take() {
            Some(token) if token.kind == kind => Ok(token),
            Some(_) => syntax(format!("{kind:?} is expected")),
            None => syntax("the expression ends too early"),
        }
    }

    fn peeks_word(&self, word: &str) -> bool {
        self.peek()
            .is_some_and(|token| token.kind == Kind::Name && token.text.eq_ignore_ascii_case(word))
    }

    fn deeper<T>(&mut self, inner: impl FnOnce(&mut Self) -> Step<T>) -> Step<T> {
        if self.depth >= limits::SPEL_DEPTH {
            return Err(bound("nested too deep"));
        }
        self.depth += 1;
        let result = inner(self);
        self.depth -= 1;
        result
    }

    fn expression(&mut self) -> Parsed {
        self.deeper(Self::expression_here)
    }

    fn expression_here(&mut self) -> Parsed {
        let node = self.or()?;
        match self.accept_any(&[Kind::Assign, Kind::Elvis, Kind::Question]) {
            Some(token) => self.going_on(node, token),
            None => Ok(node),
        }
    }

    fn going_on(&mut self, node: Option<Node>, token: Token<'a>) -> Parsed {
        let node = node.unwrap_or_else(null);
        match token.kind {
            Kind::Assign => {
                let value = operand(self.or()?)?;
                let (start, end) = (node.start, value.end.max(node.end));
                Ok(Some(Node { kind: Syntax::Assign(Box::new((node, value))), start, end }))
            }
            Kind::Elvis => {
                let other = self.expression()?.unwrap_or_else(null);
                let end = other.end.max(node.end);
                let start = node.start;
                Ok(Some(Node { kind: Syntax::Elvis(Box::new((node, other))), start, end }))
            }
            _ => self.ternary(node),
        }
    }

    fn ternary(&mut self, condition: Node) -> Parsed {
        let yes = self.expression()?;
        self.expect(Kind::Colon)?;
        let no = self.expression()?;
        let (yes, no) = (operand(yes)?, operand(no)?);
        let (start, end) = (condition.start, no.end);
        Ok(Some(Node { kind: Syntax::Ternary(Box::new((condition, yes, no))), start, end }))
    }

    fn or(&mut self) -> Parsed {
        let first = self.and()?;
        let is_or = |parser: &Self| parser.peeks_word("or") || parser.peeks(&[Kind::Or]);
        if is_or(self) { self.logical(first, is_or, Self::and, Syntax::Or) } else { Ok(first) }
    }

    fn and(&mut self) -> Parsed {
        let first = self.relation()?;
        let is_and = |parser: &Self| parser.peeks_word("and") || parser.peeks(&[Kind::And]);
        if is_and(self) {
            return self.logical(first, is_and, Self::relation, Syntax::And);
        }
        Ok(first)
    }

    fn logical(
        &mut self,
        first: Option<Node>,
        more: impl Fn(&Self) -> bool,
        operand: impl Fn(&mut Self) -> Parsed,
        kind: fn(Vec<Node>) -> Syntax,
    ) -> Parsed {
        let mut operands: Vec<Node> = Vec::new();
        let mut first = first;
        while more(self) {
            self.take();
            let next = operand(self)?;
            if operands.is_empty() {
                operands.push(left(first.take())?);
            }
            operands.push(right(next)?);
        }
        bounded(operands.len())?;
        let start = operands.first().map_or(0, |node| node.start);
        let end = operands.last().map_or(0, |node| node.end);
        Ok(Some(Node { kind: kind(operands), start, end }))
    }

    fn relation(&mut self) -> Parsed {
        let node = self.sum()?;
        match self.peek().and_then(|token| relation(&token)) {
            Some(relation) => self.related(node, relation),
            None => Ok(node),
        }
    }

    fn related(&mut self, node: Option<Node>, relation: Relation) -> Parsed {
        self.take();
        let other = self.sum()?;
        let (node, other) = (left(node)?, right(other)?);
        let (start, end) = (node.start, other.end);
        Ok(Some(Node { kind: Syntax::Relation(relation, Box::new((node, other))), start, end }))
    }

    /// A `++` between two operands is taken, and what follows it is dropped.
    fn sum(&mut self) -> Parsed {
        let node = self.product()?;
        if self.peeks(&[Kind::Plus, Kind::Minus, Kind::Increment]) {
            return self.sum_of(node);
        }
        Ok(node)
    }

    fn sum_of(&mut self, mut node: Option<Node>) -> Parsed {
        let mut rest = Vec::new();
        while let Some(token) = self.accept_any(&[Kind::Plus, Kind::Minus, Kind::Increment]) {
            let other = right(self.product()?)?;
            match token.kind {
                Kind::Plus => rest.push((Operator::Add, other)),
                Kind::Minus => rest.push((Operator::Subtract, other)),
                _ => {}
            }
        }
        if !rest.is_empty() {
            node = Some(chain(operand(node)?, rest)?);
        }
        Ok(node)
    }

    fn product(&mut self) -> Parsed {
        let node = self.power()?;
        if self.peeks(&[Kind::Star, Kind::Div, Kind::Mod]) {
            return self.product_of(node);
        }
        Ok(node)
    }

    fn product_of(&mut self, mut node: Option<Node>) -> Parsed {
        let mut rest = Vec::new();
        while let Some(token) = self.accept_any(&[Kind::Star, Kind::Div, Kind::Mod]) {
            let other = self.power()?;
            if rest.is_empty() {
                node = Some(left(node)?);
            }
            let operator = match token.kind {
                Kind::Star => Operator::Multiply,
                Kind::Div => Operator::Divide,
                _ => Operator::Remainder,
            };
            rest.push((operator, right(other)?));
        }
        if !rest.is_empty() {
            node = Some(chain(left(node)?, rest)?);
        }
        Ok(node)
    }

    fn power(&mut self) -> Parsed {
        let node = self.unary()?;
        if self.peeks(&[Kind::Power, Kind::Increment, Kind::Decrement]) {
            return self.power_of(node);
        }
        Ok(node)
    }

    fn power_of(&mut self, node: Option<Node>) -> Parsed {
        if self.accept(Kind::Power) {
            let other = right(self.unary()?)?;
            let node = operand(node)?;
            let (start, end) = (node.start, other.end);
            return Ok(Some(Node { kind: Syntax::Power(Box::new((node, other))), start, end }));
        }
        let Some(node) = node else { return Ok(None) };
        let Some(token) = self.accept_any(&[Kind::Increment, Kind::Decrement]) else {
            return Ok(Some(node));
        };
        let by = if token.kind == Kind::Increment { 1 } else { -1 };
        let start = node.start as usize;
        let kind = Syntax::Step { operand: Box::new(node), by, postfix: true };
        Ok(Some(span(start, token.end, kind)))
    }

    fn unary(&mut self) -> Parsed {
        let signs = [Kind::Not, Kind::Plus, Kind::Minus, Kind::Increment, Kind::Decrement];
        match self.accept_any(&signs) {
            Some(token) => self.signed(token),
            None => self.primary(),
        }
    }

    fn signed(&mut self, token: Token<'a>) -> Parsed {
        let node = self.deeper(Self::unary)?;
        let step = |node, by| Syntax::Step { operand: Box::new(node), by, postfix: false };
        let (node, make): (Node, fn(Box<Node>) -> Syntax) = match token.kind {
            Kind::Increment | Kind::Decrement => {
                let node = operand(node)?;
                let end = node.end as usize;
                let by = if token.kind == Kind::Increment { 1 } else { -1 };
                return Ok(Some(span(token.start, end, step(node, by))));
            }
            kind => {
                let Some(node) = node else { return syntax("the expression ends too early") };
                let make = match kind {
                    Kind::Not => Syntax::Not,
                    Kind::Plus => Syntax::Plus,
                    _ => Syntax::Minus,
                };
                (node, make)
            }
        };
        let end = node.end as usize;
        Ok(Some(span(token.start, end, make(Box::new(node)))))
    }
}

fn chain(first: Node, rest: Vec<(Operator, Node)>) -> Step<Node> {
    bounded(rest.len())?;
    let start = first.start;
    let end = rest.last().map_or(first.end, |(_, node)| node.end);
    Ok(Node { kind: Syntax::Arithmetic(Box::new(first), rest), start, end })
}

/// A chain of operators is flat here, but nested to the left in Java.
fn bounded(operators: usize) -> Step<()> {
    if operators > limits::SPEL_CHAIN { Err(bound("too many operators")) } else { Ok(()) }
}

fn relation(token: &Token<'_>) -> Option<Relation> {
    Some(match token.kind {
        Kind::Equal => Relation::Equal,
        Kind::NotEqual => Relation::NotEqual,
        Kind::Less => Relation::Less,
        Kind::LessEqual => Relation::LessEqual,
        Kind::Greater => Relation::Greater,
        Kind::GreaterEqual => Relation::GreaterEqual,
        Kind::Name if token.text.eq_ignore_ascii_case("instanceof") => Relation::InstanceOf,
        Kind::Name if token.text.eq_ignore_ascii_case("matches") => Relation::Matches,
        Kind::Name if token.text.eq_ignore_ascii_case("between") => Relation::Between,
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
