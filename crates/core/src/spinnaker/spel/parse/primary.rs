//! The start of an operand and what follows it after dots and brackets.

use super::super::stop::{Step, thrown};
use super::super::syntax::{Kind as Syntax, Literal, NewArray, Node, Property, Variant};
use super::super::token::{Kind, Token, is_letter, syntax};
use super::{Parsed, Parser, operand, span};

impl<'a> Parser<'_, 'a> {
    /// What follows a missing start is taken and dropped, as Spring does.
    pub(super) fn primary(&mut self) -> Parsed {
        let start = self.start()?;
        if self.peeks(&[Kind::Dot, Kind::SafeDot, Kind::LeftSquare]) {
            return self.followed(start);
        }
        Ok(start)
    }

    fn followed(&mut self, start: Option<Node>) -> Parsed {
        let mut nodes = Vec::new();
        while let Some(node) = self.follower()? {
            nodes.push(node);
        }
        let Some(start) = start else { return Ok(None) };
        let end = nodes.last().map_or(start.end, |node| node.end);
        let from = start.start;
        nodes.insert(0, start);
        Ok(Some(Node { kind: Syntax::Compound(nodes), start: from, end }))
    }

    fn follower(&mut self) -> Parsed {
        let Some(dot) = self.accept_any(&[Kind::Dot, Kind::SafeDot]) else {
            return if self.peeks(&[Kind::LeftSquare]) { self.index(false) } else { Ok(None) };
        };
        let safe = dot.kind == Kind::SafeDot;
        if let Some(node) = self.method_or_property(safe)? {
            return Ok(Some(node));
        }
        if let Some(node) = self.function_or_variable()? {
            return Ok(Some(node));
        }
        if let Some(node) = self.bracketed(safe)? {
            return Ok(Some(node));
        }
        syntax("a dot is followed by nothing that belongs there")
    }

    fn start(&mut self) -> Parsed {
        let Some(token) = self.peek() else { return Ok(None) };
        if let Some(literal) = literal(&token)? {
            self.take();
            return Ok(Some(span(token.start, token.end, Syntax::Literal(literal))));
        }
        match token.kind {
            Kind::LeftParen => self.parentheses(),
            Kind::Name if token.text == "T" => self.type_reference(token),
            Kind::Name if token.text.eq_ignore_ascii_case("null") => {
                self.take();
                Ok(Some(span(token.start, token.end, Syntax::Literal(Literal::Null))))
            }
            Kind::Name if token.text.eq_ignore_ascii_case("new") => self.constructor(token),
            Kind::Hash => self.function_or_variable(),
            Kind::Bean | Kind::FactoryBean => self.bean(token),
            Kind::LeftCurly => self.list_or_map(),
            _ if token.is_name() => self.method_or_property(false),
            _ => self.bracketed(false),
        }
    }

    fn parentheses(&mut self) -> Parsed {
        self.take();
        let node = self.expression()?;
        if node.is_none() {
            return syntax("parentheses hold nothing");
        }
        self.expect(Kind::RightParen)?;
        Ok(node)
    }

    /// `![…]`, `?[…]` and its kin, `[…]`.
    fn bracketed(&mut self, safe: bool) -> Parsed {
        let Some(token) = self.peek() else { return Ok(None) };
        let variant = match token.kind {
            Kind::Project => None,
            Kind::Select => Some(Variant::All),
            Kind::SelectFirst => Some(Variant::First),
            Kind::SelectLast => Some(Variant::Last),
            Kind::LeftSquare => return self.index(safe),
            _ => return Ok(None),
        };
        self.take();
        let (inner, end) = self.inside_square()?;
        let inner = Box::new(inner);
        let kind = match variant {
            None => Syntax::Projection { each: inner, safe },
            Some(variant) => Syntax::Selection { criterion: inner, variant, safe },
        };
        Ok(Some(span(token.start, end, kind)))
    }

    fn index(&mut self, safe: bool) -> Parsed {
        let token = self.expect(Kind::LeftSquare)?;
        let (index, end) = self.inside_square()?;
        Ok(Some(span(token.start, end, Syntax::Index { index: Box::new(index), safe })))
    }

    fn inside_square(&mut self) -> Step<(Node, usize)> {
        let Some(node) = self.expression()? else { return syntax("brackets hold nothing") };
        let end = self.expect(Kind::RightSquare)?.end;
        Ok((node, end))
    }

    fn method_or_property(&mut self, safe: bool) -> Parsed {
        let Some(token) = self.peek().filter(Token::is_name) else { return Ok(None) };
        self.take();
        let property = Property { name: token.text.into(), safe };
        Ok(Some(match self.arguments()? {
            Some((arguments, end)) => {
                span(token.start, end, Syntax::Method { property, arguments })
            }
            None => span(token.start, token.end, Syntax::Property(property)),
        }))
    }

    fn function_or_variable(&mut self) -> Parsed {
        let Some(hash) = self.accept_any(&[Kind::Hash]) else { return Ok(None) };
        let token = self.expect(Kind::Name)?;
        let name = token.text.into();
        Ok(Some(match self.arguments()? {
            Some((arguments, end)) => span(hash.start, end, Syntax::Function { name, arguments }),
            None => span(hash.start, token.end, Syntax::Variable(name)),
        }))
    }

    fn arguments(&mut self) -> Step<Option<(Vec<Node>, usize)>> {
        if !self.accept(Kind::LeftParen) {
            return Ok(None);
        }
        let mut arguments = Vec::new();
        loop {
            let Some(token) = self.peek() else { return syntax("arguments are never closed") };
            if token.kind != Kind::RightParen {
                arguments.push(self.expression()?);
            }
            if !self.accept(Kind::Comma) {
                break;
            }
        }
        if self.peek().is_none() {
            return syntax("arguments are never closed");
        }
        let end = self.expect(Kind::RightParen)?.end;
        let arguments = arguments.into_iter().map(operand).collect::<Step<_>>()?;
        Ok(Some((arguments, end)))
    }

    fn bean(&mut self, sign: Token<'a>) -> Parsed {
        self.take();
        match self.take() {
            Some(name) if name.is_name() && name.kind != Kind::Name => {
                syntax("a bean's name is expected")
            }
            Some(name) if matches!(name.kind, Kind::Name | Kind::Text) => {
                Ok(Some(span(sign.start, name.end, Syntax::Bean)))
            }
            _ => syntax("a bean's name is expected"),
        }
    }

    /// `T` and `new` before `]` are names.
    fn name_before_bracket(&mut self, token: Token<'a>) -> Option<Node> {
        self.take();
        self.peeks(&[Kind::RightSquare]).then(|| {
            let property = Property { name: token.text.into(), safe: false };
            span(token.start, token.end, Syntax::Property(property))
        })
    }

    fn type_reference(&mut self, token: Token<'a>) -> Parsed {
        if let Some(node) = self.name_before_bracket(token) {
            return Ok(Some(node));
        }
        self.expect(Kind::LeftParen)?;
        let name = self.qualified_name()?;
        let mut dimensions = 0;
        while self.accept(Kind::LeftSquare) {
            self.expect(Kind::RightSquare)?;
            dimensions += 1;
        }
        let end = self.expect(Kind::RightParen)?.end;
        Ok(Some(span(token.start, end, Syntax::Type(name.into(), dimensions))))
    }

    fn constructor(&mut self, token: Token<'a>) -> Parsed {
        if let Some(node) = self.name_before_bracket(token) {
            return Ok(Some(node));
        }
        let name = self.qualified_name()?;
        if self.peeks(&[Kind::LeftSquare]) {
            return self.array(token, &name);
        }
        let Some((arguments, end)) = self.arguments()? else {
            return syntax("a constructor's arguments are missing");
        };
        Ok(Some(span(token.start, end, Syntax::New { name: name.into(), arguments })))
    }

    fn array(&mut self, token: Token<'a>, name: &str) -> Parsed {
        let mut sizes = Vec::new();
        let mut end = token.end;
        while self.accept(Kind::LeftSquare) {
            let size = if self.peeks(&[Kind::RightSquare]) { None } else { self.expression()? };
            sizes.push(size);
            end = self.expect(Kind::RightSquare)?.end;
        }
        let items = if self.peeks(&[Kind::LeftCurly]) { self.list_or_map()? } else { None };
        let array = NewArray { name: name.into(), sizes, items };
        Ok(Some(span(token.start, end, Syntax::NewArray(Box::new(array)))))
    }

    /// Dots and names in any order; the names are joined by single dots.
    fn qualified_name(&mut self) -> Step<String> {
        let mut pieces: Vec<&str> = Vec::new();
        while let Some(token) = self.peek() {
            let in_name = |c: char| is_letter(c) || c.is_numeric() || matches!(c, '_' | '$');
            match token.kind {
                Kind::Dot => {}
                Kind::Name => pieces.push(token.text),
                Kind::Text => break,
                _ if !token.text.is_empty() && token.text.chars().all(in_name) => {
                    pieces.push(token.text);
                }
                _ => break,
            }
            self.take();
        }
        if pieces.is_empty() { syntax("a class name is expected") } else { Ok(pieces.join(".")) }
    }

    fn list_or_map(&mut self) -> Parsed {
        let open = self.expect(Kind::LeftCurly)?;
        if let Some(close) = self.accept_any(&[Kind::RightCurly]) {
            return Ok(Some(span(open.start, close.end, Syntax::List(Vec::new()))));
        }
        if self.accept(Kind::Colon) {
            let close = self.expect(Kind::RightCurly)?;
            return Ok(Some(span(open.start, close.end, Syntax::Map(Vec::new()))));
        }
        let first = self.expression()?;
        if self.peeks(&[Kind::RightCurly, Kind::Comma]) {
            return self.list(open, first);
        }
        if self.accept(Kind::Colon) {
            return self.map(open, first);
        }
        syntax("braces hold neither a list nor a map")
    }

    fn list(&mut self, open: Token<'a>, first: Option<Node>) -> Parsed {
        let mut items = vec![first];
        while self.accept(Kind::Comma) {
            items.push(self.expression()?);
        }
        let close = self.expect(Kind::RightCurly)?;
        let items = items.into_iter().map(operand).collect::<Step<_>>()?;
        Ok(Some(span(open.start, close.end, Syntax::List(items))))
    }

    fn map(&mut self, open: Token<'a>, first: Option<Node>) -> Parsed {
        let mut entries = vec![(first, self.expression()?)];
        while self.accept(Kind::Comma) {
            let key = self.expression()?;
            self.expect(Kind::Colon)?;
            entries.push((key, self.expression()?));
        }
        let close = self.expect(Kind::RightCurly)?;
        let entries = entries
            .into_iter()
            .map(|(key, value)| Ok((operand(key)?, operand(value)?)))
            .collect::<Step<_>>()?;
        Ok(Some(span(open.start, close.end, Syntax::Map(entries))))
    }
}

