//! Character classes: `[…]`, `\d`, `\p{…}` and escaped characters, spelled
//! for the engine.

use super::parse::{Parser, bad};
use crate::spinnaker::spel::stop::{Step, unknown};

/// One member of a class.
pub(super) enum Item {
    Char(char),
    /// A set in the engine's syntax, with its brackets.
    Set(String),
}

/// A character as the engine spells it inside and outside of classes.
pub(super) fn spelled(c: char) -> String {
    if c.is_ascii_alphanumeric() { c.to_string() } else { format!(r"\x{{{:x}}}", u32::from(c)) }
}

/// A class after its `[`, through its `]`.
pub(super) fn class(parser: &mut Parser<'_>) -> Step<String> {
    parser.nested(class_here)
}

fn class_here(parser: &mut Parser<'_>) -> Step<String> {
    let negated = parser.accept('^');
    let mut operands: Vec<String> = Vec::new();
    let mut members = String::new();
    let mut first = true;
    loop {
        let Some(c) = parser.peek() else { return Err(bad("a class is never closed")) };
        match c {
            ']' if !first => {
                parser.skip(1);
                break;
            }
            '[' => {
                parser.skip(1);
                members.push_str(&class(parser)?);
            }
            '&' if parser.looking_at("&&") => {
                while parser.looking_at("&&") {
                    parser.skip(2);
                }
                if !members.is_empty() {
                    operands.push(format!("[{members}]"));
                    members.clear();
                }
            }
            _ => members.push_str(&range(parser)?),
        }
        first = false;
    }
    if !members.is_empty() {
        operands.push(format!("[{members}]"));
    }
    let sign = if negated { "^" } else { "" };
    Ok(format!("[{sign}{}]", operands.join("&&")))
}

fn range(parser: &mut Parser<'_>) -> Step<String> {
    let low = match member(parser)? {
        Item::Set(set) => return Ok(set),
        Item::Char(c) => c,
    };
    if !parser.looking_at("-") || parser.looking_at("-]") || parser.looking_at("-[") {
        return Ok(spelled(low));
    }
    parser.skip(1);
    match member(parser)? {
        Item::Char(high) if high >= low => Ok(format!("{}-{}", spelled(low), spelled(high))),
        Item::Char(_) => Err(bad("a range runs backwards")),
        Item::Set(_) => Err(bad("a range ends in a class")),
    }
}

fn member(parser: &mut Parser<'_>) -> Step<Item> {
    match parser.next() {
        Some('\\') => match parser.next() {
            Some('Q') => quoted(parser),
            Some(c @ ('b' | 'B' | 'A' | 'G' | 'Z' | 'z' | 'R' | 'X' | 'k' | '1'..='9')) => {
                Err(bad(&format!("`\\{c}` has no meaning in a class")))
            }
            Some(c) => escaped(parser, c),
            None => Err(bad("`\\` ends the pattern")),
        },
        Some(c) => Ok(Item::Char(c)),
        None => Err(bad("a class is never closed")),
    }
}

fn quoted(parser: &mut Parser<'_>) -> Step<Item> {
    let mut members = String::new();
    while parser.peek().is_some() && !parser.looking_at("\\E") {
        members.push_str(&parser.next().map(spelled).unwrap_or_default());
    }
    parser.skip(2);
    if members.is_empty() {
        Err(unknown("an empty quotation in a class"))
    } else {
        Ok(Item::Set(format!("[{members}]")))
    }
}

const HORIZONTAL: &str = r"\x20\t\x{a0}\x{1680}\x{180e}\x{2000}-\x{200a}\x{202f}\x{205f}\x{3000}";
const VERTICAL: &str = r"\n\x0B\f\r\x{85}\x{2028}\x{2029}";

/// What a letter after a backslash stands for, in a class or out of one.
pub(super) fn escaped(parser: &mut Parser<'_>, c: char) -> Step<Item> {
    let set = |members: &str| Ok(Item::Set(format!("[{members}]")));
    let code = |code: Option<u32>, why: &str| match code.and_then(char::from_u32) {
        Some(c) => Ok(Item::Char(c)),
        None if code.is_some_and(|code| code <= 0xFFFF) => Err(unknown("half a character")),
        None => Err(bad(why)),
    };
    match c {
        'd' => set("0-9"),
        'D' => set("^0-9"),
        'w' => set("a-zA-Z_0-9"),
        'W' => set("^a-zA-Z_0-9"),
        's' => set(r"\x20\t\n\x0B\f\r"),
        'S' => set(r"^\x20\t\n\x0B\f\r"),
        'h' => set(HORIZONTAL),
        'H' => set(&format!("^{HORIZONTAL}")),
        'v' => set(VERTICAL),
        'V' => set(&format!("^{VERTICAL}")),
        'p' | 'P' => property(parser, c == 'P'),
        't' => Ok(Item::Char('\t')),
        'n' => Ok(Item::Char('\n')),
        'r' => Ok(Item::Char('\r')),
        'f' => Ok(Item::Char('\u{c}')),
        'a' => Ok(Item::Char('\u{7}')),
        'e' => Ok(Item::Char('\u{1b}')),
        'c' => {
            let control = parser.next().map(|c| u32::from(c) ^ 64);
            code(control, "a control character is expected")
        }
        '0' => code(octal(parser), "an octal number is expected"),
        'u' => code(hex(parser, 4), "a Unicode number is expected"),
        'x' if parser.accept('{') => {
            let mut number = String::new();
            while let Some(c) = parser.peek().filter(char::is_ascii_hexdigit) {
                number.push(c);
                parser.skip(1);
            }
            let closed = parser.accept('}');
            let number = u32::from_str_radix(&number, 16).ok().filter(|_| closed);
            code(number, "a hexadecimal number is expected")
        }
        'x' => code(hex(parser, 2), "a hexadecimal number is expected"),
        'N' => Err(unknown("a character by name")),
        c if c.is_ascii_alphabetic() => Err(bad(&format!("`\\{c}` has no meaning"))),
        c => Ok(Item::Char(c)),
    }
}

