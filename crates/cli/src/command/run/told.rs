//! A run as it is told: the log and what came of it to standard output, what
//! happens to standard error; or all of it as JSON, an object a line.

use std::cell::RefCell;
use std::io::Write;

use stage_engine::run::{Change, Event, Moment, Preflight, RunRecord, SpinnakerAccess, Verdict};

use super::is_json;
use crate::args::RunFormat;
use crate::output::{extend, line, visible, visible_json};

/// Tells a run.
pub(super) struct Told {
    format: RunFormat,
    /// Whose log was told last.
    source: RefCell<String>,
}

impl Told {
    pub(super) fn new(format: RunFormat) -> Self {
        Self { format, source: RefCell::default() }
    }

    /// Tells what happened.
    pub(super) fn event(&self, event: &Event) {
        if is_json(self.format) {
            let json = serde_json::to_string(event).unwrap_or_default();
            return say(&format!("{}\n", visible_json(&json)));
        }
        match event {
            Event::Preflight(found) => aside(&preflight(found)),
            Event::Submitted { changes, .. } => aside(&changed(changes)),
            Event::TimeLine(moment) => aside(&happened(moment)),
            Event::Log { pod, container, attempt, text } => {
                self.log(&format!("{pod}, {container}, start {attempt}"), text);
            }
            Event::Missing { pod, container, text, .. } => {
                aside(&line("warning", &format!("log of {pod}, {container}: {text}")));
            }
            Event::Note { text } => aside(&line("note", text)),
            Event::Rerun { number, of } => {
                aside(&line("note", &format!("run again, {number} of {of}")));
            }
            Event::Verdict(verdict) => say(&judged(verdict)),
            Event::Record(record) => say(&ended(record)),
        }
    }

    fn log(&self, source: &str, text: &str) {
        let mut before = self.source.borrow_mut();
        if *before != source {
            aside(&format!("==> {} <==\n", visible(source)));
            source.clone_into(&mut before);
        }
        let mut lines = String::with_capacity(text.len() + 1);
        for line in text.lines() {
            extend(&mut lines, line);
            lines.push('\n');
        }
        say(&lines);
    }
}

/// Says something on standard error.
pub(in crate::command) fn aside(text: &str) {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}

fn say(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

fn preflight(found: &Preflight) -> String {
    let mut out = line(
        "note",
        &format!(
            "runs in {} ({}), namespace {}, as service account {}",
            found.kube_context, found.server, found.namespace, found.service_account
        ),
    );
    for used in &found.uses {
        let there = match used.there {
            Some(true) => "",
            Some(false) => ", which is not there",
            None => ", which may not be looked at",
        };
        let (word, name) = (used.named.kind.word(), &used.named.name);
        out.push_str(&line("note", &format!("uses the {word} {name}{there}")));
    }
    for access in found.access.iter().filter(|access| access.allowed == Some(false)) {
        let text = format!("you may not {} {}", access.verb, access.resource);
        out.push_str(&line(if access.needed { "warning" } else { "note" }, &text));
    }
    for service in &found.services {
        let text = format!("the service {service} would send traffic to the pods");
        out.push_str(&line("warning", &text));
    }
    for unknown in &found.unknown {
        out.push_str(&line("note", unknown));
    }
    if let Some(spinnaker) = &found.spinnaker {
        out.push_str(&spinnakers(spinnaker));
    }
    let admitted: Vec<String> =
        found.admitted_changes.iter().map(|change| change.path.clone()).collect();
    if !admitted.is_empty() {
        let text = format!("the API server fills in {}", admitted.join(", "));
        out.push_str(&line("note", &text));
    }
    for warning in found.quotas.iter().chain(&found.warnings).chain(&found.problems) {
        out.push_str(&line("warning", warning));
    }
    out
}

fn spinnakers(spinnaker: &SpinnakerAccess) -> String {
    let SpinnakerAccess { account, access } = spinnaker;
    if access.iter().all(|access| access.allowed.is_none()) {
        return line("note", &format!("what {account} may do is not known: you may not ask"));
    }
    let denied = access.iter().filter(|access| access.allowed == Some(false));
    let all: String = denied
        .map(|access| {
            let text = format!("{account} may not {} {}", access.verb, access.resource);
            line(if access.needed { "warning" } else { "note" }, &text)
        })
        .collect();
    if all.is_empty() {
        return line("note", &format!("{account} may do all that Spinnaker needs"));
    }
    all
}

fn changed(changes: &[Change]) -> String {
    changes
        .iter()
        .map(|change| {
            let Change { path, was, now, why } = change;
            let what = match (was, now) {
                (None, Some(now)) => format!("is set to {now}"),
                (Some(was), None) => format!("is left out, it was {was}"),
                (Some(was), Some(now)) => format!("is {now} instead of {was}"),
                (None, None) => "stays".to_owned(),
            };
            line("changed", &format!("{path} {what} ({why})"))
        })
        .collect()
}

fn happened(moment: &Moment) -> String {
    let Moment { at, subject, what, message, meaning, trouble } = moment;
    let at = if at.is_empty() { "now" } else { at };
    let told = if message.is_empty() { String::new() } else { format!(": {message}") };
    let mut out =
        line(if *trouble { "trouble" } else { "event" }, &format!("{at} {subject} {what}{told}"));
    if let Some(meaning) = meaning {
        out.push_str(&line("  means", meaning));
    }
    out
}

fn judged(verdict: &Verdict) -> String {
    let mut out = String::new();
    out.push_str(if verdict.outputs.is_empty() { "outputs: none\n" } else { "outputs:\n" });
    for (name, value) in &verdict.outputs {
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        out.push_str(&format!("  {}: {}\n", visible(name), visible(&value)));
    }
    if let Some(link) = &verdict.log_link {
        let leads = link.url.as_deref().unwrap_or("nowhere");
        out.push_str(&format!("log link: {}\n", visible(leads)));
        for problem in &link.problems {
            out.push_str(&format!("  {}\n", visible(problem)));
        }
    }
    out.push_str(&format!("verdict: {}\n", visible(&verdict.status)));
    if let Some(error) = &verdict.error {
        out.push_str(&format!(
            "  {}\n",
            error.lines().map(visible).collect::<Vec<_>>().join("\n  ")
        ));
    }
    if let Some(condition) = &verdict.kubernetes {
        let parts = [&condition.kind, &condition.reason, &condition.message];
        let parts: Vec<String> =
            parts.into_iter().filter(|part| !part.is_empty()).map(|part| visible(part)).collect();
        out.push_str(&format!("kubernetes: {}\n", parts.join(", ")));
    }
    for note in &verdict.notes {
        out.push_str(&format!("note: {}\n", visible(note)));
    }
    out
}

fn ended(record: &RunRecord) -> String {
    let condition = record.status.conditions.first();
    let (reason, message) = condition
        .map(|condition| (format!("{:?}", condition.reason), condition.message.clone()))
        .unwrap_or_default();
    let first = message.lines().next().unwrap_or_default();
    format!("run {}: {reason}. {}\n", record.id, visible(first))
}
