//! Texts written in many layouts: steps, quotes, comments, line breaks.

use proptest::prelude::*;

/// A value with the way it is written.
#[derive(Clone, Debug)]
pub(crate) enum Part {
    /// On one line, as it stands.
    Line(&'static str),
    /// The lines of a block scalar.
    Block(&'static str, Vec<&'static str>),
    List(Vec<(Beside, Self)>),
    Map(Vec<(Beside, Self)>),
}

/// What stands around an entry or item.
#[allow(clippy::struct_excessive_bools, reason = "each is drawn by itself")]
#[derive(Clone, Copy, Debug)]
pub(crate) struct Beside {
    comment: bool,
    blank: bool,
    trailing: bool,
    gap: bool,
}

/// The habits of a whole text.
#[allow(clippy::struct_excessive_bools, reason = "each is drawn by itself")]
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    step: usize,
    list: usize,
    eol: &'static str,
    bom: bool,
    marker: bool,
    last_break: bool,
    wrapped: bool,
}

fn beside() -> impl Strategy<Value = Beside> {
    let rarely = || prop::bool::weighted(0.2);
    (rarely(), rarely(), rarely(), rarely()).prop_map(|(comment, blank, trailing, gap)| Beside {
        comment,
        blank,
        trailing,
        gap,
    })
}

fn leaf() -> impl Strategy<Value = Part> {
    let line = prop::sample::select(vec![
        "plain",
        "two words",
        "'single ''quoted'",
        "\"double \\\"quoted\\n\"",
        "12",
        "true",
        "yes",
        "",
        "~",
        "1.5",
        "[]",
        "{}",
        "[a, 'b', [1, c]]",
        "{a: 1, b: {c: 'd'}}",
        "[{a: 1}, {b: 2}]",
        "[ x , y ]",
        "{\"k\": \"v\"}",
        "http://x/y#z",
        "-1",
        "é",
        "''",
        "!!str 12",
    ]);
    let lines = prop::collection::vec(
        prop::sample::select(vec!["echo 1", "  indented", "", "# no comment", "k: v", "- x", "é"]),
        0..3,
    );
    let header = prop::sample::select(vec!["|", "|-", "|+", ">", ">-"]);
    prop_oneof![
        4 => line.prop_map(Part::Line),
        1 => (header, lines).prop_map(|(header, mut lines)| {
            lines.insert(0, "first");
            lines.push("last");
            Part::Block(header, lines)
        }),
    ]
}

pub(crate) fn part() -> impl Strategy<Value = Part> {
    leaf().prop_recursive(3, 24, 4, |inner| {
        let children = || prop::collection::vec((beside(), inner.clone()), 1..4);
        prop_oneof![children().prop_map(Part::List), children().prop_map(Part::Map)]
    })
}

pub(crate) fn layout() -> impl Strategy<Value = Layout> {
    let eol = prop::sample::select(vec!["\n", "\n", "\n", "\r\n", "\r"]);
    let rarely = || prop::bool::weighted(0.2);
    (2usize..5, any::<bool>(), eol, rarely(), rarely(), rarely(), any::<bool>()).prop_map(
        |(step, indented, eol, bom, marker, open, wrapped)| Layout {
            step,
            list: if indented { step } else { 0 },
            eol,
            bom,
            marker,
            last_break: !open,
            wrapped,
        },
    )
}

const KEYS: [&str; 5] = ["name", "'quoted key'", "k8s.io/app", "\"dq\"", "z"];

