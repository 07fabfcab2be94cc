//! What is found before a run and what happens in it, for the window.

use stage_core::java::from_json;
use stage_core::preview::compare;
use stage_engine::run::{
    Access, Change, Mask, Moment, Order, Preflight, Prepared, Replaced, RunResult, Verdict,
    secret_variables,
};
use stage_wire::{
    NamespaceFrom, PreviewLine, ReplacedJob, RunAccess, RunChange, RunMoment, RunOutput,
    RunPreflight, RunUse, RunVerdict, SpinnakerAccess,
};

use super::preview::{mark, narrow, shown_path};

fn access(access: Access) -> RunAccess {
    let Access { verb, resource, needed, allowed } = access;
    RunAccess { verb, resource, needed, allowed }
}

/// What was found, masked; `sent` is what would be sent.
pub(crate) fn preflight(found: Preflight, order: &Order, sent: &Prepared) -> RunPreflight {
    let mask = Mask::new(&order.context, &order.manifest);
    let named = sent.manifest.pointer("/metadata/namespace").is_some();
    RunPreflight {
        kube_context: found.kube_context,
        server: found.server,
        namespace: found.namespace,
        namespace_from: match (&order.namespace, named) {
            (Some(_), _) => NamespaceFrom::Chosen,
            (None, true) => NamespaceFrom::Manifest,
            (None, false) => NamespaceFrom::KubeContext,
        },
        service_account: found.service_account,
        protected: None,
        replaces: None,
        expressions: order.unconfirmed.clone(),
        access: found.access.into_iter().map(access).collect(),
        spinnaker: found.spinnaker.map(|spinnaker| SpinnakerAccess {
            account: spinnaker.account,
            access: spinnaker.access.into_iter().map(access).collect(),
        }),
        unknown: found.unknown,
        uses: found
            .uses
            .into_iter()
            .map(|used| RunUse {
                kind: used.named.kind.word().to_owned(),
                name: used.named.name,
                optional: used.named.optional,
                there: used.there,
            })
            .collect(),
        secrets: secret_variables(&order.manifest).into_iter().map(str::to_owned).collect(),
        services: found.services,
        warnings: found.quotas.iter().chain(&found.warnings).map(|text| mask.text(text)).collect(),
        problems: found.problems.iter().map(|text| mask.text(text)).collect(),
        changes: changes(&sent.changes),
        admitted: found
            .admitted
            .map(|admitted| admitted_lines(&mask.json(&sent.manifest), &mask.json(&admitted)))
            .unwrap_or_default(),
    }
}

/// The Job as the API server would keep it, with what it changed.
fn admitted_lines(sent: &serde_json::Value, admitted: &serde_json::Value) -> Vec<PreviewLine> {
    let (lines, _) = compare(Some(&from_json(sent)), &from_json(admitted), &|_| {
        Some("by the API server".into())
    });
    let line = |line: stage_core::preview::Line| PreviewLine {
        number: line.number.map(narrow),
        path: shown_path(&line.steps),
        range: None,
        mark: mark(&line),
        text: line.text,
    };
    lines.into_iter().map(line).collect()
}

/// The Job that an exact run would delete.
pub(crate) fn in_the_way(job: Replaced) -> ReplacedJob {
    let minutes = u32::try_from(job.age.max(0) / 60).unwrap_or(u32::MAX);
    ReplacedJob { name: job.name, uid: job.uid, owner: job.owner, minutes }
}

pub(crate) fn changes(changes: &[Change]) -> Vec<RunChange> {
    let one = |change: &Change| RunChange {
        path: change.path.clone(),
        was: change.was.as_ref().map(ToString::to_string),
        now: change.now.as_ref().map(ToString::to_string),
        why: change.why.clone(),
    };
    changes.iter().map(one).collect()
}

pub(crate) fn moment(moment: &Moment) -> RunMoment {
    let Moment { at, subject, what, message, meaning, trouble } = moment.clone();
    RunMoment { at, subject, what, message, meaning, trouble }
}

pub(crate) fn verdict(verdict: &Verdict) -> RunVerdict {
    let kubernetes = verdict.kubernetes.as_ref().map(|condition| {
        let parts = [&condition.kind, &condition.reason, &condition.message];
        let parts: Vec<&str> =
            parts.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        parts.join(": ")
    });
    RunVerdict {
        status: verdict.status.clone(),
        job_state: verdict.job_state.clone(),
        error: verdict.error.clone(),
        kubernetes,
        notes: verdict.notes.clone(),
    }
}

pub(crate) fn outputs(results: &[RunResult]) -> Vec<RunOutput> {
    let one = |result: &RunResult| RunOutput {
        name: result.name.clone(),
        value: text(&result.value),
        expression: result.expression.clone(),
    };
    results.iter().map(one).collect()
}

/// A text as it is, all else as JSON.
pub(crate) fn text(value: &serde_json::Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
