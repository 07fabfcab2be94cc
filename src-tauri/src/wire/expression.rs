//! Help for expressions, for the window.

use stage_core::java::Span;
use stage_core::spinnaker::spel::help::{self, Fate, ItemKind};
use stage_engine::buffer::Snapshot;
use stage_wire::{
    CommandError, Completion, CompletionKind, CompletionOption, ExpressionFate, ExpressionMark,
    ExpressionRequest, Hover, Position,
};

use super::place::{byte_of, range};
use super::preview::{in_environment, run};

/// What may stand at a place of the text.
pub(crate) fn complete(
    snapshot: &Snapshot,
    request: &ExpressionRequest,
    at: Position,
) -> Result<Option<Completion>, CommandError> {
    let source = &snapshot.analysis.source;
    let analysis = in_environment(&snapshot.analysis, &request.samples);
    let run = run(&analysis, request)?;
    let found = help::complete(&source.text, byte_of(source, at), &run.results.scope());
    Ok(found.map(|found| Completion {
        from: range(source, Span::new(found.from, found.from)).from,
        options: found
            .items
            .into_iter()
            .map(|item| CompletionOption {
                text: item.text,
                kind: match item.kind {
                    ItemKind::Name => CompletionKind::Name,
                    ItemKind::Output => CompletionKind::Output,
                    ItemKind::Key => CompletionKind::Key,
                    ItemKind::Function => CompletionKind::Function,
                    ItemKind::Stage => CompletionKind::Stage,
                },
                detail: item.detail,
                about: item.about,
            })
            .collect(),
    }))
}

/// What stands at a place of the text.
pub(crate) fn hover(
    snapshot: &Snapshot,
    request: &ExpressionRequest,
    at: Position,
) -> Result<Option<Hover>, CommandError> {
    let source = &snapshot.analysis.source;
    let analysis = in_environment(&snapshot.analysis, &request.samples);
    let run = run(&analysis, request)?;
    let found = help::hover(&source.text, byte_of(source, at), &run.results.scope());
    Ok(found.map(|found| Hover {
        range: range(source, Span::new(found.from, found.to)),
        title: found.title,
        value: found.value,
        about: found.about,
    }))
}

/// The expressions of a stage.
pub(crate) fn marks(
    snapshot: &Snapshot,
    request: &ExpressionRequest,
) -> Result<Vec<ExpressionMark>, CommandError> {
    let analysis = in_environment(&snapshot.analysis, &request.samples);
    let run = run(&analysis, request)?;
    let index = request.stage as usize;
    let marks = run.results.expression_marks(run.region).into_iter().map(|mark| ExpressionMark {
        range: range(&analysis.source, analysis.span(index, mark.span)),
        fate: match mark.fate {
            Fate::Taken => ExpressionFate::Taken,
            Fate::Survives => ExpressionFate::Survives,
            Fate::Fails => ExpressionFate::Fails,
            Fate::Unknown => ExpressionFate::Unknown,
        },
        why: mark.why,
    });
    Ok(marks.collect())
}