/// The text of a value in a layout.
pub(crate) fn text(part: &Part, layout: &Layout) -> String {
    let mut lines = Vec::new();
    if layout.wrapped {
        for (indent, line) in [(0, "job:"), (2, "preconfigured:"), (4, "kubernetes:")] {
            lines.push(format!("{}{line}", " ".repeat(indent)));
        }
        for stage in 0..2 {
            let mut own = Vec::new();
            write(
                &Part::Map(vec![(plain(), part.clone()), (plain(), Part::Line("x"))]),
                layout,
                0,
                &mut own,
            );
            lines.push(format!("      # stage {stage}"));
            for (index, line) in own.iter().enumerate() {
                let pad = if index == 0 { "      - " } else { "        " };
                lines.push(if line.is_empty() { String::new() } else { format!("{pad}{line}") });
            }
        }
        lines.push("after: 1 # end".into());
    } else {
        if layout.marker {
            lines.push("---".into());
        }
        let top = match part {
            Part::List(_) | Part::Map(_) => part.clone(),
            leaf => Part::Map(vec![(plain(), leaf.clone())]),
        };
        write(&top, layout, 0, &mut lines);
    }
    let mut text = if layout.bom { "\u{feff}".to_owned() } else { String::new() };
    text.push_str(&lines.join(layout.eol));
    if layout.last_break {
        text.push_str(layout.eol);
    }
    text
}

fn plain() -> Beside {
    Beside { comment: false, blank: false, trailing: false, gap: false }
}

fn write(part: &Part, layout: &Layout, column: usize, out: &mut Vec<String>) {
    let pad = " ".repeat(column);
    match part {
        Part::Line(line) => out.push(format!("{pad}{line}")),
        Part::Block(header, lines) => {
            out.push(format!("{pad}{header}"));
            out.extend(lines.iter().map(|line| (*line).to_owned()));
        }
        Part::List(items) => {
            for (index, (beside, item)) in items.iter().enumerate() {
                above(*beside, index, &pad, out);
                let dash =
                    if beside.gap && !matches!(item, Part::Block(..)) { "-   " } else { "- " };
                let mut own = Vec::new();
                match item {
                    Part::Block(header, lines) => {
                        own.push((*header).to_owned());
                        own.extend(block_lines(lines, layout.step));
                    }
                    _ => write(item, layout, 0, &mut own),
                }
                let deep = " ".repeat(if matches!(item, Part::Block(..)) { 0 } else { dash.len() });
                for (index, line) in own.into_iter().enumerate() {
                    out.push(match (index, line.is_empty()) {
                        (0, _) => {
                            let line = if beside.trailing && matches!(item, Part::Line(_)) {
                                format!("{line} # item")
                            } else {
                                line
                            };
                            format!("{pad}{dash}{line}").trim_end().to_owned()
                        }
                        (_, true) => line,
                        _ => format!("{pad}{deep}{line}"),
                    });
                }
            }
        }
        Part::Map(entries) => {
            for (index, (beside, value)) in entries.iter().enumerate() {
                above(*beside, index, &pad, out);
                let key = KEYS[index % KEYS.len()];
                let gap = if beside.gap { "   " } else { " " };
                let comment = if beside.trailing { "  # about it" } else { "" };
                match value {
                    Part::Line("") => out.push(format!("{pad}{key}:{comment}")),
                    Part::Line(line) => out.push(format!("{pad}{key}:{gap}{line}{comment}")),
                    Part::Block(header, lines) => {
                        out.push(format!("{pad}{key}: {header}{comment}"));
                        let lines = block_lines(lines, layout.step).into_iter();
                        out.extend(lines.map(|line| shift(line, &pad)));
                    }
                    Part::List(_) => {
                        out.push(format!("{pad}{key}:{comment}"));
                        write(value, layout, column + layout.list, out);
                    }
                    Part::Map(_) => {
                        out.push(format!("{pad}{key}:{comment}"));
                        write(value, layout, column + layout.step, out);
                    }
                }
            }
        }
    }
}

fn above(beside: Beside, index: usize, pad: &str, out: &mut Vec<String>) {
    // Nothing stands between a dash and what follows it.
    if index > 0 {
        out.extend(beside.blank.then(String::new));
        out.extend(beside.comment.then(|| format!("{pad}# above")));
    }
}

fn block_lines(lines: &[&str], step: usize) -> Vec<String> {
    let pad = " ".repeat(step);
    lines.iter().map(|line| shift((*line).to_owned(), &pad)).collect()
}

fn shift(line: String, pad: &str) -> String {
    if line.is_empty() { line } else { format!("{pad}{line}") }
}
