//! The reader: a stack of open collections instead of recursion.

use crate::java::{Data, Map, Value};
use crate::limits;

use super::{END, FORMAT, LIMIT, MISMATCH, PARSE, Result, fail};

/// The text and the place reached in it.
pub(super) struct Cursor<'t> {
    pub(super) text: &'t str,
    pub(super) at: usize,
}

impl Cursor<'_> {
    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The character at the place reached, which is always a boundary.
    pub(super) fn peek_char(&self) -> Option<char> {
        self.text.get(self.at..).and_then(|rest| rest.chars().next())
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
    }
}

enum Open {
    Object { map: Map, key: String },
    Array(Vec<Value>),
}

/// What may come next inside the innermost collection.
#[derive(Clone, Copy, PartialEq)]
enum Expect {
    KeyOrEnd,
    Key,
    ItemOrEnd,
    Item,
    CommaOrEnd,
}

/// What `readValue(text, Map<String, Object>)` gives; `None` for `null`.
///
/// What follows the first document is ignored.
pub fn read_map(text: &str) -> Result<Option<Map>> {
    let mut cursor = Cursor { text, at: 0 };
    cursor.skip_space();
    let start = cursor.at;
    match cursor.peek() {
        None => fail(MISMATCH, "there is nothing to read", start),
        Some(b'{') => match read_collection(&mut cursor)?.data {
            Data::Map(map) => Ok(Some(map)),
            _ => fail(MISMATCH, "this is not an object", start),
        },
        Some(b'[') => fail(MISMATCH, "this is a list, not an object", start),
        _ => match read_scalar(&mut cursor, true)?.data {
            Data::Null => Ok(None),
            Data::String(text) if text.chars().all(|c| c <= ' ') => {
                fail(FORMAT, "this is an empty string, not an object", start)
            }
            _ => fail(MISMATCH, "this is a single value, not an object", start),
        },
    }
}

/// The first document of `text`, whatever it is.
pub fn read_value(text: &str) -> Result<Value> {
    let mut cursor = Cursor { text, at: 0 };
    cursor.skip_space();
    match cursor.peek() {
        None => fail(MISMATCH, "there is nothing to read", cursor.at),
        Some(b'{' | b'[') => read_collection(&mut cursor),
        _ => read_scalar(&mut cursor, true),
    }
}

fn read_collection(cursor: &mut Cursor) -> Result<Value> {
    let mut open: Vec<Open> = Vec::new();
    let mut expect = enter(cursor, &mut open)?;
    loop {
        cursor.skip_space();
        let Some(next) = cursor.peek() else {
            // Jackson's own unevenness: after a comma it is a syntax error.
            let exception = match expect {
                Expect::Key | Expect::Item if after_comma(cursor) => PARSE,
                _ => END,
            };
            return fail(exception, "the text ends inside an object or list", cursor.at);
        };
        let closes = matches!(
            (open.last(), next),
            (Some(Open::Object { .. }), b'}') | (Some(Open::Array(_)), b']')
        );
        if closes && matches!(expect, Expect::KeyOrEnd | Expect::ItemOrEnd | Expect::CommaOrEnd) {
            cursor.at += 1;
            let done = match open.pop() {
                Some(Open::Object { map, .. }) => Data::Map(map),
                Some(Open::Array(items)) => Data::List(items),
                None => Data::Null,
            };
            if open.is_empty() {
                return Ok(done.into());
            }
            store(&mut open, done.into());
            expect = Expect::CommaOrEnd;
            continue;
        }
        expect = match expect {
            Expect::CommaOrEnd if next == b',' => {
                cursor.at += 1;
                if matches!(open.last(), Some(Open::Object { .. })) {
                    Expect::Key
                } else {
                    Expect::Item
                }
            }
            Expect::CommaOrEnd => return fail(PARSE, "a comma or the end was expected", cursor.at),
            Expect::KeyOrEnd | Expect::Key => {
                read_key(cursor, &mut open)?;
                Expect::Item
            }
            Expect::ItemOrEnd | Expect::Item if matches!(next, b'{' | b'[') => {
                enter(cursor, &mut open)?
            }
            Expect::ItemOrEnd | Expect::Item => {
                let value = read_scalar(cursor, false)?;
                store(&mut open, value);
                Expect::CommaOrEnd
            }
        };
    }
}

