//! What rules say, and all safe fixes at once.

use stage_core::mend::mend;
use stage_core::rules::rule;
use stage_wire::{BufferId, CommandError, Mended, RuleExplained, Version};
use tauri::State;

use crate::state::App;
use crate::wire::{error, problems};

type Answer<T> = Result<T, CommandError>;

/// What there is to say about a rule; none for what is no rule.
#[tauri::command]
#[specta::specta]
pub(crate) async fn explain_rule(id: String) -> Answer<Option<RuleExplained>> {
    Ok(rule(&id).map(problems::explained))
}

/// What all safe fixes would change: of one rule, or of all. Nothing is
/// changed yet.
#[tauri::command]
#[specta::specta]
pub(crate) async fn safe_fixes(
    app: State<'_, App>,
    buffer: BufferId,
    version: Version,
    rule: Option<String>,
) -> Answer<Mended> {
    let open = app.buffer(buffer)?;
    let snapshot = open.buffer.look_at(version).await.map_err(|failure| error::from(&failure))?;
    let analysis = &snapshot.analysis;
    let wanted = |id: &str| rule.as_deref().is_none_or(|rule| rule == id);
    let mended = mend(analysis, &open.policy(), |finding, fix| fix.safe && wanted(finding.rule));
    Ok(problems::mended(analysis, &mended, version))
}
