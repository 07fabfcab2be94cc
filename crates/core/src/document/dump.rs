//! A tree written out for tests: each node with the text at its place.

use super::{Kind, Node};

pub(crate) fn dump(text: &str, node: &Node) -> String {
    let mut out = String::new();
    write(text, node, 0, "", &mut out);
    out
}

fn write(text: &str, node: &Node, depth: usize, label: &str, out: &mut String) {
    let indent = "  ".repeat(depth);
    let place = &text[node.span.range()];
    let tag = node.tag.as_deref().map(|tag| format!(" <{tag}>")).unwrap_or_default();
    match &node.kind {
        Kind::Scalar { text: value, style } => {
            out.push_str(&format!("{indent}{label}{style:?}{tag} {value:?} at {place:?}\n"));
        }
        Kind::Mapping { entries, flow } => {
            out.push_str(&format!(
                "{indent}{label}map flow={flow}{tag} {}..{}\n",
                node.span.start, node.span.end
            ));
            for entry in entries {
                write(text, &entry.key, depth + 1, "? ", out);
                write(text, &entry.value, depth + 1, ": ", out);
            }
        }
        Kind::Sequence { items, flow } => {
            out.push_str(&format!(
                "{indent}{label}list flow={flow}{tag} {}..{}\n",
                node.span.start, node.span.end
            ));
            for item in items {
                write(text, item, depth + 1, "- ", out);
            }
        }
        Kind::Alias(target) => {
            out.push_str(&format!("{indent}{label}alias {place:?} known={}\n", target.is_some()));
        }
        Kind::Regions(range) => out.push_str(&format!("{indent}{label}regions {range:?}\n")),
    }
}
