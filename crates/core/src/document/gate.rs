//! A second opinion on a region's syntax: libyaml, through `yaml_serde`.
//!
//! It is stricter than the event reader and than SnakeYAML in places, so its
//! word is beside the reading, never in its stead. It supplies no values.

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::{Trouble, TroubleKind};
use crate::java::Span;
use crate::limits;

/// The first place where libyaml refuses `text`, such as a tab as
/// indentation. None too where brackets are nested deeper than anything that
/// is read; that is the reading's own trouble.
///
/// ```
/// use stage_core::document::gate;
/// assert!(gate("a:\n  b: 1\n").is_none());
/// assert!(gate("a:\n\t- 1\n").is_some());
/// ```
pub fn gate(text: &str) -> Option<Trouble> {
    if text.len() > limits::TEXT_BYTES || bracket_depth(text) > limits::NODE_DEPTH {
        return None;
    }
    // It counts a byte order mark as a column; Spring takes the mark away.
    let marked = text.strip_prefix('\u{feff}');
    let skipped = text.len() - marked.unwrap_or(text).len();
    // After an error the iterator hands out documents forever: stop there.
    let error = serde_yaml::Deserializer::from_str(marked.unwrap_or(text))
        .find_map(|document| IgnoredAny::deserialize(document).err())?;
    let message = error.to_string();
    let at = position(&message).or_else(|| error.location().map(|location| location.index()));
    let at = skipped + at.unwrap_or(0);
    let at = (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let rest = text.get(at..).unwrap_or("");
    let length = rest.find(['\n', '\r']).unwrap_or(rest.len());
    Some(Trouble {
        span: Span::new(at, at + length),
        kind: TroubleKind::Syntax,
        message: words(&message),
    })
}

/// How deep brackets stand in each other at most. Brackets in quotes and
/// comments count too: it bounds from above what libyaml may keep open.
fn bracket_depth(text: &str) -> usize {
    let mut depth = 0usize;
    let mut deepest = 0;
    for byte in text.bytes() {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// Where libyaml stopped at a character that no YAML may hold; it tells only
/// in words.
fn position(message: &str) -> Option<usize> {
    let (_, rest) = message.split_once(" at position ")?;
    rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

/// libyaml's words without the place, which the span says.
fn words(message: &str) -> String {
    let places = [" at line ", " at position "];
    let end = places.iter().filter_map(|place| message.find(place)).min();
    message.get(..end.unwrap_or(message.len())).unwrap_or(message).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::read;
    use proptest::prelude::*;

    #[test]
    fn what_only_the_event_reader_takes_is_named_with_its_place() {
        let told = |text: &str| {
            let trouble = gate(text).expect("libyaml refuses it");
            format!("{:?}: {}", &text[trouble.span.range()], trouble.message)
        };
        let refused = |text: &str| {
            assert!(read(text).troubles.is_empty(), "{text:?}");
            told(text)
        };
        insta::assert_snapshot!(refused("# é\n\ta: 1\n"), @r#""\ta: 1": found character that cannot start any token"#);
        insta::assert_snapshot!(refused("- a\n\t\n- b\n"), @r#""\t": found a tab character that violates indentation"#);
        insta::assert_snapshot!(told("é: 1\nb: c\u{7}d\n"), @r#""\u{7}d": control characters are not allowed"#);
    }

    #[test]
    fn what_both_read_is_let_through() {
        for text in [
            "",
            "# only\n",
            "a: 1\n---\nb: [2, {c: 3}]\n",
            "a: &x 1\nb: *x\n",
            "a: b\t\n",
            "\u{feff}- a: 1\n  b: 2\n",
        ] {
            assert_eq!(gate(text), None, "{text:?}");
        }
    }

    #[test]
    fn deep_nesting_and_bombs_cost_nothing() {
        assert_eq!(gate(&"[".repeat(100_000)), None);
        let mut bomb = "a0: &a0 [x]\n".to_owned();
        for n in 1..40 {
            let before = n - 1;
            bomb.push_str(&format!("a{n}: &a{n} [*a{before}, *a{before}]\n"));
        }
        assert_eq!(gate(&bomb), None);
        let _ = gate(&("- ".repeat(10_000) + "x\n"));
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_gate(text in "[ a-z:'\"#|>&*%@\n\r\t\\[\\]{}!,?é\u{feff}-]{0,60}") {
            if let Some(trouble) = gate(&text) {
                prop_assert!(text.get(trouble.span.range()).is_some());
            }
        }
    }
}
