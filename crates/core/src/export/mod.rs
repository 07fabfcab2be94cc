//! Composing files from stages: a new one in any form, or merged into one that
//! is there; and taking files apart.
//!
//! Stages are carried over as text, comments included, and where all of a
//! profile is wanted, the profile itself. What is handed out was read again
//! and holds the very same values; else it is refused.

mod carry;
mod compare;
mod compose;
mod destination;
mod fresh;
mod merge;
mod profile;
mod size;
mod split;
mod wrap;

use std::fmt;

use crate::Analysis;
use crate::analyze;
use crate::document::{Source, value};
use crate::forms::Form;

use carry::{Carried, carry, type_of};

pub use compare::{Differs, Running, StageDifference, differences, running};
pub use destination::{Destination, Installer, destination};
pub use fresh::new_stage;
pub use merge::combined;
pub use size::{Size, size};
pub use split::{Split, split};
pub use wrap::{Kept, Wrapping};

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
    /// Template actions would be evaluated where they are plain text now, or
    /// stand for something that only rendering knows.
    Template,
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
            Self::Template => out.write_str(
                "The text has template actions ({{ … }}). Helm evaluates them in a template only: render the file first (helm template), or export to a Helm template of the same actions.",
            ),
            Self::Refused(why) => write!(out, "The other file cannot take the stages: {why}"),
        }
    }
}

impl std::error::Error for ExportError {}

/// Plans the export of `stages` (indices) of `from` in `form`, into the file
/// `into` if there is one. Wrappers get their usual names.
pub fn plan(
    from: &Analysis,
    stages: &[usize],
    form: Form,
    into: Option<&Analysis>,
    choice: Choice,
) -> Result<Planned, ExportError> {
    plan_wrapped(from, stages, form, &Wrapping::default(), into, choice)
}

/// Plans an export with names for the wrapper that the form needs.
///
/// ```
/// use stage_core::{analyze, document::Source, forms::Form};
/// use stage_core::export::{Choice, Wrapping, plan_wrapped};
/// let text = "job:\n  preconfigured:\n    kubernetes:\n    - type: a # note\n";
/// let from = analyze(&Source::new(text), None);
/// let names = Wrapping { name: "profiles".into(), ..Wrapping::default() };
/// let planned = plan_wrapped(&from, &[0], Form::ConfigMap, &names, None, Choice::Keep).unwrap();
/// assert!(planned.text.ends_with("        - type: a # note\n"));
/// ```
pub fn plan_wrapped(
    from: &Analysis,
    stages: &[usize],
    form: Form,
    names: &Wrapping,
    into: Option<&Analysis>,
    choice: Choice,
) -> Result<Planned, ExportError> {
    if stages.is_empty() {
        return Err(ExportError::NoStage);
    }
    let into = into.filter(|into| !into.source.text.trim().is_empty());
    let all = stages.len() == from.stages.len();
    if into.is_none() && all && form == from.detected.form {
        return Ok(same(from));
    }
    if form == Form::HelmTemplate && speaks_actions(from) {
        return Err(ExportError::Template);
    }
    if into.is_none()
        && all
        && let Some(planned) = profile::converted(from, form, names)
    {
        return Ok(planned);
    }
    let carried: Vec<Carried> =
        stages.iter().map(|stage| carry(from, *stage)).collect::<Result<_, _>>()?;
    let mut planned = match (form, into) {
        (Form::Plugin, _) => compose::plugin(&carried, into)?,
        (_, Some(into)) => merge::merge(&carried, into, form, names, choice)?,
        (Form::Fragment, _) => fresh(&carried, compose::fragment(&carried)),
        _ => {
            let profile = compose::profile(&carried);
            let text = wrap::wrapped(&profile, form, names).ok_or_else(|| unlike(form))?;
            fresh(&carried, text)
        }
    };
    if into.is_none() {
        holds_the_same(&carried, &planned.text, form)?;
        planned.notes.extend(profile::left_behind(from));
    }
    planned.notes.extend(size(&planned.text, form).note());
    Ok(planned)
}

/// A file exported to the form it is in gives the same bytes.
fn same(from: &Analysis) -> Planned {
    Planned {
        text: from.source.text.to_string(),
        added: from.stages.iter().map(|stage| type_of(stage.definition.text("type"))).collect(),
        ..Planned::default()
    }
}

fn fresh(carried: &[Carried], text: String) -> Planned {
    let added = carried.iter().map(|stage| stage.stage_type.clone()).collect();
    Planned { text, added, ..Planned::default() }
}

/// Whether a text that is no template has what Helm would evaluate. Base64
/// hides it.
fn speaks_actions(from: &Analysis) -> bool {
    let nested = from.regions.inside.iter().flat_map(|inside| &inside.texts);
    let has = |text: &str| text.contains("{{");
    from.detected.form != Form::HelmTemplate
        && (has(&from.source.text) || nested.map(|text| &*text.text).any(has))
}

fn unlike(form: Form) -> ExportError {
    ExportError::Refused(format!("as {} they would not read the same", form.name()))
}

/// Refuses a new text whose stages are not the ones carried.
fn holds_the_same(carried: &[Carried], text: &str, form: Form) -> Result<(), ExportError> {
    let read = analyze(&Source::new(text), None);
    let mut left: Vec<_> = read.stages.iter().zip(&read.detected.stages).collect();
    let all_there = carried.iter().all(|stage| {
        let found = left.iter().position(|(other, place)| {
            let same = other.node.as_ref().is_some_and(|node| value(node) == stage.value);
            same && (place.kind == stage.kind || form == Form::Plugin || form == Form::Fragment)
        });
        found.map(|index| left.remove(index)).is_some()
    });
    // A single stage reads as a plugin's file, whatever was asked for.
    let is_form = read.detected.form == form;
    if all_there && left.is_empty() && is_form { Ok(()) } else { Err(unlike(form)) }
}