/// Whether the last thing before the place reached, spaces apart, is a comma.
fn after_comma(cursor: &Cursor) -> bool {
    cursor
        .text
        .get(..cursor.at)
        .is_some_and(|read| read.trim_end_matches([' ', '\t', '\r', '\n']).ends_with(','))
}

fn enter(cursor: &mut Cursor, open: &mut Vec<Open>) -> Result<Expect> {
    if open.len() >= limits::JSON_DEPTH {
        return fail(LIMIT, "objects and lists are nested too deeply", cursor.at);
    }
    let object = cursor.peek() == Some(b'{');
    cursor.at += 1;
    if object {
        open.push(Open::Object { map: Map::new(), key: String::new() });
        Ok(Expect::KeyOrEnd)
    } else {
        open.push(Open::Array(Vec::new()));
        Ok(Expect::ItemOrEnd)
    }
}

fn read_key(cursor: &mut Cursor, open: &mut [Open]) -> Result<()> {
    let start = cursor.at;
    if cursor.peek() != Some(b'"') {
        return fail(PARSE, "a name in double quotes was expected", start);
    }
    let name = super::string::read(cursor)?;
    if name.len() > limits::JSON_NAME && name.encode_utf16().count() > limits::JSON_NAME {
        return fail(LIMIT, "a name is too long", start);
    }
    cursor.skip_space();
    match cursor.peek() {
        None => return fail(END, "the text ends after a name", cursor.at),
        Some(b':') => cursor.at += 1,
        Some(_) => return fail(PARSE, "a colon was expected after the name", cursor.at),
    }
    if let Some(Open::Object { key, .. }) = open.last_mut() {
        *key = name;
    }
    Ok(())
}

fn store(open: &mut [Open], value: Value) {
    match open.last_mut() {
        Some(Open::Object { map, key }) => {
            map.insert(std::mem::take(key), value);
        }
        Some(Open::Array(items)) => items.push(value),
        None => {}
    }
}

/// A string, number or word; `root` when nothing is open around it.
fn read_scalar(cursor: &mut Cursor, root: bool) -> Result<Value> {
    let start = cursor.at;
    match cursor.peek() {
        Some(b'"') => Ok(Data::String(super::string::read(cursor)?.into()).into()),
        Some(b'-' | b'0'..=b'9') => {
            let number = super::number::read(cursor)?;
            let apart = matches!(cursor.peek(), None | Some(b' ' | b'\t' | b'\r' | b'\n'));
            if root && !apart {
                return fail(PARSE, "a space was expected after the number", cursor.at);
            }
            Ok(number.into())
        }
        Some(b't') => word(cursor, "true", Data::Boolean(true)),
        Some(b'f') => word(cursor, "false", Data::Boolean(false)),
        Some(b'n') => word(cursor, "null", Data::Null),
        Some(b'+') if start + 1 == cursor.text.len() => {
            fail(END, "the text ends after a plus sign", start)
        }
        _ => fail(PARSE, "a value was expected", start),
    }
}

fn word(cursor: &mut Cursor, expected: &'static str, data: Data) -> Result<Value> {
    let start = cursor.at;
    let found = cursor.text.get(start..).is_some_and(|rest| rest.starts_with(expected));
    if !found {
        return fail(PARSE, "only true, false and null may stand without quotes", start);
    }
    cursor.at += expected.len();
    match cursor.peek_char() {
        Some(next) if continues_a_word(next) => {
            fail(PARSE, "only true, false and null may stand without quotes", start)
        }
        _ => Ok(data.into()),
    }
}

