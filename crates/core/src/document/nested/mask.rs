//! Template actions (`{{ … }}`) and tokens (`@NAME@`) made readable as YAML.
//!
//! Each is replaced by a mark of as many bytes, so that no place moves, and
//! put back from the mark wherever text is shown or written. It must never
//! change a byte that is not part of an action or token.

use std::collections::HashMap;
use std::ops::Range;

/// First of the private characters that marks begin with.
const FIRST: u32 = 0xE000;
/// How many there are; a text with more different actions stays unmasked.
const MOST: usize = 6_400;
/// What a mark is filled up with.
const FILL: char = 'x';

/// A text with its template actions masked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Masked {
    /// The text: as long as before, byte by byte.
    pub text: String,
    /// What each mark stands for, by its number.
    marks: Vec<Mark>,
    /// Lines that are only actions and stand left of the lines that they are
    /// about: no mark fits there, they read as empty lines.
    blanked: Vec<Range<usize>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Mark {
    original: String,
    /// Whether it is a line by itself, which reads as a comment.
    comment: bool,
}

impl Mark {
    fn written(&self, number: usize) -> Option<String> {
        let first = char::from_u32(FIRST + u32::try_from(number).ok()?)?;
        let lead = if self.comment { "#" } else { "" };
        let fill = self.original.len().checked_sub(lead.len() + first.len_utf8())?;
        Some(format!("{lead}{first}{}", String::from(FILL).repeat(fill)))
    }
}

/// Whether a text speaks Helm's template language or holds tokens that an
/// install script replaces.
pub fn speaks_template(text: &str) -> bool {
    const WORDS: [&str; 12] = [
        ".Values",
        ".Release",
        ".Chart",
        ".Files",
        ".Capabilities",
        ".Template",
        "include ",
        "define ",
        "range ",
        "if ",
        "end }}",
        "end -}}",
    ];
    let helm = text.contains("{{") && WORDS.iter().any(|word| text.contains(word));
    helm || text.contains('@') && text.lines().any(|line| token(line).is_some())
}

/// Masks the actions and tokens of `text`. None where there are none, or the
/// text uses the characters that marks are made of.
pub fn masked(text: &str) -> Option<Masked> {
    let private = |c: char| (FIRST..FIRST + 6_400).contains(&u32::from(c));
    if text.chars().any(private) {
        return None;
    }
    let found = actions(text);
    if found.is_empty() {
        return None;
    }
    let mut masked = Masked { text: String::with_capacity(text.len()), ..Masked::default() };
    let mut numbers: HashMap<Mark, usize> = HashMap::new();
    let mut at = 0;
    for (range, kind) in found {
        masked.text.push_str(text.get(at..range.start)?);
        let original = text.get(range.clone())?;
        if kind == ActionKind::Blank {
            masked.text.extend(original.bytes().map(|_| '\n'));
            masked.blanked.push(range.clone());
        } else {
            let mark = Mark { original: original.to_owned(), comment: kind == ActionKind::Comment };
            let next = numbers.len();
            let number = *numbers.entry(mark.clone()).or_insert(next);
            if number >= MOST {
                return None;
            }
            masked.text.push_str(&mark.written(number)?);
            if number == masked.marks.len() {
                masked.marks.push(mark);
            }
        }
        at = range.end;
    }
    masked.text.push_str(text.get(at..)?);
    Some(masked)
}

impl Masked {
    /// `text` with what its marks stand for.
    pub fn restored(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = rest.find(|c| self.number(c).is_some()) {
            let (before, from) = rest.split_at(at);
            let number = from.chars().next().and_then(|c| self.number(c));
            let Some(mark) = number.and_then(|number| self.marks.get(number)) else { break };
            let lead = usize::from(mark.comment && before.ends_with('#'));
            out.push_str(before.get(..before.len() - lead).unwrap_or(before));
            out.push_str(&mark.original);
            let length = mark.original.len().saturating_sub(usize::from(mark.comment));
            let fill = from.char_indices().skip(1).find(|(_, c)| *c != FILL);
            let end = fill.map_or(from.len(), |(at, _)| at).min(length);
            rest = from.get(end..).unwrap_or("");
        }
        out.push_str(rest);
        out
    }

    /// `text` with the actions masked that the whole text has too.
    pub fn again(&self, text: &str) -> String {
        let mut out = text.to_owned();
        for (number, mark) in self.marks.iter().enumerate() {
            if out.contains(&mark.original)
                && let Some(written) = mark.written(number)
            {
                out = out.replace(&mark.original, &written);
            }
        }
        out
    }

    /// Whether Helm has to render the text before it is what Orca reads.
    pub fn is_helms(&self) -> bool {
        !self.blanked.is_empty() || self.marks.iter().any(|mark| mark.original.starts_with("{{"))
    }

    /// Whether a range of the text holds a line of actions that no mark keeps.
    pub fn would_lose(&self, range: &Range<usize>) -> bool {
        self.blanked.iter().any(|blank| blank.start < range.end && range.start < blank.end)
    }

