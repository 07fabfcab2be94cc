//! Tokens, made no earlier than they are asked for, so that the first error
//! is the one that SnakeYAML meets first.

use std::collections::{BTreeMap, VecDeque};

use super::chars::{Chars, END, ends_word};
use crate::spinnaker::spel::stop::{Step, Stop, thrown};

/// Most characters of one document.
const DOCUMENT: usize = 3 * 1024 * 1024;
/// A key without `?` must be on one line and no longer than this.
const KEY: usize = 1_024;

/// A token.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    StreamEnd,
    Directive(Directive),
    DocumentStart,
    DocumentEnd,
    BlockSequenceStart,
    BlockMappingStart,
    BlockEnd,
    FlowSequenceStart,
    FlowSequenceEnd,
    FlowMappingStart,
    FlowMappingEnd,
    BlockEntry,
    FlowEntry,
    Key,
    Value,
    Alias(String),
    Anchor(String),
    /// A tag's handle, if it has one, and the rest of it.
    Tag(Option<String>, String),
    Scalar {
        text: String,
        plain: bool,
    },
}

/// What follows `%`.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Directive {
    /// `%YAML` with the version's first part.
    Yaml(u32),
    /// `%TAG` with handle and prefix.
    Tag(String, String),
    Other,
}

/// A place where a key may turn out to have begun.
struct PossibleKey {
    token: usize,
    required: bool,
    at: usize,
    line: usize,
    column: i64,
}

/// The scanner over one text.
pub(super) struct Scanner {
    pub(super) chars: Chars,
    tokens: VecDeque<Token>,
    taken: usize,
    done: bool,
    /// How many brackets are open.
    pub(super) flow: i32,
    /// The column of the block that is open; -1 outside of any.
    pub(super) indent: i64,
    indents: Vec<i64>,
    /// Whether a key may begin here.
    pub(super) key_allowed: bool,
    keys: BTreeMap<i32, PossibleKey>,
    document: usize,
}

/// `ScannerException`.
pub(super) fn scanner(message: &str) -> Stop {
    thrown("ScannerException", message)
}

fn no_colon() -> Stop {
    scanner("a key has no `:`")
}

impl Scanner {
    pub(super) fn new(chars: Chars) -> Self {
        Self {
            chars,
            tokens: VecDeque::new(),
            taken: 0,
            done: false,
            flow: 0,
            indent: -1,
            indents: Vec::new(),
            key_allowed: true,
            keys: BTreeMap::new(),
            document: 0,
        }
    }

    /// From here on the length of a new document counts.
    pub(super) fn new_document(&mut self) {
        self.document = self.chars.at;
    }

    /// The next token, not taken.
    pub(super) fn peek(&mut self) -> Step<&Token> {
        while self.needs_more()? {
            self.fetch()?;
        }
        Ok(self.tokens.front().unwrap_or(&Token::StreamEnd))
    }

    /// Takes the next token.
    pub(super) fn take(&mut self) -> Step<Token> {
        self.peek()?;
        self.taken += 1;
        Ok(self.tokens.pop_front().unwrap_or(Token::StreamEnd))
    }

    fn needs_more(&mut self) -> Step<bool> {
        if self.done {
            return Ok(false);
        }
        if self.tokens.is_empty() {
            return Ok(true);
        }
        self.drop_stale_keys()?;
        Ok(self.keys.values().next().is_some_and(|key| key.token == self.taken))
    }

    fn fetch(&mut self) -> Step<()> {
        if self.chars.at.saturating_sub(self.document) > DOCUMENT {
            return Err(thrown("YAMLException", "the document is too long"));
        }
        self.skip_to_token();
        self.drop_stale_keys()?;
        self.unwind(self.chars.column);
        let line_start = self.chars.column == 0;
        match self.chars.next() {
            END => self.stream_end(),
            '%' if line_start => self.directive(),
            '-' if line_start && self.chars.marks_document('-') => {
                self.document_mark(Token::DocumentStart)
            }
            '.' if line_start && self.chars.marks_document('.') => {
                self.document_mark(Token::DocumentEnd)
            }
            '-' if ends_word(self.chars.peek(1)) => self.block_entry(),
            '[' => self.flow_start(Token::FlowSequenceStart),
            '{' => self.flow_start(Token::FlowMappingStart),
            ']' => self.flow_end(Token::FlowSequenceEnd),
            '}' => self.flow_end(Token::FlowMappingEnd),
            ',' => self.flow_entry(),
            '?' if self.flow != 0 || ends_word(self.chars.peek(1)) => self.key(),
            ':' if self.flow != 0 || ends_word(self.chars.peek(1)) => self.value(),
            '*' => self.begin_node(|s| Ok(Token::Alias(s.anchor()?))),
            '&' => self.begin_node(|s| Ok(Token::Anchor(s.anchor()?))),
            '!' => self.begin_node(Self::tag),
            style @ ('|' | '>') if self.flow == 0 => self.block_scalar(style == '>'),
            quote @ ('\'' | '"') => self.begin_node(|s| s.quoted(quote)),
            _ if self.begins_plain() => self.begin_node(|s| Ok(s.plain())),
            _ => Err(scanner("no token begins with this character")),
        }
    }

    fn begins_plain(&self) -> bool {
        let (c, after) = (self.chars.next(), self.chars.peek(1));
        !ends_word(c) && !"-?:,[]{}#&*!|>'\"%@`".contains(c)
            || !ends_word(after) && (c == '-' || self.flow == 0 && matches!(c, '?' | ':'))
    }

