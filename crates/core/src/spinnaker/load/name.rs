//! Spring's names of configuration properties: how a flat key is cut into
//! elements, and the forms in which elements are compared and written
//! (orca-semantics §1.4, §1.5).
//!
//! Follows `ConfigurationPropertyName` to the letter, odd brackets included;
//! it knows nothing of values.

use std::borrow::Cow;
use std::ops::Range;

/// What the characters of an element allow, as Spring classifies them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ElementKind {
    /// Nothing that counts so far; such an element is dropped.
    Empty,
    /// Lower-case letters and digits only.
    Uniform,
    /// As uniform, with dashes inside.
    Dashed,
    /// Anything else outside brackets.
    NonUniform,
    /// Text in brackets.
    Indexed,
    /// Digits in brackets.
    Numeric,
}

impl ElementKind {
    /// Whether the element stands in brackets.
    pub(super) fn is_indexed(self) -> bool {
        matches!(self, Self::Indexed | Self::Numeric)
    }
}

/// Where a finished element stands in its flat key, and its kind.
pub(super) type Finished = (Range<usize>, ElementKind);

/// The element being read while a flat key is taken character by character.
/// Brackets may span several YAML keys, so the state goes along with the path.
#[derive(Clone, Copy, Debug)]
pub(super) struct ElementState {
    start: usize,
    kind: ElementKind,
    open: i32,
}

impl ElementState {
    /// The state before an element that starts at byte `start`.
    pub(super) fn at(start: usize) -> Self {
        Self { start, kind: ElementKind::Empty, open: 0 }
    }

    /// Whether the next character starts a new element outside brackets.
    pub(super) fn is_fresh(self, end: usize) -> bool {
        self.open == 0 && self.kind == ElementKind::Empty && self.start == end
    }

    /// Takes the character at byte `at`; gives the element that it ends.
    pub(super) fn take(&mut self, ch: char, at: usize) -> Option<Finished> {
        match ch {
            '[' => {
                let finished = (self.open == 0).then(|| self.next(at, ElementKind::Numeric));
                self.open += 1;
                finished.flatten()
            }
            ']' => {
                self.open -= 1;
                (self.open == 0).then(|| self.next(at, ElementKind::Empty)).flatten()
            }
            '.' if !self.kind.is_indexed() => self.next(at, ElementKind::Empty),
            _ => {
                self.kind = continued(self.kind, ch, at == self.start);
                None
            }
        }
    }

    /// The last element, when the key ends at byte `end`.
    pub(super) fn finish(mut self, end: usize) -> Option<Finished> {
        if self.open != 0 {
            self.kind = ElementKind::NonUniform;
        }
        self.next(end, ElementKind::Empty)
    }

    fn next(&mut self, end: usize, kind: ElementKind) -> Option<Finished> {
        let finished = (self.start < end && self.kind != ElementKind::Empty)
            .then_some((self.start..end, self.kind));
        (self.start, self.kind) = (end + 1, kind);
        finished
    }
}

fn continued(kind: ElementKind, ch: char, first: bool) -> ElementKind {
    match kind {
        ElementKind::Numeric if !ch.is_ascii_digit() => ElementKind::Indexed,
        ElementKind::Indexed | ElementKind::Numeric => kind,
        ElementKind::Empty if is_valid(ch, first) => {
            if first {
                ElementKind::Uniform
            } else {
                ElementKind::NonUniform
            }
        }
        ElementKind::Uniform if ch == '-' => ElementKind::Dashed,
        ElementKind::Empty if !is_valid(lower(ch), first) => ElementKind::Empty,
        _ if !is_valid(ch, first) => ElementKind::NonUniform,
        _ => kind,
    }
}

fn is_alphanumeric(ch: char) -> bool {
    ch.is_ascii_lowercase() || ch.is_ascii_digit()
}

fn is_valid(ch: char, first: bool) -> bool {
    is_alphanumeric(ch) || (!first && ch == '-')
}

/// `Character.toLowerCase`: one character for one.
fn lower(ch: char) -> char {
    ch.to_lowercase().next().unwrap_or(ch)
}

/// The text that decides whether two elements are the same: bracketed text as
/// it is, other text by its lower-case letters and digits. A bracket that
/// closes nothing is no mark against an element, so it stays.
pub(super) fn key_of(text: &str, kind: ElementKind) -> Cow<'_, str> {
    match kind {
        ElementKind::NonUniform => {
            Cow::Owned(text.chars().map(lower).filter(|ch| is_alphanumeric(*ch)).collect())
        }
        ElementKind::Dashed => Cow::Owned(text.replace('-', "")),
        _ => Cow::Borrowed(text),
    }
}

/// The element by which names are put in order.
fn uniform(text: &str, kind: ElementKind) -> Cow<'_, str> {
    key_of(text, if kind == ElementKind::Dashed { ElementKind::NonUniform } else { kind })
}

/// The element as a map's key keeps it: letters, digits, `_`, and `-` except
/// as the first character.
fn original(text: &str, kind: ElementKind) -> String {
    if kind != ElementKind::NonUniform {
        return text.to_owned();
    }
    text.char_indices()
        .filter(|(at, ch)| *ch == '_' || is_valid(lower(*ch), *at == 0))
        .map(|(_, ch)| ch)
        .collect()
}

/// The element as messages write it.
fn dashed(text: &str, kind: ElementKind) -> String {
    if kind != ElementKind::NonUniform {
        return text.to_owned();
    }
    text.char_indices()
        .map(|(at, ch)| (at, lower(ch)))
        .filter(|(at, ch)| is_valid(*ch, *at == 0))
        .map(|(_, ch)| ch)
        .collect()
}