fn literal(token: &Token<'_>) -> Step<Option<Literal>> {
    let text = token.text;
    let bad = |_| thrown("NumberFormatException", format!("`{text}` is no such number"));
    Ok(Some(match token.kind {
        Kind::Int => Literal::Integer(text.parse().map_err(bad)?),
        Kind::Long => Literal::Long(text.parse().map_err(bad)?),
        Kind::HexInt => Literal::Integer(i32::from_str_radix(text, 16).map_err(bad)?),
        Kind::HexLong => Literal::Long(i64::from_str_radix(text, 16).map_err(bad)?),
        Kind::Double => Literal::Double(real(text).ok_or_else(|| no_number(text))?),
        Kind::Float => Literal::Float(real(text).ok_or_else(|| no_number(text))?),
        Kind::Text => Literal::Text(unquoted(text).into()),
        Kind::Name if text.eq_ignore_ascii_case("true") => Literal::Boolean(true),
        Kind::Name if text.eq_ignore_ascii_case("false") => Literal::Boolean(false),
        _ => return Ok(None),
    }))
}

fn no_number(text: &str) -> super::super::stop::Stop {
    thrown("NumberFormatException", format!("`{text}` is no such number"))
}

fn real<T: std::str::FromStr>(text: &str) -> Option<T> {
    text.trim_end_matches(['d', 'D', 'f', 'F']).parse().ok()
}

fn unquoted(text: &str) -> String {
    let quote = if text.starts_with('\'') { "'" } else { "\"" };
    let inner = text.get(1..text.len().saturating_sub(1)).unwrap_or("");
    inner.replace(&quote.repeat(2), quote)
}
