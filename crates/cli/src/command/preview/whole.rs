//! All stages of the file, as Orca holds them after start-up.

use serde_json::{Map as Json, Value as JsonValue};
use stage_core::forms::StageKind;
use stage_core::java::{Data, Map, Span, Value, to_json};

use super::stage::unreadable;
use super::{CAUSE, Opened};
use crate::args::{Preview, PreviewFormat};
use crate::command::Report;
use crate::output::json_v1::written;
use crate::output::yaml;

/// The stages by kind, or what keeps Orca from starting.
pub(super) fn loaded(mut opened: Opened, args: &Preview) -> Report {
    let mut report = Report::default();
    if args.marks {
        return Report::wrong_use("--marks are for one stage: choose it by --stage");
    }
    let troubles = opened.unreadable();
    if !troubles.is_empty() {
        unreadable(&opened, &troubles, &mut report, args.format);
        return report;
    }
    if let Some((message, span)) = failure(&opened) {
        opened.failed(&mut report, args.format, &message, Some(span));
        return report;
    }
    let lists = StageKind::ALL.map(|kind| {
        let stages = stages(&opened, kind);
        let masked = stages.iter().map(|stage| opened.secrets.masked_value(stage)).collect();
        (kind.name(), masked)
    });
    report.out = lists_of(lists, args.format);
    report
}

/// Each kind's stages, as Orca holds them.
pub(super) fn lists_of(
    lists: impl IntoIterator<Item = (&'static str, Vec<Value>)>,
    format: PreviewFormat,
) -> String {
    let lists = lists.into_iter();
    match format {
        PreviewFormat::Json => {
            let lists = lists.map(|(kind, list)| {
                (kind.to_owned(), JsonValue::Array(list.iter().map(to_json).collect()))
            });
            written(&lists.collect::<Json<String, JsonValue>>())
        }
        PreviewFormat::Yaml => {
            let lists = lists.map(|(kind, list)| (kind, Data::List(list).into()));
            yaml::value(&Data::Map(lists.collect::<Map>()).into())
        }
    }
}

/// The first failure, with its causes and place in the text.
fn failure(opened: &Opened) -> Option<(String, Span)> {
    let analysis = &opened.analysis;
    if analysis.is_one_profile() {
        let failure = analysis.loaded.failures.first()?;
        return Some((failure.messages().join(CAUSE), analysis.failure_span(failure)));
    }
    analysis.stages.iter().enumerate().find_map(|(index, stage)| {
        let failure = stage.loaded.failure.as_ref()?;
        Some((failure.messages().join(CAUSE), analysis.span(index, failure.place.span)))
    })
}

/// The stages of a kind: of a profile those of the list that counts.
fn stages(opened: &Opened, kind: StageKind) -> Vec<Value> {
    let analysis = &opened.analysis;
    if analysis.is_one_profile() {
        let stages = analysis.loaded.stages(kind).iter();
        return stages.filter_map(|stage| stage.loaded.value.clone()).collect();
    }
    let places = analysis.detected.stages.iter().zip(&analysis.stages);
    let own = places.filter(|(place, _)| place.kind == kind);
    own.filter_map(|(_, stage)| stage.loaded.value.clone()).collect()
}
