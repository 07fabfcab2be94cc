//! Jackson's reading of JSON into maps and lists: duplicates, the last wins;
//! what follows the first value is not looked at.

use std::str::FromStr;

use num_bigint::BigInt;

use crate::spinnaker::spel::class::Base;
use crate::spinnaker::spel::heap::{Cell, Heap, Map};
use crate::spinnaker::spel::object::Object;
use crate::spinnaker::spel::stop::{Step, Stop, thrown};

fn bad(why: &str) -> Stop {
    thrown("JsonParseException", why)
}

fn early() -> Stop {
    thrown("JsonEOFException", "the text ends too early")
}

fn mismatch(why: &str) -> Stop {
    thrown("MismatchedInputException", why)
}

/// What `#readJson` makes of a text: a list where it starts with `[`, else a
/// map.
pub(in super::super) fn read(heap: &mut Heap<'_>, text: &str) -> Step<Object> {
    heap.spend(text.len())?;
    let mut reader = Reader { text, at: 0 };
    reader.blanks();
    match reader.peek() {
        None => Err(mismatch("there is no content")),
        Some(b'{') if !text.starts_with('[') => reader.value(heap),
        Some(b'[') if text.starts_with('[') => reader.value(heap),
        Some(_) => match reader.first_token(heap)? {
            Object::Null => Ok(Object::Null),
            Object::String(text) if text.chars().all(|c| c <= ' ') => {
                Err(thrown("InvalidFormatException", "an empty text is no map or list"))
            }
            _ => Err(mismatch("a map or list is expected")),
        },
    }
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    /// A scalar where a map was wanted is read before it is rejected, an
    /// opening bracket is rejected at once.
    fn first_token(&mut self, heap: &mut Heap<'_>) -> Step<Object> {
        match self.peek() {
            Some(b'[' | b'{') => Ok(Object::Boolean(true)),
            Some(b'-' | b'0'..=b'9') => {
                let number = self.number()?;
                match self.peek() {
                    None | Some(b' ' | b'\t' | b'\n' | b'\r') => Ok(number),
                    Some(_) => Err(bad("a blank is expected after a number")),
                }
            }
            _ => self.value(heap),
        }
    }

    fn value(&mut self, heap: &mut Heap<'_>) -> Step<Object> {
        self.blanks();
        match self.peek() {
            None => Err(early()),
            Some(b'{') => {
                self.at += 1;
                heap.nested(|heap| self.map(heap))
            }
            Some(b'[') => {
                self.at += 1;
                heap.nested(|heap| self.list(heap))
            }
            Some(b'"') => {
                self.at += 1;
                Ok(Object::text(self.string()?))
            }
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(_) => self.word(),
        }
    }

    fn word(&mut self) -> Step<Object> {
        for (word, value) in [
            ("true", Object::Boolean(true)),
            ("false", Object::Boolean(false)),
            ("null", Object::Null),
        ] {
            let rest = self.text.get(self.at..).unwrap_or("");
            if let Some(after) = rest.strip_prefix(word) {
                if after.starts_with(|c: char| c.is_alphanumeric() || c == '_' || c == '$') {
                    break;
                }
                self.at += word.len();
                return Ok(value);
            }
        }
        Err(bad("a value is expected"))
    }

    fn map(&mut self, heap: &mut Heap<'_>) -> Step<Object> {
        let mut map = Map::new(Base::LinkedHashMap);
        self.blanks();
        let mut first = true;
        loop {
            self.blanks();
            match self.peek() {
                None => return Err(early()),
                Some(b'}') if first => break,
                Some(b'"') => self.at += 1,
                Some(_) => return Err(bad("a name in quotes is expected")),
            }
            first = false;
            let name = self.string()?;
            self.blanks();
            match self.peek() {
                None => return Err(early()),
                Some(b':') => self.at += 1,
                Some(_) => return Err(bad("a colon is expected")),
            }
            let value = self.value(heap)?;
            map.insert_text(name, value);
            self.blanks();
            match self.peek() {
                None => return Err(early()),
                Some(b',') => self.at += 1,
                Some(b'}') => break,
                Some(_) => return Err(bad("a comma is expected")),
            }
        }
        self.at += 1;
        Ok(heap.put(Cell::Map(map)))
    }

    fn list(&mut self, heap: &mut Heap<'_>) -> Step<Object> {
        let mut items = Vec::new();
        self.blanks();
        if self.peek() != Some(b']') {
            loop {
                items.push(self.value(heap)?);
                self.blanks();
                match self.peek() {
                    None => return Err(early()),
                    Some(b',') => self.at += 1,
                    Some(b']') => break,
                    Some(_) => return Err(bad("a comma is expected")),
                }
            }
        }
        self.at += 1;
        Ok(heap.list(items))
    }

    /// A text after its opening quote.
    fn string(&mut self) -> Step<String> {
        let mut out = String::new();
        loop {
            let rest = self.text.get(self.at..).unwrap_or("");
            let Some(c) = rest.chars().next() else { return Err(early()) };
            self.at += c.len_utf8();
            match c {
                '"' => return Ok(out),
                '\\' => out.push(self.escape()?),
                c if c < ' ' => return Err(bad("a control character must be escaped")),
                c => out.push(c),
            }
        }
    }

    fn escape(&mut self) -> Step<char> {
        let Some(byte) = self.peek() else { return Err(early()) };
        self.at += 1;
        Ok(match byte {
            b'"' => '"',
            b'\\' => '\\',
            b'/' => '/',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let unit = self.unit()?;
                if let Some(c) = char::from_u32(unit.into()) {
                    return Ok(c);
                }
                let escaped = self.text.get(self.at..).is_some_and(|rest| rest.starts_with("\\u"));
                let low = if escaped {
                    self.at += 2;
                    self.unit()?
                } else {
                    0
                };
                match char::decode_utf16([unit, low]).next() {
                    Some(Ok(c)) => c,
                    _ => return Err(Stop::Unknown(super::super::stop::Unknown::HalfCharacter)),
                }
            }
            _ => return Err(bad("there is no such escape")),
        })
    }

    fn unit(&mut self) -> Step<u16> {
        let mut unit = 0u16;
        for _ in 0..4 {
            let Some(byte) = self.peek() else { return Err(early()) };
            let digit = char::from(byte).to_digit(16).ok_or_else(|| bad("a hexadecimal digit"))?;
            unit = unit << 4 | u16::try_from(digit).unwrap_or(0);
            self.at += 1;
        }
        Ok(unit)
    }

    fn digits(&mut self) -> usize {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        self.at - start
    }

    fn number(&mut self) -> Step<Object> {
        let start = self.at;
        self.at += usize::from(self.peek() == Some(b'-'));
        let first = self.peek();
        let whole = self.digits();
        if whole == 0 {
            return Err(if self.peek().is_none() { early() } else { bad("a digit is expected") });
        }
        if first == Some(b'0') && whole > 1 {
            return Err(bad("a number may not start with 0"));
        }
        let mut real = false;
        if self.peek() == Some(b'.') {
            self.at += 1;
            real = true;
            if self.digits() == 0 {
                return Err(if self.peek().is_none() {
                    early()
                } else {
                    bad("a digit is expected")
                });
            }
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            real = true;
            self.at += usize::from(matches!(self.peek(), Some(b'+' | b'-')));
            if self.digits() == 0 {
                return Err(if self.peek().is_none() {
                    early()
                } else {
                    bad("a digit is expected")
                });
            }
        }
        if !matches!(self.peek(), None | Some(b' ' | b'\t' | b'\n' | b'\r' | b',' | b']' | b'}')) {
            return Err(bad("a number ends in something else"));
        }
        let text = self.text.get(start..self.at).unwrap_or("0");
        if text.len() > 1_000 {
            return Err(thrown("StreamConstraintsException", "a number is too long"));
        }
        if real {
            return Ok(Object::Double(text.parse().unwrap_or(f64::NAN)));
        }
        if let Ok(number) = text.parse::<i32>() {
            return Ok(Object::Integer(number));
        }
        if let Ok(number) = text.parse::<i64>() {
            return Ok(Object::Long(number));
        }
        let number = BigInt::from_str(text).map_err(|_| bad("a number is expected"))?;
        Ok(Object::BigInteger(number.into()))
    }
}
