//! What is found in a text: of its stages, of the whole, and of its loading,
//! each once.

use std::collections::HashSet;

use super::{Analysis, of_readers};
use crate::document::Path;
use crate::finding::{Finding, StageFinding};
use crate::forms::{Form, StageKind, StagePlace};
use crate::java::Span;
use crate::limits;
use crate::rules::{self, FileLook, FileStage, Held, Policy};
use crate::spinnaker::load::{Failure, FailureKind};

impl Analysis {
    /// Every finding of the text, by place.
    pub fn findings(&self) -> Vec<Finding> {
        self.findings_under(&Policy::default())
    }

    /// Every finding of the text, by place, as a team wants them.
    pub fn findings_under(&self, policy: &Policy) -> Vec<Finding> {
        let mut findings = self.of_the_frame();
        for (index, stage) in self.stages.iter().enumerate() {
            let base = self.detected.stages.get(index).map(StagePlace::path).unwrap_or_default();
            let own = stage.findings.iter();
            findings.extend(own.map(|finding| self.placed(finding, index, &base)));
        }
        let failures = self.of_loading();
        findings = without_said(findings, &failures);
        findings.extend(failures.into_iter().map(|(_, finding)| finding));
        findings.extend(rules::of_file(&self.look(policy)));
        let stage_type = |stage: usize| self.stages.get(stage)?.definition.text("type");
        findings = policy.applied(findings, stage_type);
        findings = rules::allow::allowed(&self.source, findings);
        findings.sort_by_key(|finding| (finding.span.start, finding.rule));
        if findings.len() > limits::FINDINGS {
            let left = findings.len() - limits::FINDINGS;
            let last = findings.drain(limits::FINDINGS..).next();
            findings.push(rules::more(left, last.map(|last| last.span).unwrap_or_default()));
        }
        findings
    }

    /// A finding of a stage in the whole text.
    fn placed(&self, finding: &StageFinding, index: usize, base: &Path) -> Finding {
        Finding {
            rule: finding.rule,
            severity: finding.severity,
            message: finding.message.clone(),
            stage: Some(index),
            path: Path {
                document: base.document,
                steps: base.steps.iter().chain(&finding.steps).cloned().collect(),
            },
            span: self.span(index, finding.span),
            fixes: finding.fixes.iter().map(|fix| fix.at(base)).collect(),
        }
    }

    /// What the rules about the whole text see.
    fn look<'a>(&'a self, policy: &'a Policy) -> FileLook<'a> {
        let held = self.held();
        let stages = self.stages.iter().zip(&self.detected.stages).zip(held);
        let stages = stages.map(|((stage, place), held)| {
            let region = self.regions.regions.get(place.region);
            FileStage {
                kind: place.kind,
                path: place.path(),
                offset: region.map_or(0, |region| region.offset(0)),
                loaded: &stage.loaded,
                definition: &stage.definition,
                held,
            }
        });
        let (bytes, accounts) = (self.source.text.len(), &policy.accounts[..]);
        let astray = self.detected.astray.as_ref();
        FileLook { bytes, stages: stages.collect(), accounts, astray, taken: &self.taken }
    }

    /// What becomes of each stage, in their order.
    fn held(&self) -> Vec<Held> {
        let places = &self.detected.stages;
        if !self.is_one_profile() {
            return vec![Held::Yes; places.len()];
        }
        let known: HashSet<(StageKind, usize, Span)> = StageKind::ALL
            .into_iter()
            .flat_map(|kind| self.loaded.stages(kind).iter().map(move |stage| (kind, stage.place)))
            .map(|(kind, place)| (kind, place.region, place.span))
            .collect();
        let is_known = |place: &StagePlace| {
            let span = place.node.as_ref().map(|node| node.span);
            span.is_some_and(|span| known.contains(&(place.kind, place.region, span)))
        };
        let list = |place: &StagePlace| (place.kind, place.list.document);
        let count: HashSet<_> = places.iter().filter(|it| is_known(it)).map(list).collect();
        let other = |place: &StagePlace| {
            self.loaded.counts_elsewhere(place.kind) || self.loaded.counting(place.kind).is_some()
        };
        let of = |place: &StagePlace| match (is_known(place), count.contains(&list(place))) {
            (true, _) => Held::Yes,
            (false, false) if other(place) => Held::Replaced,
            _ => Held::No,
        };
        places.iter().map(of).collect()
    }

    /// Why Orca would not start with this text, each with its kind.
    fn of_loading(&self) -> Vec<(FailureKind, Finding)> {
        let of_file = self.loaded.failures.iter().map(|failure| {
            let span = self.failure_span(failure);
            (failure.kind, self.would_not_start(failure, self.stage_at(span.start as usize), span))
        });
        let mut all: Vec<(FailureKind, Finding)> = of_file.collect();
        // Other texts are no file of Orca's own, but their stages will be.
        if !self.is_one_profile() {
            for (index, stage) in self.stages.iter().enumerate() {
                let kind = self.detected.stages.get(index).map(|place| place.kind);
                let Some(failure) = &stage.loaded.failure else { continue };
                if self.detected.form == Form::Plugin && kind == Some(StageKind::Titus) {
                    continue;
                }
                let span = self.span(index, failure.place.span);
                let finding = if self.detected.form == Form::Plugin {
                    let finding = rules::of_plugin_failure(failure);
                    self.placed(&finding, index, &self.base(index))
                } else {
                    self.would_not_start(failure, Some(index), span)
                };
                all.push((failure.kind, finding));
            }
        }
        all
    }

    fn would_not_start(&self, failure: &Failure, stage: Option<usize>, span: Span) -> Finding {
        let path = stage.map(|stage| self.base(stage)).unwrap_or_default();
        rules::of_failure(failure, stage, path, span, self.target)
    }

    fn base(&self, stage: usize) -> Path {
        self.detected.stages.get(stage).map(StagePlace::path).unwrap_or_default()
    }

    /// Findings outside of regions that are a stage of their own.
    fn of_the_frame(&self) -> Vec<Finding> {
        let mut findings = rules::conflict_marks(&self.source.text);
        if self.source.text.len() > limits::TEXT_BYTES {
            findings.push(rules::too_large(self.source.text.len()));
        }
        for region in self.regions.regions.iter().filter(|region| !region.is_item) {
            let of_region = rules::of_troubles(&region.parsed.troubles, &region.parsed.text);
            let refused = of_readers(region, self.detected.form);
            for StageFinding { rule, severity, message, span, .. } in
                of_region.into_iter().chain(refused)
            {
                let span = region.span(span);
                let stage = self.stage_at(span.start as usize);
                let (path, fixes) = (Path::default(), Vec::new());
                findings.push(Finding { rule, severity, message, stage, path, span, fixes });
            }
        }
        findings
    }
}

/// The findings without those that loading's failures say again: one of each
/// kind, in the same stage.
fn without_said(mut findings: Vec<Finding>, failures: &[(FailureKind, Finding)]) -> Vec<Finding> {
    for (kind, failure) in failures {
        let rule = match kind {
            FailureKind::DuplicateKey => "duplicate-key",
            FailureKind::Depth => "nested-too-deep",
            FailureKind::Expansion => "alias-bomb",
            FailureKind::RecursiveAlias => "recursive-alias",
            _ => continue,
        };
        let same = |finding: &Finding| finding.rule == rule && finding.stage == failure.stage;
        let exact = findings.iter().position(|it| same(it) && it.span.start == failure.span.start);
        if let Some(at) = exact.or_else(|| findings.iter().position(same)) {
            findings.remove(at);
        }
    }
    findings
}
