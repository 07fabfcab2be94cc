//! `stagectl why`.

use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use stage_core::document::{Kind, LineColumn, Node, Source};
use stage_core::java::Span;
use stage_core::secret::secrets_in;
use stage_core::spinnaker::why::{Explanation, PathPart, Who, explain};
use stage_core::{Analysis, analyze};

use super::sought::sought;
use super::{FAILED, Report};
use crate::args::Why;
use crate::input::Input;
use crate::output::visible;

pub(crate) fn why(args: &Why, stdin: &mut dyn Read) -> Report {
    let given = args.text.join(" ");
    let text = if given.is_empty() || given == "-" {
        match Input::Stdin.text(stdin) {
            Ok(text) => text,
            Err(error) => return Report::wrong_use(&error.to_string()),
        }
    } else {
        given
    };
    let analysis = match &args.file {
        Some(path) if path == Path::new("-") => {
            return Report::wrong_use("standard input is for the text; name the FILE");
        }
        Some(path) => match Input::named(path).text(stdin) {
            Ok(text) => Some(analyze(&Source::new(text), None)),
            Err(error) => return Report::wrong_use(&error.to_string()),
        },
        None => None,
    };
    let mut report = Report::default();
    let found = explain(&text);
    if found.is_empty() {
        report
            .note("nothing in it is known: paste the exception with its causes, or the whole log");
        report.at_least(FAILED);
    }
    for (index, explanation) in found.iter().enumerate() {
        if index > 0 {
            report.out.push('\n');
        }
        report.out.push_str(&one(explanation, args, analysis.as_ref()));
    }
    report
}

fn one(explanation: &Explanation, args: &Why, analysis: Option<&Analysis>) -> String {
    let who = match explanation.who {
        Who::OrcaStart => "Orca does not start",
        Who::Orca => "Orca",
        Who::Clouddriver => "clouddriver",
        Who::Kubernetes => "Kubernetes",
        Who::Deck => "Deck",
    };
    let mut out = format!("{who}: {}\n", shown(&explanation.found));
    let named = explanation.property.as_deref().and_then(|path| place(analysis?, path));
    let place = named.or_else(|| sought(analysis?, explanation));
    if let (Some((line, column)), Some(file)) = (place, &args.file) {
        out.push_str(&format!(
            "  place:  {}:{line}:{column}\n",
            visible(&file.display().to_string())
        ));
    } else if let Some(path) = &explanation.property {
        out.push_str(&format!("  place:  {}\n", visible(&written(path))));
    }
    out.push_str(&format!("  cause:  {}\n", shown(&explanation.cause)));
    out.push_str(&format!("  remedy: {}\n", shown(&explanation.remedy)));
    if !explanation.look_for.is_empty() {
        out.push_str(&format!("  look for: {}\n", shown(&explanation.look_for)));
    }
    out
}

/// What was pasted, without what looks like a secret.
fn shown(text: &str) -> String {
    let mut out = text.to_owned();
    for range in secrets_in(text).into_iter().rev() {
        if out.is_char_boundary(range.start) && out.is_char_boundary(range.end) {
            out.replace_range(range, stage_core::secret::MASK);
        }
    }
    visible(&out)
}

fn written(path: &[PathPart]) -> String {
    let mut out = String::new();
    for part in path {
        match part {
            PathPart::Name(name) => {
                out.push_str(if out.is_empty() { "" } else { "." });
                out.push_str(name);
            }
            PathPart::Index(index) => out.push_str(&format!("[{index}]")),
            PathPart::Key(key) => out.push_str(&format!("[{key}]")),
        }
    }
    out
}

/// The line and column, from 1, of the deepest part of the path that the file
/// has.
fn place(analysis: &Analysis, path: &[PathPart]) -> Option<(usize, usize)> {
    let mut parts = path.iter();
    let list: Vec<String> = parts
        .by_ref()
        .map_while(|part| match part {
            PathPart::Name(name) => Some(uniform(name)),
            _ => None,
        })
        .collect();
    // The walk above ate the index of the stage.
    let index = path.iter().find_map(|part| match part {
        PathPart::Index(index) => Some(*index),
        _ => None,
    })?;
    let rest = path.get(list.len() + 1..).unwrap_or_default();
    let joined = list.join(".");
    let (stage, held) = analysis.detected.stages.iter().enumerate().find(|(_, place)| {
        place.kind.list().to_lowercase() == joined && place.index == Some(index)
    })?;
    let span = deepest(held.node.as_ref()?, rest);
    let offset = analysis.span(stage, span).start as usize;
    let LineColumn { line, column } = analysis.source.scalar_position(offset);
    Some((line + 1, column + 1))
}

fn deepest(node: &Arc<Node>, path: &[PathPart]) -> Span {
    let mut node: &Node = node;
    let mut span = node.span;
    for part in path {
        let next = match (&node.resolved().kind, part) {
            (Kind::Mapping { entries, .. }, PathPart::Name(name)) => entries
                .iter()
                .find(|entry| uniform(entry.key.as_text().unwrap_or("")) == uniform(name)),
            (Kind::Mapping { entries, .. }, PathPart::Key(key)) => entries.iter().find(|entry| {
                let text = entry.key.as_text().unwrap_or("");
                text == key
                    || text.strip_prefix('[').and_then(|it| it.strip_suffix(']')) == Some(key)
            }),
            (Kind::Sequence { items, .. }, PathPart::Index(index)) => {
                let Some(item) = items.get(*index) else { return span };
                (node, span) = (item, item.span);
                continue;
            }
            _ => None,
        };
        let Some(entry) = next else { return span };
        (node, span) = (&entry.value, entry.key.span);
    }
    span
}

/// A name as Spring compares names.
fn uniform(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).flat_map(char::to_lowercase).collect()
}
