//! What Spinnaker does around a stage.

use stage_engine::samples;
use stage_wire::{
    BufferId, CommandError, ExpressionRequest, KeptSamples, KeptValueSets, LogLink, Outputs,
    OutputsRequest, Registration, Samples, UpgradeChange, Value, ValueSet, Version,
};
use tauri::State;

use crate::state::App;
use crate::wire::{self, error};

type Answer<T> = Result<T, CommandError>;

/// What Spinnaker captures from a pasted log or artifact.
#[tauri::command]
#[specta::specta]
pub(crate) async fn outputs(request: OutputsRequest) -> Answer<Outputs> {
    Ok(wire::facts::outputs(&request))
}

/// What Deck makes of a stage's log link.
#[tauri::command]
#[specta::specta]
pub(crate) async fn log_link(
    app: State<'_, App>,
    buffer: BufferId,
    version: Version,
    request: ExpressionRequest,
) -> Answer<LogLink> {
    let open = app.buffer(buffer)?;
    let snapshot = open.buffer.look_at(version).await.map_err(|failure| error::from(&failure))?;
    wire::facts::log_link(&snapshot, &request)
}

/// What Deck lists of a file's stages.
#[tauri::command]
#[specta::specta]
pub(crate) async fn registration(
    app: State<'_, App>,
    buffer: BufferId,
    version: Version,
    samples: Samples,
) -> Answer<Registration> {
    let open = app.buffer(buffer)?;
    let snapshot = open.buffer.look_at(version).await.map_err(|failure| error::from(&failure))?;
    Ok(wire::facts::registration(&snapshot, &samples))
}

/// What changes for a file between two releases.
#[tauri::command]
#[specta::specta]
pub(crate) async fn upgrade(
    app: State<'_, App>,
    buffer: BufferId,
    version: Version,
    before: String,
    after: String,
    samples: Samples,
) -> Answer<Vec<UpgradeChange>> {
    let open = app.buffer(buffer)?;
    let snapshot = open.buffer.look_at(version).await.map_err(|failure| error::from(&failure))?;
    wire::facts::upgrade(&snapshot, [&before, &after], &samples)
}

/// The samples that are kept for a file.
#[tauri::command]
#[specta::specta]
pub(crate) async fn samples(app: State<'_, App>, buffer: BufferId) -> Answer<KeptSamples> {
    let Some(file) = app.buffer(buffer)?.path() else {
        return Ok(KeptSamples { samples: Samples::default(), path: None });
    };
    let path = samples::place(&file);
    let kept = samples::read(&path).map_err(|failure| error::from(&failure))?;
    let environment = kept.environment.into_iter().map(|(name, text)| Value { name, text });
    let text = |json: &serde_json::Value| match json {
        serde_json::Value::Null => String::new(),
        json => serde_json::to_string_pretty(json).unwrap_or_default(),
    };
    let samples = Samples {
        environment: environment.collect(),
        artifacts: text(&kept.artifacts),
        execution: text(&kept.execution),
    };
    Ok(KeptSamples { samples, path: Some(path.display().to_string()) })
}

/// Keeps samples for a file, by the user's word.
#[tauri::command]
#[specta::specta]
pub(crate) async fn keep_samples(
    app: State<'_, App>,
    buffer: BufferId,
    samples: Samples,
) -> Answer<String> {
    let path = place_of(&app, buffer)?;
    let artifacts = wire::preview::artifacts_json(&samples.artifacts)?;
    let environment = samples.environment.into_iter().map(|value| (value.name, value.text));
    let execution = match samples.execution.trim() {
        "" => serde_json::Value::Null,
        text => serde_json::from_str(text).map_err(|problem| {
            error::failed(
                format!("The sample execution is not JSON: {problem}"),
                "Mend it, or go back to the built-in one.",
            )
        })?,
    };
    let kept = samples::Samples { environment: environment.collect(), artifacts, execution };
    samples::write(&path, &kept).map_err(|failure| error::from(&failure))?;
    Ok(path.display().to_string())
}

/// The value sets that are kept for a file.
#[tauri::command]
#[specta::specta]
pub(crate) async fn value_sets(app: State<'_, App>, buffer: BufferId) -> Answer<KeptValueSets> {
    let Some(file) = app.buffer(buffer)?.path() else {
        return Ok(KeptValueSets { sets: Vec::new(), path: None });
    };
    let path = samples::place(&file);
    let kept = samples::value_sets(&path).map_err(|failure| error::from(&failure))?;
    let shown = |set: samples::ValueSet| ValueSet {
        stage_type: set.stage_type,
        name: set.name,
        values: set.values.into_iter().map(|(name, text)| Value { name, text }).collect(),
    };
    let sets = kept.into_iter().map(shown).collect();
    Ok(KeptValueSets { sets, path: Some(path.display().to_string()) })
}

/// Keeps these as all the value sets of a type, by the user's word.
#[tauri::command]
#[specta::specta]
pub(crate) async fn keep_value_sets(
    app: State<'_, App>,
    buffer: BufferId,
    stage_type: String,
    sets: Vec<ValueSet>,
) -> Answer<String> {
    let path = place_of(&app, buffer)?;
    let kept = |set: ValueSet| samples::ValueSet {
        stage_type: stage_type.clone(),
        name: set.name,
        values: set.values.into_iter().map(|value| (value.name, value.text)).collect(),
    };
    let sets: Vec<_> = sets.into_iter().map(kept).collect();
    samples::keep_value_sets(&path, &stage_type, &sets).map_err(|failure| error::from(&failure))?;
    Ok(path.display().to_string())
}

/// Where samples are kept for a file.
fn place_of(app: &App, buffer: BufferId) -> Answer<std::path::PathBuf> {
    let file = app.buffer(buffer)?.path().ok_or_else(|| {
        error::failed("The stage is in no file yet.", "Save it; samples are kept beside it.")
    })?;
    Ok(samples::place(&file))
}
