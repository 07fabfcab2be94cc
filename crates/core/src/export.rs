//! Composing files from stages: a new one, or merged into one that is there.
//!
//! Stages are carried over as text, comments included. What is handed out was
//! read again and holds the very same values; else it is refused.

use std::fmt;

use crate::Analysis;
use crate::analyze;
use crate::document::edit::{Edit, New, apply, edit};
use crate::document::{Path, Source, value};
use crate::forms::{Form, StageKind};
use crate::java::Value;

/// What happens to a stage whose `type` the file already has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// It replaces the one there, in place.
    Replace,
    /// The one there stays.
    Keep,
}

/// A file's text after an export.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Planned {
    /// The whole text.
    pub text: String,
    /// The `type`s that were added.
    pub added: Vec<String>,
    /// The `type`s that were replaced.
    pub replaced: Vec<String>,
    /// What a reader should know.
    pub notes: Vec<String>,
}

/// Why an export cannot be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExportError {
    /// Nothing to export.
    NoStage,
    /// A stage cannot be carried as text: it is half-typed or refers to an
    /// anchor outside of it.
    NotByItself(String),
    /// The form holds one stage only.
    OneStageOnly(usize),
    /// The other file cannot take it; why.
    Refused(String),
}

impl fmt::Display for ExportError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoStage => out.write_str("There is no stage to export."),
            Self::NotByItself(stage) => write!(
                out,
                "The stage {stage} cannot stand by itself: it has a syntax error, or an alias of an anchor outside of it."
            ),
            Self::OneStageOnly(count) => {
                write!(out, "A plugin's file holds one stage; {count} were chosen.")
            }
            Self::Refused(why) => write!(out, "The other file cannot take the stages: {why}"),
        }
    }
}

impl std::error::Error for ExportError {}

/// A stage as it is carried over.
struct Carried {
    kind: StageKind,
    stage_type: String,
    /// Its text from the left margin, without its dash.
    text: String,
    value: Value,
}

/// Plans the export of `stages` (indices) of `from` in `form`, into the file
/// `into` if there is one.
pub fn plan(
    from: &Analysis,
    stages: &[usize],
    form: Form,
    into: Option<&Analysis>,
    choice: Choice,
) -> Result<Planned, ExportError> {
    if stages.is_empty() {
        return Err(ExportError::NoStage);
    }
    let everything = stages.len() == from.stages.len();
    if into.is_none() && everything && form == from.detected.form {
        return Ok(same(from));
    }
    let carried: Vec<Carried> =
        stages.iter().map(|stage| carry(from, *stage)).collect::<Result<_, _>>()?;
    match (form, into) {
        (Form::Plugin, _) => plugin(&carried, into),
        (_, Some(into)) if !into.source.text.trim().is_empty() => merge(&carried, into, choice),
        (Form::Fragment, _) => Ok(fresh(&carried, fragment(&carried))),
        _ => Ok(fresh(&carried, profile(&carried))),
    }
}

/// A file exported to the form it is in gives the same bytes.
fn same(from: &Analysis) -> Planned {
    Planned {
        text: from.source.text.to_string(),
        added: from.stages.iter().map(|stage| type_of(stage.definition.text("type"))).collect(),
        ..Planned::default()
    }
}

fn type_of(text: Option<&str>) -> String {
    text.unwrap_or_default().to_owned()
}

fn carry(from: &Analysis, index: usize) -> Result<Carried, ExportError> {
    let stage = from.stages.get(index).ok_or(ExportError::NoStage)?;
    let place = from.detected.stages.get(index).ok_or(ExportError::NoStage)?;
    let title = || ExportError::NotByItself(stage.definition.title().to_owned());
    let node = stage.node.as_ref().filter(|_| !stage.broken).ok_or_else(title)?;
    let text = dedented(from, index);
    let alone = crate::document::read(&text);
    let wanted = value(node);
    let same =
        alone.troubles.is_empty() && alone.roots.first().is_some_and(|root| value(root) == wanted);
    if !same {
        return Err(title());
    }
    Ok(Carried {
        kind: place.kind,
        stage_type: type_of(stage.definition.text("type")),
        text,
        value: wanted,
    })
}

/// A stage's own lines, moved to the left margin.
fn dedented(from: &Analysis, index: usize) -> String {
    let text = &from.source.text;
    let span = from.stage_span(index);
    let (start, end) = (span.start as usize, span.end as usize);
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let column = start - line_start;
    let end = text[end..].find('\n').map_or(text.len(), |at| end + at + 1);
    let mut out = String::new();
    for (number, line) in text[start..end].split_inclusive('\n').enumerate() {
        let blanks = line.len() - line.trim_start_matches(' ').len();
        out.push_str(if number == 0 { line } else { &line[blanks.min(column)..] });
    }
    if !out.ends_with('\n') {
        out.push('\n');
    }
    out
}

