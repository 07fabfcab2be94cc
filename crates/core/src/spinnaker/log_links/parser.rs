//! Expressions from tokens, by JavaScript's precedence.

use crate::limits;

use super::lexer::{Token, tokens};
use super::syntax::Expression;
use super::{Result, Stop, syntax_error};

/// Binary operators, loosest first, from the bitwise or on.
const LEVELS: [&[&str]; 8] = [
    &["|"],
    &["^"],
    &["&"],
    &["===", "!==", "==", "!="],
    &["<=", ">=", "<", ">"],
    &["<<", ">>>", ">>"],
    &["+", "-"],
    &["*", "/", "%"],
];

/// The operators that change what stands on their left.
const ASSIGNMENTS: [&str; 16] = [
    "=", "+=", "-=", "*=", "/=", "%=", "**=", "<<=", ">>=", ">>>=", "&=", "|=", "^=", "&&=", "||=",
    "??=",
];

/// The expression in `code`, all of it.
pub(super) fn parse(code: &str) -> Result<Expression> {
    let mut parser = Parser::of(code)?;
    let expression = parser.sequence()?;
    parser.end(expression)
}

/// The arguments in `code`, all of it: there may be none, and a comma parts
/// them.
pub(super) fn parse_arguments(code: &str) -> Result<Vec<Expression>> {
    let mut parser = Parser::of(code)?;
    let arguments = if parser.peek().is_none() { Vec::new() } else { parser.list("")? };
    parser.end(arguments)
}

pub(super) fn unexpected(token: &Token) -> Stop {
    let text = match token {
        Token::Sign("=>") => return Stop::Code("a function"),
        Token::Name(name) if name == "in" || name == "instanceof" => {
            return Stop::Code("a test of types");
        }
        Token::Sign(sign) => (*sign).to_owned(),
        Token::Name(name) => name.clone(),
        Token::Number(_) => "number".into(),
        Token::Text(_) => "string".into(),
        Token::Pattern(source, flags) => format!("/{source}/{flags}"),
    };
    let message = format!("Unexpected token '{text}'");
    Stop::Error(super::LinkError { class: "SyntaxError", message })
}

fn can_be_changed(expression: &Expression) -> bool {
    matches!(expression, Expression::Name(_) | Expression::Member { optional: false, .. })
}

pub(super) struct Parser {
    tokens: Vec<Token>,
    pub(super) at: usize,
    depth: usize,
    /// What was met that is no error but program code. Parsing goes on, for a
    /// syntax error behind it comes first.
    pub(super) code: Option<&'static str>,
}

impl Parser {
    fn of(code: &str) -> Result<Self> {
        let tokens = tokens(code)?;
        let arrow = tokens
            .windows(2)
            .any(|pair| matches!(pair, [Token::Sign(")") | Token::Name(_), Token::Sign("=>")]));
        if arrow {
            return Err(Stop::Code("a function"));
        }
        Ok(Self { tokens, at: 0, depth: 0, code: None })
    }

    /// `parsed`, if nothing is left and nothing was code.
    fn end<T>(self, parsed: T) -> Result<T> {
        match (self.peek(), self.code) {
            (Some(token), _) => Err(unexpected(token)),
            (None, Some(what)) => Err(Stop::Code(what)),
            (None, None) => Ok(parsed),
        }
    }

