//! Strings in double quotes.

use crate::limits;

use super::reader::Cursor;
use super::{END, LIMIT, PARSE, Result, fail};

/// Reads from the opening quote to past the closing one. Half a surrogate
/// pair, which no Rust string can hold, becomes U+FFFD.
pub(super) fn read(cursor: &mut Cursor) -> Result<String> {
    cursor.at += 1;
    let mut out = String::new();
    let mut half: Option<u16> = None;
    loop {
        let Some(c) = cursor.peek_char() else {
            return fail(END, "the text ends inside a string", cursor.at);
        };
        let unit = if c == '\\' {
            escape(cursor)?
        } else if c == '"' {
            cursor.at += 1;
            flush(&mut out, &mut half);
            if out.len() > limits::JSON_STRING {
                return fail(LIMIT, "a string is too long", cursor.at);
            }
            return Ok(out);
        } else if c < ' ' {
            return fail(PARSE, "a control character must be written as an escape", cursor.at);
        } else {
            cursor.at += c.len_utf8();
            flush(&mut out, &mut half);
            out.push(c);
            continue;
        };
        join(&mut out, &mut half, unit);
    }
}

fn flush(out: &mut String, half: &mut Option<u16>) {
    if half.take().is_some() {
        out.push(char::REPLACEMENT_CHARACTER);
    }
}

fn join(out: &mut String, half: &mut Option<u16>, unit: u16) {
    if (0xd800..0xdc00).contains(&unit) {
        flush(out, half);
        *half = Some(unit);
        return;
    }
    let units: Vec<u16> = half.take().into_iter().chain([unit]).collect();
    out.extend(char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)));
}

fn escape(cursor: &mut Cursor) -> Result<u16> {
    let start = cursor.at;
    cursor.at += 1;
    let plain = match cursor.peek() {
        None => return fail(END, "the text ends inside an escape", cursor.at),
        Some(c @ (b'"' | b'\\' | b'/')) => u16::from(c),
        Some(b'b') => 0x08,
        Some(b'f') => 0x0c,
        Some(b'n') => 0x0a,
        Some(b'r') => 0x0d,
        Some(b't') => 0x09,
        Some(b'u') => {
            cursor.at += 1;
            return four_digits(cursor);
        }
        Some(_) => return fail(PARSE, "this escape does not exist in JSON", start),
    };
    cursor.at += 1;
    Ok(plain)
}

fn four_digits(cursor: &mut Cursor) -> Result<u16> {
    let mut unit = 0u16;
    for _ in 0..4 {
        let Some(next) = cursor.peek() else {
            return fail(END, "the text ends inside an escape", cursor.at);
        };
        let Some(digit) = char::from(next).to_digit(16) else {
            return fail(PARSE, "four hexadecimal digits were expected", cursor.at);
        };
        unit = unit << 4 | u16::try_from(digit).unwrap_or_default();
        cursor.at += 1;
    }
    Ok(unit)
}
