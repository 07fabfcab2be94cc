//! An installation for the window.

use std::sync::Arc;

use stage_core::installation::{Clash, Standing, install};
use stage_core::{Analysis, forms};
use stage_wire::{InstallationFailure, InstallationView, InstalledStage, StageKind};

/// What Orca makes of files, the lowest precedence first.
pub(crate) fn view(files: &[(String, Arc<Analysis>)], troubles: Vec<String>) -> InstallationView {
    let all: Vec<&Analysis> = files.iter().map(|(_, analysis)| &**analysis).collect();
    let Some(first) = all.first() else {
        return InstallationView { troubles, ..InstallationView::default() };
    };
    let installed = install(&all, first.target, &first.environment, None);
    let path = |file: usize| files.get(file).map_or_else(String::new, |(path, _)| path.clone());
    let line = |file: usize, offset: u32| {
        let line = all.get(file).map(|it| it.source.scalar_position(offset as usize).line + 1);
        line.and_then(|line| u32::try_from(line).ok()).unwrap_or(1)
    };
    let label = |file: usize, stage: usize| {
        let known = all.get(file).and_then(|analysis| analysis.stages.get(stage));
        known.map_or_else(String::new, |stage| stage.definition.title().to_owned())
    };
    let named = |member: usize| {
        let member = installed.stages.get(member);
        member.map_or_else(String::new, |it| {
            let file = path(it.file);
            let name = file.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
            format!("{} ({name})", label(it.file, it.stage))
        })
    };
    let clashes = installed.clashes.iter().map(|clash| {
        let (stage, other) = (named(clash.stage()), named(clash.other()));
        match clash {
            Clash::Earlier { .. } => {
                format!("{stage} never runs: {other} has the same type and comes first.")
            }
            Clash::Webhook { .. } => {
                format!("{stage} has the type of a webhook, {other}: Deck shows one of the two.")
            }
        }
    });
    let stages = installed.stages.iter().map(|member| InstalledStage {
        file: path(member.file),
        line: all
            .get(member.file)
            .map_or(1, |analysis| line(member.file, analysis.stage_span(member.stage).start)),
        label: label(member.file, member.stage),
        kind: match member.kind {
            forms::StageKind::Kubernetes => StageKind::Kubernetes,
            forms::StageKind::Titus => StageKind::Titus,
            forms::StageKind::Webhook => StageKind::Webhook,
        },
        known: member.known().is_some(),
        replaced_by: match member.standing {
            Standing::Replaced { by } => Some(path(by)),
            _ => None,
        },
    });
    let failures = installed.failures.iter().map(|failed| InstallationFailure {
        file: path(failed.file),
        line: line(failed.file, failed.span.start),
        messages: failed.failure.messages(),
    });
    InstallationView {
        failures: failures.collect(),
        troubles,
        clashes: clashes.collect(),
        stages: stages.collect(),
    }
}
