//! What looks like a secret inside a text, whatever the text is: a line of a
//! file that could not be read, a script, a message.

use std::ops::Range;

use crate::sensitive::{is_secret_name, is_secret_value};

/// How the keys begin that services hand out.
const PREFIXES: [&str; 20] = [
    "AKIA",
    "ASIA",
    "AIza",
    "dckr_pat_",
    "dop_v1_",
    "eyJ",
    "gho_",
    "ghp_",
    "ghr_",
    "ghs_",
    "ghu_",
    "github_pat_",
    "glpat-",
    "hvs.",
    "npm_",
    "pypi-",
    "sk_live_",
    "xoxa-",
    "xoxb-",
    "xoxp-",
];

/// Shortest word that can be a key with a known beginning, and one without.
const WITH_PREFIX: usize = 16;
const RANDOM: usize = 20;

/// The places of everything in `text` that looks like a secret, ascending and
/// apart from each other.
pub fn secrets_in(text: &str) -> Vec<Range<usize>> {
    let mut found = private_keys(text);
    let mut before = Before::default();
    for word in words(text) {
        let Some(shown) = text.get(word.clone()) else { continue };
        let gap = text.get(before.end..word.start).unwrap_or_default();
        if before.introduces(gap, shown) || is_key(shown) {
            found.push(word.clone());
        } else if let Some(password) = password_of_url(text, &word, gap) {
            found.push(password);
        }
        before = Before { end: word.end, word: shown };
    }
    merged(found)
}

/// Spans that overlap or touch, as one.
pub(super) fn merged(mut spans: Vec<Range<usize>>) -> Vec<Range<usize>> {
    spans.sort_by_key(|span| (span.start, span.end));
    let mut out: Vec<Range<usize>> = Vec::new();
    for span in spans {
        match out.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => out.push(span),
        }
    }
    out
}

/// The word before, which may introduce a secret.
#[derive(Default)]
struct Before<'t> {
    end: usize,
    word: &'t str,
}

impl Before<'_> {
    /// Whether `word`, after `gap`, is what this word introduces: `x_token=`,
    /// `password: "`, `--api-key `, `Bearer `.
    fn introduces(&self, gap: &str, word: &str) -> bool {
        let scheme = self.word.eq_ignore_ascii_case("bearer");
        if scheme && gap == " " {
            return is_secret_value(word) && word.len() >= 8;
        }
        let assigned = gap.trim_matches(['"', '\'', ' ']) == "=" && !gap.starts_with(' ')
            || gap.trim_matches(['"', '\'', ' ']) == ":" && !gap.ends_with(':')
            || (gap == " " && self.word.starts_with("--"));
        let scheme_follows = ["bearer", "basic"].iter().any(|it| word.eq_ignore_ascii_case(it));
        assigned && is_secret_name(self.word) && is_secret_value(word) && !scheme_follows
    }
}

/// Runs of the characters that keys and names are made of.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..)?;
        let start = at + rest.find(is_of_a_word)?;
        let rest = text.get(start..)?;
        let end = start + rest.find(|c| !is_of_a_word(c)).unwrap_or(rest.len());
        at = end;
        Some(start..end)
    })
}

fn is_of_a_word(c: char) -> bool {
    c.is_alphanumeric() || "+/_.~-!#%^*$".contains(c)
}

/// Whether a word is a key by itself: by a known beginning, or because nobody
/// would write it.
fn is_key(word: &str) -> bool {
    let known = PREFIXES.iter().any(|prefix| word.starts_with(prefix));
    (known && word.len() >= WITH_PREFIX && !word.contains('/')) || is_random(word)
}

/// Whether letters and digits are mixed as no name mixes them: upper case,
/// lower case and digits take turns, and little of it could be read aloud.
/// Digests and commits, all in one case, are none.
fn is_random(word: &str) -> bool {
    // Most words of a log end here: all of it goes through.
    if word.len() < RANDOM {
        return false;
    }
    let kinds: Vec<Letter> =
        word.chars().filter(|c| !matches!(c, '-' | '_')).map(Letter::of).collect();
    let count = |kind: Letter| kinds.iter().filter(|it| **it == kind).count();
    let turns = kinds.windows(2).filter(|pair| pair.first() != pair.last()).count();
    kinds.len() >= RANDOM
        && [Letter::Lower, Letter::Upper, Letter::Digit].into_iter().all(|kind| count(kind) >= 2)
        && count(Letter::Sign) * 10 <= kinds.len()
        && count(Letter::Other) == 0
        && turns * 10 >= kinds.len() * 4
        && readable(&kinds) * 10 <= kinds.len() * 4
}

