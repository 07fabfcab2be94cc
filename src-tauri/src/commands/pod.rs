//! Forms for the parts of a pod that take more than one field.

use stage_core::author::{mapping, pod};
use stage_wire::{BufferId, CommandError, Edit, PodWish, Version};
use tauri::State;

use crate::state::App;
use crate::wire::{self, error};

type Answer<T> = Result<T, CommandError>;

/// The change that carries a form's wish for a stage out.
#[tauri::command]
#[specta::specta]
pub(crate) async fn pod_change(
    app: State<'_, App>,
    buffer: BufferId,
    version: Version,
    stage: u32,
    wish: PodWish,
) -> Answer<Edit> {
    let open = app.buffer(buffer)?;
    let snapshot = open.buffer.look_at(version).await.map_err(|failure| error::from(&failure))?;
    let wish = wire::pod::wish(wish)?;
    let change = pod::change(&snapshot.analysis, stage as usize, &wish);
    let change = change.map_err(|refused| error::failed(refused.reason(), ""))?;
    Ok(wire::edit::to_wire(&change))
}

/// The change that makes a parameter's mapping lead to `path`.
#[tauri::command]
#[specta::specta]
pub(crate) async fn map_parameter(
    app: State<'_, App>,
    buffer: BufferId,
    version: Version,
    stage: u32,
    parameter: u32,
    path: String,
) -> Answer<Edit> {
    let open = app.buffer(buffer)?;
    let snapshot = open.buffer.look_at(version).await.map_err(|failure| error::from(&failure))?;
    let path = wire::edit::path(&path)?;
    let (stage, parameter) = (stage as usize, parameter as usize);
    let change = mapping::map_to(&snapshot.analysis, stage, parameter, &path);
    let change = change.map_err(|barred| error::failed(barred.reason(), ""))?;
    Ok(wire::edit::to_wire(&change))
}
