//! New stages, and texts for pipelines that use one.

use stage_core::author::import::{
    ImportError, from_cluster, from_command_line, from_manifest, from_pipeline, with_parameters,
};
use stage_core::author::{gallery as templates, snippet, stages};
use stage_engine::cluster::{Listed, job, jobs};
use stage_wire::{
    AddedStage, BufferId, ClusterJob, CommandError, ImportFrom, ImportedStage, StageOutput,
    StageTexts, Template, Value, Version,
};
use tauri::State;

use crate::clusters;
use crate::state::App;
use crate::wire::{self, error};

type Answer<T> = Result<T, CommandError>;

/// All templates.
#[tauri::command]
#[specta::specta]
pub(crate) async fn gallery() -> Answer<Vec<Template>> {
    Ok(templates::templates().iter().map(wire::author::template).collect())
}

/// The stages that can be made of a text.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_stages(from: ImportFrom, text: String) -> Answer<Vec<ImportedStage>> {
    let made = match from {
        ImportFrom::Manifest => from_manifest(&text).map(|stage| vec![stage]),
        ImportFrom::Pipeline => from_pipeline(&text),
        ImportFrom::CommandLine => from_command_line(&text).map(|stage| vec![stage]),
    };
    let made = made.map_err(|failure| nothing(&failure, "Check what was pasted."))?;
    Ok(made.into_iter().map(wire::author::imported).collect())
}

fn nothing(failure: &ImportError, remedy: &str) -> CommandError {
    error::failed(format!("Nothing was made of it: {failure}."), remedy)
}

/// The Jobs of a namespace in `kube_context`, if that is the one chosen for the
/// workspace `place`.
#[tauri::command]
#[specta::specta]
pub(crate) async fn cluster_jobs(
    app: State<'_, App>,
    place: String,
    kube_context: String,
    namespace: String,
) -> Answer<Vec<ClusterJob>> {
    let cluster = clusters::meant(&app, &place, &kube_context).await?;
    let found = jobs(&cluster.client, &namespace).await;
    Ok(found
        .map_err(|failure| error::from(&failure))?
        .into_iter()
        .map(|Listed { cron, name, image, created }| ClusterJob { cron, name, image, created })
        .collect())
}

/// The stage that can be made of one of them; secrets stay in the cluster.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_cluster_job(
    app: State<'_, App>,
    place: String,
    kube_context: String,
    namespace: String,
    cron: bool,
    name: String,
) -> Answer<ImportedStage> {
    let cluster = clusters::meant(&app, &place, &kube_context).await?;
    let read = job(&cluster.client, &namespace, cron, &name).await;
    let text = read.map_err(|failure| error::from(&failure))?;
    let made = from_cluster(&text).map_err(|failure| nothing(&failure, "Choose another Job."))?;
    Ok(wire::author::imported(made))
}

/// The change that puts a stage in, with the chosen literals as parameters.
#[tauri::command]
#[specta::specta]
pub(crate) async fn add_stage(
    app: State<'_, App>,
    buffer: BufferId,
    version: Version,
    yaml: String,
    chosen: Vec<String>,
) -> Answer<AddedStage> {
    let open = app.buffer(buffer)?;
    let snapshot = open.buffer.look_at(version).await.map_err(|failure| error::from(&failure))?;
    let chosen: Vec<_> =
        chosen.iter().map(|path| wire::edit::path(path)).collect::<Result<_, _>>()?;
    let yaml = with_parameters(&yaml, &chosen);
    added(stages::add_stage(&snapshot.analysis, &yaml))
}

/// The change that puts a copy of a stage after it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn copy_stage(
    app: State<'_, App>,
    buffer: BufferId,
    version: Version,
    stage: u32,
) -> Answer<AddedStage> {
    let open = app.buffer(buffer)?;
    let snapshot = open.buffer.look_at(version).await.map_err(|failure| error::from(&failure))?;
    added(stages::copy_stage(&snapshot.analysis, stage as usize))
}

fn added(made: Option<stages::Added>) -> Answer<AddedStage> {
    let made = made.ok_or_else(|| {
        error::failed("This file holds one stage and no list.", "Put the stage into another file.")
    })?;
    Ok(AddedStage { edit: wire::edit::to_wire(&made.edit), path: made.path.to_string() })
}

/// The texts for pipelines that use a stage with these values.
#[tauri::command]
#[specta::specta]
pub(crate) async fn stage_texts(
    app: State<'_, App>,
    buffer: BufferId,
    version: Version,
    stage: u32,
    values: Vec<Value>,
) -> Answer<Option<StageTexts>> {
    let open = app.buffer(buffer)?;
    let snapshot = open.buffer.look_at(version).await.map_err(|failure| error::from(&failure))?;
    let values: Vec<(String, String)> =
        values.into_iter().map(|value| (value.name, value.text)).collect();
    let stage = stage as usize;
    let outputs = snippet::outputs(&snapshot.analysis, stage);
    let found = snippet::snippets(&snapshot.analysis, stage, &values);
    Ok(found.map(|texts| StageTexts {
        stage_json: texts.stage_json,
        dinghy: texts.dinghy,
        sponnet: texts.sponnet,
        outputs: outputs
            .into_iter()
            .map(|output| StageOutput { name: output.name, expression: output.expression })
            .collect(),
    }))
}
