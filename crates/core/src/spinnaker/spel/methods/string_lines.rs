//! `String`'s methods on lines and escapes: `indent`, `stripIndent`,
//! `translateEscapes` (JDK 17).

use super::super::evaluate::Machine;
use super::super::object::Object;
use super::super::stop::{ILLEGAL_ARGUMENT, Step, thrown};
use super::arguments::{int, itself};
use super::string::is_blank;

/// Lines as `String.lines` cuts them.
fn lines(source: &str) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut rest = source;
    while !rest.is_empty() {
        let end = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let (line, after) = rest.split_at(end);
        lines.push(line);
        rest =
            after.strip_prefix("\r\n").or_else(|| after.strip_prefix(['\n', '\r'])).unwrap_or("");
    }
    lines
}

pub(super) fn indent(m: &mut Machine<'_>, o: &Object, a: &[Object]) -> Step<Object> {
    let by = int(a, 0);
    let width = usize::try_from(by.unsigned_abs()).unwrap_or(0);
    let lines = lines(itself(o));
    m.heap.spend(itself(o).len().saturating_add(lines.len().saturating_mul(width)))?;
    let mut out = String::new();
    for line in lines {
        if by > 0 {
            out.push_str(&" ".repeat(width));
            out.push_str(line);
        } else {
            let blanks = line.chars().take_while(|c| is_blank(*c)).take(width);
            let skipped: usize = blanks.map(char::len_utf8).sum();
            out.push_str(line.get(skipped..).unwrap_or(""));
        }
        out.push('\n');
    }
    Ok(Object::text(out))
}

pub(super) fn strip_indent(source: &str) -> String {
    if source.is_empty() {
        return String::new();
    }
    let last = source.chars().last().unwrap_or(' ');
    let broken = matches!(last, '\n' | '\r');
    let lines = lines(source);
    let leading = |line: &str| line.chars().take_while(|c| is_blank(*c)).count();
    let mut indent =
        lines.iter().filter(|line| !line.chars().all(is_blank)).map(|line| leading(line)).min();
    if let Some(line) = lines.last().filter(|line| line.chars().all(is_blank)) {
        indent = Some(indent.unwrap_or(usize::MAX).min(leading(line)));
    }
    let width = if broken { 0 } else { indent.unwrap_or(0) };
    let stripped: Vec<String> = lines
        .iter()
        .map(|line| {
            let kept: String = line.chars().skip(width).collect();
            let kept = if line.chars().all(is_blank) { String::new() } else { kept };
            kept.trim_end_matches(is_blank).to_owned()
        })
        .collect();
    let end = if broken { "\n" } else { "" };
    format!("{}{end}", stripped.join("\n"))
}

pub(super) fn translate_escapes(source: &str) -> Step<Object> {
    let bad = || thrown(ILLEGAL_ARGUMENT, "there is no such escape");
    let mut out = String::new();
    let mut chars = source.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('b') => out.push('\u{8}'),
            Some('f') => out.push('\u{c}'),
            Some('n') => out.push('\n'),
            Some('r') => out.push('\r'),
            Some('s') => out.push(' '),
            Some('t') => out.push('\t'),
            Some(c @ ('\'' | '"' | '\\')) => out.push(c),
            Some(first @ '0'..='7') => {
                let most = if first <= '3' { 2 } else { 1 };
                let mut code = first.to_digit(8).unwrap_or(0);
                for _ in 0..most {
                    let Some(digit) = chars.peek().and_then(|c| c.to_digit(8)) else { break };
                    code = code * 8 + digit;
                    chars.next();
                }
                out.push(char::from_u32(code).ok_or_else(bad)?);
            }
            Some('\n') => {}
            Some('\r') => {
                chars.next_if_eq(&'\n');
            }
            _ => return Err(bad()),
        }
    }
    Ok(Object::text(out))
}
