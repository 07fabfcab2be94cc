//! Exporting: first what it would do, then doing that very thing.

use std::path::PathBuf;

use stage_core::analyze;
use stage_core::document::Source;
use stage_core::export::{Choice, plan_wrapped};
use stage_core::forms::Form;
use stage_engine::files::{self, Expected};
use stage_wire::{CommandError, ExportChoice, ExportPlan, ExportRequest, Saved, Version};
use tauri::State;

use crate::state::{App, lock};
use crate::wire::{convert, error};

type Answer<T> = Result<T, CommandError>;

/// A plan that waits for the user's word.
pub(crate) struct Plan {
    path: PathBuf,
    text: String,
    expected: Expected,
}

/// What an export would do; nothing is written.
#[tauri::command]
#[specta::specta]
pub(crate) async fn export_plan(
    app: State<'_, App>,
    version: Version,
    request: ExportRequest,
) -> Answer<ExportPlan> {
    let open = app.buffer(request.buffer)?;
    let snapshot = open.buffer.look_at(version).await.map_err(|failure| error::from(&failure))?;
    let form = Form::named(&request.form).ok_or_else(|| {
        error::failed(format!("{} is no known form.", request.form), "Choose one of the list.")
    })?;
    let path = PathBuf::from(&request.path);
    let existing = if path.exists() {
        Some(files::read(&path).map_err(|failure| error::from(&failure))?)
    } else {
        None
    };
    let into =
        existing.as_ref().map(|contents| analyze(&Source::new(contents.text.as_str()), None));
    let stages: Vec<usize> = if request.stages.is_empty() {
        (0..snapshot.analysis.stages.len()).collect()
    } else {
        request.stages.iter().map(|stage| *stage as usize).collect()
    };
    let choice = match request.choice {
        ExportChoice::Replace => Choice::Replace,
        ExportChoice::Keep => Choice::Keep,
    };
    let names = request.wrapping.as_ref().map(convert::wrapping).unwrap_or_default();
    let planned = plan_wrapped(&snapshot.analysis, &stages, form, &names, into.as_ref(), choice)
        .map_err(|failure| error::failed(failure.to_string(), "Nothing was written."))?;
    let expected =
        existing.as_ref().map_or(Expected::Absent, |contents| Expected::Unchanged(contents.stamp));
    let mut plans = lock(&app.plans);
    // One plan at a time: an older one was looked at and left.
    let number = plans.keys().max().map_or(1, |latest| latest + 1);
    plans.clear();
    plans.insert(number, Plan { path, text: planned.text.clone(), expected });
    Ok(ExportPlan {
        plan: number,
        path: request.path,
        before: existing.map(|contents| contents.text),
        after: planned.text,
        added: planned.added,
        replaced: planned.replaced,
        notes: planned.notes,
    })
}

/// Writes what a plan showed.
#[tauri::command]
#[specta::specta]
pub(crate) async fn export_write(app: State<'_, App>, plan: u32) -> Answer<Saved> {
    let Some(plan) = lock(&app.plans).remove(&plan) else {
        return Err(error::failed(
            "This export was planned anew meanwhile.",
            "Look at the newer plan.",
        ));
    };
    files::write(&plan.path, &plan.text, plan.expected).map_err(|failure| error::from(&failure))?;
    Ok(Saved { path: plan.path.display().to_string() })
}
