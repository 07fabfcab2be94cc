//! A snippet of YAML written by somebody else, put into the text's layout.

use std::sync::Arc;

use super::habits::Habits;
use super::lines;
use super::quote::Within;
use super::trail;
use super::write::{self, After, Written};
use super::{EditError, ground};
use crate::document::{Kind, Node, Style, read, resolve};
use crate::java::Data;

/// The one value that a snippet reads as.
pub(super) fn root(yaml: &str) -> Result<Arc<Node>, EditError> {
    let parsed = read(yaml);
    if let Some(trouble) = parsed.troubles.first() {
        return Err(EditError::Snippet { message: trouble.message.clone() });
    }
    match parsed.roots.as_slice() {
        [root] => Ok(Arc::clone(root)),
        [] => Err(EditError::Snippet { message: "there is no value in it".into() }),
        _ => Err(EditError::Snippet { message: "there is more than one document in it".into() }),
    }
}

/// The snippet in block context, its comments with it.
pub(super) fn block(yaml: &str, after: After, habits: &Habits) -> Result<Written, EditError> {
    let root = root(yaml)?;
    let start = ground::before_properties(yaml, root.span.start as usize);
    let step = match &root.kind {
        Kind::Sequence { flow: false, .. } => habits.list,
        _ => habits.step,
    };
    let column = lines::column(yaml, start);
    if trail::is_block(&root) {
        if root.anchored || root.tag.is_some() {
            let message = "its mapping or list has an anchor or a tag".into();
            return Err(EditError::Snippet { message });
        }
        let body = yaml.get(start..).unwrap_or("");
        let body = if keeps_blanks(yaml, &root) {
            body.strip_suffix("\r\n").or(body.strip_suffix(['\n', '\r'])).unwrap_or(body)
        } else {
            body.trim_end()
        };
        let body = lines::dedented(body, column);
        let mut written = write::below(body, after, step, habits);
        written.lead = comments_above(yaml, start);
        return Ok(written);
    }
    let mut written = match &root.kind {
        Kind::Scalar { text, style } if needs_rewriting(yaml, &root) => {
            // Only text is written over several lines.
            let mut written = match resolve(text, *style, None) {
                Data::String(_) => write::text(text, Some((*style, text)), habits.step, habits),
                _ => Written::line(text.trim()),
            };
            written.first.push_str(comment_behind(yaml, &root));
            written
        }
        _ => {
            let body = yaml.get(start..).unwrap_or("").trim_end();
            let mut body = lines::dedented(body, column).into_iter();
            let first = body.next().unwrap_or_default();
            Written { lead: Vec::new(), first, rest: lines::shifted(body, habits.step) }
        }
    };
    written.lead = comments_above(yaml, start);
    Ok(written)
}

/// Whether a scalar cannot be put in as it is written.
fn needs_rewriting(yaml: &str, root: &Node) -> bool {
    lines::part(yaml, root.span.range()).contains(['\n', '\r'])
        || root.span.start == root.span.end && !root.anchored && root.tag.is_none()
}

/// Whether blank lines at the end are content (`|+`).
fn keeps_blanks(yaml: &str, root: &Node) -> bool {
    let mut last = root;
    loop {
        last = match &last.kind {
            Kind::Mapping { entries, flow: false } if !entries.is_empty() => {
                entries.last().map_or(last, |entry| &entry.value)
            }
            Kind::Sequence { items, flow: false } if !items.is_empty() => {
                items.last().map_or(last, |item| item)
            }
            _ => break,
        };
    }
    trail::is_block_scalar(last)
        && ground::header(lines::part(yaml, last.span.range())).contains('+')
}

/// The comment on the line of a scalar, or of its `|`, with the blanks before.
fn comment_behind<'a>(yaml: &'a str, root: &Node) -> &'a str {
    let span = root.span.range();
    let at = if trail::is_block_scalar(root) {
        span.start + ground::header(lines::part(yaml, span)).len()
    } else {
        span.end
    };
    lines::part(yaml, at..lines::line_end(yaml, at)).trim_end()
}

/// The comment lines directly above, moved to the left.
fn comments_above(yaml: &str, start: usize) -> Vec<String> {
    let mut found = Vec::new();
    let mut at = lines::line_start(yaml, start);
    while let Some(above) = lines::previous_line(yaml, at) {
        let line = lines::line(yaml, above).trim();
        if !line.starts_with('#') {
            break;
        }
        found.push(line.to_owned());
        at = above;
    }
    found.reverse();
    found
}

/// The snippet on one line; its comments cannot stand there.
pub(super) fn flow(yaml: &str, habits: &Habits) -> Result<String, EditError> {
    flow_of(&*root(yaml)?, habits)
}

fn flow_of(node: &Node, habits: &Habits) -> Result<String, EditError> {
    let refused = || EditError::Snippet {
        message: "anchors, aliases and tags of one's own cannot be put inside brackets".into(),
    };
    let tag = match node.tag.as_deref().map(|tag| tag.strip_prefix("tag:yaml.org,2002:")) {
        None => String::new(),
        Some(Some(tag)) => format!("!!{tag} "),
        Some(None) => return Err(refused()),
    };
    if node.anchored {
        return Err(refused());
    }
    let written = match &node.kind {
        Kind::Scalar { text, style } if !tag.is_empty() => {
            Ok(write::on_line(text, Some(*style), Within::Flow, habits))
        }
        Kind::Scalar { text, style } => Ok(match resolve(text, *style, None) {
            Data::String(text) => {
                let old = (*style != Style::Plain).then_some(*style);
                write::on_line(&text, old, Within::Flow, habits)
            }
            Data::Null => "null".into(),
            _ => text.to_string(),
        }),
        Kind::Sequence { items, .. } => {
            let items: Result<Vec<_>, _> = items.iter().map(|item| flow_of(item, habits)).collect();
            Ok(format!("[{}]", items?.join(", ")))
        }
        Kind::Mapping { entries, .. } => {
            let pair = |entry: &crate::document::Entry| {
                let key = match &entry.key.kind {
                    Kind::Scalar { text, style } => {
                        write::key(text, Some(*style), Within::Flow, habits)
                    }
                    _ => flow_of(&entry.key, habits)?,
                };
                Ok(format!("{key}: {}", flow_of(&entry.value, habits)?))
            };
            let entries: Result<Vec<String>, EditError> = entries.iter().map(pair).collect();
            Ok(format!("{{{}}}", entries?.join(", ")))
        }
        Kind::Alias(_) | Kind::Regions(_) => Err(refused()),
    };
    Ok(format!("{tag}{}", written?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_snippet_is_one_value_or_refused() {
        assert!(root("a: 1\n").is_ok());
        for bad in ["", "# only\n", "a: b: c\n", "a: 1\n---\nb: 2\n", "[a"] {
            assert!(matches!(root(bad), Err(EditError::Snippet { .. })), "{bad:?}");
        }
    }
}
