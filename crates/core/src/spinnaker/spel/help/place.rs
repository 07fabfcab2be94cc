//! Where in an expression a place is: read forwards with Spring's quotes and
//! brackets, as far as the place. What stands there may be half typed.

use crate::limits;

/// An expression around a place of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Around<'t> {
    /// Its first byte in the text.
    pub(super) start: usize,
    /// The expression up to the place.
    pub(super) before: &'t str,
    /// What follows in the text.
    pub(super) after: &'t str,
}

/// What is open at the end of a half-typed expression.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Open {
    /// Where `a.b[c]` begins that goes on here.
    pub(super) chain: Option<usize>,
    /// Where the text in quotes begins, behind the quote.
    pub(super) quoted: Option<usize>,
    /// The bracket that is open, and the chain that it follows.
    pub(super) bracket: Option<(usize, Option<usize>)>,
    /// Whether the expression has ended.
    pub(super) closed: bool,
}

/// The expression `${…}` that the byte `at` is in.
pub(super) fn around(text: &str, at: usize) -> Option<Around<'_>> {
    let at = text.floor_char_boundary(at);
    let (before, after) = text.split_at(at);
    let nearest = before.floor_char_boundary(before.len().saturating_sub(limits::SPEL_EXPRESSION));
    let mut end = before.len();
    while let Some(found) = before.get(nearest..end).and_then(|part| part.rfind("${")) {
        let start = nearest + found + 2;
        let inside = before.get(start..).unwrap_or_default();
        if !open(inside).closed {
            return Some(Around { start, before: inside, after });
        }
        end = nearest + found;
    }
    None
}

/// Whether `c` belongs to a name.
pub(super) fn in_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '$'
}

/// Reads a half-typed expression to its end.
pub(super) fn open(text: &str) -> Open {
    let mut now = Open::default();
    let mut brackets: Vec<(usize, Option<usize>)> = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '\'' | '"' => {
                now.chain = now.chain.or(Some(at));
                if !chars.any(|(_, other)| other == c) {
                    now.quoted = Some(at + 1);
                    break;
                }
            }
            '(' | '[' | '{' => {
                brackets.push((at, now.chain));
                now.chain = None;
            }
            '}' if brackets.is_empty() => {
                now.closed = true;
                break;
            }
            ')' | ']' | '}' => now.chain = brackets.pop().and_then(|(_, chain)| chain),
            '.' => {}
            '?' if chars.peek().is_some_and(|(_, next)| *next == '.') => {}
            c if in_name(c) || c == '#' => now.chain = now.chain.or(Some(at)),
            _ => now.chain = None,
        }
    }
    now.bracket = brackets.last().copied();
    now
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_expression_around_a_place_is_the_one_that_is_not_closed_before_it() {
        let before = |text: &'static str| around(text, text.len()).map(|around| around.before);
        assert_eq!(before("echo ${a.b"), Some("a.b"));
        assert_eq!(before("echo ${a} and"), None);
        assert_eq!(before("${a} ${'}' + b"), Some("'}' + b"));
        assert_eq!(before("${a[{b}].c ${d}"), Some("a[{b}].c ${d}"));
        assert_eq!(before("$x"), None);
    }

    #[test]
    fn a_chain_goes_over_brackets_and_ends_at_operators() {
        let chain = |text: &'static str| {
            open(text).chain.and_then(|start| text.get(start..)).unwrap_or("-")
        };
        assert_eq!(chain("1 + a.b['c d'].e"), "a.b['c d'].e");
        assert_eq!(chain("#stage('Bake').co"), "#stage('Bake').co");
        assert_eq!(chain("a[b.c"), "b.c");
        assert_eq!(chain("a?.b"), "a?.b");
        assert_eq!(chain("a + "), "-");
        assert_eq!(open("a['b").quoted, Some(3));
        assert_eq!(open("f(a, 'x").bracket, Some((1, Some(0))));
    }
}
