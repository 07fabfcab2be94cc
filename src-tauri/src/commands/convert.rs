//! Forms of files: where they go, what runs, new stages, webhooks.

use stage_core::export::{Installer, destination, differences, new_stage, running};
use stage_core::forms;
use stage_core::preview;
use stage_engine::dry_call;
use stage_wire::{
    BufferId, CommandError, Destination, ExpressionRequest, NewStage, StageDifference, StageKind,
    Version, WebhookAnswer, WebhookPreview, Wrapping,
};
use tauri::State;

use crate::state::App;
use crate::wire::preview::in_environment;
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
    let theirs = running(&pasted, analysis.target, &analysis.environment).map_err(|why| {
        error::failed(why, "Paste what Orca or Gate answers, or the deployed ConfigMap or Secret.")
    })?;
    Ok(convert::differences(&differences(&[analysis], &theirs), analysis, &theirs))
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
    request: ExpressionRequest,
) -> Answer<Option<WebhookPreview>> {
    let open = app.buffer(buffer)?;
    let snapshot = open.buffer.look_at(version).await.map_err(|failure| error::from(&failure))?;
    let analysis = in_environment(&snapshot.analysis, &request.samples);
    let Some((loaded, json, sample)) = convert::webhook_inputs(&analysis, &request)? else {
        return Ok(None);
    };
    Ok(Some(convert::webhook(preview::webhook_preview(loaded, &json, &sample))))
}

/// Sends a webhook stage's request once, to the address that the user has seen
/// and confirmed; if it has become another meanwhile, nothing is sent.
#[tauri::command]
#[specta::specta]
pub(crate) async fn webhook_send(
    app: State<'_, App>,
    buffer: BufferId,
    version: Version,
    request: ExpressionRequest,
    confirmed: String,
) -> Answer<WebhookAnswer> {
    let open = app.buffer(buffer)?;
    let snapshot = open.buffer.look_at(version).await.map_err(|failure| error::from(&failure))?;
    let analysis = in_environment(&snapshot.analysis, &request.samples);
    let call = convert::webhook_inputs(&analysis, &request)?
        .map(|(loaded, json, sample)| preview::webhook_request(loaded, &json, &sample))
        .filter(|sent| sent.url.as_deref() == Some(confirmed.as_str()));
    let call = call.ok_or_else(|| {
        error::failed("The request has changed: nothing was sent.", "Look at it again.")
    })?;
    let answer = dry_call::send(&convert::call(call)).await;
    answer.map(convert::answered).map_err(|failure| error::from(&failure))
}
