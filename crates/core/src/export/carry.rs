//! Stages as text that can stand anywhere.

use super::ExportError;
use crate::Analysis;
use crate::document::{read, value};
use crate::forms::StageKind;
use crate::java::Value;

/// A stage as it is carried over.
pub(super) struct Carried {
    pub(super) kind: StageKind,
    pub(super) stage_type: String,
    /// The comment lines right above it, from the left margin.
    pub(super) above: String,
    /// Its text from the left margin, without its dash.
    pub(super) text: String,
    pub(super) value: Value,
}

pub(super) fn type_of(text: Option<&str>) -> String {
    text.unwrap_or_default().to_owned()
}

pub(super) fn carry(from: &Analysis, index: usize) -> Result<Carried, ExportError> {
    let stage = from.stages.get(index).ok_or(ExportError::NoStage)?;
    let place = from.detected.stages.get(index).ok_or(ExportError::NoStage)?;
    let title = || ExportError::NotByItself(stage.definition.title().to_owned());
    let node = stage.node.as_ref().filter(|_| !stage.broken).ok_or_else(title)?;
    let (above, text) = lines_of(from, index).ok_or_else(title)?;
    let alone = read(&text);
    let wanted = value(node);
    let same =
        alone.troubles.is_empty() && alone.roots.first().is_some_and(|root| value(root) == wanted);
    if !same {
        let template = from.regions.inside.as_ref().is_some_and(|inside| inside.masked.is_some());
        return Err(if template { ExportError::Template } else { title() });
    }
    Ok(Carried {
        kind: place.kind,
        stage_type: type_of(stage.definition.text("type")),
        above,
        text,
        value: wanted,
    })
}

/// A stage's own lines and the comments above them, moved to the left margin.
fn lines_of(from: &Analysis, index: usize) -> Option<(String, String)> {
    let place = from.detected.stages.get(index)?;
    let node = place.node.as_ref()?;
    let region = from.regions.regions.get(place.region)?;
    let text = &region.parsed.text;
    let (start, end) = (node.span.start as usize, node.span.end as usize);
    let line_start = text.get(..start)?.rfind('\n').map_or(0, |at| at + 1);
    let column = start - line_start;
    let rest = text.get(end..)?;
    let line = rest.split_inclusive('\n').next().unwrap_or_default();
    // Behind a stage in a flow list stands the next one, which is not its own.
    let own = line.trim_start();
    let end = if own.is_empty() || own.starts_with('#') { end + line.len() } else { end };
    let mut out = String::new();
    for (number, line) in text.get(start..end)?.split_inclusive('\n').enumerate() {
        let blanks = line.len() - line.trim_start_matches(' ').len();
        out.push_str(if number == 0 { line } else { line.get(blanks.min(column)..)? });
    }
    if !out.ends_with('\n') {
        out.push('\n');
    }
    Some((comments_above(from, index), out))
}

/// The comment lines right above a stage, without their indentation. They
/// stand in the region before, so the whole text is looked at.
fn comments_above(from: &Analysis, index: usize) -> String {
    let place = from.detected.stages.get(index);
    let held = place.and_then(|place| from.regions.regions.get(place.region));
    if held.is_none_or(|region| region.holder.is_some()) {
        return String::new();
    }
    let start = from.stage_span(index).start as usize;
    let before = from.source.text.get(..start).unwrap_or("");
    let above = before.rfind('\n').and_then(|at| before.get(..=at)).unwrap_or("");
    let mut lines: Vec<&str> =
        above.lines().rev().map(str::trim).take_while(|line| line.starts_with('#')).collect();
    lines.reverse();
    lines.iter().flat_map(|line| [line, "\n"]).collect()
}
