//! `stagectl check`.

use std::io;
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

pub(crate) fn check(args: &Check, stdin: &mut dyn io::Read, look: Look) -> Report {
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
    let read: Vec<Read<'_>> = inputs
        .iter()
        .map(|input| {
            let text = input.text(stdin);
            let analysis =
                text.map(|text| analyze_in(&Source::new(text), target, &environment, None));
            Read { input, analysis }
        })
        .collect();
    let team = match Team::of(&settings, target, &environment, &read) {
        Ok(team) => team,
        Err(message) => return Report::wrong_use(&message),
    };
    let policy = |input: &Input| settings.policy(input.path());
    let read: Vec<Read<'_>> = read
        .into_iter()
        .map(|Read { input, analysis }| {
            let fix = |analysis| fixing::fixed(args, input, analysis, &policy(input), &mut report);
            Read { input, analysis: if args.fix { analysis.and_then(fix) } else { analysis } }
        })
        .collect();
    // Together they are as they are after the fixes.
    let together = team.and_then(|team| team.together(&read, target));
    if let Some(together) = &together {
        together.told().iter().for_each(|note| report.note(note));
    }
    let mut tally = Tally::default();
    let mut all = Vec::new();
    for (at, Read { input, analysis }) in read.into_iter().enumerate() {
        let known = together.as_ref().and_then(|together| together.of(at)).cloned();
        let checked = analysis
            .map(|analysis| known.unwrap_or(analysis))
            .and_then(|analysis| checked(args, input, analysis, &policy(input)));
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

/// An input, and what was read of it.
struct Read<'i> {
    input: &'i Input,
    analysis: Result<Analysis, Error>,
}

/// The files of the installation that the team's settings name.
struct Team {
    names: Vec<String>,
    members: Vec<Member>,
}

/// A file of an installation.
enum Member {
    /// The input at this place.
    Checked(usize),
    /// A file that is not checked.
    Other(Box<Analysis>),
}

/// The installation, and which input each of its files is.
struct Together {
    files: Files,
    inputs: Vec<Option<usize>>,
}

impl Team {
    /// Also reads the files that are not checked; none where the settings name
    /// fewer than two.
    fn of(
        settings: &Settings,
        target: Target,
        environment: &Arc<Environment>,
        read: &[Read<'_>],
    ) -> Result<Option<Self>, String> {
        if settings.installation.len() < 2 {
            return Ok(None);
        }
        let places: Vec<Option<PathBuf>> = read
            .iter()
            .map(|one| one.input.path().filter(|_| one.analysis.is_ok())?.canonicalize().ok())
            .collect();
        let mut members = Vec::new();
        for file in &settings.installation {
            let path = settings.folder.join(file);
            let place = path.canonicalize().ok();
            let known = places.iter().position(|known| known.is_some() && *known == place);
            members.push(if let Some(at) = known {
                Member::Checked(at)
            } else {
                let text = stage_engine::files::text(&path).map_err(|error| error.to_string())?;
                Member::Other(analyze_in(&Source::new(text), target, environment, None).into())
            });
        }
        let names = settings.installation.iter().map(|file| file.display().to_string()).collect();
        Ok(Some(Self { names, members }))
    }

    /// All files as one installation; none if one of them could not be mended.
    fn together(self, read: &[Read<'_>], target: Target) -> Option<Together> {
        let (mut analyses, mut inputs) = (Vec::new(), Vec::new());
        for member in self.members {
            let (file, input) = match member {
                Member::Checked(at) => (read.get(at)?.analysis.as_ref().ok()?.clone(), Some(at)),
                Member::Other(file) => (*file, None),
            };
            analyses.push(file);
            inputs.push(input);
        }
        Some(Together { files: installation::joined(self.names, analyses, target), inputs })
    }
}

impl Together {
    /// What is to be known of the files together.
    fn told(&self) -> Vec<String> {
        let analyses: Vec<&Analysis> = self.files.analyses.iter().collect();
        installation::told(&self.files, &Secrets::of_all(&analyses))
    }

    /// The analysis of an input as it is among the others.
    fn of(&self, input: usize) -> Option<&Analysis> {
        let at = self.inputs.iter().position(|known| *known == Some(input))?;
        self.files.analyses.get(at)
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
