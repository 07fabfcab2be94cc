//! What the window does not know yet.

use stage_core::document::Source;
use stage_core::finding::{self, Severity};
use stage_core::forms;
use stage_core::rules::Policy;
use stage_engine::buffer::Snapshot;
use stage_wire::{Finding, Form, Range, StageKind, StageSummary, StageView, Update};

use super::place::range;
use super::tree::tree;
use stage_core::Analysis;

/// What the window was last told about a buffer.
#[derive(Default)]
pub(crate) struct Sent {
    form: Option<Form>,
    stages: Option<Vec<StageSummary>>,
    findings: Option<Vec<(finding::Finding, Range)>>,
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
    let view = stage.and_then(|index| {
        let summary = stages.get(index as usize)?.clone();
        view(analysis, index as usize, summary)
    });
    Update {
        version: snapshot.version,
        form: news(form, &mut sent.form),
        stages: news(stages, &mut sent.stages),
        findings: newly_found(findings, &analysis.source, &mut sent.findings),
        stage: view,
        unsaved,
    }
}

/// All findings, if any is another than before or stands elsewhere for people.
/// What a key does not touch moves by a byte and keeps its line: the text of
/// hundreds of findings is not made again only to be compared.
fn newly_found(
    now: Vec<finding::Finding>,
    source: &Source,
    before: &mut Option<Vec<(finding::Finding, Range)>>,
) -> Option<Vec<Finding>> {
    let now: Vec<_> = now
        .into_iter()
        .map(|finding| {
            let range = range(source, finding.span);
            (finding, range)
        })
        .collect();
    let is_as = |(one, at): &(finding::Finding, Range), (other, there): &(_, Range)| {
        at == there && is_same(one, other)
    };
    let same = before.as_ref().is_some_and(|before| {
        before.len() == now.len() && before.iter().zip(&now).all(|(one, other)| is_as(one, other))
    });
    let told = (!same).then(|| now.iter().map(|(one, at)| shown(one, *at)).collect());
    *before = Some(now);
    told
}

/// Whether two findings say the same, wherever in the text.
fn is_same(one: &finding::Finding, other: &finding::Finding) -> bool {
    one.rule == other.rule
        && one.severity == other.severity
        && one.stage == other.stage
        && one.message == other.message
        && one.path == other.path
        && one.fixes == other.fixes
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

fn shown(finding: &finding::Finding, range: Range) -> Finding {
    Finding {
        rule: finding.rule.into(),
        severity: super::problems::severity(finding.severity),
        message: finding.message.clone(),
        stage: finding.stage.map(narrow),
        path: finding.path.to_string(),
        range,
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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use stage_core::analyze;

    use super::*;

    fn told(text: &str, sent: &mut Sent) -> Option<Vec<u32>> {
        let analysis = Arc::new(analyze(&Source::new(text), None));
        let snapshot = Snapshot { version: 1, analysis };
        let update = update(&snapshot, None, false, &Policy::default(), sent);
        Some(update.findings?.iter().map(|finding| finding.range.from.line).collect())
    }

    #[test]
    fn findings_are_told_again_only_when_they_say_something_else_or_stand_elsewhere() {
        let text = |label: &str, kind: &str| {
            format!(
                "job:\n  preconfigured:\n    kubernetes:\n    - label: {label}\n      type: a\n    - label: B\n      type: b\n      {kind}: 1\n"
            )
        };
        let mut sent = Sent::default();
        let first = told(&text("A", "typo"), &mut sent).expect("the first time");
        assert!(first.contains(&8), "{first:?}");
        assert_eq!(told(&text("Aé", "typo"), &mut sent), None, "the same lines and words");
        assert!(told(&text("A", "tipo"), &mut sent).is_some(), "another word");
        let below = told(&text("A\n", "tipo"), &mut sent).expect("a line further down");
        assert!(below.contains(&9), "{below:?}");
    }
}
