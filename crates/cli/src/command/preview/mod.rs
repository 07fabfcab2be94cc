//! `stagectl preview`.

mod given;
mod installed;
mod stage;
mod submission;
mod whole;

use std::io::Read;

use stage_core::Analysis;
use stage_core::analyze_in;
use stage_core::document::{Region, Source, TroubleKind};
use stage_core::finding::Severity;
use stage_core::forms::Form;
use stage_core::java::Span;
use stage_core::preview::{Outcome, Results, Step};
use stage_core::secret::Secrets;

use super::{FAILED, Report};
use crate::args::{Preview, PreviewFormat};
use crate::environment::environment;
use crate::input::Input;
use crate::installation;
use crate::output::Look;
use crate::output::json_v1::written;
use crate::output::text::{Remark, rendered};
use given::{Given, given};
pub(crate) use submission::{Submission, submission};

/// What core puts between an exception and its cause.
const CAUSE: &str = "\ncaused by ";

/// A file whose stages are previewed.
struct Opened {
    /// What to call it.
    name: String,
    /// What was read.
    analysis: Analysis,
    /// What must not be shown.
    secrets: Secrets,
    /// Whether standard error likes colour.
    colour: bool,
}

pub(crate) fn preview(args: &Preview, stdin: &mut dyn Read, look: Look) -> Report {
    let mut paths = Vec::new();
    for path in std::iter::once(&args.file).chain(&args.more) {
        match installation::named(path) {
            Ok(files) => paths.extend(files),
            Err(message) => return Report::wrong_use(&message),
        }
    }
    let input = Input::named(paths.first().unwrap_or(&args.file));
    let given = match given(args, stdin) {
        Ok(given) => given,
        Err(message) => return Report::wrong_use(&message),
    };
    let environment = match environment(&args.env) {
        Ok(environment) => environment,
        Err(message) => return Report::wrong_use(&message),
    };
    if paths.len() > 1 {
        return installed::preview(&paths, args, &given, &environment, stdin, look);
    }
    let text = match input.text(stdin) {
        Ok(text) => text,
        Err(error) => return Report::wrong_use(&error.to_string()),
    };
    let analysis = analyze_in(&Source::new(text), args.target, &environment, None);
    let name = input.name();
    if analysis.detected.form == Form::None {
        let reason = &analysis.detected.reason;
        return Report::wrong_use(&format!("no stages in {name}: {reason}"));
    }
    let mut secrets = Secrets::of(&analysis);
    learn(&mut secrets, &given);
    let opened = Opened { name, analysis, secrets, colour: look.err };
    if given.step == Step::Loaded && args.stage.is_none() {
        return whole::loaded(opened, args);
    }
    match stage::chosen(&opened, args.stage.as_deref()) {
        Ok((index, notes)) => {
            let mut report = stage::preview(opened, index, args, &given);
            for note in notes {
                report.note(&note);
            }
            report
        }
        Err(report) => report,
    }
}

/// Adds the secrets of what is given beside the files.
fn learn(secrets: &mut Secrets, given: &Given) {
    secrets.learn_from(&given.inputs.stage_json);
    let execution = given.inputs.execution.as_ref().and_then(|sample| sample.json.as_map());
    if let Some(execution) = execution {
        secrets.learn_from(execution);
    }
}

impl Opened {
    /// What keeps the text from being read here, each with its place. What
    /// Orca makes of other troubles, loading says in Orca's words.
    fn unreadable(&self) -> Vec<(String, Span)> {
        let syntax = |kind| kind == TroubleKind::Syntax;
        let regions = &self.analysis.regions.regions;
        regions.iter().flat_map(|region| troubles(region, syntax)).collect()
    }

    /// What keeps the stage at `index` from being read as it is written.
    fn spoiling(&self, index: usize) -> Vec<(String, Span)> {
        let place = self.analysis.detected.stages.get(index);
        let region = place.and_then(|place| self.analysis.regions.regions.get(place.region));
        let any = |kind| kind != TroubleKind::Size;
        region.into_iter().flat_map(|region| troubles(region, any)).collect()
    }

    /// Adds a failure for people, with its place.
    fn say(&self, report: &mut Report, message: &str, span: Option<Span>) {
        let mut said = message.split(CAUSE);
        let message = said.next().unwrap_or_default();
        let notes = said.map(|cause| format!("caused by {cause}")).collect();
        let remark = Remark { severity: Severity::Error, rule: None, message, span, notes };
        let source = &self.analysis.source;
        report.err.push_str(&rendered(&remark, &self.name, source, &self.secrets, self.colour));
    }

    /// Adds that Spinnaker fails, which is a result.
    fn failed(
        &self,
        report: &mut Report,
        format: PreviewFormat,
        message: &str,
        span: Option<Span>,
    ) {
        report.at_least(FAILED);
        match format {
            PreviewFormat::Yaml => self.say(report, message, span),
            PreviewFormat::Json => {
                let said: Vec<String> =
                    message.split(CAUSE).map(|cause| self.secrets.masked(cause)).collect();
                report.out = written(&serde_json::json!({"error": said}));
            }
        }
    }
}

fn troubles(
    region: &Region,
    wanted: impl Fn(TroubleKind) -> bool,
) -> impl Iterator<Item = (String, Span)> {
    let troubles = region.parsed.troubles.iter().filter(move |trouble| wanted(trouble.kind));
    troubles.map(|trouble| (trouble.message.clone(), region.span(trouble.span)))
}

/// Hides the secrets of every step.
fn mask(results: &mut Results, secrets: &mut Secrets) {
    // Twice: a later step may name what an earlier one only shows.
    for _ in 0..2 {
        for (_, outcome) in &mut results.outcomes {
            if let Outcome::Done(value) = outcome {
                *value = secrets.masked_value(value);
            }
        }
    }
}