/// How many of the characters stand in runs of three and more in lower case,
/// as in words.
fn readable(kinds: &[Letter]) -> usize {
    let runs = kinds.chunk_by(|a, b| a == b);
    runs.filter(|run| run.first() == Some(&Letter::Lower) && run.len() >= 3).map(<[_]>::len).sum()
}

/// What a character of base 64 is.
#[derive(Clone, Copy, PartialEq)]
enum Letter {
    Lower,
    Upper,
    Digit,
    Sign,
    /// Not of base 64.
    Other,
}

impl Letter {
    fn of(c: char) -> Self {
        match c {
            'a'..='z' => Self::Lower,
            'A'..='Z' => Self::Upper,
            '0'..='9' => Self::Digit,
            '+' | '/' => Self::Sign,
            _ => Self::Other,
        }
    }
}

/// The password of `scheme://user:password@host`, if `word`, after `gap`, is
/// one.
fn password_of_url(text: &str, word: &Range<usize>, gap: &str) -> Option<Range<usize>> {
    if gap != ":" || !text.get(word.end..)?.starts_with('@') {
        return None;
    }
    let before = text.get(..word.start.checked_sub(1)?)?;
    let user = before.rfind("//")?;
    let in_one_piece = !before.get(user..)?.contains(char::is_whitespace);
    (in_one_piece && is_secret_value(text.get(word.clone())?)).then(|| word.clone())
}

/// The bodies of PEM private keys, to their end or the text's.
fn private_keys(text: &str) -> Vec<Range<usize>> {
    const MARK: &str = "PRIVATE KEY-----";
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|rest| rest.find(MARK)) {
        let body = at + start + MARK.len();
        let rest = text.get(body..).unwrap_or_default();
        let length = rest.find("-----END").unwrap_or(rest.len());
        let skipped = rest.len() - rest.trim_start().len();
        if length > skipped {
            found.push(
                body + skipped..body + rest.get(..length).unwrap_or_default().trim_end().len(),
            );
        }
        let after = body + length;
        at = text
            .get(after..)
            .and_then(|rest| rest.find(MARK))
            .map_or(text.len(), |end| after + end + MARK.len());
    }
    found.retain(|span| span.start < span.end);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(text: &str) -> String {
        let mut out = String::new();
        let mut at = 0;
        for span in secrets_in(text) {
            out.push_str(&text[at..span.start]);
            out.push('*');
            at = span.end;
        }
        out + &text[at..]
    }

    #[test]
    fn secrets_in_scripts_and_broken_lines_are_found() {
        for (text, masked) in [
            ("curl -H 'Authorization: Bearer abcdefgh12'", "curl -H 'Authorization: Bearer *'"),
            ("tool --password hunter2 --verbose", "tool --password * --verbose"),
            ("export DB_PASSWORD=hunter2; run", "export DB_PASSWORD=*; run"),
            ("  password: \"hunter2", "  password: \"*"),
            ("postgres://app:hunter2@db:5432/x", "postgres://app:*@db:5432/x"),
            ("ghp_0123456789abcdefABCDEF0123456789abcd", "*"),
            ("key AKIAIOSFODNN7EXAMPLE", "key *"),
            ("v7Kp2xQ9mLr4TzW8sYb3NcJd", "*"),
            (
                "-----BEGIN PRIVATE KEY-----\nMIIE\nabc\n-----END PRIVATE KEY-----\n",
                "-----BEGIN PRIVATE KEY-----\n*\n-----END PRIVATE KEY-----\n",
            ),
        ] {
            assert_eq!(shown(text), masked);
        }
    }

    #[test]
    fn what_people_write_is_shown() {
        for text in [
            "image: registry.example.com/team/migrate:2.14.0-rc.3",
            "alpine@sha256:1e42bbe2508154c9126d48c2b8a75420c3544343bf86fd041fb7527e017a4b4a",
            "revision: 8f1801da9ec2c33730c9fd88f7a2c47a3387bf6f",
            "id: 123e4567-e89b-12d3-a456-426614174000",
            "mapping: manifest.spec.template.spec.containers[0].env[0].value",
            "type: OurVeryLongStageType2ForTeamBlue3Release4",
            "Release-2026-11-21-Build-4711-RC1",
            "value: $(DB_PASSWORD)",
            "secretKeyRef: {name: db, key: password}",
            "automountServiceAccountToken: false",
            "the password must be set",
        ] {
            assert_eq!(shown(text), text);
        }
    }

    proptest! {
        #[test]
        fn any_text_can_be_looked_through(text in "[ -~é\n]{0,80}") {
            let mut end = 0;
            for span in secrets_in(&text) {
                prop_assert!(span.start >= end && span.end > span.start && text.get(span.clone()).is_some());
                end = span.end;
            }
        }
    }
}