/// `Character.isJavaIdentifierPart`, from `0` on as Jackson asks it; beyond
/// ASCII as far as the standard library tells letters and digits, plus the
/// common marks, joiners and currency signs.
fn continues_a_word(c: char) -> bool {
    const MARKS: [std::ops::RangeInclusive<char>; 11] = [
        '\u{a2}'..='\u{a5}',
        '\u{ad}'..='\u{ad}',
        '\u{300}'..='\u{36f}',
        '\u{200b}'..='\u{200f}',
        '\u{202a}'..='\u{202e}',
        '\u{180e}'..='\u{180e}',
        '\u{203f}'..='\u{2040}',
        '\u{2060}'..='\u{2064}',
        '\u{2066}'..='\u{206f}',
        '\u{20a0}'..='\u{20c0}',
        '\u{feff}'..='\u{feff}',
    ];
    match c {
        '\u{0}'..='\u{7e}' => c.is_ascii_alphanumeric() || c == '_',
        '\u{7f}'..='\u{9f}' => true,
        _ => c.is_alphanumeric() || MARKS.iter().any(|range| range.contains(&c)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::java::to_json;

    fn read(text: &str) -> String {
        match read_map(text) {
            Ok(None) => "null".into(),
            Ok(Some(map)) => to_json(&Data::Map(map).into()).to_string(),
            Err(failure) => failure.exception.into(),
        }
    }

    #[test]
    fn a_document_is_read_and_what_follows_is_ignored() {
        for (text, expected) in [
            (r#"{"a":1}} trailing"#, r#"{"a":1}"#),
            (
                r#" {"a":{"x":1,"y":[1,null]},"b":[],"c":{}}"#,
                r#"{"a":{"x":1,"y":[1,null]},"b":[],"c":{}}"#,
            ),
            (r#"{"a":1,"a":2}"#, r#"{"a":2}"#),
            (
                r#"{"a":-0,"b":1e3,"c":2147483648,"d":12345678901234567890}"#,
                r#"{"a":0,"b":1000.0,"c":2147483648,"d":12345678901234567890}"#,
            ),
            (r#"{"a":1e400}"#, r#"{"a":"Infinity"}"#),
            (r#"{"a":"\u00e9\ud83d\ude00\/\n"}"#, r#"{"a":"é😀/\n"}"#),
            ("null}", "null"),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn what_jackson_refuses_is_refused_with_its_class() {
        for (text, expected) in [
            ("null\u{180e}", PARSE),
            ("+", END),
            ("+1", PARSE),
            ("", MISMATCH),
            ("[", MISMATCH),
            ("12", MISMATCH),
            ("\"x\"", MISMATCH),
            ("\" \"", FORMAT),
            ("12x", PARSE),
            ("nullx", PARSE),
            ("{", END),
            ("{\"a\"", END),
            ("{\"a\":", END),
            ("{\"a\":1", END),
            ("{\"a\":1, ", PARSE),
            ("{\"a\":[1,", PARSE),
            ("{\"a\":\",\"", END),
            ("{\"a\":[", END),
            ("{\"a\":-", END),
            ("{\"a\":1e+", END),
            ("{\"a\":1.", PARSE),
            ("{\"a\":01}", PARSE),
            ("{\"a\":tru", PARSE),
            ("{\"a\":true", END),
            ("{\"a\":NaN}", PARSE),
            ("{'a':1}", PARSE),
            ("{\"a\":1,}", PARSE),
            ("{\"a\":\"x\ty\"}", PARSE),
            ("{\"a\":\"\\x\"}", PARSE),
            ("{\"a\":\"\\u1", END),
            ("\u{feff}{}", PARSE),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn depth_is_bounded_as_jackson_bounds_it() {
        let nested = |depth: usize| format!("{{\"a\":{}{}}}", "[".repeat(depth), "]".repeat(depth));
        assert!(read_map(&nested(limits::JSON_DEPTH - 1)).is_ok());
        assert_eq!(read(&nested(limits::JSON_DEPTH)), LIMIT);
        assert_eq!(read(&nested(1_000_000)), LIMIT);
    }
}