    pub(super) fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    pub(super) fn peek_sign(&self) -> Option<&'static str> {
        match self.peek() {
            Some(Token::Sign(sign)) => Some(sign),
            _ => None,
        }
    }

    pub(super) fn take_sign(&mut self, sign: &str) -> bool {
        let found = self.peek_sign() == Some(sign);
        self.at += usize::from(found);
        found
    }

    pub(super) fn expect(&mut self, sign: &str) -> Result<()> {
        if self.take_sign(sign) {
            return Ok(());
        }
        match self.peek() {
            Some(token) => Err(unexpected(token)),
            // lodash closes its own parenthesis where ours is missing.
            None => syntax_error("Unexpected token ')'"),
        }
    }

    /// Every way down goes through here, so that nesting stays bounded.
    pub(super) fn deeper<T>(&mut self, go: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        if self.depth >= limits::LINK_DEPTH {
            return Err(Stop::Code("it is nested too deeply to be looked at"));
        }
        self.depth += 1;
        let result = go(self);
        self.depth -= 1;
        result
    }

    /// With commas: all are computed, the last counts.
    pub(super) fn sequence(&mut self) -> Result<Expression> {
        let mut expression = self.choice()?;
        while self.take_sign(",") {
            let (left, right) = (Box::new(expression), Box::new(self.choice()?));
            expression = Expression::Binary { operator: ",", left, right };
        }
        Ok(expression)
    }

    pub(super) fn choice(&mut self) -> Result<Expression> {
        self.deeper(|parser| {
            let condition = parser.logic()?;
            if parser.peek_sign().is_some_and(|sign| ASSIGNMENTS.contains(&sign))
                && can_be_changed(&condition)
            {
                parser.at += 1;
                parser.code = Some("an assignment");
                return parser.choice();
            }
            if !parser.take_sign("?") {
                return Ok(condition);
            }
            let yes = Box::new(parser.choice()?);
            parser.expect(":")?;
            let no = Box::new(parser.choice()?);
            Ok(Expression::Choice { condition: Box::new(condition), yes, no })
        })
    }

    /// `??` stands alone: mixed with `||` or `&&` it needs parentheses.
    fn logic(&mut self) -> Result<Expression> {
        let mut left = self.binary(0)?;
        if self.peek_sign() == Some("??") {
            while self.take_sign("??") {
                let right = Box::new(self.binary(0)?);
                left = Expression::Binary { operator: "??", left: Box::new(left), right };
            }
            return Ok(left);
        }
        left = self.all(left)?;
        while self.take_sign("||") {
            let right = self.binary(0)?;
            let right = Box::new(self.all(right)?);
            left = Expression::Binary { operator: "||", left: Box::new(left), right };
        }
        Ok(left)
    }

    /// What `&&` joins, from `left` on.
    fn all(&mut self, mut left: Expression) -> Result<Expression> {
        while self.take_sign("&&") {
            let right = Box::new(self.binary(0)?);
            left = Expression::Binary { operator: "&&", left: Box::new(left), right };
        }
        Ok(left)
    }

    fn binary(&mut self, level: usize) -> Result<Expression> {
        let Some(operators) = LEVELS.get(level) else { return self.power() };
        let mut left = self.binary(level + 1)?;
        while let Some(operator) = self.peek_sign().filter(|sign| operators.contains(sign)) {
            self.at += 1;
            let right = Box::new(self.binary(level + 1)?);
            left = Expression::Binary { operator, left: Box::new(left), right };
        }
        Ok(left)
    }

    /// `**` binds to the right, and a sign before its left side must stand in
    /// parentheses.
    fn power(&mut self) -> Result<Expression> {
        let signed = matches!(self.peek_sign(), Some("!" | "-" | "+" | "~"));
        let left = self.unary()?;
        if !self.take_sign("**") {
            return Ok(left);
        }
        if signed {
            return syntax_error("a sign before ** needs parentheses");
        }
        let right = Box::new(self.deeper(Self::power)?);
        Ok(Expression::Binary { operator: "**", left: Box::new(left), right })
    }

    pub(super) fn unary(&mut self) -> Result<Expression> {
        let operator = match self.peek_sign() {
            Some(sign @ ("!" | "-" | "+" | "~")) => sign,
            Some("++" | "--") => {
                self.at += 1;
                let of = self.deeper(Self::unary)?;
                return self.changed(of);
            }
            _ => {
                let of = self.chain()?;
                let changes = matches!(self.peek_sign(), Some("++" | "--"));
                self.at += usize::from(changes);
                return if changes { self.changed(of) } else { Ok(of) };
            }
        };
        self.at += 1;
        let of = Box::new(self.deeper(Self::unary)?);
        Ok(Expression::Unary { operator, of })
    }

    fn changed(&mut self, of: Expression) -> Result<Expression> {
        if !can_be_changed(&of) {
            return syntax_error("Invalid left-hand side expression in a change");
        }
        self.code = Some("a change of a value");
        Ok(of)
    }

    fn chain(&mut self) -> Result<Expression> {
        let mut expression = self.primary()?;
        let mut links = 0usize;
        let mut any_optional = false;
        loop {
            let optional = self.take_sign("?.");
            any_optional |= optional;
            let of = Box::new(expression.clone());
            expression = if self.take_sign("(") {
                let arguments = self.list(")")?;
                Expression::Call { of, arguments, optional }
            } else if self.take_sign("[") {
                let key = Box::new(self.deeper(Self::sequence)?);
                self.expect("]")?;
                Expression::Member { of, key, optional }
            } else if optional || self.take_sign(".") {
                let Some(Token::Name(name)) = self.peek().cloned() else {
                    return Err(self.peek().map_or_else(
                        || {
                            Stop::Error(super::LinkError {
                                class: "SyntaxError",
                                message: "Unexpected token ')'".into(),
                            })
                        },
                        unexpected,
                    ));
                };
                self.at += 1;
                Expression::Member { of, key: Box::new(Expression::Text(name)), optional }
            } else {
                break;
            };
            links += 1;
            if links >= limits::LINK_DEPTH {
                return Err(Stop::Code("it is nested too deeply to be looked at"));
            }
        }
        Ok(if any_optional { Expression::Chain(Box::new(expression)) } else { expression })
    }
}
