//! `stagectl check`.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use stage_core::document::Source;
use stage_core::finding::{Finding, Severity};
use stage_core::forms::Form;
use stage_core::rules::Policy;
use stage_core::secret::Secrets;
use stage_core::spinnaker::Target;
use stage_core::spinnaker::load::Environment;
use stage_core::{Analysis, analyze_in};
use stage_engine::Error;
use stage_engine::settings::{self, Settings};

use super::{FAILED, Report, fixing, since};
use crate::args::{Check, CheckFormat};
use crate::environment::environment;
use crate::input::{Input, inputs};
use crate::installation::{self, Files};
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
    let target = args.target.or(settings.target).unwrap_or_default();
    let mut team = match team(&settings, target, &environment) {
        Ok(team) => team,
        Err(message) => return Report::wrong_use(&message),
    };
    if let Some(team) = &team {
        team.told().iter().for_each(|note| report.note(note));
    }
    let mut tally = Tally::default();
    let mut all = Vec::new();
    for input in &inputs {
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
        let within = |analysis| match (&mut team, input.path()) {
            (Some(team), Some(path)) => team.within(path, analysis),
            _ => analysis,
        };
        let checked =
            fixed.map(within).and_then(|analysis| checked(args, input, analysis, &policy));
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

/// The installation that the team's settings name.
struct Team {
    paths: Vec<PathBuf>,
    /// Each file by itself.
    alone: Vec<Analysis>,
    files: Files,
    target: Target,
}

/// Reads the installation's files, also those that are not checked; none
/// where the settings name fewer than two.
fn team(
    settings: &Settings,
    target: Target,
    environment: &Arc<Environment>,
) -> Result<Option<Team>, String> {
    if settings.installation.len() < 2 {
        return Ok(None);
    }
    let paths: Vec<PathBuf> =
        settings.installation.iter().map(|file| settings.folder.join(file)).collect();
    let mut alone = Vec::new();
    for path in &paths {
        let text = stage_engine::files::text(path).map_err(|error| error.to_string())?;
        alone.push(analyze_in(&Source::new(text), target, environment, None));
    }
    let names = settings.installation.iter().map(|file| file.display().to_string()).collect();
    let files = installation::joined(names, alone.clone(), target);
    Ok(Some(Team { paths, alone, files, target }))
}

impl Team {
    /// What is to be known of the files together.
    fn told(&self) -> Vec<String> {
        let analyses: Vec<&Analysis> = self.files.analyses.iter().collect();
        installation::told(&self.files, &Secrets::of_all(&analyses))
    }

    /// The analysis of the file at `path` as it is among the others.
    fn within(&mut self, path: &Path, analysis: Analysis) -> Analysis {
        let Ok(path) = path.canonicalize() else { return analysis };
        let same = |known: &PathBuf| known.canonicalize().is_ok_and(|known| known == path);
        let Some(at) = self.paths.iter().position(same) else { return analysis };
        let Some(known) = self.alone.get_mut(at) else { return analysis };
        // It may have been mended meanwhile.
        if known.source.text != analysis.source.text {
            *known = analysis.clone();
            let names = self.files.names.clone();
            self.files = installation::joined(names, self.alone.clone(), self.target);
        }
        self.files.analyses.get(at).cloned().unwrap_or(analysis)
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
