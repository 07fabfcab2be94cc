//! Jackson's writing of values, without blanks, nulls kept.

use std::fmt::Write;

use crate::java::{Data, Value, double_to_string};

/// The JSON text of a value.
pub(in super::super) fn write(value: &Value) -> String {
    let mut out = String::new();
    write_value(value, &mut out);
    out
}

fn write_value(value: &Value, out: &mut String) {
    match &value.data {
        Data::Null => out.push_str("null"),
        Data::Boolean(truth) => out.push_str(if *truth { "true" } else { "false" }),
        Data::Integer(number) => out.push_str(&number.to_string()),
        Data::Long(number) => out.push_str(&number.to_string()),
        Data::BigInteger(number) => out.push_str(&number.to_string()),
        Data::Double(number) if number.is_finite() => out.push_str(&double_to_string(*number)),
        Data::Double(number) => write_text(&double_to_string(*number), out),
        Data::String(text) => write_text(text, out),
        Data::List(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                write_value(item, out);
            }
            out.push(']');
        }
        Data::Map(map) => {
            out.push('{');
            for (at, (key, item)) in map.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                write_text(key, out);
                out.push(':');
                write_value(item, out);
            }
            out.push('}');
        }
    }
}

fn write_text(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c < ' ' => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
}
