//! Stages taken out of a file into another one.

use super::wrap::Wrapping;
use super::{Choice, ExportError, Planned, plan_wrapped};
use crate::Analysis;
use crate::document::edit::{Edit, TextEdit, edit};
use crate::forms::{Form, StagePlace};

/// A file taken apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Split {
    /// The new file.
    pub taken: Planned,
    /// What takes the stages out of the old one.
    pub left: Vec<TextEdit>,
}

/// Takes `stages` out of `from` into a new file in `form`. An anchor that a
/// stage on the other side uses refuses it: neither would read the same.
pub fn split(
    from: &Analysis,
    stages: &[usize],
    form: Form,
    names: &Wrapping,
) -> Result<Split, ExportError> {
    let mut chosen: Vec<usize> = stages.to_vec();
    chosen.sort_unstable();
    chosen.dedup();
    // All of a profile would be taken with its settings; here only stages go.
    let taken = plan_wrapped(from, &chosen, form, names, None, Choice::Keep)?;
    let places = chosen.iter().rev().filter_map(|stage| from.detected.stages.get(*stage));
    let removals = places.map(|place| Edit::Remove { path: StagePlace::path(place) }).collect();
    let left = edit(&from.source.text, &from.regions, &Edit::Many(removals))
        .map_err(|error| ExportError::Refused(error.to_string()))?;
    Ok(Split { taken, left })
}
