//! Java's pattern syntax as a tree. What Java rejects is rejected with its
//! `PatternSyntaxException`, what we do not have is not known.

use super::class;
use crate::limits;
use crate::spinnaker::spel::stop::{Step, Stop, bound, thrown, unknown};

/// A pattern, or a part of one.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Tree {
    Empty,
    /// One character; whether case matters not.
    Char(char, bool),
    /// A set of characters, in the engine's own syntax; whether case matters not.
    Set(String, bool),
    /// Something that the engine spells so.
    Raw(&'static str),
    Sequence(Vec<Self>),
    Choice(Vec<Self>),
    /// A group with what opens it.
    Group(String, Box<Self>),
    BackReference(String),
    Repeat {
        inner: Box<Self>,
        least: u32,
        most: Option<u32>,
        suffix: &'static str,
    },
}

impl Tree {
    /// Whether an unbounded repeat holds another.
    pub(super) fn explodes(&self) -> bool {
        self.height() > 1
    }

    /// Whether this only looks and takes nothing, so that repeating it changes
    /// nothing.
    pub(super) fn is_empty_match(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Group(open, _) => matches!(open.as_str(), "(?=" | "(?!" | "(?<=" | "(?<!"),
            Self::Raw(text) => *text != BREAK && !text.starts_with('[') && !text.starts_with("(?s"),
            _ => false,
        }
    }

    fn height(&self) -> usize {
        match self {
            Self::Sequence(parts) | Self::Choice(parts) => {
                parts.iter().map(Self::height).max().unwrap_or(0)
            }
            Self::Group(_, inner) => inner.height(),
            Self::Repeat { inner, most, suffix, .. } => {
                inner.height() + usize::from(most.is_none() && *suffix != "+")
            }
            _ => 0,
        }
    }
}

/// The flags in force.
#[derive(Clone, Copy, Debug, Default)]
#[allow(clippy::struct_excessive_bools, reason = "they are flags")]
struct Flags {
    ignore_case: bool,
    multi_line: bool,
    dot_all: bool,
    unix_lines: bool,
}

pub(super) fn bad(why: &str) -> Stop {
    thrown("PatternSyntaxException", why)
}

/// The tree of a pattern.
pub(super) fn parse(source: &str) -> Step<Tree> {
    let chars: Vec<char> = source.chars().collect();
    let mut parser = Parser {
        chars: &chars,
        at: 0,
        flags: Flags::default(),
        groups: 0,
        names: Vec::new(),
        depth: 0,
    };
    let tree = parser.choice()?;
    if parser.at < chars.len() {
        return Err(bad("a `)` too many"));
    }
    Ok(tree)
}

pub(super) struct Parser<'a> {
    chars: &'a [char],
    at: usize,
    flags: Flags,
    groups: usize,
    names: Vec<String>,
    depth: usize,
}

const ANY: &str = r"[^\n\r\x{85}\x{2028}\x{2029}]";
const END: &str = r"(?:(?=\r\n\z)|(?<!\r)(?=\n\z)|(?=[\r\x{85}\x{2028}\x{2029}]?\z))";
const LINE_END: &str = r"(?:(?<!\r)(?=\n)|(?=[\r\x{85}\x{2028}\x{2029}])|\z)";
const LINE_START: &str = r"(?:(?!\z)(?:\A|(?<=[\n\x{85}\x{2028}\x{2029}])|(?<=\r)(?!\n)))";
const BREAK: &str = r"(?:\r\n|[\n\x0B\f\r\x{85}\x{2028}\x{2029}])";

