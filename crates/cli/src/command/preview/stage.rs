//! One stage of the file.

use stage_core::forms::StageKind;
use stage_core::java::{Span, to_json};
use stage_core::preview::{Outcome, Results, Step, results};

use super::{Given, Opened, mask};
use crate::args::{Preview, PreviewFormat};
use crate::command::{FAILED, Report};
use crate::output::json_v1::written;
use crate::output::{visible, yaml};

/// Which stage is meant, by index, and what is to be said about the choice.
pub(super) fn chosen(
    opened: &Opened,
    wanted: Option<&str>,
) -> Result<(usize, Vec<String>), Report> {
    let stages = &opened.analysis.stages;
    let Some(wanted) = wanted else {
        return match stages.len() {
            1 => Ok((0, Vec::new())),
            0 => Err(Report::wrong_use(&format!("{} has an empty list of stages", opened.name))),
            _ => Err(with_list(opened, "which stage? Choose one by --stage")),
        };
    };
    for property in ["type", "label"] {
        let mut found = (0..stages.len()).filter(|index| {
            stages.get(*index).and_then(|stage| stage.definition.text(property)) == Some(wanted)
        });
        if let Some(first) = found.next() {
            let others = found.count();
            let note = (others > 0).then(|| {
                format!("{} stages have the {property} {wanted}: this is the first", others + 1)
            });
            return Ok((first, note.into_iter().collect()));
        }
    }
    match numbered(wanted).filter(|index| *index < stages.len()) {
        Some(index) => Ok((index, Vec::new())),
        None => Err(with_list(opened, &format!("no stage is called {wanted}"))),
    }
}

/// The index that `#1` and its like name.
pub(super) fn numbered(wanted: &str) -> Option<usize> {
    wanted.strip_prefix('#')?.parse::<usize>().ok()?.checked_sub(1)
}

/// Wrong use, with the stages there are.
fn with_list(opened: &Opened, message: &str) -> Report {
    let mut report = Report::wrong_use(&format!("{message}; {} has:", opened.name));
    for (index, stage) in opened.analysis.stages.iter().enumerate() {
        let definition = &stage.definition;
        let shown =
            |name: &str| visible(&opened.secrets.masked(definition.text(name).unwrap_or("-")));
        report.err.push_str(&format!("  #{} {} ({})\n", index + 1, shown("type"), shown("label")));
    }
    report
}

/// The stage at `index` after the step.
pub(super) fn preview(mut opened: Opened, index: usize, args: &Preview, given: &Given) -> Report {
    let mut report = Report::default();
    let kind = opened.analysis.detected.stages.get(index).map(|place| place.kind);
    let stage = opened.analysis.stages.get(index).cloned();
    let (Some(kind), Some(stage)) = (kind, stage) else { return report };
    let Some(node) = stage.node.clone() else {
        unreadable(&opened, &opened.unreadable(), &mut report, args.format);
        return report;
    };
    warn_of_unknown_parameters(&opened, index, args, &mut report);
    let as_written = given.step == Step::Authored && args.format == PreviewFormat::Yaml;
    if as_written {
        report.out = yaml::as_written(&opened.analysis, index, &opened.secrets);
    }
    let spoiled = match given.step {
        Step::Authored => opened.spoiling(index),
        _ => opened.unreadable(),
    };
    if !spoiled.is_empty() {
        unreadable(&opened, &spoiled, &mut report, args.format);
        return report;
    }
    if as_written {
        return report;
    }
    let mut results = results(
        &node,
        opened.analysis.loaded_stage(index).unwrap_or(&stage.loaded),
        kind,
        &given.inputs,
    );
    mask(&mut results, &mut opened.secrets);
    if let Some(failure) = opened.analysis.loaded.failures.first()
        && stage.loaded.failure.is_none()
        && given.step != Step::Authored
    {
        let why = failure.causes.last().map(|cause| cause.message.as_str()).unwrap_or_default();
        let why = opened.secrets.masked(why);
        report.note(&format!("Orca would not start, for another reason in this file: {why}"));
    }
    write(&opened, index, args, given, &results, &mut report);
    report
}

/// Says what keeps the text from being read.
pub(super) fn unreadable(
    opened: &Opened,
    troubles: &[(String, Span)],
    report: &mut Report,
    format: PreviewFormat,
) {
    report.at_least(FAILED);
    match format {
        PreviewFormat::Yaml => {
            for (message, span) in troubles {
                opened.say(report, message, Some(*span));
            }
        }
        PreviewFormat::Json => {
            let line =
                |span: &Span| opened.analysis.source.scalar_position(span.start as usize).line + 1;
            let first = troubles.first();
            let message = first.map_or("the stage cannot be read".into(), |(message, span)| {
                format!("line {}: {message}", line(span))
            });
            opened.failed(report, format, &message, None);
        }
    }
}

fn write(
    opened: &Opened,
    index: usize,
    args: &Preview,
    given: &Given,
    results: &Results,
    report: &mut Report,
) {
    let failed = results.outcomes.iter().find_map(|(step, outcome)| match outcome {
        Outcome::Failed { message, span } if *step <= given.step => Some((message, span)),
        _ => None,
    });
    if let Some((message, span)) = failed {
        let span = span.map(|span| opened.analysis.span(index, span));
        return opened.failed(report, args.format, message, span);
    }
    match results.outcome(given.step) {
        Some(Outcome::Done(value)) if args.format == PreviewFormat::Json => {
            report.out = written(&to_json(value));
        }
        Some(Outcome::Done(_)) if args.marks => {
            report.out = yaml::marked(&lines(opened, index, given.step, results));
        }
        Some(Outcome::Done(value)) => report.out = yaml::value(value),
        Some(Outcome::Unknown(why)) => report.trouble(&cannot(given.step, why)),
        Some(Outcome::Failed { .. } | Outcome::Unreached) | None => {
            report.trouble(&cannot(given.step, "a step before it cannot"));
        }
    }
}

fn lines(
    opened: &Opened,
    index: usize,
    step: Step,
    results: &Results,
) -> Vec<stage_core::preview::Line> {
    let place = opened.analysis.detected.stages.get(index);
    let node = place.and_then(|place| place.node.as_ref());
    let kind = place.map_or(StageKind::Kubernetes, |place| place.kind);
    let region = place.and_then(|place| opened.analysis.regions.regions.get(place.region));
    match (node, region) {
        (Some(node), Some(region)) => {
            let mut lines = results.lines(step, &region.parsed.text, node, kind).0;
            for mark in lines.iter_mut().filter_map(|line| line.mark.as_mut()) {
                mark.reason = opened.secrets.masked(&mark.reason);
            }
            lines
        }
        _ => Vec::new(),
    }
}

/// That a step cannot be shown, and why.
fn cannot(step: Step, why: &str) -> String {
    format!("the step {} cannot be shown: {why}", step.name())
}

fn warn_of_unknown_parameters(opened: &Opened, index: usize, args: &Preview, report: &mut Report) {
    let Some(stage) = opened.analysis.stages.get(index) else { return };
    let known = &stage.definition.parameters;
    for (name, _) in &args.param {
        if !known.iter().any(|parameter| parameter.name.as_deref() == Some(name)) {
            report.note(&format!("the stage has no parameter {name}: Spinnaker ignores the value"));
        }
    }
}
