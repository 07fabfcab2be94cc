//! A text with `${…}` taken apart as Spring's template parser does
//! (spel §2, §3). It must never evaluate anything, nor parse expressions:
//! every part is found before the first is parsed.

use std::borrow::Cow;

/// One part of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part<'a> {
    /// Text as it stands.
    Literal(&'a str),
    /// The trimmed text between `${` and its `}`.
    Expression(&'a str),
}

/// A `ParseException`: what is wrong, in our words.
pub(super) type Unbalanced = &'static str;

/// Functions whose first argument `#root.execution` Orca inserts (spel §11).
pub(super) const EXECUTION_AWARE: [&str; 11] = [
    "currentStage",
    "stageByRefId",
    "stage",
    "stageExists",
    "judgment",
    "judgement",
    "manifestLabelValue",
    "triggerResolvedArtifact",
    "triggerResolvedArtifactByType",
    "resolvedArtifacts",
    DEPLOYED,
];

const DEPLOYED: &str = "deployedServerGroups";

/// Whether Orca evaluates `text` at all.
pub fn is_expression(text: &str) -> bool {
    text.contains("${")
}

/// Orca's two rewrites of the whole text, literal parts included (spel §2).
pub(super) fn rewrite(text: &str) -> Cow<'_, str> {
    if !text.contains('#') && !text.contains(DEPLOYED) {
        return Cow::Borrowed(text);
    }
    let mut text = text.to_owned();
    for function in EXECUTION_AWARE {
        let called = format!("#{function}");
        let done = format!("#{function}( #root.execution, ");
        if text.contains(&called) && !text.contains(&done) {
            text = text.replace(&format!("{called}("), &done);
        }
    }
    if text.contains(DEPLOYED) && !text.contains(&format!("#{DEPLOYED}( #root.execution, ")) {
        text = text.replace(DEPLOYED, &format!("#{DEPLOYED}( #root.execution)"));
    }
    Cow::Owned(text)
}

/// The parts of `text` from the start on; the last is the error where the
/// template ends early. Spring parses each expression before it looks for the
/// next, so an error further on must not hide one before it.
pub(super) fn parts(text: &str) -> Vec<Result<Part<'_>, Unbalanced>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let Some((literal, after)) = rest.split_once("${") else {
            parts.push(Ok(Part::Literal(rest)));
            break;
        };
        if !literal.is_empty() {
            parts.push(Ok(Part::Literal(literal)));
        }
        match expression_end(after) {
            Ok((inner, remaining)) => {
                let expression = trim(inner);
                if expression.is_empty() {
                    parts.push(Err("`${}` holds no expression"));
                    break;
                }
                parts.push(Ok(Part::Expression(expression)));
                rest = remaining;
            }
            Err(error) => {
                parts.push(Err(error));
                break;
            }
        }
    }
    parts
}

/// The text up to the `}` that matches a `${` before it, and what follows.
///
/// # Errors
///
/// Says what is wrong where none does.
pub fn expression_end(text: &str) -> Result<(&str, &str), &'static str> {
    const UNCLOSED: Unbalanced = "`${` is never closed by `}`";
    if !text.contains('}') {
        return Err(UNCLOSED);
    }
    let mut open: Vec<char> = Vec::new();
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '}' if open.is_empty() => {
                let (inner, rest) = text.split_at(at);
                return Ok((inner, rest.strip_prefix('}').unwrap_or(rest)));
            }
            '{' | '[' | '(' => open.push(c),
            '}' | ']' | ')' => match (open.pop(), c) {
                (Some('{'), '}') | (Some('['), ']') | (Some('('), ')') => {}
                (Some(_), _) => return Err("a bracket is closed by one of another kind"),
                (None, _) => return Err("a bracket is closed that was never opened"),
            },
            '\'' | '"' if !chars.any(|(_, other)| other == c) => {
                return Err("a quote is never closed");
            }
            _ => {}
        }
    }
    Err(if open.is_empty() { UNCLOSED } else { "a bracket is never closed" })
}

/// `String.trim`: everything up to and including a blank goes at both ends.
pub(super) fn trim(text: &str) -> &str {
    text.trim_matches(|c| c <= ' ')
}

/// The summary's name for a text that did not parse (spel §4).
pub(super) fn unparsed_name(text: &str) -> String {
    let inner = text.strip_prefix("${").and_then(|rest| rest.strip_suffix('}'));
    match inner {
        Some(inner) if !inner.contains(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']) => {
            trim(inner).to_owned()
        }
        _ => text.replace('$', ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn braces_quotes_and_brackets_are_matched_as_spring_does() {
        for (text, inner) in [
            ("${'}'}x", "'}'"),
            ("${{'a': b}}", "{'a': b}"),
            ("${')'}", "')'"),
            ("${\"a${s}b\"}", "\"a${s}b\""),
            ("${x}}", "x"),
            ("${ x\n}", "x"),
            ("${'it''s'}", "'it''s'"),
        ] {
            assert_eq!(parts(text).first(), Some(&Ok(Part::Expression(inner))), "{text}");
        }
    }

    #[test]
    fn an_unbalanced_text_is_an_error() {
        for text in ["${", "${(a}", "${({1,2}}", "${a)}", "${]}", "${'\\''}", "${}", "${ }"] {
            assert!(matches!(parts(text).last(), Some(Err(_))), "{text}");
        }
    }

    #[test]
    fn the_rewrites_reach_literal_text() {
        assert_eq!(
            rewrite("echo deployedServerGroups #stage('a')"),
            "echo #deployedServerGroups( #root.execution) #stage( #root.execution, 'a')"
        );
        assert_eq!(
            rewrite("#stage('a') #stage( #root.execution, 'b')"),
            "#stage('a') #stage( #root.execution, 'b')"
        );
    }

    #[test]
    fn a_text_that_does_not_parse_is_named_by_its_inner_text_or_without_dollars() {
        assert_eq!(unparsed_name("${ a + }"), "a +");
        assert_eq!(unparsed_name("${a}\n${"), "{a}\n{");
    }
}
