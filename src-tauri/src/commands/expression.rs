//! Help for expressions.

use stage_core::spinnaker::queue::BUILT_IN;
use stage_wire::{
    BufferId, CommandError, Completion, ExpressionMark, ExpressionRequest, Hover, Position, Version,
};
use tauri::State;

use crate::state::App;
use crate::wire::{self, error};

type Answer<T> = Result<T, CommandError>;

/// What may stand at a place in an expression; nothing outside of one.
#[tauri::command]
#[specta::specta]
pub(crate) async fn complete_expression(
    app: State<'_, App>,
    buffer: BufferId,
    version: Version,
    request: ExpressionRequest,
    at: Position,
) -> Answer<Option<Completion>> {
    let open = app.buffer(buffer)?;
    let snapshot = open.buffer.look_at(version).await.map_err(|failure| error::from(&failure))?;
    wire::expression::complete(&snapshot, &request, at)
}

/// What stands at a place in an expression.
#[tauri::command]
#[specta::specta]
pub(crate) async fn hover_expression(
    app: State<'_, App>,
    buffer: BufferId,
    version: Version,
    request: ExpressionRequest,
    at: Position,
) -> Answer<Option<Hover>> {
    let open = app.buffer(buffer)?;
    let snapshot = open.buffer.look_at(version).await.map_err(|failure| error::from(&failure))?;
    wire::expression::hover(&snapshot, &request, at)
}

/// What becomes of each expression of a stage.
#[tauri::command]
#[specta::specta]
pub(crate) async fn expression_marks(
    app: State<'_, App>,
    buffer: BufferId,
    version: Version,
    request: ExpressionRequest,
) -> Answer<Vec<ExpressionMark>> {
    let open = app.buffer(buffer)?;
    let snapshot = open.buffer.look_at(version).await.map_err(|failure| error::from(&failure))?;
    wire::expression::marks(&snapshot, &request)
}

/// The built-in sample execution, to start one's own from.
#[tauri::command]
#[specta::specta]
pub(crate) async fn built_in_execution() -> Answer<String> {
    Ok(BUILT_IN.to_owned())
}
