//! All stages of the file, as Orca holds them after start-up.

use serde_json::{Map as Json, Value};
use stage_core::forms::StageKind;
use stage_core::java::{Data, Map, to_json};
use stage_core::preview::{Outcome, Step, results};

use super::stage::{all_unreadable, cannot};
use super::{Given, Opened, mask};
use crate::args::{Preview, PreviewFormat};
use crate::command::Report;
use crate::output::json_v1::written;
use crate::output::yaml;

const KINDS: [StageKind; 3] = [StageKind::Kubernetes, StageKind::Titus, StageKind::Webhook];

/// The stages by kind, or what keeps Orca from starting.
pub(super) fn loaded(mut opened: Opened, args: &Preview, given: &Given) -> Report {
    let mut report = Report::default();
    if args.marks {
        return Report::wrong_use("--marks are for one stage: choose it by --stage");
    }
    if !opened.unreadable().is_empty() {
        all_unreadable(&opened, &mut report, args.format);
        return report;
    }
    let mut lists = KINDS.map(|kind| (kind, Vec::new()));
    let places = opened.analysis.detected.stages.clone();
    let stages = opened.analysis.stages.clone();
    for (index, (place, stage)) in places.iter().zip(&stages).enumerate() {
        let Some(node) = &place.node else { continue };
        let mut results = results(node, &stage.loaded, place.kind, &given.inputs);
        mask(&mut results, &mut opened.secrets);
        match results.outcome(Step::Loaded) {
            Some(Outcome::Done(value)) => {
                for (_, list) in lists.iter_mut().filter(|(kind, _)| *kind == place.kind) {
                    list.push(value.clone());
                }
            }
            Some(Outcome::Failed { message, span }) => {
                let span = span.map(|span| opened.analysis.span(index, span));
                opened.failed(&mut report, args.format, message, span);
                return report;
            }
            Some(Outcome::Unknown(why)) => return Report::wrong_use(&cannot(Step::Loaded, why)),
            Some(Outcome::Unreached) | None => {}
        }
    }
    report.out = match args.format {
        PreviewFormat::Json => {
            let lists = lists.into_iter().map(|(kind, list)| {
                (kind.name().to_owned(), Value::Array(list.iter().map(to_json).collect()))
            });
            written(&lists.collect::<Json<String, Value>>())
        }
        PreviewFormat::Yaml => {
            let lists =
                lists.into_iter().map(|(kind, list)| (kind.name(), Data::List(list).into()));
            yaml::value(&Data::Map(lists.collect::<Map>()).into())
        }
    };
    report
}
