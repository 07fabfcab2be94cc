//! New texts from carried stages.

use super::carry::Carried;
use super::{ExportError, Planned, fresh};
use crate::Analysis;
use crate::forms::StageKind;

pub(super) fn plugin(carried: &[Carried], into: Option<&Analysis>) -> Result<Planned, ExportError> {
    let [one] = carried else { return Err(ExportError::OneStageOnly(carried.len())) };
    let mut planned = fresh(carried, format!("{}{}", one.above, one.text));
    if into.is_some() {
        planned
            .notes
            .push("The file is replaced as a whole: a plugin's file holds one stage.".into());
    }
    Ok(planned)
}

pub(super) fn fragment(carried: &[Carried]) -> String {
    carried.iter().map(|stage| item(stage, 0)).collect()
}

pub(super) fn profile(carried: &[Carried]) -> String {
    let mut text = String::new();
    for (kind, heading) in
        [(StageKind::Kubernetes, "    kubernetes:\n"), (StageKind::Titus, "    titus:\n")]
    {
        let items: String = of_kind(carried, kind).map(|stage| item(stage, 6)).collect();
        if !items.is_empty() {
            if text.is_empty() {
                text.push_str("job:\n  preconfigured:\n");
            }
            text.push_str(heading);
            text.push_str(&items);
        }
    }
    let webhooks: String =
        of_kind(carried, StageKind::Webhook).map(|stage| item(stage, 4)).collect();
    if !webhooks.is_empty() {
        text.push_str("webhook:\n  preconfigured:\n");
        text.push_str(&webhooks);
    }
    text
}

fn of_kind(carried: &[Carried], kind: StageKind) -> impl Iterator<Item = &Carried> {
    carried.iter().filter(move |stage| stage.kind == kind)
}

/// A stage as an item of a list whose dash stands at `indent`.
fn item(stage: &Carried, indent: usize) -> String {
    let pad = " ".repeat(indent);
    let mut out: String =
        stage.above.split_inclusive('\n').flat_map(|line| [pad.as_str(), line]).collect();
    for (number, line) in stage.text.split_inclusive('\n').enumerate() {
        let lead = match number {
            0 => format!("{pad}- "),
            _ if line.trim().is_empty() => String::new(),
            _ => format!("{pad}  "),
        };
        out.push_str(&lead);
        out.push_str(line);
    }
    out
}
