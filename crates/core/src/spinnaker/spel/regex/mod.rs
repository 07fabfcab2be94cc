//! Java's regular expressions (spel §9): read by Java's syntax, matched by a
//! bounded engine. It must never take exponential time, and never answer for
//! a construct that the engine does not have.

mod class;
mod emit;
mod parse;

use super::stop::{Step, Stop, Unknown, bound, thrown};
use crate::limits;

/// A compiled pattern.
#[derive(Debug)]
pub(super) struct Pattern {
    search: fancy_regex::Regex,
    whole: fancy_regex::Regex,
    /// Whether Java may try exponentially many ways.
    explodes: bool,
}

/// One match: the places of the whole and of each group.
type Found = Vec<Option<(usize, usize)>>;

/// The pattern, or Java's `PatternSyntaxException`.
pub(super) fn compile(source: &str) -> Step<Pattern> {
    let tree = parse::parse(source)?;
    let text = emit::emit(&tree);
    Ok(Pattern {
        search: build(&text)?,
        whole: build(&format!(r"\A(?:{text})\z"))?,
        explodes: tree.explodes(),
    })
}

fn build(text: &str) -> Step<fancy_regex::Regex> {
    fancy_regex::RegexBuilder::new(text)
        .backtrack_limit(limits::REGEX_STEPS)
        .delegate_size_limit(limits::REGEX_BYTES)
        .build()
        .map_err(|_| Stop::Unknown(Unknown::Java("this regular expression".into())))
}

fn too_costly(_: fancy_regex::Error) -> Stop {
    bound("a regular expression takes too many steps")
}

impl Pattern {
    /// Whether the pattern matches all of the text.
    pub(super) fn matches(&self, text: &str) -> Step<bool> {
        self.whole.is_match(text).map_err(too_costly)
    }

    /// As [`Self::matches`] where Java gives up after a million steps: a
    /// pattern that may explode has no certain answer on a longer text.
    pub(super) fn matches_bounded(&self, text: &str) -> Step<bool> {
        let matched = self.matches(text)?;
        if !matched && self.explodes && text.len() > 15 {
            return Err(bound("a regular expression that may take exponential time"));
        }
        Ok(matched)
    }

    fn find(&self, text: &str, from: usize) -> Step<Option<Found>> {
        let captures = self.search.captures_from_pos(text, from).map_err(too_costly)?;
        Ok(captures.map(|captures| {
            captures.iter().map(|group| group.map(|group| (group.start(), group.end()))).collect()
        }))
    }

    /// Every match as `Matcher.find` goes on: an empty match may follow a
    /// longer one at its end.
    fn all(&self, text: &str, most: usize) -> Step<Vec<Found>> {
        let mut found = Vec::new();
        let mut from = 0;
        while found.len() < most && from <= text.len() {
            let Some(groups) = self.find(text, from)? else { break };
            let (start, end) = groups.first().copied().flatten().unwrap_or((from, from));
            from = end;
            if start == end {
                let next = text.get(end..).and_then(|rest| rest.chars().next());
                if next.is_some_and(|c| c.len_utf16() == 2) {
                    return Err(Stop::Unknown(Unknown::HalfCharacter));
                }
                from += next.map_or(1, char::len_utf8);
            }
            found.push(groups);
        }
        Ok(found)
    }

    /// `replaceAll`, or `replaceFirst`. The replacement is not looked at
    /// where nothing matches.
    pub(super) fn replace(
        &self,
        text: &str,
        replacement: Option<&str>,
        first: bool,
    ) -> Step<String> {
        let mut out = String::new();
        let mut done = 0;
        for groups in self.all(text, if first { 1 } else { usize::MAX })? {
            let (start, end) = groups.first().copied().flatten().unwrap_or_default();
            out.push_str(text.get(done..start).unwrap_or(""));
            let Some(replacement) = replacement else {
                return Err(thrown("NullPointerException", "null as replacement"));
            };
            self.expand(text, replacement, &groups, &mut out)?;
            done = end;
        }
        out.push_str(text.get(done..).unwrap_or(""));
        Ok(out)
    }

