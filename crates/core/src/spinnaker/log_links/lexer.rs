//! JavaScript's tokens.

use super::{Result, Stop, syntax_error};

/// One token.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    Number(f64),
    Text(String),
    /// What stands between the slashes of a regular expression, and its flags.
    Pattern(String, String),
    Name(String),
    Sign(&'static str),
}

/// Longest first, so that `===` is not read as `==`. Those after the bar in
/// [`is_code`] are known only to be told apart from errors.
const SIGNS: [&str; 54] = [
    ">>>=", "...", "===", "!==", "**=", "<<=", ">>=", ">>>", "&&=", "||=", "??=", "=>", "==", "!=",
    "<=", ">=", "&&", "||", "??", "?.", "++", "--", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=",
    "<<", ">>", "**", "+", "-", "*", "/", "%", "<", ">", "!", "~", "&", "|", "^", "?", ":", "=",
    "(", ")", "[", "]", "{", "}",
];

/// All tokens of `code`.
pub(super) fn tokens(code: &str) -> Result<Vec<Token>> {
    let mut out = Vec::new();
    let mut rest = code;
    while let Some(c) = rest.chars().next() {
        if c.is_whitespace() || c == '\u{feff}' {
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
        } else if let Some(comment) = rest.strip_prefix("/*") {
            let Some((_, after)) = comment.split_once("*/") else {
                return syntax_error("a comment does not end");
            };
            rest = after;
        } else if let Some(comment) = rest.strip_prefix("//") {
            // Without a line's end it also hides what lodash puts behind.
            let Some((_, after)) = comment.split_once('\n') else {
                return syntax_error("a comment hides the end of the expression");
            };
            rest = after;
        } else if c == '"' || c == '\'' {
            let (text, after) = string(rest, c)?;
            out.push(Token::Text(text));
            rest = after;
        } else if c == '`' {
            if rest.contains("${") {
                return Err(Stop::Code("a template string"));
            }
            let (text, after) = string(rest, c)?;
            out.push(Token::Text(text));
            rest = after;
        } else if c.is_ascii_digit() || (c == '.' && next_is_digit(rest)) {
            let (number, after) = number(rest)?;
            out.push(Token::Number(number));
            rest = after;
        } else if is_name_start(c) {
            let end = rest.find(|c| !is_name_part(c)).unwrap_or(rest.len());
            let (name, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
            out.push(Token::Name(name.to_owned()));
            rest = after;
        } else if c == ',' || c == '.' {
            // `?.5` is a choice with the number .5, which the number above
            // has no chance to see.
            out.push(Token::Sign(if c == ',' { "," } else { "." }));
            rest = rest.get(1..).unwrap_or_default();
        } else if c == ';' {
            return syntax_error("Unexpected token ';'");
        } else if c == '/' && begins_a_value(out.last()) {
            let (pattern, after) = pattern(rest)?;
            out.push(pattern);
            rest = after;
        } else if let Some(sign) = SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
            let sign =
                if *sign == "?." && rest.get(1..).is_some_and(next_is_digit) { "?" } else { sign };
            rest = rest.get(sign.len()..).unwrap_or_default();
            out.push(Token::Sign(sign));
        } else {
            return syntax_error(format!("Invalid or unexpected token {c:?}"));
        }
    }
    Ok(out)
}

/// Whether a value, rather than an operator, is due after `last`.
fn begins_a_value(last: Option<&Token>) -> bool {
    match last {
        None => true,
        Some(Token::Sign(sign)) => ![")", "]", "}", "++", "--"].contains(sign),
        Some(_) => false,
    }
}

fn next_is_digit(rest: &str) -> bool {
    rest.chars().nth(1).is_some_and(|c| c.is_ascii_digit())
}

fn is_name_start(c: char) -> bool {
    c.is_alphabetic() || c == '_' || c == '$'
}

fn is_name_part(c: char) -> bool {
    is_name_start(c) || c.is_numeric() || matches!(c, '\u{200c}' | '\u{200d}')
}

