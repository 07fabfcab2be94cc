//! Scalars: quoted, plain and block.

use super::chars::{END, ends_item, ends_line, ends_word, is_blank};
use super::scanner::{Scanner, Token, scanner};
use crate::spinnaker::spel::stop::{Step, unknown};

fn escape(c: char) -> Option<char> {
    Some(match c {
        '0' => '\0',
        'a' => '\u{7}',
        'b' => '\u{8}',
        't' => '\t',
        'n' => '\n',
        'v' => '\u{B}',
        'f' => '\u{C}',
        'r' => '\r',
        'e' => '\u{1B}',
        ' ' => ' ',
        '"' => '"',
        '\\' => '\\',
        'N' => '\u{85}',
        '_' => '\u{A0}',
        'L' => '\u{2028}',
        'P' => '\u{2029}',
        _ => return None,
    })
}

/// Whether lines were broken by nothing but a common break.
fn joins(line_break: Option<char>) -> bool {
    line_break == Some('\n')
}

impl Scanner {
    /// A scalar in `'` or `"`.
    pub(super) fn quoted(&mut self, quote: char) -> Step<Token> {
        let mut units = Vec::new();
        self.chars.forward(1);
        self.quoted_words(quote == '"', &mut units)?;
        while self.chars.next() != quote {
            self.quoted_blanks(&mut units)?;
            self.quoted_words(quote == '"', &mut units)?;
        }
        self.chars.forward(1);
        match String::from_utf16(&units) {
            Ok(text) => Ok(Token::Scalar { text, plain: false }),
            Err(_) => Err(unknown("half a character in YAML")),
        }
    }

    fn quoted_words(&mut self, double: bool, out: &mut Vec<u16>) -> Step<()> {
        loop {
            let length = self.chars.count(|c| !ends_word(c) && !matches!(c, '\'' | '"' | '\\'));
            out.extend(self.chars.take(length).encode_utf16());
            match self.chars.next() {
                '\'' if !double && self.chars.peek(1) == '\'' => {
                    out.push(u16::from(b'\''));
                    self.chars.forward(2);
                }
                '\'' if !double => return Ok(()),
                '"' if double => return Ok(()),
                '\\' if double => {
                    self.chars.forward(1);
                    self.escaped(out)?;
                }
                c @ ('\'' | '"' | '\\') => {
                    out.extend(c.encode_utf16(&mut [0; 2]).iter());
                    self.chars.forward(1);
                }
                _ => return Ok(()),
            }
        }
    }

    /// What follows a backslash.
    fn escaped(&mut self, out: &mut Vec<u16>) -> Step<()> {
        let c = self.chars.next();
        if let Some(escaped) = escape(c) {
            out.extend(escaped.encode_utf16(&mut [0; 2]).iter());
            self.chars.forward(1);
            return Ok(());
        }
        let length = match c {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            _ if self.chars.line_break().is_some() => {
                out.extend(self.quoted_breaks()?.encode_utf16());
                return Ok(());
            }
            _ => return Err(scanner("there is no such escape")),
        };
        self.chars.forward(1);
        let digits = self.chars.take(length);
        if !digits.chars().all(|c| c.is_ascii_hexdigit()) {
            return Err(scanner("an escape needs hexadecimal digits"));
        }
        if digits.is_empty() || i32::from_str_radix(&digits, 16).is_err() {
            return Err(crate::spinnaker::spel::number::bad_number(&digits));
        }
        let code = u32::from_str_radix(&digits, 16).unwrap_or(u32::MAX);
        match (u16::try_from(code), char::from_u32(code)) {
            (Ok(unit), _) => out.push(unit),
            (_, Some(c)) => out.extend(c.encode_utf16(&mut [0; 2]).iter()),
            _ => return Err(scanner("there is no such character")),
        }
        Ok(())
    }

    fn quoted_blanks(&mut self, out: &mut Vec<u16>) -> Step<()> {
        let length = self.chars.count(is_blank);
        let blanks = self.chars.take(length);
        if self.chars.next() == END {
            return Err(scanner("a quote is not closed"));
        }
        let line_break = self.chars.line_break();
        let Some(first) = line_break else {
            out.extend(blanks.encode_utf16());
            return Ok(());
        };
        let more = self.quoted_breaks()?;
        if !joins(line_break) {
            out.extend(first.encode_utf16(&mut [0; 2]).iter());
        } else if more.is_empty() {
            out.push(u16::from(b' '));
        }
        out.extend(more.encode_utf16());
        Ok(())
    }

    fn quoted_breaks(&mut self) -> Step<String> {
        let mut breaks = String::new();
        loop {
            if self.chars.marks_document('-') || self.chars.marks_document('.') {
                return Err(scanner("a document ends inside a quote"));
            }
            self.chars.skip(is_blank);
            match self.chars.line_break() {
                Some(line_break) => breaks.push(line_break),
                None => return Ok(breaks),
            }
        }
    }

