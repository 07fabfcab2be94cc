//! The definition as written: its very lines, each with the way to its value.

use std::sync::Arc;

use super::Line;
use crate::document::{Kind, Node, Step};
use crate::java::Span;

/// The lines of `text` that `node` takes up, moved left to its column.
pub fn authored(text: &str, node: &Arc<Node>) -> Vec<Line> {
    let start = node.span.start as usize;
    let first = text.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let column = start - first;
    let mut marks = Vec::new();
    places(node, &mut Vec::new(), &mut marks);
    marks.sort_by_key(|(at, ..)| *at);
    let mut lines = Vec::new();
    let mut at = first;
    let end = node.span.end as usize;
    for (index, line) in text.get(first..).unwrap_or("").split_inclusive('\n').enumerate() {
        if at >= end {
            break;
        }
        let line_end = at + line.len();
        // The item's own dash stands where its first key's indentation would.
        let cut = column.min(line.len() - line.trim_start_matches([' ', '-']).len());
        let shown = if index == 0 { text.get(start..line_end) } else { line.get(cut..) };
        let own = marks.partition_point(|(mark, ..)| *mark < at);
        // An item and its first key begin at one place: the key says more.
        let here = marks.get(own..).unwrap_or_default().iter();
        let first_mark = marks.get(own).map_or(usize::MAX, |(mark, ..)| *mark);
        let here = here.take_while(|(mark, ..)| *mark == first_mark && *mark < line_end).last();
        let enclosing = own.checked_sub(1).and_then(|before| marks.get(before));
        let (steps, span) = here
            .or(enclosing)
            .map_or((Vec::new(), None), |(_, steps, span)| (steps.clone(), Some(*span)));
        lines.push(Line {
            number: Some(index + 1),
            text: shown.unwrap_or("").trim_end_matches(['\n', '\r']).to_owned(),
            steps,
            span,
            mark: None,
        });
        at = line_end;
    }
    lines
}

/// Where each key and item begins, with the way to its value.
fn places(node: &Arc<Node>, steps: &mut Vec<Step>, out: &mut Vec<(usize, Vec<Step>, Span)>) {
    match &node.kind {
        Kind::Mapping { entries, .. } => {
            for entry in entries {
                steps.push(Step::Key(entry.key.as_text().unwrap_or_default().into()));
                out.push((entry.key.span.start as usize, steps.clone(), entry.value.span));
                places(&entry.value, steps, out);
                steps.pop();
            }
        }
        Kind::Sequence { items, .. } => {
            for (index, item) in items.iter().enumerate() {
                steps.push(Step::Index(index));
                out.push((item.span.start as usize, steps.clone(), item.span));
                places(item, steps, out);
                steps.pop();
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Path, read};

    #[test]
    fn each_line_is_as_written_and_leads_to_its_value() {
        let text = "      - label: Echo # note\n        count: 012\n        list:\n        - a\n        - b: |\n            x\n";
        let parsed = read(text);
        let node = &parsed.roots[0].items()[0];
        let shown: Vec<String> = authored(text, node)
            .into_iter()
            .map(|line| format!("{:24}{}", line.text, Path { document: 0, steps: line.steps }))
            .collect();
        insta::assert_snapshot!(shown.join("\n"), @"
        label: Echo # note      label
        count: 012              count
        list:                   list
        - a                     list[0]
        - b: |                  list[1].b
            x                   list[1].b
        ");
    }
}
