//! Scalars as YAML text for reading.

use crate::document::{Style, resolve};
use crate::java::{Data, Value, groovy_to_string};

/// A scalar's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scalar {
    /// On the line of its key.
    Inline(String),
    /// A block: the header (`|-`) and its lines.
    Block(&'static str, Vec<String>),
}

/// Writes a scalar so that every YAML reader gets the same value back.
pub fn scalar(value: &Value) -> Scalar {
    match &value.data {
        Data::String(text) => of_text(text),
        Data::Null => Scalar::Inline("null".into()),
        Data::List(items) if items.is_empty() => Scalar::Inline("[]".into()),
        Data::Map(map) if map.is_empty() => Scalar::Inline("{}".into()),
        _ => Scalar::Inline(groovy_to_string(value)),
    }
}

fn of_text(text: &str) -> Scalar {
    if text.contains('\n') && fits_a_block(text) {
        let body = text.trim_end_matches('\n');
        let header = match text.len() - body.len() {
            0 => "|-",
            1 => "|",
            _ => "|+",
        };
        let kept = if header == "|+" { &text[..text.len() - 1] } else { body };
        return Scalar::Block(header, kept.split('\n').map(str::to_owned).collect());
    }
    Scalar::Inline(if is_plain(text) { text.to_owned() } else { quoted(text) })
}

/// Whether a literal block keeps the text: printable, not beginning with a
/// blank, and with something in it.
fn fits_a_block(text: &str) -> bool {
    let printable = text.chars().all(|c| c == '\n' || c == '\t' || !is_hidden(c));
    printable && !text.starts_with([' ', '\n', '\t']) && !text.trim().is_empty()
}

/// Whether a plain scalar reads as this very text for YAML 1.1 and 1.2.
pub(crate) fn is_plain(text: &str) -> bool {
    let indicator = text.starts_with(|c: char| "-?:,[]{}#&*!|>'\"%@` \t=<".contains(c));
    let dash = text.starts_with(['-', '?', ':'])
        && text.chars().nth(1).is_some_and(|c| !c.is_whitespace());
    let inside = text.contains(": ") || text.contains(" #") || text.ends_with([':', ' ', '\t']);
    let same = matches!(resolve(text, Style::Plain, None), Data::String(_));
    let dated = text.starts_with(|c: char| c.is_ascii_digit()) && text.contains(['-', ':', '_']);
    let document = text.starts_with("---") || text.starts_with("...");
    (!indicator || dash)
        && !inside
        && same
        && !dated
        && !document
        && !text.is_empty()
        && !text.chars().any(|c| is_hidden(c) || c == '\n' || c == '\t')
}

/// Characters that cannot be seen, or that turn text around: never shown as
/// they are.
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// A text in double quotes, with escapes for what cannot be seen.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if is_hidden(c) => out.push_str(&format!("\\u{:04x}", c as u32)),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::read;
    use proptest::prelude::*;

    fn written(text: &str) -> String {
        match of_text(text) {
            Scalar::Inline(line) => format!("a: {line}\n"),
            Scalar::Block(header, lines) => {
                let body: String = lines
                    .iter()
                    .map(|line| if line.is_empty() { "\n".into() } else { format!("  {line}\n") })
                    .collect();
                format!("a: {header}\n{body}")
            }
        }
    }

    proptest! {
        #[test]
        fn a_text_reads_back_as_it_was(text in "[ -~\n\té]{0,20}") {
            let yaml = written(&text);
            let parsed = read(&yaml);
            prop_assert_eq!(parsed.roots[0].get("a").and_then(|node| node.as_text().map(str::to_owned)), Some(text), "{}", yaml);
        }
    }

    #[test]
    fn text_that_looks_like_something_else_is_quoted() {
        for text in [
            "yes",
            "012",
            "1_000",
            "12:30",
            "2026-01-01",
            "~",
            "",
            "null",
            " a",
            "a: b",
            "- a",
            "{a",
        ] {
            assert!(written(text).contains('"'), "{text:?} must be quoted");
        }
        assert_eq!(written("$(PHRASE)"), "a: $(PHRASE)\n");
        assert_eq!(written("alpine:3.20"), "a: alpine:3.20\n");
    }
}
