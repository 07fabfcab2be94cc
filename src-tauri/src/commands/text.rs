//! Changes to a text, and what is shown of it.

use stage_engine::buffer::{Answer as Taken, Change, Snapshot};
use stage_wire::{
    BufferId, Changed, CommandError, Edit, Edited, Preview, PreviewRequest, Previewed, TextChange,
    Update, Version,
};
use tauri::State;

use crate::state::App;
use crate::wire::{self, error};

type Answer<T> = Result<T, CommandError>;

/// Takes what was typed, at the version before it, and makes the preview that is
/// shown beside it, if one is.
#[tauri::command]
#[specta::specta]
pub(crate) async fn change(
    app: State<'_, App>,
    buffer: BufferId,
    version: Version,
    changes: Vec<TextChange>,
    stage: Option<u32>,
    preview: Option<PreviewRequest>,
) -> Answer<Changed> {
    let open = app.buffer(buffer)?;
    let changes = changes
        .into_iter()
        .map(|change| Change {
            from: change.from as usize,
            to: change.to as usize,
            insert: change.insert,
        })
        .collect();
    Ok(match open.buffer.change(version, changes).await {
        Ok(Taken::Latest(snapshot)) => Changed::Update {
            update: Box::new(open.update(&snapshot, stage)),
            previewed: preview.map(|wish| previewed(&snapshot, &wish)),
        },
        Ok(Taken::Superseded) => Changed::Superseded,
        Err(_) => Changed::OutOfStep,
    })
}

fn previewed(snapshot: &Snapshot, wish: &PreviewRequest) -> Previewed {
    match wire::preview::preview(snapshot, wish) {
        Ok(preview) => Previewed::Preview { preview: Box::new(preview) },
        Err(error) => Previewed::Failed { error },
    }
}

/// Takes the whole text, after the two sides got out of step.
#[tauri::command]
#[specta::specta]
pub(crate) async fn replace_text(
    app: State<'_, App>,
    buffer: BufferId,
    version: Version,
    text: String,
    stage: Option<u32>,
) -> Answer<Update> {
    let open = app.buffer(buffer)?;
    open.buffer.replace(version, text).await.map_err(|failure| error::from(&failure))?;
    let snapshot = open.buffer.look().await.map_err(|failure| error::from(&failure))?;
    Ok(open.update(&snapshot, stage))
}

/// Shows another stage.
#[tauri::command]
#[specta::specta]
pub(crate) async fn look(
    app: State<'_, App>,
    buffer: BufferId,
    version: Version,
    stage: Option<u32>,
) -> Answer<Update> {
    let open = app.buffer(buffer)?;
    let snapshot = open.buffer.look_at(version).await.map_err(|failure| error::from(&failure))?;
    Ok(open.update(&snapshot, stage))
}

/// A form's change as verified changes of the text. Nothing is changed yet:
/// the window applies them as one step of its history.
#[tauri::command]
#[specta::specta]
pub(crate) async fn edit(
    app: State<'_, App>,
    buffer: BufferId,
    version: Version,
    edit: Edit,
) -> Answer<Edited> {
    let open = app.buffer(buffer)?;
    let snapshot = open.buffer.look_at(version).await.map_err(|failure| error::from(&failure))?;
    let changes = wire::edit::edited(&snapshot.analysis, &edit)?;
    Ok(Edited { version, changes })
}

/// What Spinnaker makes of a stage.
#[tauri::command]
#[specta::specta]
pub(crate) async fn preview(
    app: State<'_, App>,
    buffer: BufferId,
    version: Version,
    request: PreviewRequest,
) -> Answer<Preview> {
    let open = app.buffer(buffer)?;
    let snapshot = open.buffer.look_at(version).await.map_err(|failure| error::from(&failure))?;
    wire::preview::preview(&snapshot, &request)
}

/// What is known of a property, for help beside its field.
#[tauri::command]
#[specta::specta]
pub(crate) async fn describe(
    stage_kind: stage_wire::StageKind,
    path: String,
) -> Answer<Option<stage_wire::Described>> {
    Ok(wire::describe::described(stage_kind, &path))
}