/// `backoffLimit` → `backoff-limit`, `hostIPC` → `host-i-p-c`: how the name of
/// a bean's property is looked up and written in messages.
pub(super) fn dashed_property(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    for ch in name.chars() {
        let ch = if ch == '_' { '-' } else { ch };
        if ch.is_uppercase() && !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
        out.push(lower(ch));
    }
    out
}

/// A flat key cut into elements.
#[derive(Clone, Debug)]
pub(super) struct Name<'a> {
    flat: &'a str,
    elements: Vec<Finished>,
}

impl<'a> Name<'a> {
    /// Any text, as property sources name their properties.
    pub(super) fn adapt(flat: &'a str) -> Self {
        let mut state = ElementState::at(0);
        let mut elements: Vec<Finished> =
            flat.char_indices().filter_map(|(at, ch)| state.take(ch, at)).collect();
        elements.extend(state.finish(flat.len()));
        Self { flat, elements }
    }

    /// A text that is a valid name as it stands (lower case, dashed), as a
    /// placeholder must be to be looked up by name.
    pub(super) fn valid(flat: &'a str) -> Option<Self> {
        let framed = flat.is_empty() || flat.starts_with('.') || flat.ends_with('.');
        let name = Self::adapt(flat);
        let strict = name.elements.iter().all(|(_, kind)| *kind != ElementKind::NonUniform);
        (!framed && strict && !name.elements.is_empty()).then_some(name)
    }

    /// How many elements there are.
    pub(super) fn len(&self) -> usize {
        self.elements.len()
    }

    /// The kind of an element.
    pub(super) fn kind(&self, index: usize) -> Option<ElementKind> {
        self.elements.get(index).map(|(_, kind)| *kind)
    }

    /// The keys by which elements are compared.
    pub(super) fn keys(&self) -> impl Iterator<Item = String> {
        self.elements.iter().map(|(range, kind)| key_of(self.text(range), *kind).into_owned())
    }

    fn text(&self, range: &Range<usize>) -> &'a str {
        self.flat.get(range.clone()).unwrap_or_default()
    }

    /// The elements from `from` up to `to`, joined as a map's key.
    pub(super) fn original(&self, from: usize, to: usize) -> String {
        let mut out = String::new();
        for (range, kind) in self.elements.get(from..to).unwrap_or_default() {
            if !out.is_empty() {
                out.push('.');
            }
            out.push_str(&original(self.text(range), *kind));
        }
        out
    }

    /// The first `to` elements as messages write them.
    pub(super) fn dashed(&self, to: usize) -> String {
        let mut out = String::with_capacity(self.flat.len());
        for (range, kind) in self.elements.iter().take(to) {
            let element = dashed(self.text(range), *kind);
            if kind.is_indexed() {
                out.extend(["[", &element, "]"]);
            } else {
                if !out.is_empty() {
                    out.push('.');
                }
                out.push_str(&element);
            }
        }
        out
    }

    /// Spring's order: indexed elements first, numbers by value.
    pub(super) fn compare(&self, other: &Self) -> std::cmp::Ordering {
        let mut ours = self.elements.iter();
        let mut theirs = other.elements.iter();
        loop {
            let (a, b) = match (ours.next(), theirs.next()) {
                (Some(a), Some(b)) => (a, b),
                (a, b) => return a.is_some().cmp(&b.is_some()),
            };
            let keys = (uniform(self.text(&a.0), a.1), uniform(other.text(&b.0), b.1));
            let order = b.1.is_indexed().cmp(&a.1.is_indexed()).then_with(|| {
                let numbers = (keys.0.parse::<i64>(), keys.1.parse::<i64>());
                match (a.1, b.1, numbers) {
                    (ElementKind::Numeric, ElementKind::Numeric, (Ok(x), Ok(y))) => x.cmp(&y),
                    _ => keys.0.cmp(&keys.1),
                }
            });
            if order.is_ne() {
                return order;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map_key(key: &str) -> String {
        let flat = format!("labels.{key}").replace(".[", "[");
        let name = Name::adapt(&flat);
        name.original(1, name.len())
    }

    #[test]
    fn map_keys_keep_what_spring_keeps_of_them() {
        for (written, kept) in [
            ("app.kubernetes.io/name", "app.kubernetes.ioname"),
            ("a/b", "ab"),
            ("has space", "hasspace"),
            ("a~b", "ab"),
            ("-lead", "lead"),
            ("trail-", "trail-"),
            ("UPPER.Case", "UPPER.Case"),
            ("With_Under.score", "With_Under.score"),
            ("x..y", "x.y"),
            ("dot.", "dot"),
            (".dot", "dot"),
            ("é", ""),
            ("***", ""),
            ("[iam.amazonaws.com/role]", "iam.amazonaws.com/role"),
            ("[a[b]c]", "a[b]c"),
            ("p[b]c", "p.b.c"),
            ("x[y]", "x.y"),
            ("[a].b", "a.b"),
            ("q[b", "q.b"),
            ("r]b", "rb"),
            ("[ sp ]", " sp "),
        ] {
            assert_eq!(map_key(written), kept, "{written}");
        }
    }

    #[test]
    fn a_bracket_that_closes_nothing_tells_names_apart() {
        let keys = |flat| Name::adapt(flat).keys().collect::<Vec<_>>();
        assert_ne!(keys("data.b].x"), keys("data.b.x"));
        assert_eq!(keys("data.B].x"), keys("data.b.x"));
        assert_eq!(keys("back-off.x"), keys("backOff.x"));
    }

    #[test]
    fn properties_are_written_with_a_dash_for_each_capital() {
        assert_eq!(dashed_property("backoffLimit"), "backoff-limit");
        assert_eq!(dashed_property("downwardAPI"), "downward-a-p-i");
    }
}