    /// Over blanks, comments and line breaks; no tab stands between tokens.
    fn skip_to_token(&mut self) {
        if self.chars.at == 0 && self.chars.next() == '\u{FEFF}' {
            self.chars.forward(1);
        }
        loop {
            self.chars.skip(|c| c == ' ');
            if self.chars.next() == '#' {
                self.chars.skip(|c| !super::chars::ends_line(c));
            }
            if self.chars.line_break().is_none() {
                return;
            }
            if self.flow == 0 {
                self.key_allowed = true;
            }
        }
    }

    fn add(&mut self, token: Token) {
        self.tokens.push_back(token);
    }

    fn drop_stale_keys(&mut self) -> Step<()> {
        let (line, at) = (self.chars.line, self.chars.at);
        let stale = |key: &PossibleKey| key.line != line || at - key.at > KEY;
        if self.keys.values().any(|key| stale(key) && key.required) {
            return Err(no_colon());
        }
        self.keys.retain(|_, key| !stale(key));
        Ok(())
    }

    fn save_key(&mut self) -> Step<()> {
        let required = self.flow == 0 && self.indent == self.chars.column;
        if !self.key_allowed {
            return if required {
                Err(thrown("YAMLException", "a key must be the first in its line"))
            } else {
                Ok(())
            };
        }
        self.remove_key()?;
        let key = PossibleKey {
            token: self.taken + self.tokens.len(),
            required,
            at: self.chars.at,
            line: self.chars.line,
            column: self.chars.column,
        };
        self.keys.insert(self.flow, key);
        Ok(())
    }

    pub(super) fn remove_key(&mut self) -> Step<()> {
        match self.keys.remove(&self.flow) {
            Some(key) if key.required => Err(no_colon()),
            _ => Ok(()),
        }
    }

    /// Closes the blocks that stand further right.
    fn unwind(&mut self, column: i64) {
        if self.flow != 0 {
            return;
        }
        while self.indent > column {
            self.indent = self.indents.pop().unwrap_or(-1);
            self.add(Token::BlockEnd);
        }
    }

    fn indent_to(&mut self, column: i64) -> bool {
        let deeper = self.indent < column;
        if deeper {
            self.indents.push(self.indent);
            self.indent = column;
        }
        deeper
    }

    fn stream_end(&mut self) -> Step<()> {
        self.unwind(-1);
        self.remove_key()?;
        self.key_allowed = false;
        self.keys.clear();
        self.add(Token::StreamEnd);
        self.done = true;
        Ok(())
    }

    fn directive(&mut self) -> Step<()> {
        self.unwind(-1);
        self.remove_key()?;
        self.key_allowed = false;
        let directive = self.scan_directive()?;
        self.add(Token::Directive(directive));
        Ok(())
    }

    fn document_mark(&mut self, token: Token) -> Step<()> {
        self.unwind(-1);
        self.remove_key()?;
        self.key_allowed = false;
        self.chars.forward(3);
        self.add(token);
        Ok(())
    }

    fn flow_start(&mut self, token: Token) -> Step<()> {
        self.save_key()?;
        self.flow += 1;
        self.key_allowed = true;
        self.chars.forward(1);
        self.add(token);
        Ok(())
    }

    fn flow_end(&mut self, token: Token) -> Step<()> {
        self.remove_key()?;
        self.flow -= 1;
        self.key_allowed = false;
        self.chars.forward(1);
        self.add(token);
        Ok(())
    }

    fn flow_entry(&mut self) -> Step<()> {
        self.key_allowed = true;
        self.remove_key()?;
        self.chars.forward(1);
        self.add(Token::FlowEntry);
        Ok(())
    }

    fn block_entry(&mut self) -> Step<()> {
        if self.flow == 0 {
            if !self.key_allowed {
                return Err(scanner("no list's entry may stand here"));
            }
            if self.indent_to(self.chars.column) {
                self.add(Token::BlockSequenceStart);
            }
        }
        self.key_allowed = true;
        self.remove_key()?;
        self.chars.forward(1);
        self.add(Token::BlockEntry);
        Ok(())
    }

    fn key(&mut self) -> Step<()> {
        if self.flow == 0 {
            if !self.key_allowed {
                return Err(scanner("no key may stand here"));
            }
            if self.indent_to(self.chars.column) {
                self.add(Token::BlockMappingStart);
            }
        }
        self.key_allowed = self.flow == 0;
        self.remove_key()?;
        self.chars.forward(1);
        self.add(Token::Key);
        Ok(())
    }

    fn value(&mut self) -> Step<()> {
        if let Some(key) = self.keys.remove(&self.flow) {
            let place = key.token.saturating_sub(self.taken).min(self.tokens.len());
            self.tokens.insert(place, Token::Key);
            if self.flow == 0 && self.indent_to(key.column) {
                self.tokens.insert(place, Token::BlockMappingStart);
            }
            self.key_allowed = false;
        } else {
            if self.flow == 0 {
                if !self.key_allowed {
                    return Err(scanner("no value may stand here"));
                }
                if self.indent_to(self.chars.column) {
                    self.add(Token::BlockMappingStart);
                }
            }
            self.key_allowed = self.flow == 0;
            self.remove_key()?;
        }
        self.chars.forward(1);
        self.add(Token::Value);
        Ok(())
    }

    /// A token that may begin a key.
    fn begin_node(&mut self, scan: impl FnOnce(&mut Self) -> Step<Token>) -> Step<()> {
        self.save_key()?;
        self.key_allowed = false;
        let token = scan(self)?;
        self.add(token);
        Ok(())
    }

    fn block_scalar(&mut self, folded: bool) -> Step<()> {
        self.key_allowed = true;
        self.remove_key()?;
        let text = self.scan_block(folded)?;
        self.add(Token::Scalar { text, plain: false });
        Ok(())
    }
}
