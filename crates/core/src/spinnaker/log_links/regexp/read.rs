//! A JavaScript regular expression, written anew for an engine whose time
//! grows with the text's length only.
//!
//! What that engine would answer differently is program code to us: groups
//! that are referred to or that capture inside a loop, loops around what may
//! be empty, looking ahead and behind.

use std::iter::Peekable;
use std::str::Chars;

use crate::limits;

use super::super::{Result, Stop, syntax_error};
use super::class::{self, Escape};

pub(super) const UNKNOWN: Stop = Stop::Code("a regular expression that is not worked out here");

/// A part and what can be said of it.
#[derive(Default)]
struct Part {
    text: String,
    /// Whether it may match nothing at all.
    empty: bool,
    captures: bool,
    /// Whether it stands for a place and no characters.
    place: bool,
}

/// `source` in the engine's words; a dot is `all` with the flag `s`.
pub(super) fn translated(source: &str, all: bool) -> Result<String> {
    let mut reader = Reader { rest: source.chars().peekable(), all, depth: 0 };
    let whole = reader.choices()?;
    if reader.rest.peek().is_some() { invalid("Unmatched ')'") } else { Ok(whole.text) }
}

pub(super) fn invalid<T>(what: &str) -> Result<T> {
    syntax_error(format!("Invalid regular expression: {what}"))
}

pub(super) type Rest<'s> = Peekable<Chars<'s>>;

struct Reader<'s> {
    rest: Rest<'s>,
    all: bool,
    depth: usize,
}

impl Reader<'_> {
    fn choices(&mut self) -> Result<Part> {
        if self.depth >= limits::LINK_DEPTH {
            return Err(UNKNOWN);
        }
        self.depth += 1;
        let mut out = self.sequence()?;
        while self.rest.next_if_eq(&'|').is_some() {
            let next = self.sequence()?;
            out.text = format!("{}|{}", out.text, next.text);
            out.empty |= next.empty;
            out.captures |= next.captures;
        }
        self.depth -= 1;
        Ok(out)
    }

    fn sequence(&mut self) -> Result<Part> {
        let mut out = Part { empty: true, ..Part::default() };
        while self.rest.peek().is_some_and(|c| !matches!(c, '|' | ')')) {
            let part = self.part()?;
            let part = self.repeated(part)?;
            out.text.push_str(&part.text);
            out.empty &= part.empty;
            out.captures |= part.captures;
        }
        Ok(out)
    }

    fn part(&mut self) -> Result<Part> {
        let place =
            |text: &str| Part { text: text.into(), empty: true, place: true, captures: false };
        let one = |text: String| Part { text, ..Part::default() };
        if counts(&mut self.rest)?.is_some() {
            return invalid("Nothing to repeat");
        }
        Ok(match self.rest.next() {
            Some('^') => place(r"\A"),
            Some('$') => place(r"\z"),
            Some('.') if self.all => one("(?s:.)".into()),
            Some('.') => one(r"[^\n\r\x{2028}\x{2029}]".into()),
            Some('(') => self.group()?,
            Some('[') => one(class::class(&mut self.rest)?),
            Some('\\') if self.rest.next_if_eq(&'b').is_some() => place(r"(?-u:\b)"),
            Some('\\') => one(match class::escape(&mut self.rest, false)? {
                Escape::Char(c) => class::literal(c),
                Escape::Set(set, true) => format!("[{set}]"),
                Escape::Set(set, false) => format!("[^{set}]"),
            }),
            Some(c) => one(class::literal(c)),
            None => Part::default(),
        })
    }

    fn group(&mut self) -> Result<Part> {
        let captures = self.rest.next_if_eq(&'?').is_none();
        if !captures && self.rest.next_if_eq(&':').is_none() {
            // Looking around, and names.
            return Err(UNKNOWN);
        }
        let inner = self.choices()?;
        if self.rest.next_if_eq(&')').is_none() {
            return invalid("Unterminated group");
        }
        let open = if captures { "(" } else { "(?:" };
        let text = format!("{open}{})", inner.text);
        Ok(Part { text, empty: inner.empty, captures: captures || inner.captures, place: false })
    }

    fn repeated(&mut self, part: Part) -> Result<Part> {
        let Some((least, most)) = counts(&mut self.rest)? else { return Ok(part) };
        if part.place {
            return invalid("Nothing to repeat");
        }
        let once = most.is_some_and(|most| most <= 1);
        if (part.captures || part.empty) && !once || part.captures && part.empty {
            return Err(UNKNOWN);
        }
        let lazy = if self.rest.next_if_eq(&'?').is_some() { "?" } else { "" };
        let most = most.map_or(String::new(), |most| most.to_string());
        Ok(Part {
            text: format!("{}{{{least},{most}}}{lazy}", part.text),
            empty: part.empty || least == 0,
            ..part
        })
    }
}

/// How often the part before is repeated; `None` where nothing is said of it,
/// such as before a brace that is one and nothing else.
fn counts(rest: &mut Rest<'_>) -> Result<Option<(u32, Option<u32>)>> {
    let short = match rest.peek() {
        Some('*') => (0, None),
        Some('+') => (1, None),
        Some('?') => (0, Some(1)),
        Some('{') => return in_braces(rest),
        _ => return Ok(None),
    };
    rest.next();
    Ok(Some(short))
}

fn in_braces(rest: &mut Rest<'_>) -> Result<Option<(u32, Option<u32>)>> {
    let mut ahead = rest.clone();
    ahead.next();
    let number = |ahead: &mut Rest<'_>| {
        std::iter::from_fn(|| ahead.next_if(char::is_ascii_digit)).collect::<String>()
    };
    let least = number(&mut ahead);
    let comma = ahead.next_if_eq(&',').is_some();
    let most = if comma { number(&mut ahead) } else { least.clone() };
    if least.is_empty() || ahead.next() != Some('}') {
        return Ok(None);
    }
    *rest = ahead;
    let least: u32 = least.parse().map_err(|_| UNKNOWN)?;
    let most = if most.is_empty() { None } else { Some(most.parse().map_err(|_| UNKNOWN)?) };
    if most.is_some_and(|most: u32| most < least) {
        return invalid("numbers out of order in {} quantifier");
    }
    Ok(Some((least, most)))
}