fn plugin(carried: &[Carried], into: Option<&Analysis>) -> Result<Planned, ExportError> {
    let [one] = carried else { return Err(ExportError::OneStageOnly(carried.len())) };
    let mut planned = fresh(carried, one.text.clone());
    if into.is_some() {
        planned
            .notes
            .push("The file is replaced as a whole: a plugin's file holds one stage.".into());
    }
    Ok(planned)
}

fn fresh(carried: &[Carried], text: String) -> Planned {
    let added = carried.iter().map(|stage| stage.stage_type.clone()).collect();
    Planned { text, added, ..Planned::default() }
}

fn fragment(carried: &[Carried]) -> String {
    carried.iter().map(|stage| item(stage, 0)).collect()
}

fn profile(carried: &[Carried]) -> String {
    let mut text = String::new();
    for (kind, heading) in
        [(StageKind::Kubernetes, "    kubernetes:\n"), (StageKind::Titus, "    titus:\n")]
    {
        let items: String = of_kind(carried, kind).map(|stage| item(stage, 6)).collect();
        if !items.is_empty() {
            if text.is_empty() {
                text.push_str("job:\n  preconfigured:\n");
            }
            text.push_str(heading);
            text.push_str(&items);
        }
    }
    let webhooks: String =
        of_kind(carried, StageKind::Webhook).map(|stage| item(stage, 4)).collect();
    if !webhooks.is_empty() {
        text.push_str("webhook:\n  preconfigured:\n");
        text.push_str(&webhooks);
    }
    text
}

fn of_kind(carried: &[Carried], kind: StageKind) -> impl Iterator<Item = &Carried> {
    carried.iter().filter(move |stage| stage.kind == kind)
}

/// A stage as an item of a list whose dash stands at `indent`.
fn item(stage: &Carried, indent: usize) -> String {
    let mut out = String::new();
    for (number, line) in stage.text.split_inclusive('\n').enumerate() {
        let lead = match number {
            0 => format!("{}- ", " ".repeat(indent)),
            _ if line.trim().is_empty() => String::new(),
            _ => " ".repeat(indent + 2),
        };
        out.push_str(&lead);
        out.push_str(line);
    }
    out
}

/// Puts the stages into a file: those of a `type` that is there in its place,
/// the others at the end of their list.
fn merge(carried: &[Carried], into: &Analysis, choice: Choice) -> Result<Planned, ExportError> {
    let mut planned = Planned { text: into.source.text.to_string(), ..Planned::default() };
    let mut now = into.clone();
    for stage in carried {
        let there = now.detected.stages.iter().zip(&now.stages).find(|(place, other)| {
            place.kind == stage.kind
                && other.definition.text("type") == Some(stage.stage_type.as_str())
        });
        let change = match (there.map(|(place, _)| place.path()), choice) {
            (Some(_), Choice::Keep) => {
                planned.notes.push(format!("{} stays as it is in the file.", stage.stage_type));
                continue;
            }
            (Some(path), Choice::Replace) => {
                planned.replaced.push(stage.stage_type.clone());
                Edit::Set { path, value: New::Yaml(stage.text.clone()) }
            }
            (None, _) => {
                planned.added.push(stage.stage_type.clone());
                let path = end_of_list(&now, stage.kind);
                Edit::Insert { path, value: New::Yaml(stage.text.clone()) }
            }
        };
        let edits = edit(&now.source.text, &now.regions, &change)
            .map_err(|error| ExportError::Refused(error.to_string()))?;
        planned.text = apply(&now.source.text, &edits);
        now = analyze(&Source::new(planned.text.as_str()), Some(&now));
        let landed = now.stages.iter().filter_map(|stage| stage.node.as_ref());
        if !landed.into_iter().any(|node| value(node) == stage.value) {
            return Err(ExportError::Refused(format!(
                "{} would not read the same there",
                stage.stage_type
            )));
        }
    }
    Ok(planned)
}

/// The path of the item after the last of a kind's list, or of the first item
/// of a new list.
fn end_of_list(analysis: &Analysis, kind: StageKind) -> Path {
    let mut stages = analysis.detected.stages.iter();
    if let Some(last) = stages.rfind(|place| place.kind == kind && place.index.is_some()) {
        return last.list.index(last.index.map_or(0, |index| index + 1));
    }
    let keys: &[&str] = match kind {
        StageKind::Kubernetes => &["job", "preconfigured", "kubernetes"],
        StageKind::Titus => &["job", "preconfigured", "titus"],
        StageKind::Webhook => &["webhook", "preconfigured"],
    };
    keys.iter().fold(Path::root(0), |path, key| path.key(key)).index(0)
}
