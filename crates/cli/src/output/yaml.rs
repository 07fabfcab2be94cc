//! A stage as YAML: a file's own lines, or the lines of a value.

use stage_core::Analysis;
use stage_core::java::Value;
use stage_core::preview::{Line, Mark, MarkKind, compare, written};
use stage_core::secret::Secrets;

use super::visible::push;

/// A value as YAML that every reader reads back as the same.
pub(crate) fn value(value: &Value) -> String {
    let (lines, _) = compare(None, value, &|_| None);
    lines.into_iter().map(|line| line.text + "\n").collect()
}

/// A step's lines with a comment behind each that something happened to. What
/// was dropped is a comment of its own.
pub(crate) fn marked(lines: &[Line]) -> String {
    let mut out = String::new();
    let mut block: Option<&Line> = None;
    for (index, line) in lines.iter().enumerate() {
        // A comment inside a block of text would be part of the text.
        let inside = block.is_some_and(|block| block.steps == line.steps);
        if !inside {
            let opens =
                ["|", "|-", "|+"].iter().any(|header| line.text.ends_with(&format!(" {header}")));
            block = opens.then_some(line);
        }
        let dropped = line.mark.as_ref().is_some_and(|mark| mark.kind == MarkKind::Dropped);
        let (indent, text) = line.text.split_at(line.text.len() - line.text.trim_start().len());
        out.push_str(indent);
        out.push_str(if dropped { "# " } else { "" });
        out.push_str(text);
        if let Some(mark) = line.mark.as_ref().filter(|_| !inside) {
            out.push_str("  # ");
            comment(&mut out, mark);
        } else if !inside && block.is_some() {
            let text = lines.get(index + 1..).unwrap_or_default();
            within(&mut out, text.iter().take_while(|inner| inner.steps == line.steps));
        }
        out.push('\n');
    }
    out
}

fn comment(out: &mut String, mark: &Mark) {
    let kind = word(mark.kind);
    out.push_str(kind);
    if mark.reason != kind {
        out.push_str(": ");
        mark.reason.chars().for_each(|c| push(out, c));
    }
}

/// What happened to the lines of a text, said where it begins.
fn within<'l>(out: &mut String, lines: impl Iterator<Item = &'l Line>) {
    let marks = lines.enumerate().filter_map(|(at, line)| Some((at, line.mark.as_ref()?)));
    for (count, (at, mark)) in marks.enumerate() {
        out.push_str(if count == 0 { "  # " } else { "; " });
        out.push_str(&format!("line {} ", at + 1));
        comment(out, mark);
    }
}

fn word(kind: MarkKind) -> &'static str {
    match kind {
        MarkKind::Added => "added",
        MarkKind::Changed => "changed",
        MarkKind::Dropped => "dropped",
        MarkKind::Set => "set",
        MarkKind::Raw => "raw",
    }
}

/// A stage's own lines, comments and all, moved left.
pub(crate) fn as_written(analysis: &Analysis, stage: usize, secrets: &Secrets) -> String {
    let mut out = String::new();
    for c in written(analysis, stage, secrets).unwrap_or_default().chars() {
        match c {
            '\n' | '\t' => out.push(c),
            c => push(&mut out, c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use stage_core::java::from_json;

    #[test]
    fn marks_are_comments_wherever_they_stand() {
        let before = from_json(&serde_json::json!({"a": "x", "gone": {"b": 1}, "script": "one\n"}));
        let after = from_json(&serde_json::json!({"a": "y", "script": "one\ntwo\n", "new": []}));
        let (lines, _) = compare(Some(&before), &after, &|_| None);
        insta::assert_snapshot!(marked(&lines), @"
        a: y  # changed
        # gone:  # dropped
          # b: 1  # dropped
        script: |  # changed
          one
          two
        new: []  # added
        ");
    }
}