fn hex(parser: &mut Parser<'_>, count: usize) -> Option<u32> {
    let mut number = 0;
    for _ in 0..count {
        number = number * 16 + parser.peek()?.to_digit(16)?;
        parser.skip(1);
    }
    Some(number)
}

/// One to three digits, at most 0377.
fn octal(parser: &mut Parser<'_>) -> Option<u32> {
    let first = parser.peek()?.to_digit(8)?;
    parser.skip(1);
    let mut number = first;
    for _ in 0..if first <= 3 { 2 } else { 1 } {
        let Some(digit) = parser.peek().and_then(|c| c.to_digit(8)) else { break };
        number = number * 8 + digit;
        parser.skip(1);
    }
    Some(number)
}

/// `\p{…}`: POSIX names are ASCII, categories and scripts Unicode.
fn property(parser: &mut Parser<'_>, negated: bool) -> Step<Item> {
    let mut name = String::new();
    if parser.accept('{') {
        while let Some(c) = parser.peek().filter(|c| *c != '}') {
            name.push(c);
            parser.skip(1);
        }
        if !parser.accept('}') || name.is_empty() {
            return Err(bad("a property is never closed"));
        }
    } else {
        name.extend(parser.next());
    }
    let posix = match name.as_str() {
        "Lower" => "a-z",
        "Upper" => "A-Z",
        "ASCII" => r"\x{0}-\x{7f}",
        "Alpha" => "a-zA-Z",
        "Digit" => "0-9",
        "Alnum" => "a-zA-Z0-9",
        "Punct" => r"\x{21}-\x{2f}\x{3a}-\x{40}\x{5b}-\x{60}\x{7b}-\x{7e}",
        "Graph" => r"\x{21}-\x{7e}",
        "Print" => r"\x20-\x{7e}",
        "Blank" => r"\x20\t",
        "Cntrl" => r"\x{0}-\x{1f}\x{7f}",
        "XDigit" => "0-9a-fA-F",
        "Space" => r"\x20\t\n\x0B\f\r",
        _ => "",
    };
    if !posix.is_empty() {
        return Ok(Item::Set(format!("[{}{posix}]", if negated { "^" } else { "" })));
    }
    let category = name.strip_prefix("Is").unwrap_or(&name);
    let sign = if negated { 'P' } else { 'p' };
    let negation = if negated { "^" } else { "" };
    match category {
        "L" | "Lu" | "Ll" | "Lt" | "Lm" | "Lo" | "M" | "Mn" | "Mc" | "Me" | "N" | "Nd" | "Nl"
        | "No" | "Z" | "Zs" | "Zl" | "Zp" | "P" | "Pd" | "Ps" | "Pe" | "Pc" | "Po" | "Pi"
        | "Pf" | "S" | "Sm" | "Sc" | "Sk" | "So" | "C" | "Cc" | "Cf" | "Cn" | "Co" => {
            Ok(Item::Set(format!(r"[\{sign}{{{category}}}]")))
        }
        "LC" => Ok(Item::Set(format!(r"[{negation}\p{{Lu}}\p{{Ll}}\p{{Lt}}]"))),
        "LD" => Ok(Item::Set(format!(r"[{negation}\p{{L}}\p{{Nd}}]"))),
        "L1" => Ok(Item::Set(format!(r"[{negation}\x{{0}}-\x{{ff}}]"))),
        "all" if !negated => Ok(Item::Set(r"[\x{0}-\x{10FFFF}]".into())),
        _ if name.starts_with("Is") && category.chars().all(|c| c.is_ascii_alphabetic()) => {
            Ok(Item::Set(format!(r"[\{sign}{{{category}}}]")))
        }
        "Cs" | "all" => Err(unknown("this Unicode property in a regular expression")),
        _ if name.starts_with("In") || name.starts_with("java") || name.contains('=') => {
            Err(unknown("this Unicode property in a regular expression"))
        }
        _ => Err(bad("there is no such property")),
    }
}
