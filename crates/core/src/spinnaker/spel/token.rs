//! An expression cut into tokens as Spring's `Tokenizer` does (spel §9).
//! It must never accept what Spring rejects, nor give up where Spring goes on.

use std::sync::OnceLock;

use super::stop::{Step, thrown};

/// What a token is. Word operators keep their text, since they may be names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each says what it is")]
pub(super) enum Kind {
    Int,
    Long,
    HexInt,
    HexLong,
    Text,
    Double,
    Float,
    LeftParen,
    RightParen,
    Comma,
    Name,
    Colon,
    Hash,
    RightSquare,
    LeftSquare,
    LeftCurly,
    RightCurly,
    Dot,
    Plus,
    Star,
    Minus,
    SelectFirst,
    SelectLast,
    Question,
    Project,
    Div,
    GreaterEqual,
    Greater,
    LessEqual,
    Less,
    Equal,
    NotEqual,
    Mod,
    Not,
    Assign,
    Select,
    Power,
    Elvis,
    SafeDot,
    Bean,
    FactoryBean,
    Or,
    And,
    Increment,
    Decrement,
}

/// One token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token<'a> {
    /// What it is.
    pub kind: Kind,
    /// Its text; for numbers without prefix and suffix. Empty for signs.
    pub text: &'a str,
    /// First byte in the expression.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Token<'_> {
    /// Whether this can stand where a name is expected: word operators can.
    pub(super) fn is_name(&self) -> bool {
        use Kind::{Div, Equal, Greater, GreaterEqual, Less, LessEqual, Mod, Name, Not, NotEqual};
        self.kind == Name
            || !self.text.is_empty()
                && matches!(
                    self.kind,
                    Div | Greater | GreaterEqual | Less | LessEqual | Equal | NotEqual | Mod | Not
                )
    }
}

const PAIRS: [(&str, Kind); 14] = [
    ("++", Kind::Increment),
    ("--", Kind::Decrement),
    ("^[", Kind::SelectFirst),
    ("!=", Kind::NotEqual),
    ("![", Kind::Project),
    ("==", Kind::Equal),
    ("&&", Kind::And),
    ("||", Kind::Or),
    ("?[", Kind::Select),
    ("?:", Kind::Elvis),
    ("?.", Kind::SafeDot),
    ("$[", Kind::SelectLast),
    (">=", Kind::GreaterEqual),
    ("<=", Kind::LessEqual),
];

const WORDS: [(&str, Kind); 9] = [
    ("DIV", Kind::Div),
    ("EQ", Kind::Equal),
    ("GE", Kind::GreaterEqual),
    ("GT", Kind::Greater),
    ("LE", Kind::LessEqual),
    ("LT", Kind::Less),
    ("MOD", Kind::Mod),
    ("NE", Kind::NotEqual),
    ("NOT", Kind::Not),
];

/// The tokens of `text`.
pub(super) fn tokens(text: &str) -> Step<Vec<Token<'_>>> {
    let mut lexer = Lexer { text, at: 0, tokens: Vec::new() };
    while lexer.next()? {}
    Ok(lexer.tokens)
}

