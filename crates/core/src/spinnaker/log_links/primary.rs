//! Values, lists and objects: what expressions are made of.

use std::rc::Rc;

use super::lexer::Token;
use super::parser::{Parser, unexpected};
use super::regexp::Pattern;
use super::syntax::{Expression, Word};
use super::value::number_text;
use super::{Result, Stop, syntax_error};

/// Words that are no names and begin no expression.
const RESERVED: [&str; 25] = [
    "break",
    "case",
    "catch",
    "const",
    "continue",
    "debugger",
    "default",
    "do",
    "else",
    "enum",
    "export",
    "extends",
    "finally",
    "for",
    "if",
    "in",
    "instanceof",
    "return",
    "super",
    "switch",
    "throw",
    "try",
    "var",
    "while",
    "with",
];
/// Words that are operators, or begin a piece of program, before a value.
const BEFORE_A_VALUE: [&str; 5] = ["delete", "new", "typeof", "void", "await"];

impl Parser {
    /// Expressions between commas, up to `close`, or to the end if that is
    /// empty.
    pub(super) fn list(&mut self, close: &str) -> Result<Vec<Expression>> {
        let mut out = Vec::new();
        while !self.closes(close) {
            if self.take_sign("...") {
                self.code = Some("a spread");
            }
            out.push(self.choice()?);
            if !self.take_sign(",") {
                if !self.closes(close) {
                    self.expect(close)?;
                }
                break;
            }
        }
        Ok(out)
    }

    fn closes(&mut self, close: &str) -> bool {
        if close.is_empty() { self.peek().is_none() } else { self.take_sign(close) }
    }

    pub(super) fn primary(&mut self) -> Result<Expression> {
        let Some(token) = self.peek().cloned() else {
            return syntax_error("Unexpected token ')'");
        };
        self.at += 1;
        match token {
            Token::Number(number) => Ok(Expression::Number(number)),
            Token::Text(text) => Ok(Expression::Text(text)),
            Token::Pattern(source, flags) => match Pattern::new(&source, &flags) {
                Err(Stop::Code(what)) => {
                    self.code = Some(what);
                    Ok(Expression::Word(Word::Null))
                }
                pattern => Ok(Expression::Pattern(Rc::new(pattern?))),
            },
            Token::Sign("(") => {
                let inner = self.deeper(Self::sequence)?;
                self.expect(")")?;
                Ok(inner)
            }
            Token::Sign("[") => self.list("]").map(Expression::List),
            Token::Sign("{") => self.object(),
            Token::Name(name) => match name.as_str() {
                "true" => Ok(Expression::Word(Word::True)),
                "false" => Ok(Expression::Word(Word::False)),
                "null" => Ok(Expression::Word(Word::Null)),
                "this" => {
                    self.code = Some("what the browser has");
                    Ok(Expression::Word(Word::Null))
                }
                "new" if self.peek() == Some(&Token::Name("Date".into())) => self.date(),
                before if BEFORE_A_VALUE.contains(&before) => {
                    self.code = Some("a word of the language");
                    self.deeper(Self::unary)
                }
                "class" | "function" | "import" => match self.peek() {
                    Some(Token::Name(_) | Token::Sign("{" | "(" | "*" | ".")) => {
                        Err(Stop::Code("a word of the language"))
                    }
                    Some(token) => Err(unexpected(token)),
                    None => syntax_error("Unexpected token ')'"),
                },
                reserved if RESERVED.contains(&reserved) => {
                    syntax_error(format!("Unexpected token '{reserved}'"))
                }
                _ => Ok(Expression::Name(name)),
            },
            sign @ Token::Sign(_) => Err(unexpected(&sign)),
        }
    }

    /// `Date(…)` after `new`.
    fn date(&mut self) -> Result<Expression> {
        self.at += 1;
        if self.take_sign("(") {
            return self.list(")").map(Expression::Date);
        }
        // Anything between would be another class; nothing is the clock.
        self.code = Some("a word of the language");
        Ok(Expression::Word(Word::Null))
    }

    fn object(&mut self) -> Result<Expression> {
        let mut entries = Vec::new();
        while !self.take_sign("}") {
            let Some(token) = self.peek().cloned() else {
                return syntax_error("Unexpected token ')'");
            };
            self.at += 1;
            let (key, short) = match token {
                Token::Name(name) => (name.clone(), Some(Expression::Name(name))),
                Token::Text(text) => (text, None),
                Token::Number(number) => (number_text(number), None),
                Token::Sign("...") => {
                    self.choice()?;
                    self.code = Some("a spread");
                    if !self.take_sign(",") {
                        self.expect("}")?;
                        break;
                    }
                    continue;
                }
                Token::Sign("[") => {
                    self.choice()?;
                    self.expect("]")?;
                    self.code = Some("a computed key");
                    (String::new(), None)
                }
                other @ (Token::Sign(_) | Token::Pattern(..)) => return Err(unexpected(&other)),
            };
            let value = match (self.take_sign(":"), short) {
                (true, _) => self.choice()?,
                (false, Some(name)) => name,
                (false, None) => {
                    self.expect(":")?;
                    self.choice()?
                }
            };
            entries.push((key, value));
            if !self.take_sign(",") {
                self.expect("}")?;
                break;
            }
        }
        Ok(Expression::Object(entries))
    }
}
