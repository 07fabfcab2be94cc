//! Sets of characters and escapes, by the rules that JavaScript has without
//! the flag `u`.

use super::super::Result;
use super::read::{Rest, UNKNOWN, invalid};

const DIGIT: &str = "0-9";
const WORD: &str = "0-9A-Za-z_";
const SPACE: &str = r"\t\n\x0B\f\r\x20\x{A0}\x{FEFF}\x{1680}\x{2000}-\x{200A}\x{2028}\x{2029}\x{202F}\x{205F}\x{3000}";

/// What an escape stands for.
pub(super) enum Escape {
    Char(char),
    /// A set, or what is not in it.
    Set(&'static str, bool),
}

/// A character that stands for itself, in a set or outside.
pub(super) fn literal(c: char) -> String {
    format!(r"\x{{{:X}}}", u32::from(c))
}

/// What follows a backslash.
pub(super) fn escape(rest: &mut Rest<'_>, in_set: bool) -> Result<Escape> {
    let Some(c) = rest.next() else { return invalid("\\ at end of pattern") };
    Ok(match c {
        'd' => Escape::Set(DIGIT, true),
        'D' => Escape::Set(DIGIT, false),
        'w' => Escape::Set(WORD, true),
        'W' => Escape::Set(WORD, false),
        's' => Escape::Set(SPACE, true),
        'S' => Escape::Set(SPACE, false),
        't' => Escape::Char('\t'),
        'n' => Escape::Char('\n'),
        'r' => Escape::Char('\r'),
        'f' => Escape::Char('\u{c}'),
        'v' => Escape::Char('\u{b}'),
        'b' if in_set => Escape::Char('\u{8}'),
        'x' => Escape::Char(hexadecimal(rest, 2)?),
        'u' => Escape::Char(hexadecimal(rest, 4)?),
        // References, octal numbers, control letters, names.
        c if c.is_ascii_alphanumeric() => return Err(UNKNOWN),
        c => Escape::Char(c),
    })
}

fn hexadecimal(rest: &mut Rest<'_>, digits: usize) -> Result<char> {
    let digits: String = rest.by_ref().take(digits).collect();
    let plain = digits.chars().all(|c| c.is_ascii_hexdigit());
    let code = if plain { u32::from_str_radix(&digits, 16).ok() } else { None };
    code.and_then(char::from_u32).ok_or(UNKNOWN)
}

/// A set, behind its opening bracket.
pub(super) fn class(rest: &mut Rest<'_>) -> Result<String> {
    let not = rest.next_if_eq(&'^').is_some();
    let mut items = String::new();
    // The character that a dash may make the first of a range.
    let mut first: Option<char> = None;
    loop {
        let item = match rest.next() {
            None => return invalid("Unterminated character class"),
            Some(']') => break,
            Some('-') if first.is_some() && rest.peek().is_some_and(|next| *next != ']') => {
                let last = match rest.next() {
                    Some('\\') => match escape(rest, true)? {
                        Escape::Char(c) => c,
                        Escape::Set(..) => return Err(UNKNOWN),
                    },
                    Some(c) => c,
                    None => return invalid("Unterminated character class"),
                };
                if first.is_some_and(|first| first > last) {
                    return invalid("Range out of order in character class");
                }
                items.push('-');
                items.push_str(&literal(last));
                first = None;
                continue;
            }
            Some('\\') => escape(rest, true)?,
            Some(c) => Escape::Char(c),
        };
        match item {
            Escape::Char(c) => {
                items.push_str(&literal(c));
                first = Some(c);
            }
            Escape::Set(set, true) => {
                // A dash behind a set is one, or an error: not worked out.
                if rest.peek() == Some(&'-') {
                    return Err(UNKNOWN);
                }
                items.push_str(set);
                first = None;
            }
            Escape::Set(set, false) => {
                if rest.peek() == Some(&'-') {
                    return Err(UNKNOWN);
                }
                items.push_str(&format!("[^{set}]"));
                first = None;
            }
        }
    }
    Ok(match (items.is_empty(), not) {
        (true, false) => r"[^\s\S]".into(),
        (true, true) => r"[\s\S]".into(),
        (false, false) => format!("[{items}]"),
        (false, true) => format!("[^{items}]"),
    })
}
