//! Numbers: `Integer`, `Long` or `BigInteger` by size, `Double` otherwise.

use std::str::FromStr;

use num_bigint::BigInt;

use crate::java::Data;
use crate::limits;

use super::reader::Cursor;
use super::{END, LIMIT, PARSE, Result, fail};

pub(super) fn read(cursor: &mut Cursor) -> Result<Data> {
    let start = cursor.at;
    if cursor.peek() == Some(b'-') {
        cursor.at += 1;
    }
    match cursor.peek() {
        None => return fail(END, "the text ends after a minus sign", cursor.at),
        Some(b'0') => {
            cursor.at += 1;
            if matches!(cursor.peek(), Some(b'0'..=b'9')) {
                return fail(PARSE, "a number must not start with a zero", start);
            }
        }
        Some(b'1'..=b'9') => skip_digits(cursor),
        Some(_) => return fail(PARSE, "a digit was expected", cursor.at),
    }
    let mut whole = true;
    if cursor.peek() == Some(b'.') {
        whole = false;
        cursor.at += 1;
        if !matches!(cursor.peek(), Some(b'0'..=b'9')) {
            return fail(PARSE, "a digit was expected after the point", cursor.at);
        }
        skip_digits(cursor);
    }
    if matches!(cursor.peek(), Some(b'e' | b'E')) {
        whole = false;
        cursor.at += 1;
        if matches!(cursor.peek(), Some(b'+' | b'-')) {
            cursor.at += 1;
        }
        match cursor.peek() {
            None => return fail(END, "the text ends inside an exponent", cursor.at),
            Some(b'0'..=b'9') => skip_digits(cursor),
            Some(_) => return fail(PARSE, "a digit was expected in the exponent", cursor.at),
        }
    }
    let text = cursor.text.get(start..cursor.at).unwrap_or_default();
    if text.bytes().filter(u8::is_ascii_digit).count() > limits::JSON_NUMBER {
        return fail(LIMIT, "a number is too long", start);
    }
    Ok(if whole { whole_number(text) } else { Data::Double(text.parse().unwrap_or(f64::NAN)) })
}

fn skip_digits(cursor: &mut Cursor) {
    while matches!(cursor.peek(), Some(b'0'..=b'9')) {
        cursor.at += 1;
    }
}

fn whole_number(text: &str) -> Data {
    if let Ok(small) = text.parse::<i32>() {
        return Data::Integer(small);
    }
    if let Ok(long) = text.parse::<i64>() {
        return Data::Long(long);
    }
    BigInt::from_str(text).map_or(Data::Null, Data::BigInteger)
}
