//! `stagectl check`.

use std::io::Read;
use std::sync::Arc;

use stage_core::document::Source;
use stage_core::finding::{Finding, Severity};
use stage_core::forms::Form;
use stage_core::secret::Secrets;
use stage_core::spinnaker::Target;
use stage_core::spinnaker::load::Environment;
use stage_core::{Analysis, analyze_in};

use super::{FAILED, Report};
use crate::args::{Check, CheckFormat};
use crate::environment::environment;
use crate::input::{Input, inputs};
use crate::output::{Look, json_v1, text};

/// A file that was checked.
pub(crate) struct Checked {
    /// What to call it.
    pub(crate) name: String,
    /// What was read.
    pub(crate) analysis: Analysis,
    /// What was found, by place.
    pub(crate) findings: Vec<Finding>,
    /// What must not be shown.
    pub(crate) secrets: Secrets,
}

/// How much was checked, and what was found.
#[derive(Default)]
pub(crate) struct Tally {
    pub(crate) files: usize,
    pub(crate) stages: usize,
    pub(crate) errors: usize,
    pub(crate) warnings: usize,
    pub(crate) notes: usize,
}

pub(crate) fn check(args: &Check, stdin: &mut dyn Read, look: Look) -> Report {
    let environment = match environment(&args.env) {
        Ok(environment) => environment,
        Err(message) => return Report::wrong_use(&message),
    };
    let mut report = Report::default();
    let (inputs, troubles) = inputs(&args.paths);
    for trouble in &troubles {
        report.trouble(trouble);
    }
    if inputs.is_empty() && troubles.is_empty() {
        report.note("no stage files there");
    }
    let mut tally = Tally::default();
    let mut files = Vec::new();
    for input in &inputs {
        let checked = match input.text(stdin) {
            Ok(text) => checked(input, &text, args.target, &environment),
            Err(error) => {
                report.trouble(&error.to_string());
                continue;
            }
        };
        if checked.analysis.detected.form == Form::None && checked.findings.is_empty() {
            let Checked { name, analysis, .. } = &checked;
            report.note(&format!("no stages in {name}: {}", analysis.detected.reason));
        }
        tally.add(&checked);
        if checked.findings.iter().any(|finding| finding.severity >= args.fail_on.severity()) {
            report.at_least(FAILED);
        }
        match args.format {
            CheckFormat::Text => report.out.push_str(&text::findings(&checked, look.out)),
            CheckFormat::Json => files.push(json_v1::File::of(&checked)),
        }
    }
    match args.format {
        CheckFormat::Text if tally.files == 0 => {}
        CheckFormat::Text => report.out.push_str(&text::tally(&tally)),
        CheckFormat::Json => report.out = json_v1::check(files),
    }
    report
}

fn checked(input: &Input, text: &str, target: Target, environment: &Arc<Environment>) -> Checked {
    let analysis = analyze_in(&Source::new(text), target, environment, None);
    let findings = analysis.findings();
    // Looking for secrets costs more than the analysis: not where nothing of
    // the text is shown.
    let secrets = if findings.is_empty() { Secrets::default() } else { Secrets::of(&analysis) };
    Checked { name: input.name(), analysis, findings, secrets }
}

impl Tally {
    fn add(&mut self, checked: &Checked) {
        self.files += 1;
        self.stages += checked.analysis.stages.len();
        for finding in &checked.findings {
            *match finding.severity {
                Severity::Error => &mut self.errors,
                Severity::Warning => &mut self.warnings,
                Severity::Note => &mut self.notes,
            } += 1;
        }
    }
}
