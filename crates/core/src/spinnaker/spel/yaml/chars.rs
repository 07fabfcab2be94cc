//! The characters of a YAML text with their place, and YAML's classes of
//! characters. Past the end there is `\0`, which no text may hold.

use crate::spinnaker::spel::heap::Heap;
use crate::spinnaker::spel::stop::{Step, thrown};

/// What stands past the end.
pub(super) const END: char = '\0';

/// The text and how far it is read.
pub(super) struct Chars {
    text: Vec<char>,
    pub(super) at: usize,
    pub(super) line: usize,
    pub(super) column: i64,
}

impl Chars {
    /// Text that holds only printable characters.
    pub(super) fn new(heap: &mut Heap<'_>, text: &str) -> Step<Self> {
        heap.spend(text.len().saturating_mul(4))?;
        if !text.chars().all(is_printable) {
            return Err(thrown("ReaderException", "YAML may not hold this character"));
        }
        Ok(Self { text: text.chars().collect(), at: 0, line: 0, column: 0 })
    }

    pub(super) fn peek(&self, ahead: usize) -> char {
        self.text.get(self.at + ahead).copied().unwrap_or(END)
    }

    /// The next character.
    pub(super) fn next(&self) -> char {
        self.peek(0)
    }

    /// Goes over so many characters.
    pub(super) fn forward(&mut self, count: usize) {
        for _ in 0..count {
            let Some(c) = self.text.get(self.at).copied() else { return };
            self.at += 1;
            if matches!(c, '\n' | '\u{85}' | '\u{2028}' | '\u{2029}')
                || c == '\r' && self.next() != '\n'
            {
                self.line += 1;
                self.column = 0;
            } else if c != '\u{FEFF}' {
                self.column += 1;
            }
        }
    }

    /// The next so many characters, gone over.
    pub(super) fn take(&mut self, count: usize) -> String {
        let end = self.at.saturating_add(count).min(self.text.len());
        let taken = self.text.get(self.at..end).unwrap_or_default().iter().collect();
        self.forward(count);
        taken
    }

    /// How many characters from here on belong to a class.
    pub(super) fn count(&self, class: impl Fn(char) -> bool) -> usize {
        let rest = self.text.get(self.at..).unwrap_or_default();
        rest.iter().take_while(|c| class(**c)).count()
    }

    pub(super) fn skip(&mut self, class: impl Fn(char) -> bool) {
        self.forward(self.count(class));
    }

    /// Whether the next three characters are these, and what follows ends
    /// them.
    pub(super) fn marks_document(&self, mark: char) -> bool {
        (0..3).all(|ahead| self.peek(ahead) == mark) && ends_word(self.peek(3))
    }

    /// Goes over a line break; `None` where there is none. Unlike the others,
    /// Unicode's own breaks stay what they are.
    pub(super) fn line_break(&mut self) -> Option<char> {
        match self.next() {
            '\r' if self.peek(1) == '\n' => {
                self.forward(2);
                Some('\n')
            }
            '\r' | '\n' | '\u{85}' => {
                self.forward(1);
                Some('\n')
            }
            c @ ('\u{2028}' | '\u{2029}') => {
                self.forward(1);
                Some(c)
            }
            _ => None,
        }
    }
}

fn is_printable(c: char) -> bool {
    matches!(c,
        ' '..='~' | '\n' | '\r' | '\t' | '\u{85}' | '\u{A0}'..='\u{D7FF}'
        | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..='\u{10FFFF}')
}

/// A line break or the end.
pub(super) fn ends_line(c: char) -> bool {
    matches!(c, END | '\r' | '\n' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// A blank, a line break or the end.
pub(super) fn ends_item(c: char) -> bool {
    c == ' ' || ends_line(c)
}

/// A blank, a tab, a line break or the end.
pub(super) fn ends_word(c: char) -> bool {
    c == '\t' || ends_item(c)
}

/// A blank or a tab.
pub(super) fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t')
}

/// A character of a handle.
pub(super) fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_')
}