impl Parser<'_> {
    pub(super) fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    pub(super) fn next(&mut self) -> Option<char> {
        let c = self.peek();
        self.at += usize::from(c.is_some());
        c
    }

    pub(super) fn accept(&mut self, c: char) -> bool {
        let found = self.peek() == Some(c);
        self.at += usize::from(found);
        found
    }

    pub(super) fn looking_at(&self, text: &str) -> bool {
        text.chars().enumerate().all(|(ahead, c)| self.chars.get(self.at + ahead) == Some(&c))
    }

    pub(super) fn skip(&mut self, count: usize) {
        self.at = (self.at + count).min(self.chars.len());
    }

    pub(super) fn nested<T>(&mut self, inner: impl FnOnce(&mut Self) -> Step<T>) -> Step<T> {
        if self.depth >= limits::SPEL_DEPTH {
            return Err(bound("a regular expression nested too deep"));
        }
        self.depth += 1;
        let result = inner(self);
        self.depth -= 1;
        result
    }

    fn choice(&mut self) -> Step<Tree> {
        let mut choices = vec![self.sequence()?];
        while self.accept('|') {
            choices.push(self.sequence()?);
        }
        Ok(if choices.len() == 1 { choices.remove(0) } else { Tree::Choice(choices) })
    }

    fn sequence(&mut self) -> Step<Tree> {
        let mut parts = Vec::new();
        while let Some(c) = self.peek() {
            let atom = match c {
                '|' | ')' => break,
                '*' | '+' | '?' => return Err(bad("a repeat of nothing")),
                '{' => Tree::Empty,
                '(' => match self.group()? {
                    Some(group) => group,
                    None => continue,
                },
                '[' => {
                    self.skip(1);
                    let set = class::class(self)?;
                    Tree::Set(set, self.flags.ignore_case)
                }
                '\\' => {
                    self.skip(1);
                    self.escape(&mut parts)?
                }
                _ => {
                    self.skip(1);
                    self.plain(c)
                }
            };
            let atom = self.repeated(atom)?;
            parts.push(atom);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Tree::Sequence(parts) })
    }

    fn plain(&self, c: char) -> Tree {
        let flags = self.flags;
        Tree::Raw(match c {
            '^' if flags.multi_line && flags.unix_lines => r"(?:(?!\z)(?:\A|(?<=\n)))",
            '^' if flags.multi_line => LINE_START,
            '^' => r"\A",
            '$' if flags.multi_line && flags.unix_lines => r"(?:(?=\n)|\z)",
            '$' if flags.multi_line => LINE_END,
            '$' if flags.unix_lines => r"(?=\n?\z)",
            '$' => END,
            '.' if flags.dot_all => r"(?s:.)",
            '.' if flags.unix_lines => r"[^\n]",
            '.' => ANY,
            c => return Tree::Char(c, flags.ignore_case),
        })
    }

    fn repeated(&mut self, atom: Tree) -> Step<Tree> {
        let (least, most) = match self.peek() {
            Some('?') => (0, Some(1)),
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('{') => self.counts()?,
            _ => return Ok(atom),
        };
        self.skip(1);
        let suffix = if self.accept('?') {
            "?"
        } else if self.accept('+') {
            "+"
        } else {
            ""
        };
        Ok(Tree::Repeat { inner: Box::new(atom), least, most, suffix })
    }

    /// `{n}`, `{n,}`, `{n,m}` up to its `}`.
    fn counts(&mut self) -> Step<(u32, Option<u32>)> {
        self.skip(1);
        let least = self.number()?.ok_or_else(|| bad("`{` is no repeat"))?;
        let mut most = Some(least);
        if self.accept(',') {
            most = if self.peek() == Some('}') { None } else { Some(self.number()?.unwrap_or(0)) };
        }
        if self.peek() != Some('}') {
            return Err(bad("a repeat is never closed"));
        }
        if most.is_some_and(|most| most < least) {
            return Err(bad("a repeat's range is empty"));
        }
        Ok((least, most))
    }

    fn number(&mut self) -> Step<Option<u32>> {
        let mut number: Option<u32> = None;
        while let Some(digit) = self.peek().and_then(|c| c.to_digit(10)) {
            let longer = number.unwrap_or(0).checked_mul(10).and_then(|n| n.checked_add(digit));
            let longer = longer.filter(|n| i32::try_from(*n).is_ok());
            number = Some(longer.ok_or_else(|| bad("a repeat's range is too large"))?);
            self.skip(1);
        }
        Ok(number)
    }

    /// `None` for flags that hold for the rest of the group.
    fn group(&mut self) -> Step<Option<Tree>> {
        self.skip(1);
        let saved = self.flags;
        let open = if self.accept('?') {
            match self.next() {
                Some(c @ (':' | '=' | '!' | '>')) => format!("(?{c}"),
                Some('<') => {
                    if let Some(c @ ('=' | '!')) = self.peek() {
                        self.skip(1);
                        format!("(?<{c}")
                    } else {
                        let name = self.name('>')?;
                        if self.names.contains(&name) {
                            return Err(bad("two groups have one name"));
                        }
                        self.groups += 1;
                        self.names.push(name.clone());
                        format!("(?<{name}>")
                    }
                }
                Some('$' | '@') => return Err(bad("there is no such group")),
                Some(_) => {
                    self.at -= 1;
                    if self.change_flags()? {
                        return Ok(None);
                    }
                    "(?:".into()
                }
                None => return Err(bad("a group is never closed")),
            }
        } else {
            self.groups += 1;
            "(".into()
        };
        let inner = self.nested(Self::choice)?;
        if !self.accept(')') {
            return Err(bad("a group is never closed"));
        }
        self.flags = saved;
        Ok(Some(Tree::Group(open, Box::new(inner))))
    }

    fn name(&mut self, end: char) -> Step<String> {
        let mut name = String::new();
        while let Some(c) = self.peek().filter(char::is_ascii_alphanumeric) {
            name.push(c);
            self.skip(1);
        }
        let starts = name.starts_with(|c: char| c.is_ascii_alphabetic());
        if starts && self.accept(end) { Ok(name) } else { Err(bad("a group's name is expected")) }
    }

    /// Flags up to `)` or `:`; whether they hold for the rest.
    fn change_flags(&mut self) -> Step<bool> {
        let mut on = true;
        loop {
            match self.next() {
                Some('i') => self.flags.ignore_case = on,
                Some('m') => self.flags.multi_line = on,
                Some('s') => self.flags.dot_all = on,
                Some('d') => self.flags.unix_lines = on,
                Some('x') if on => return Err(unknown("comments in a regular expression")),
                Some('U') if on => return Err(unknown("Unicode classes in a regular expression")),
                Some('u' | 'x' | 'U') => {}
                Some('-') if on => on = false,
                Some(')') => return Ok(true),
                Some(':') => return Ok(false),
                _ => return Err(bad("there is no such group")),
            }
        }
    }

    /// What follows a backslash. Quoted text goes into `parts` but for its
    /// last character, which a repeat may follow.
    fn escape(&mut self, parts: &mut Vec<Tree>) -> Step<Tree> {
        let ignore_case = self.flags.ignore_case;
        let Some(c) = self.next() else { return Err(bad("`\\` ends the pattern")) };
        Ok(match c {
            'Q' => {
                let mut quoted = Vec::new();
                while self.peek().is_some() && !self.looking_at("\\E") {
                    quoted.extend(self.next());
                }
                self.skip(2);
                let last = quoted.pop();
                parts.extend(quoted.into_iter().map(|c| Tree::Char(c, ignore_case)));
                last.map_or(Tree::Empty, |c| Tree::Char(c, ignore_case))
            }
            'A' => Tree::Raw(r"\A"),
            'z' => Tree::Raw(r"\z"),
            'Z' => Tree::Raw(if self.flags.unix_lines { r"(?=\n?\z)" } else { END }),
            'b' if self.looking_at("{") => return Err(unknown("a boundary of a grapheme")),
            'b' => Tree::Raw(r"\b"),
            'B' => Tree::Raw(r"\B"),
            'R' => Tree::Raw(BREAK),
            'G' | 'X' => return Err(unknown("`\\G` and `\\X` in a regular expression")),
            'k' => {
                if !self.accept('<') {
                    return Err(bad("a group's name is expected"));
                }
                let name = self.name('>')?;
                if !self.names.contains(&name) {
                    return Err(bad("there is no such group"));
                }
                self.back_reference(format!(r"\k<{name}>"))?
            }
            '1'..='9' => {
                let mut number = c.to_digit(10).unwrap_or(0) as usize;
                while let Some(digit) = self.peek().and_then(|c| c.to_digit(10)) {
                    let longer = number * 10 + digit as usize;
                    if longer > self.groups {
                        break;
                    }
                    number = longer;
                    self.skip(1);
                }
                if number > self.groups {
                    Tree::Raw(r"[^\x{0}-\x{10FFFF}]")
                } else {
                    self.back_reference(format!(r"\{number}"))?
                }
            }
            _ => match class::escaped(self, c)? {
                class::Item::Char(c) => Tree::Char(c, ignore_case),
                class::Item::Set(set) => Tree::Set(set, ignore_case),
            },
        })
    }

    fn back_reference(&self, spelled: String) -> Step<Tree> {
        if self.flags.ignore_case {
            return Err(unknown("a back-reference that ignores case"));
        }
        Ok(Tree::BackReference(spelled))
    }
}