/// A regular expression from its first slash on.
fn pattern(rest: &str) -> Result<(Token, &str)> {
    let mut in_set = false;
    let mut chars = rest.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        match c {
            '\n' | '\r' | '\u{2028}' | '\u{2029}' => break,
            // A line's end behind it ends the search in the next round.
            '\\' if !rest.get(at + 1..).is_some_and(|tail| tail.starts_with(['\n', '\r'])) => {
                chars.next();
            }
            '[' => in_set = true,
            ']' => in_set = false,
            '/' if !in_set => {
                let source = rest.get(1..at).unwrap_or_default().to_owned();
                let behind = rest.get(at + 1..).unwrap_or_default();
                let end = behind.find(|c| !is_name_part(c)).unwrap_or(behind.len());
                let (flags, after) = behind.split_at_checked(end).unwrap_or((behind, ""));
                return Ok((Token::Pattern(source, flags.to_owned()), after));
            }
            _ => {}
        }
    }
    syntax_error("Invalid regular expression: missing /")
}

fn string(rest: &str, quote: char) -> Result<(String, &str)> {
    let mut out = String::new();
    let mut chars = rest.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        match c {
            _ if c == quote => {
                return Ok((out, rest.get(at + c.len_utf8()..).unwrap_or_default()));
            }
            '\n' | '\r' if quote != '`' => break,
            '\r' => return Err(Stop::Code("a line break in a template string")),
            '\\' => match chars.next() {
                Some((_, 'n')) => out.push('\n'),
                Some((_, 't')) => out.push('\t'),
                Some((_, 'r')) => out.push('\r'),
                Some((_, 'b')) => out.push('\u{8}'),
                Some((_, 'f')) => out.push('\u{c}'),
                Some((_, 'v')) => out.push('\u{b}'),
                Some((_, '\n')) => {}
                Some((_, 'u' | 'x' | '0'..='9')) => {
                    return Err(Stop::Code("an escape with a number in a string"));
                }
                Some((_, other)) => out.push(other),
                None => break,
            },
            _ => out.push(c),
        }
    }
    syntax_error("Invalid or unexpected token: a string does not end")
}

/// `0x1f`, `0o17`, `0b101`.
fn in_other_base(rest: &str) -> Option<Result<(f64, &str)>> {
    let base = match rest.get(..2)? {
        "0x" | "0X" => 16,
        "0o" | "0O" => 8,
        "0b" | "0B" => 2,
        _ => return None,
    };
    let digits = rest.get(2..)?;
    let end = digits.find(|c| !is_name_part(c)).unwrap_or(digits.len());
    let (digits, after) = digits.split_at_checked(end)?;
    if digits.contains('_') || digits.ends_with('n') {
        return Some(Err(Stop::Code("a number in an unusual notation")));
    }
    if digits.is_empty() || !digits.chars().all(|c| c.is_digit(base)) {
        return Some(syntax_error("Invalid or unexpected token: a number without digits"));
    }
    #[allow(clippy::cast_precision_loss, reason = "JavaScript's numbers lose it as well")]
    let number = u64::from_str_radix(digits, base)
        .map(|number| (number as f64, after))
        .map_err(|_| Stop::Code("a number in an unusual notation"));
    Some(number)
}

fn number(rest: &str) -> Result<(f64, &str)> {
    if let Some(number) = in_other_base(rest) {
        return number;
    }
    let digits = |from: usize| {
        rest.get(from..)
            .and_then(|tail| tail.find(|c: char| !c.is_ascii_digit()))
            .map_or(rest.len(), |length| from + length)
    };
    let mut end = digits(0);
    let leading_zero = end > 1 && rest.starts_with('0');
    if rest.get(end..).is_some_and(|tail| tail.starts_with('.')) {
        end = digits(end + 1);
    }
    if let Some(exponent) = rest.get(end..).and_then(|tail| tail.strip_prefix(['e', 'E'])) {
        let sign = usize::from(exponent.starts_with(['+', '-']));
        let from = end + 1 + sign;
        end = digits(from);
        if end == from {
            return syntax_error("Invalid or unexpected token: a number without exponent");
        }
    }
    let (text, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
    let special = after.starts_with(['x', 'X', 'o', 'O', 'b', 'B', 'n', '_']);
    if leading_zero || (special && after.len() > 1) || after == "n" {
        return Err(Stop::Code("a number in an unusual notation"));
    }
    if after.starts_with(is_name_start) {
        return syntax_error("Invalid or unexpected token: a name follows a number at once");
    }
    Ok((text.parse().unwrap_or(f64::NAN), after))
}
