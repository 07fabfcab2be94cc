//! Directives, anchors and tags.

use super::chars::{END, ends_item, ends_line, ends_word, is_word};
use super::scanner::{Directive, Scanner, Token, scanner};
use crate::spinnaker::spel::stop::Step;

fn in_uri(c: char) -> bool {
    is_word(c) || "-;/?:@&=+$,_.!~*'()[]%".contains(c)
}

impl Scanner {
    /// A line that begins with `%`.
    pub(super) fn scan_directive(&mut self) -> Step<Directive> {
        self.chars.forward(1);
        let length = self.chars.count(is_word);
        if length == 0 {
            return Err(scanner("a directive has no name"));
        }
        let name = self.chars.take(length);
        if !ends_item(self.chars.next()) {
            return Err(scanner("a directive's name ends in a blank"));
        }
        let directive = match name.as_str() {
            "YAML" => {
                self.chars.skip(|c| c == ' ');
                let major = self.version_part()?;
                if self.chars.next() != '.' {
                    return Err(scanner("a version has two parts"));
                }
                self.chars.forward(1);
                self.version_part()?;
                if !ends_item(self.chars.next()) {
                    return Err(scanner("a version has two parts"));
                }
                Directive::Yaml(major)
            }
            "TAG" => {
                self.chars.skip(|c| c == ' ');
                let handle = self.handle()?;
                if self.chars.next() != ' ' {
                    return Err(scanner("a handle ends in a blank"));
                }
                self.chars.skip(|c| c == ' ');
                let prefix = self.uri()?;
                if !ends_item(self.chars.next()) {
                    return Err(scanner("a prefix ends in a blank"));
                }
                Directive::Tag(handle, prefix)
            }
            _ => {
                self.chars.skip(|c| !ends_line(c));
                Directive::Other
            }
        };
        self.end_of_line()?;
        Ok(directive)
    }

    fn version_part(&mut self) -> Step<u32> {
        let length = self.chars.count(|c| c.is_ascii_digit());
        let digits = self.chars.take(length);
        match digits.parse() {
            Ok(number) if length <= 3 => Ok(number),
            _ => Err(scanner("a version consists of numbers")),
        }
    }

    /// The name after `*` or `&`.
    pub(super) fn anchor(&mut self) -> Step<String> {
        self.chars.forward(1);
        let length = self.chars.count(|c| !ends_word(c) && !":,[]{}/.*&".contains(c));
        if length == 0 {
            return Err(scanner("an anchor has no name"));
        }
        let name = self.chars.take(length);
        let after = self.chars.next();
        if !ends_word(after) && !"?:,]}%@`".contains(after) {
            return Err(scanner("an anchor's name ends in a blank"));
        }
        Ok(name)
    }

    /// What begins with `!`.
    pub(super) fn tag(&mut self) -> Step<Token> {
        let token = match self.chars.peek(1) {
            '<' => {
                self.chars.forward(2);
                let uri = self.uri()?;
                if self.chars.next() != '>' {
                    return Err(scanner("a tag's `<` is not closed"));
                }
                self.chars.forward(1);
                Token::Tag(None, uri)
            }
            c if ends_word(c) => {
                self.chars.forward(1);
                Token::Tag(None, "!".into())
            }
            _ => {
                let mut ahead = 1;
                while !ends_item(self.chars.peek(ahead)) && self.chars.peek(ahead) != '!' {
                    ahead += 1;
                }
                let handle = if self.chars.peek(ahead) == '!' {
                    self.handle()?
                } else {
                    self.chars.forward(1);
                    "!".into()
                };
                Token::Tag(Some(handle), self.uri()?)
            }
        };
        if !ends_item(self.chars.next()) {
            return Err(scanner("a tag ends in a blank"));
        }
        Ok(token)
    }

    fn handle(&mut self) -> Step<String> {
        if self.chars.next() != '!' {
            return Err(scanner("a handle begins with `!`"));
        }
        if self.chars.peek(1) == ' ' {
            return Ok(self.chars.take(1));
        }
        let mut length = 1;
        while is_word(self.chars.peek(length)) {
            length += 1;
        }
        if self.chars.peek(length) != '!' {
            return Err(scanner("a handle ends in `!`"));
        }
        Ok(self.chars.take(length + 1))
    }

    fn uri(&mut self) -> Step<String> {
        let mut uri = String::new();
        loop {
            let length = self.chars.count(|c| in_uri(c) && c != '%');
            uri.push_str(&self.chars.take(length));
            if self.chars.next() != '%' {
                break;
            }
            uri.push_str(&self.uri_escapes()?);
        }
        if uri.is_empty() {
            return Err(scanner("a tag has no name"));
        }
        Ok(uri)
    }

    /// Bytes after `%`, which must be UTF-8 together.
    fn uri_escapes(&mut self) -> Step<String> {
        let mut bytes = Vec::new();
        while self.chars.next() == '%' {
            self.chars.forward(1);
            let digits: String =
                [self.chars.next(), self.chars.peek(1)].into_iter().filter(|c| *c != END).collect();
            match u8::from_str_radix(&digits, 16) {
                Ok(byte) => bytes.push(byte),
                Err(_) => return Err(scanner("an escape needs two hexadecimal digits")),
            }
            self.chars.forward(2);
        }
        String::from_utf8(bytes).map_err(|_| scanner("an escape is no UTF-8"))
    }
}