    /// A scalar without quotes.
    pub(super) fn plain(&mut self) -> Token {
        let mut text = String::new();
        let indent = self.indent + 1;
        let mut blanks = String::new();
        while self.chars.next() != '#' {
            let mut length = 0;
            while !self.ends_plain(length) {
                length += 1;
            }
            if length == 0 {
                break;
            }
            self.key_allowed = false;
            text.push_str(&blanks);
            text.push_str(&self.chars.take(length));
            blanks = self.plain_blanks();
            if blanks.is_empty()
                || self.chars.next() == '#'
                || self.flow == 0 && self.chars.column < indent
            {
                break;
            }
        }
        Token::Scalar { text, plain: true }
    }

    fn ends_plain(&self, ahead: usize) -> bool {
        let (c, after) = (self.chars.peek(ahead), self.chars.peek(ahead + 1));
        let inside = self.flow != 0;
        ends_word(c)
            || c == ':' && (ends_word(after) || inside && ",[]{}".contains(after))
            || inside && ",?[]{}".contains(c)
    }

    /// Between two words of a plain scalar; empty where it ends.
    fn plain_blanks(&mut self) -> String {
        let length = self.chars.count(is_blank);
        let blanks = self.chars.take(length);
        let line_break = self.chars.line_break();
        let Some(first) = line_break else { return blanks };
        self.key_allowed = true;
        if self.ends_document() {
            return String::new();
        }
        let mut breaks = String::new();
        loop {
            if self.chars.next() == ' ' {
                self.chars.forward(1);
            } else if let Some(line_break) = self.chars.line_break() {
                breaks.push(line_break);
                if self.ends_document() {
                    return String::new();
                }
            } else {
                break;
            }
        }
        if !joins(line_break) {
            breaks.insert(0, first);
        } else if breaks.is_empty() {
            breaks.push(' ');
        }
        breaks
    }

    /// SnakeYAML looks at what follows `...` only.
    fn ends_document(&self) -> bool {
        (0..3).all(|ahead| self.chars.peek(ahead) == '-') || self.chars.marks_document('.')
    }

    /// A scalar after `|` or `>`.
    pub(super) fn scan_block(&mut self, folded: bool) -> Step<String> {
        self.chars.forward(1);
        let (keeps, increment) = self.block_header()?;
        let least = (self.indent + 1).max(1);
        let (mut breaks, indent) = if let Some(increment) = increment {
            let indent = least + i64::from(increment) - 1;
            (self.block_breaks(indent), indent)
        } else {
            let (breaks, widest) = self.block_indentation();
            (breaks, least.max(widest))
        };
        let mut text = String::new();
        let mut ended = None;
        while self.chars.column == indent && self.chars.next() != END {
            text.push_str(&breaks);
            let starts_left = !is_blank(self.chars.next());
            let length = self.chars.count(|c| !ends_line(c));
            text.push_str(&self.chars.take(length));
            ended = self.chars.line_break();
            breaks = self.block_breaks(indent);
            if self.chars.column != indent || self.chars.next() == END {
                break;
            }
            if folded && joins(ended) && starts_left && !is_blank(self.chars.next()) {
                if breaks.is_empty() {
                    text.push(' ');
                }
            } else {
                text.extend(ended);
            }
        }
        if keeps != Some(false) {
            text.extend(ended);
        }
        if keeps == Some(true) {
            text.push_str(&breaks);
        }
        Ok(text)
    }

    /// `+` or `-` and a digit in either order, then nothing but a comment.
    fn block_header(&mut self) -> Step<(Option<bool>, Option<u32>)> {
        let mut keeps = None;
        let mut increment = None;
        for _ in 0..2 {
            match self.chars.next() {
                sign @ ('+' | '-') if keeps.is_none() => {
                    keeps = Some(sign == '+');
                    self.chars.forward(1);
                }
                digit @ '0'..='9' if increment.is_none() => {
                    if digit == '0' {
                        return Err(scanner("a block is indented by 1 to 9"));
                    }
                    increment = digit.to_digit(10);
                    self.chars.forward(1);
                }
                _ => {}
            }
        }
        if !ends_item(self.chars.next()) {
            return Err(scanner("a block's head holds a sign and a digit"));
        }
        self.end_of_line()?;
        Ok((keeps, increment))
    }

    /// Blanks and a comment up to the line's end.
    pub(super) fn end_of_line(&mut self) -> Step<()> {
        self.chars.skip(|c| c == ' ');
        if self.chars.next() == '#' {
            self.chars.skip(|c| !ends_line(c));
        }
        if self.chars.line_break().is_none() && self.chars.next() != END {
            return Err(scanner("the line must end here"));
        }
        Ok(())
    }

    fn block_indentation(&mut self) -> (String, i64) {
        let mut breaks = String::new();
        let mut widest = 0;
        loop {
            if self.chars.next() == ' ' {
                self.chars.forward(1);
                widest = widest.max(self.chars.column);
            } else if let Some(line_break) = self.chars.line_break() {
                breaks.push(line_break);
            } else {
                return (breaks, widest);
            }
        }
    }

    fn block_breaks(&mut self, indent: i64) -> String {
        let mut breaks = String::new();
        loop {
            while self.chars.column < indent && self.chars.next() == ' ' {
                self.chars.forward(1);
            }
            match self.chars.line_break() {
                Some(line_break) => breaks.push(line_break),
                None => return breaks,
            }
        }
    }
}
