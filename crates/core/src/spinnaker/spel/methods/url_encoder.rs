//! `java.net.URLEncoder`, JDK 17 (spel §10).

use super::super::evaluate::Machine;
use super::super::object::Object;
use super::super::stop::Step;
use super::arguments::{CHARSET, STRING, text};
use super::charset::{self, Charset};
use super::{Method, method};

pub(super) const URL_ENCODER: &[Method] = &[
    method("encode", &[STRING], |m, _, a| encode(m, &text(a, 0)?, Charset::Utf8)),
    method("encode", &[STRING, CHARSET], in_charset),
    method("encode", &[STRING, STRING], in_charset),
];

fn in_charset(m: &mut Machine<'_>, _: &Object, a: &[Object]) -> Step<Object> {
    let charset = charset::named(&text(a, 1)?)?;
    encode(m, &text(a, 0)?, charset)
}

/// Runs of what is not plain are encoded together, so that UTF-16 marks its
/// order once a run.
fn encode(m: &mut Machine<'_>, source: &str, charset: Charset) -> Step<Object> {
    m.heap.spend(source.len().saturating_mul(6))?;
    let mut out = String::new();
    let mut run = String::new();
    let flush = |run: &mut String, out: &mut String| {
        for byte in charset::encode(run, charset) {
            out.extend(["%", &format!("{byte:02X}")]);
        }
        run.clear();
    };
    for c in source.chars() {
        match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '_' | '.' | '*' | ' ' => {
                flush(&mut run, &mut out);
                out.push(if c == ' ' { '+' } else { c });
            }
            _ => run.push(c),
        }
    }
    flush(&mut run, &mut out);
    Ok(Object::text(out))
}
