//! `stagectl check`.

use std::io::Read;
use std::path::Path;

use stage_core::document::Source;
use stage_core::finding::{Finding, Severity};
use stage_core::forms::Form;
use stage_core::rules::Policy;
use stage_core::secret::Secrets;
use stage_core::{Analysis, analyze_in};
use stage_engine::Error;
use stage_engine::settings::{self, Settings};

use super::{FAILED, Report, fixing, since};
use crate::args::{Check, CheckFormat};
use crate::environment::environment;
use crate::input::{Input, inputs};
use crate::output::{Look, github, json_v1, sarif, text};

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
    let settings = match settings(args) {
        Ok(settings) => settings,
        Err(error) => return Report::wrong_use(&error.to_string()),
    };
    if let Some(reference) = &args.since
        && let Err(message) = since::known(reference)
    {
        return Report::wrong_use(&message);
    }
    let (inputs, troubles) = inputs(&args.paths);
    for trouble in &troubles {
        report.trouble(trouble);
    }
    if inputs.is_empty() && troubles.is_empty() {
        report.note("no stage files there");
    }
    let mut tally = Tally::default();
    let mut all = Vec::new();
    for input in &inputs {
        let target = args.target.or(settings.target).unwrap_or_default();
        let policy = settings.policy(input.path());
        let read = input
            .text(stdin)
            .map(|text| analyze_in(&Source::new(text), target, &environment, None));
        let fixed = read.and_then(|analysis| {
            if !args.fix {
                return Ok(analysis);
            }
            fixing::fixed(args, input, analysis, &policy, &mut report)
        });
        let checked = fixed.and_then(|analysis| checked(args, input, analysis, &policy));
        let checked = match checked {
            Ok(checked) => checked,
            Err(error) => {
                report.trouble(&error.to_string());
                continue;
            }
        };
        let form = checked.analysis.detected.form;
        let unrendered = form == Form::HelmTemplate && checked.analysis.stages.is_empty();
        if (form == Form::None || unrendered) && checked.findings.is_empty() {
            let Checked { name, analysis, .. } = &checked;
            report.note(&format!("no stages in {name}: {}", analysis.detected.reason));
        }
        tally.add(&checked);
        if checked.findings.iter().any(|finding| finding.severity >= args.fail_on.severity()) {
            report.at_least(FAILED);
        }
        all.push(checked);
    }
    match args.format {
        CheckFormat::Text if tally.files == 0 || args.dry_run => {}
        CheckFormat::Text => {
            report.out.extend(all.iter().map(|checked| text::findings(checked, look.out)));
            report.out.push_str(&text::tally(&tally));
        }
        CheckFormat::Json => {
            report.out = json_v1::check(all.iter().map(json_v1::File::of).collect());
        }
        CheckFormat::Sarif => report.out = sarif::check(&all),
        CheckFormat::Github => report.out = github::check(&all),
    }
    report
}

/// The team's settings: those named, or the nearest.
fn settings(args: &Check) -> Result<Settings, Error> {
    let named = args.config.clone();
    match named.or_else(|| settings::find(Path::new("."))) {
        Some(path) => settings::read(&path),
        None => Ok(Settings::default()),
    }
}

fn checked(
    args: &Check,
    input: &Input,
    analysis: Analysis,
    policy: &Policy,
) -> Result<Checked, Error> {
    let mut findings = analysis.findings_under(policy);
    if let (Some(reference), Some(path)) = (&args.since, input.path()) {
        findings = since::new(reference, path, &analysis, policy, findings)?;
    }
    // Looking for secrets costs more than the analysis: not where nothing of
    // the text is shown.
    let secrets = if findings.is_empty() { Secrets::default() } else { Secrets::of(&analysis) };
    Ok(Checked { name: input.name(), analysis, findings, secrets })
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
