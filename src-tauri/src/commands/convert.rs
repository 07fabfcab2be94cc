//! Forms of files: where they go, what runs, new stages, webhooks.

use stage_core::export::{Installer, destination, differences, new_stage, running};
use stage_core::forms;
use stage_core::java::{Data, Map, Value};
use stage_core::preview;
use stage_wire::{
    BufferId, CommandError, Destination, NewStage, StageDifference, StageKind, Version,
    WebhookPreview, Wrapping,
};
use tauri::State;

use crate::state::App;
use crate::wire::{convert, edit, error};

type Answer<T> = Result<T, CommandError>;

/// Where an exported file goes in an installation, and what restarts.
#[tauri::command]
#[specta::specta]
pub(crate) async fn export_destination(
    installer: String,
    wrapping: Wrapping,
) -> Answer<Destination> {
    let known = Installer::named(&installer).ok_or_else(|| {
        error::failed(format!("{installer} is no known installer."), "Choose one of the list.")
    })?;
    let found = destination(known, &convert::wrapping(&wrapping));
    Ok(Destination { place: found.place, steps: found.steps, restart: found.restart })
}

/// A buffer's stages against those that run: the pasted JSON of
/// `GET /jobs/preconfigured`, or the deployed file.
#[tauri::command]
#[specta::specta]
pub(crate) async fn compare_running(
    app: State<'_, App>,
    buffer: BufferId,
    version: Version,
    pasted: String,
) -> Answer<Vec<StageDifference>> {
    let open = app.buffer(buffer)?;
    let snapshot = open.buffer.look_at(version).await.map_err(|failure| error::from(&failure))?;
    let analysis = &snapshot.analysis;
    let theirs = running(&pasted, analysis.target).map_err(|why| {
        error::failed(why, "Paste what Orca or Gate answers, or the deployed ConfigMap or Secret.")
    })?;
    Ok(differences(analysis, &theirs).iter().map(convert::difference).collect())
}

/// The edit that adds a new stage of a kind.
#[tauri::command]
#[specta::specta]
pub(crate) async fn fresh_stage(
    app: State<'_, App>,
    buffer: BufferId,
    version: Version,
    kind: StageKind,
) -> Answer<Option<NewStage>> {
    let open = app.buffer(buffer)?;
    let snapshot = open.buffer.look_at(version).await.map_err(|failure| error::from(&failure))?;
    let kind = match kind {
        StageKind::Kubernetes => forms::StageKind::Kubernetes,
        StageKind::Titus => forms::StageKind::Titus,
        StageKind::Webhook => forms::StageKind::Webhook,
    };
    let made = new_stage(&snapshot.analysis, kind);
    Ok(made.map(|(change, path)| NewStage { edit: edit::to_wire(&change), path: path.to_string() }))
}

/// What a webhook stage sends with the values that an author gives.
#[tauri::command]
#[specta::specta]
pub(crate) async fn webhook_preview(
    app: State<'_, App>,
    buffer: BufferId,
    version: Version,
    stage: u32,
    values: Vec<stage_wire::Value>,
) -> Answer<Option<WebhookPreview>> {
    let open = app.buffer(buffer)?;
    let snapshot = open.buffer.look_at(version).await.map_err(|failure| error::from(&failure))?;
    let analysis = &snapshot.analysis;
    let index = stage as usize;
    let is_webhook = analysis
        .detected
        .stages
        .get(index)
        .is_some_and(|place| place.kind == forms::StageKind::Webhook);
    let alone = analysis.stages.get(index).map(|stage| &stage.loaded);
    let loaded = analysis.loaded_stage(index).or(alone).and_then(|loaded| loaded.value.as_ref());
    let Some(loaded) = loaded.filter(|_| is_webhook) else { return Ok(None) };
    let given: Map = values
        .iter()
        .map(|value| (value.name.as_str(), Value::from(value.text.as_str())))
        .collect();
    let mut json = Map::new();
    json.insert("parameterValues", Data::Map(given).into());
    Ok(Some(convert::webhook(preview::webhook_preview(loaded, &json, None))))
}