/// `SpelParseException`.
pub(super) fn syntax<T>(message: impl Into<String>) -> Step<T> {
    Err(thrown("SpelParseException", message))
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
    tokens: Vec<Token<'a>>,
}

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn push(&mut self, kind: Kind, length: usize) {
        let start = self.at;
        self.at += length;
        self.tokens.push(Token { kind, text: "", start, end: self.at });
    }

    fn push_text(&mut self, kind: Kind, start: usize, end: usize) {
        let text = self.text.get(start..end).unwrap_or("");
        self.tokens.push(Token { kind, text, start, end });
    }

    fn next(&mut self) -> Step<bool> {
        let Some(c) = self.peek() else { return Ok(false) };
        if is_letter(c) || c == '_' {
            self.name();
            return Ok(true);
        }
        let rest = self.rest();
        if let Some((_, kind)) = PAIRS.iter().find(|(pair, _)| rest.starts_with(pair)) {
            self.push(*kind, 2);
            return Ok(true);
        }
        if let Some(kind) = single(c) {
            self.push(kind, 1);
            return Ok(true);
        }
        match c {
            '$' => self.name(),
            '0'..='9' => self.number(c == '0')?,
            ' ' | '\t' | '\r' | '\n' | '\0' => self.at += 1,
            '\'' | '"' => self.quoted(c)?,
            '|' => return syntax("`|` stands alone"),
            '\\' => return syntax("a backslash is no escape"),
            other => return syntax(format!("`{other}` is not part of any expression")),
        }
        Ok(true)
    }

    fn name(&mut self) {
        let start = self.at;
        let mut chars = self.rest().char_indices();
        let first = chars.next().map_or(0, |(_, c)| c.len_utf8());
        let length = chars
            .find(|(_, c)| !(is_letter(*c) || c.is_ascii_digit() || matches!(c, '_' | '$')))
            .map_or(self.rest().len(), |(at, _)| at);
        self.at += length.max(first);
        let word = self.text.get(start..self.at).unwrap_or("");
        let kind = WORDS
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(word))
            .map_or(Kind::Name, |(_, kind)| *kind);
        self.push_text(kind, start, self.at);
    }

    fn quoted(&mut self, quote: char) -> Step<()> {
        let start = self.at;
        let mut chars = self.rest().char_indices().skip(1).peekable();
        while let Some((at, c)) = chars.next() {
            if c == quote && chars.next_if(|(_, next)| *next == quote).is_none() {
                self.at = start + at + 1;
                self.push_text(Kind::Text, start, self.at);
                return Ok(());
            }
        }
        syntax("a quote is never closed")
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn digits(&mut self) {
        while self.byte().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
    }

    fn accept(&mut self, letters: &[u8]) -> bool {
        let found = self.byte().is_some_and(|byte| letters.contains(&byte));
        self.at += usize::from(found);
        found
    }

    fn number(&mut self, zero: bool) -> Step<()> {
        let start = self.at;
        self.at += 1;
        if zero && self.accept(b"xX") {
            return self.hexadecimal(start);
        }
        self.digits();
        let mut real = false;
        if self.byte() == Some(b'.') {
            let dot = self.at;
            self.at += 1;
            self.digits();
            if self.at == dot + 1 {
                self.at = dot;
                self.push_text(Kind::Int, start, dot);
                return Ok(());
            }
            real = true;
        }
        let end = self.at;
        if self.accept(b"lL") {
            if real {
                return syntax("a number with a fraction cannot be a long");
            }
            self.push_text(Kind::Long, start, end);
        } else if self.accept(b"eE") {
            self.accept(b"+-");
            self.exponent()?;
            let kind = if self.accept(b"fF") { Kind::Float } else { Kind::Double };
            if kind == Kind::Double {
                self.accept(b"dD");
            }
            self.push_text(kind, start, self.at);
        } else if self.accept(b"fF") {
            self.push_text(Kind::Float, start, self.at);
        } else if self.accept(b"dD") {
            self.push_text(Kind::Double, start, self.at);
        } else {
            self.push_text(if real { Kind::Double } else { Kind::Int }, start, end);
        }
        Ok(())
    }

    /// Spring takes one character of any kind and then digits; at the end of
    /// the text it runs off its array.
    fn exponent(&mut self) -> Step<()> {
        let Some(c) = self.peek() else {
            return Err(thrown("ArrayIndexOutOfBoundsException", "the exponent has no digits"));
        };
        self.at += c.len_utf8();
        self.digits();
        Ok(())
    }

    fn hexadecimal(&mut self, start: usize) -> Step<()> {
        let digits = self.at;
        while self.byte().is_some_and(|byte| byte.is_ascii_hexdigit()) {
            self.at += 1;
        }
        let end = self.at;
        let kind = if self.accept(b"lL") { Kind::HexLong } else { Kind::HexInt };
        if digits == end {
            return syntax("`0x` is followed by no digits");
        }
        self.push_text(kind, digits, end);
        if let Some(token) = self.tokens.last_mut() {
            token.start = start;
            token.end = self.at;
        }
        Ok(())
    }
}

fn single(c: char) -> Option<Kind> {
    Some(match c {
        '+' => Kind::Plus,
        '-' => Kind::Minus,
        ':' => Kind::Colon,
        '.' => Kind::Dot,
        ',' => Kind::Comma,
        '*' => Kind::Star,
        '/' => Kind::Div,
        '%' => Kind::Mod,
        '(' => Kind::LeftParen,
        ')' => Kind::RightParen,
        '[' => Kind::LeftSquare,
        ']' => Kind::RightSquare,
        '#' => Kind::Hash,
        '{' => Kind::LeftCurly,
        '}' => Kind::RightCurly,
        '@' => Kind::Bean,
        '^' => Kind::Power,
        '!' => Kind::Not,
        '=' => Kind::Assign,
        '&' => Kind::FactoryBean,
        '?' => Kind::Question,
        '>' => Kind::Greater,
        '<' => Kind::Less,
        _ => return None,
    })
}

/// `Character.isLetter(char)`: nothing outside the basic plane, which Java
/// sees as two halves.
pub(super) fn is_letter(c: char) -> bool {
    static LETTER: OnceLock<Option<regex::Regex>> = OnceLock::new();
    if c.is_ascii() {
        return c.is_ascii_alphabetic();
    }
    let letter = LETTER.get_or_init(|| regex::Regex::new(r"^\p{L}$").ok());
    u32::from(c) <= 0xFFFF
        && letter.as_ref().is_some_and(|letter| letter.is_match(c.encode_utf8(&mut [0; 4])))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<Kind> {
        tokens(text).unwrap_or_default().iter().map(|token| token.kind).collect()
    }

    #[test]
    fn numbers_end_where_spring_ends_them() {
        use Kind::{Double, Float, HexInt, HexLong, Int, Long};
        assert_eq!(
            kinds("42 42L 0x1F 0xFFl 1e3 1.5f 3d 2.5"),
            [Int, Long, HexInt, HexLong, Double, Float, Double, Double]
        );
        assert_eq!(kinds("3."), [Kind::Int, Kind::Dot]);
        assert!(tokens("1e").is_err() && tokens("0x").is_err() && tokens("3.4L").is_err());
    }

    #[test]
    fn word_operators_may_be_names() {
        let tokens = tokens("div Eq x").unwrap_or_default();
        assert!(tokens.iter().all(Token::is_name));
        assert_eq!(tokens.first().map(|token| token.kind), Some(Kind::Div));
    }

    #[test]
    fn quotes_double_and_never_escape() {
        assert_eq!(kinds(r"'it''s' '\'"), [Kind::Text, Kind::Text]);
        assert!(tokens("'a").is_err());
    }

    #[test]
    fn letters_are_javas() {
        assert!(is_letter('é') && is_letter('東') && !is_letter('🚀') && !is_letter('٣'));
    }
}