    fn number(&self, c: char) -> Option<usize> {
        let number = u32::from(c).checked_sub(FIRST)? as usize;
        (number < self.marks.len()).then_some(number)
    }
}

#[derive(Clone, Copy, PartialEq)]
enum ActionKind {
    /// Inside a line of YAML.
    Inline,
    /// A line by itself, at least as far right as the next one.
    Comment,
    /// A line by itself further left, or a line of an action over several.
    Blank,
}

/// The actions and tokens of a text, ascending.
fn actions(text: &str) -> Vec<(Range<usize>, ActionKind)> {
    let mut found = Vec::new();
    let mut start = 0;
    // The end of an action that goes on over lines.
    let mut open_until = 0;
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    for (number, line) in lines.iter().enumerate() {
        let content = line.trim_end_matches(['\n', '\r']);
        if start < open_until {
            let end = (start + content.len()).min(open_until);
            found.push((start..end, ActionKind::Blank));
        }
        let mut at = open_until.saturating_sub(start).min(content.len());
        let first = found.len();
        let mut alone = content.get(at..).is_some_and(|rest| rest.trim_start().starts_with("{{"));
        while let Some(open) = content.get(at..).and_then(|rest| rest.find("{{")).map(|o| o + at) {
            alone &= content.get(at..open).is_some_and(|between| between.trim().is_empty());
            let close = text.get(start + open..).and_then(|rest| rest.find("}}"));
            let Some(close) = close.map(|close| start + open + close + 2) else { break };
            let line_end = start + content.len();
            if close > line_end {
                found.push((start + open..line_end, ActionKind::Blank));
                open_until = close;
                at = content.len();
                break;
            }
            found.push((start + open..close, ActionKind::Inline));
            at = close - start;
        }
        alone &= content.get(at..).is_some_and(|rest| rest.trim().is_empty());
        if alone && found.len() > first {
            one_line(&mut found, first, content, start, next_indent(&lines, number));
        } else if found.len() == first
            && let Some(token) = token(content)
        {
            found.push((start + token.start..start + token.end, ActionKind::Inline));
        }
        start += line.len();
    }
    found
}

/// Makes the actions of a line that has nothing else one.
fn one_line(
    found: &mut Vec<(Range<usize>, ActionKind)>,
    first: usize,
    content: &str,
    start: usize,
    next: Option<usize>,
) {
    if found.get(first..).is_some_and(|own| own.iter().any(|(_, kind)| *kind == ActionKind::Blank))
    {
        return;
    }
    let indent = content.len() - content.trim_start().len();
    found.truncate(first);
    let fits = next.is_none_or(|next| indent >= next);
    let kind = if fits { ActionKind::Comment } else { ActionKind::Blank };
    found.push((start + indent..start + content.trim_end().len(), kind));
}

/// The indentation of the next line that is YAML.
fn next_indent(lines: &[&str], number: usize) -> Option<usize> {
    let mut rest = lines.iter().skip(number + 1);
    let next = rest.find(|line| !line.trim().is_empty() && !line.trim().starts_with("{{"))?;
    Some(next.len() - next.trim_start_matches(' ').len())
}

/// A token such as `@NAMESPACE@` at the start of a line's value, where YAML
/// allows no `@`.
fn token(line: &str) -> Option<Range<usize>> {
    let at = [": @", "- @"].iter().filter_map(|lead| line.find(lead)).min()? + 2;
    let rest = line.get(at + 1..)?;
    let end = rest.find('@')?;
    let name = rest.get(..end)?;
    let named = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    (!name.is_empty() && name.chars().all(named)).then_some(at..at + 1 + end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn masks_keep_every_place_and_come_back(
            text in "([ a-z:\n-]{0,8}(\\{\\{ (if|x|- y -) ?\\}\\})?(: @AB@)?\n?){0,8}",
        ) {
            if let Some(masked) = masked(&text) {
                prop_assert_eq!(masked.text.len(), text.len());
                if masked.blanked.is_empty() {
                    prop_assert_eq!(masked.restored(&masked.text), text);
                }
            }
        }

        #[test]
        fn no_text_breaks_the_masking(text in "[{}@ a\n:é-]{0,40}") {
            if let Some(masked) = masked(&text) {
                prop_assert_eq!(masked.text.len(), text.len());
                let _ = masked.restored(&text);
            }
        }
    }

    #[test]
    fn actions_in_lines_are_marked_and_lines_of_actions_are_comments() {
        let text =
            "a: {{ .Values.a }}\n{{- if .Values.b }}\nb: \"x{{ .c }}\"\n  {{- end }}\nd: @D@\n";
        let masked = masked(text).expect("there are actions");
        let lines: Vec<&str> = masked.text.lines().collect();
        assert!(lines[1].starts_with('#') && lines[3].trim().starts_with('#'), "{lines:?}");
        assert!(!masked.text.contains(['{', '@']), "{lines:?}");
        assert_eq!(masked.restored(&masked.text), text);
        assert_eq!(masked.again("a: {{ .Values.a }}\n"), masked.text.get(..19).unwrap_or(""));
    }
}