    fn expand(&self, text: &str, replacement: &str, groups: &Found, out: &mut String) -> Step<()> {
        let illegal = |why: &str| thrown("IllegalArgumentException", why);
        let mut chars = replacement.chars().peekable();
        while let Some(c) = chars.next() {
            let number = match c {
                '\\' => {
                    out.push(chars.next().ok_or_else(|| illegal("`\\` ends the replacement"))?);
                    continue;
                }
                '$' => match chars.next() {
                    Some('{') => {
                        let mut name = String::new();
                        while let Some(c) = chars.next_if(char::is_ascii_alphanumeric) {
                            name.push(c);
                        }
                        let starts = name.starts_with(|c: char| c.is_ascii_alphabetic());
                        if !starts || chars.next() != Some('}') {
                            return Err(illegal("a group's name is expected"));
                        }
                        let at = self.search.capture_names().position(|other| other == Some(&name));
                        at.ok_or_else(|| illegal("there is no such group"))?
                    }
                    Some(digit) => {
                        let first =
                            digit.to_digit(10).ok_or_else(|| illegal("a group is expected"))?;
                        let mut number = first as usize;
                        while let Some(next) = chars.peek().and_then(|c| c.to_digit(10)) {
                            let longer = number * 10 + next as usize;
                            if longer >= groups.len() {
                                break;
                            }
                            number = longer;
                            chars.next();
                        }
                        number
                    }
                    None => return Err(illegal("`$` ends the replacement")),
                },
                c => {
                    out.push(c);
                    continue;
                }
            };
            let group = groups
                .get(number)
                .ok_or_else(|| thrown("IndexOutOfBoundsException", format!("no group {number}")))?;
            if let Some((start, end)) = group {
                out.push_str(text.get(*start..*end).unwrap_or(""));
            }
        }
        Ok(())
    }

    /// `String.split`: a limit of 0 drops empty pieces at the end.
    pub(super) fn split(&self, text: &str, limit: i32) -> Step<Vec<String>> {
        let most = usize::try_from(limit).ok().filter(|limit| *limit > 0);
        let mut pieces: Vec<String> = Vec::new();
        let (mut index, mut split) = (0, false);
        for groups in self.all(text, usize::MAX)? {
            if most.is_some_and(|most| pieces.len() + 1 >= most) {
                break;
            }
            let (start, end) = groups.first().copied().flatten().unwrap_or_default();
            if index == 0 && start == 0 && end == 0 {
                continue;
            }
            pieces.push(text.get(index..start).unwrap_or("").to_owned());
            index = end;
            split = true;
        }
        if !split {
            return Ok(vec![text.to_owned()]);
        }
        pieces.push(text.get(index..).unwrap_or("").to_owned());
        if limit == 0 {
            while pieces.last().is_some_and(String::is_empty) {
                pieces.pop();
            }
        }
        Ok(pieces)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn replaced(text: &str, pattern: &str, by: &str) -> String {
        match compile(pattern).and_then(|pattern| pattern.replace(text, Some(by), false)) {
            Ok(text) => text,
            Err(Stop::Thrown(thrown)) => thrown.kind.into_owned(),
            Err(Stop::Unknown(unknown)) => unknown.to_string(),
        }
    }

    fn pieces(text: &str, pattern: &str, limit: i32) -> String {
        let pieces = compile(pattern).and_then(|pattern| pattern.split(text, limit));
        pieces.map_or_else(|_| "failed".into(), |pieces| pieces.join("|"))
    }

    #[test]
    fn replacing_is_javas() {
        assert_eq!(replaced("aab", "a*", "-"), "--b-");
        assert_eq!(replaced("x-1", r"(\w)-(\d)", "$2${n}"), "IllegalArgumentException");
        assert_eq!(replaced("x-1", r"(?<n>\w)-(\d)", r"$2${n}\$"), "1x$");
        assert_eq!(replaced("x", "x", "$5"), "IndexOutOfBoundsException");
        assert_eq!(replaced("a\nb\n", "$", "!"), "a\nb!\n!");
    }

    #[test]
    fn splitting_is_javas() {
        assert_eq!(pieces("a,b,,c,,", ",", 0), "a|b||c");
        assert_eq!(pieces("a,b,,c,,", ",", -1), "a|b||c||");
        assert_eq!(pieces("a,b,c", ",", 2), "a|b,c");
        assert_eq!(pieces("abc", "", 0), "a|b|c");
        assert_eq!(pieces("", ",", 0), "");
    }

    #[test]
    fn a_pattern_that_explodes_is_answered_in_time_or_not_known() {
        let pattern = compile("(a+)+b");
        let answer = pattern.and_then(|pattern| pattern.matches_bounded(&"a".repeat(5_000)));
        assert!(matches!(answer, Err(Stop::Unknown(_))));
    }
}
