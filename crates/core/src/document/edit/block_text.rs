//! Text over several lines as a block scalar: `|` or `>`.

use super::quote;
use crate::document::Style;

/// What a block scalar is written with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape {
    /// `Style::Literal` or `Style::Folded`.
    pub(super) style: Style,
    /// How far its lines stand right of the parent's keys or dashes.
    pub(super) step: usize,
    /// Where folded lines are broken.
    pub(super) width: usize,
}

/// The indicators and the lines (moved right by the step) that a text is read
/// back from; none where no block scalar can hold it.
pub(super) fn block_text(text: &str, shape: Shape) -> Option<(String, Vec<String>)> {
    let held = |c: char| c == '\n' || c == '\t' || quote::is_shown(c);
    let body = text.trim_end_matches('\n');
    if body.trim().is_empty() || !text.chars().all(held) {
        return None;
    }
    let trailing = text.len() - body.len();
    let lines = match shape.style {
        Style::Folded => folded(body, shape.width),
        _ => None,
    };
    let sign = if lines.is_some() { '>' } else { '|' };
    let mut lines = lines.unwrap_or_else(|| body.split('\n').map(str::to_owned).collect());
    let first = lines.iter().find(|line| !line.is_empty());
    let indicator = match first {
        Some(line) if line.starts_with([' ', '\t']) => {
            (1..=9).contains(&shape.step).then(|| shape.step.to_string())?
        }
        _ => String::new(),
    };
    let chomping = match trailing {
        0 => "-",
        1 => "",
        _ => "+",
    };
    lines.extend(std::iter::repeat_n(String::new(), trailing.saturating_sub(1)));
    Some((format!("{sign}{indicator}{chomping}"), super::lines::shifted(lines, shape.step)))
}

/// The lines of a folded scalar; none where its rules for indented lines
/// would show.
fn folded(body: &str, width: usize) -> Option<Vec<String>> {
    let mut lines = Vec::new();
    for (index, paragraph) in body.split('\n').enumerate() {
        if paragraph.starts_with([' ', '\t']) {
            return None;
        }
        if index > 0 {
            lines.push(String::new());
        }
        if !paragraph.is_empty() {
            wrap(paragraph, width, &mut lines);
        }
    }
    Some(lines)
}

/// Breaks a paragraph at single blanks, where folding puts one back.
fn wrap(paragraph: &str, width: usize, lines: &mut Vec<String>) {
    let mut line = String::new();
    for word in pieces(paragraph) {
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > width {
            lines.push(std::mem::take(&mut line));
        } else if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines.push(line);
}

/// The pieces between single blanks; runs of blanks stay inside a piece.
fn pieces(paragraph: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let bytes = paragraph.as_bytes();
    let is_blank = |at: usize| matches!(bytes.get(at), Some(b' ' | b'\t') | None);
    for at in 1..bytes.len() {
        if bytes.get(at) == Some(&b' ') && !is_blank(at - 1) && !is_blank(at + 1) {
            pieces.push(super::lines::part(paragraph, start..at));
            start = at + 1;
        }
    }
    pieces.push(super::lines::part(paragraph, start..paragraph.len()));
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::read;
    use proptest::prelude::*;

    fn read_back(text: &str, style: Style) -> Option<String> {
        let shape = Shape { style, step: 2, width: 12 };
        let (header, lines) = block_text(text, shape)?;
        let written = format!("k: {header}\n{}\nl: 1\n", lines.join("\n"));
        let parsed = read(&written);
        assert!(parsed.troubles.is_empty(), "{written}");
        parsed.roots[0].get("k").and_then(|node| node.as_text()).map(str::to_owned)
    }

    proptest! {
        #[test]
        fn a_block_scalar_reads_back_as_its_text(text in "[ab:# \t\n-]{0,24}\n{0,3}") {
            for style in [Style::Literal, Style::Folded] {
                if let Some(back) = read_back(&text, style) {
                    prop_assert_eq!(&back, &text);
                }
            }
        }
    }

    #[test]
    fn what_only_escapes_can_write_is_not_written_as_a_block() {
        for text in ["", "\n\n", "a\rb", "a\u{7}\n", "a\u{85}b"] {
            assert_eq!(read_back(text, Style::Literal), None, "{text:?}");
        }
    }
}
