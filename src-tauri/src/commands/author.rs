//! Parameters, names, the Job's fields and scripts.

use stage_core::author::parameter::{self, Moves};
use stage_core::author::{fields, rename as names, script};
use stage_core::document::Path;
use stage_core::spinnaker::Release;
use stage_wire::{
    BufferId, CommandError, Edit, EmbeddedScript, FoundField, JobFields, ParameterChoice,
    ParameterOffer, Renaming, Script, StageKind, Version,
};
use tauri::State;

use crate::state::App;
use crate::wire::{self, error};

type Answer<T> = Result<T, CommandError>;

/// Most fields that a search answers.
const FOUND: usize = 40;

/// What can be made of the scalar at `path`.
#[tauri::command]
#[specta::specta]
pub(crate) async fn parameter_offer(
    app: State<'_, App>,
    buffer: BufferId,
    version: Version,
    path: String,
) -> Answer<Option<ParameterOffer>> {
    let open = app.buffer(buffer)?;
    let snapshot = open.buffer.look_at(version).await.map_err(|failure| error::from(&failure))?;
    let path = wire::edit::path(&path)?;
    Ok(parameter::offer(&snapshot.analysis, &path).as_ref().map(wire::author::offer))
}

/// The change that makes the scalar at `path` a parameter.
#[tauri::command]
#[specta::specta]
pub(crate) async fn make_parameter(
    app: State<'_, App>,
    buffer: BufferId,
    version: Version,
    path: String,
    choice: ParameterChoice,
) -> Answer<Edit> {
    let open = app.buffer(buffer)?;
    let snapshot = open.buffer.look_at(version).await.map_err(|failure| error::from(&failure))?;
    let path = wire::edit::path(&path)?;
    let offers = parameter::offer(&snapshot.analysis, &path);
    let proposals = offers.map(|offer| offer.proposals).unwrap_or_default();
    let made = proposals.into_iter().nth(choice.proposal as usize).and_then(|proposal| {
        let moves = if choice.stays { Moves::Stays } else { Moves::IntoDefault };
        let proposal = parameter::Proposal {
            name: choice.name,
            label: choice.label,
            description: choice.description,
            ..proposal
        };
        parameter::make_parameter(&snapshot.analysis, &proposal, moves)
    });
    let made = made.ok_or_else(|| {
        error::failed("Nothing can be made a parameter there.", "Choose a single value.")
    })?;
    Ok(wire::edit::to_wire(&made))
}

/// The change that renames a stage's parameter, or without one its type.
#[tauri::command]
#[specta::specta]
pub(crate) async fn rename(
    app: State<'_, App>,
    buffer: BufferId,
    version: Version,
    stage: u32,
    parameter: Option<u32>,
    to: String,
) -> Answer<Renaming> {
    let open = app.buffer(buffer)?;
    let snapshot = open.buffer.look_at(version).await.map_err(|failure| error::from(&failure))?;
    let stage = stage as usize;
    let renaming = match parameter {
        Some(index) => names::rename_parameter(&snapshot.analysis, stage, index as usize, &to),
        None => names::rename_type(&snapshot.analysis, stage, &to),
    };
    let renaming = renaming
        .ok_or_else(|| error::failed("It is not there any more.", "Choose it once more."))?;
    Ok(Renaming {
        edit: wire::edit::to_wire(&renaming.edit),
        uses: renaming.uses.iter().map(ToString::to_string).collect(),
        variable: renaming.variable,
        warning: renaming.warning,
    })
}

fn release(target: &str) -> Release {
    Release::named(target).unwrap_or_default()
}

/// What may stand in the place that `path` leads to from a stage.
#[tauri::command]
#[specta::specta]
pub(crate) async fn job_fields(
    stage_kind: StageKind,
    path: String,
    target: String,
) -> Answer<JobFields> {
    let steps = wire::edit::path(&path)?.steps;
    let (kind, release) = (wire::author::kind(stage_kind), release(&target));
    let found = fields::fields(kind, &steps, release, None);
    Ok(JobFields {
        fields: found.iter().map(wire::author::field).collect(),
        dropped: fields::dropped(kind, &steps, release).into_iter().map(str::to_owned).collect(),
    })
}

/// The Job's fields that answer to `sought`.
#[tauri::command]
#[specta::specta]
pub(crate) async fn search_fields(
    stage_kind: StageKind,
    sought: String,
    target: String,
) -> Answer<Vec<FoundField>> {
    let steps = wire::edit::path("manifest")?.steps;
    let kind = wire::author::kind(stage_kind);
    let found = fields::search(kind, &steps, release(&target), &sought, FOUND);
    let shown = found.into_iter().map(|found| FoundField {
        field: wire::author::field(&found.field),
        path: Path { document: 0, steps: found.steps }.to_string(),
    });
    Ok(shown.collect())
}

/// A script as a container's lists, so that it arrives as it is.
#[tauri::command]
#[specta::specta]
pub(crate) async fn embed_script(written: Script, env: Vec<String>) -> Answer<EmbeddedScript> {
    let Script { shell, options, text } = written;
    let env: Vec<&str> = env.iter().map(String::as_str).collect();
    let made = script::embed(&script::Script { shell, options, text }, &env);
    Ok(EmbeddedScript { command: made.command, args: made.args, notes: made.notes })
}

/// The script in a container's lists, if they are one.
#[tauri::command]
#[specta::specta]
pub(crate) async fn read_script(command: Vec<String>, args: Vec<String>) -> Answer<Option<Script>> {
    let found = script::read_back(&command, &args);
    Ok(found.map(|script| Script {
        shell: script.shell,
        options: script.options,
        text: script.text,
    }))
}
