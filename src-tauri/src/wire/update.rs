//! What the window does not know yet.

use stage_core::finding::{self, Severity};
use stage_core::forms;
use stage_core::rules::Policy;
use stage_engine::buffer::Snapshot;
use stage_wire::{Finding, Form, StageKind, StageSummary, StageView, Update};

use super::place::range;
use super::tree::tree;
use stage_core::Analysis;

/// What the window was last told about a buffer.
#[derive(Default)]
pub(crate) struct Sent {
    form: Option<Form>,
    stages: Option<Vec<StageSummary>>,
    findings: Option<Vec<Finding>>,
}

/// The update for `snapshot`, without what was already sent.
pub(crate) fn update(
    snapshot: &Snapshot,
    stage: Option<u32>,
    unsaved: bool,
    policy: &Policy,
    sent: &mut Sent,
) -> Update {
    let analysis = &snapshot.analysis;
    let findings = analysis.findings_under(policy);
    let counted = counts(analysis.stages.len(), &findings);
    let stages: Vec<StageSummary> = counted
        .into_iter()
        .enumerate()
        .filter_map(|(index, counted)| summary(analysis, index, counted))
        .collect();
    let form = Form {
        name: analysis.detected.form.name().into(),
        reason: analysis.detected.reason.clone(),
    };
    let findings: Vec<Finding> = findings.iter().map(|finding| shown(analysis, finding)).collect();
    let view = stage.and_then(|index| {
        let summary = stages.get(index as usize)?.clone();
        view(analysis, index as usize, summary)
    });
    Update {
        version: snapshot.version,
        form: news(form, &mut sent.form),
        stages: news(stages, &mut sent.stages),
        findings: news(findings, &mut sent.findings),
        stage: view,
        unsaved,
    }
}

/// `now`, if it is not what was sent before.
fn news<T: PartialEq + Clone>(now: T, before: &mut Option<T>) -> Option<T> {
    if before.as_ref() == Some(&now) {
        return None;
    }
    *before = Some(now.clone());
    Some(now)
}

fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// How many findings a stage has.
#[derive(Clone, Copy, Default)]
struct Counted {
    errors: u32,
    warnings: u32,
}

/// The findings of each stage, counted in one go: this runs at every key.
fn counts(stages: usize, findings: &[finding::Finding]) -> Vec<Counted> {
    let mut all = vec![Counted::default(); stages];
    for finding in findings {
        let Some(of) = finding.stage.and_then(|stage| all.get_mut(stage)) else { continue };
        match finding.severity {
            Severity::Error => of.errors += 1,
            Severity::Warning => of.warnings += 1,
            Severity::Note => {}
        }
    }
    all
}

fn summary(analysis: &Analysis, index: usize, counted: Counted) -> Option<StageSummary> {
    let stage = analysis.stages.get(index)?;
    let place = analysis.detected.stages.get(index)?;
    let Counted { errors, warnings } = counted;
    Some(StageSummary {
        index: narrow(index),
        kind: match place.kind {
            forms::StageKind::Kubernetes => StageKind::Kubernetes,
            forms::StageKind::Titus => StageKind::Titus,
            forms::StageKind::Webhook => StageKind::Webhook,
        },
        label: stage.definition.title().to_owned(),
        stage_type: stage.definition.text("type").unwrap_or_default().to_owned(),
        path: place.path().to_string(),
        line: range(&analysis.source, analysis.stage_span(index)).from.line,
        errors,
        warnings,
        broken: stage.broken,
    })
}

fn view(analysis: &Analysis, index: usize, summary: StageSummary) -> Option<StageView> {
    let stage = analysis.stages.get(index)?;
    let path = analysis.detected.stages.get(index)?.path();
    let (parameters, set_by) = super::parameter::uses_of(stage, &path);
    let node = stage.node.as_ref()?;
    Some(StageView {
        summary,
        range: range(&analysis.source, analysis.stage_span(index)),
        tree: tree(analysis, index, &path, node, &set_by),
        parameters,
    })
}

fn shown(analysis: &Analysis, finding: &finding::Finding) -> Finding {
    Finding {
        rule: finding.rule.into(),
        severity: super::problems::severity(finding.severity),
        message: finding.message.clone(),
        stage: finding.stage.map(narrow),
        path: finding.path.to_string(),
        range: range(&analysis.source, finding.span),
        fixes: finding.fixes.iter().map(fix).collect(),
    }
}

fn fix(fix: &finding::Fix) -> stage_wire::Fix {
    stage_wire::Fix {
        title: fix.title.clone(),
        safe: fix.safe,
        edit: super::edit::to_wire(&fix.edit),
    }
}
