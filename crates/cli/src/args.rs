//! The flags. Their texts are also `docs/stagectl.md`.

use std::path::PathBuf;

pub(crate) use crate::args_forms::{Compare, Convert, Export};
pub(crate) use crate::args_run::{Rerun, Run, RunFormat, Runs, RunsAction};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Parser, Subcommand, ValueEnum};
use stage_core::finding::Severity;
use stage_core::preview::Step;
use stage_core::spinnaker::{Release, Target};

pub(crate) const EXIT: &str = "\
Exit status:
  0  fine
  1  findings at or above --fail-on, or a stage that Spinnaker would not load or run
  2  wrong use, or a file that could not be read";

/// Checks Spinnaker's custom job stages, and shows what Spinnaker makes of
/// them.
#[derive(Debug, Parser)]
#[command(name = "stagectl", version, after_help = EXIT, max_term_width = 100)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Check(Check),
    Preview(Preview),
    /// List the rules: id, severity, and what each is about.
    Rules,
    Explain(Explain),
    Eval(Eval),
    Export(Export),
    Convert(Convert),
    Compare(Compare),
    Diff(Diff),
    Outputs(Outputs),
    Why(Why),
    Run(Box<Run>),
    Runs(Runs),
}

/// Explain a rule: what happens, why, and how to do it right.
#[derive(Debug, clap::Args)]
pub(crate) struct Explain {
    /// The rule's id, as findings and `stagectl rules` name it.
    #[arg(value_name = "RULE")]
    pub(crate) rule: String,
}

/// Say what is wrong in stage files.
///
/// Results go to standard output, everything else to standard error. Values
/// that look like secrets are masked.
#[derive(Debug, clap::Args)]
#[command(after_help = EXIT)]
pub(crate) struct Check {
    /// Files; folders, of which the YAML files that hold stages are checked,
    /// by git's ignore rules; or `-` for standard input.
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// The Spinnaker release that the files are meant for; if left out, that
    /// of stage-designer.toml, else the newest.
    #[arg(long, value_name = "RELEASE", value_parser = targets())]
    pub(crate) target: Option<Target>,
    /// The team's settings; if left out, the nearest stage-designer.toml in
    /// the current folder or above it, up to the repository's root.
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Report only what is new against this revision of the git repository.
    #[arg(long, value_name = "GITREF")]
    pub(crate) since: Option<String>,
    /// Make all fixes that are safe: those after which a stage behaves as
    /// before, or as was plainly meant. What is left is reported.
    #[arg(long)]
    pub(crate) fix: bool,
    /// Write no file, and print what --fix would change as a diff.
    #[arg(long, requires = "fix", conflicts_with = "format")]
    pub(crate) dry_run: bool,
    /// The least severity that makes the exit status 1.
    #[arg(long, value_enum, default_value_t = FailOn::Error, value_name = "SEVERITY")]
    pub(crate) fail_on: FailOn,
    /// Orca's environment, which placeholders name: NAME=VALUE, or a file with
    /// such lines; may be repeated. Nothing of your own environment is used.
    #[arg(long, value_name = "N=V|FILE")]
    pub(crate) env: Vec<String>,
    /// How to write the findings.
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    pub(crate) format: CheckFormat,
}

/// Show a stage as it is after a step of the way from file to cluster.
///
/// Without --stage, a file with one stage shows it; `--step loaded` shows all
/// stages of the file, by kind. Values that look like secrets are masked.
#[derive(Debug, clap::Args)]
#[command(after_help = EXIT)]
pub(crate) struct Preview {
    /// The file with the stage, or `-` for standard input; or a
    /// stage-designer.toml, or a folder with one, for its installation.
    pub(crate) file: PathBuf,
    /// More files of the same installation, each of a higher precedence than
    /// those before it.
    #[arg(value_name = "FILE")]
    pub(crate) more: Vec<PathBuf>,
    /// The stage: its type, else its label, else `#1` for the first in the
    /// file.
    #[arg(long, value_name = "TYPE")]
    pub(crate) stage: Option<String>,
    /// The step; if left out, authored without inputs and filled with any.
    #[arg(long, value_parser = steps())]
    pub(crate) step: Option<Step>,
    /// A value that the pipeline's author gives for a parameter; may be
    /// repeated.
    #[arg(long, value_name = "N=V", value_parser = pair)]
    pub(crate) param: Vec<(String, String)>,
    /// The stage's JSON in a pipeline, as a file or `-`.
    #[arg(long, value_name = "FILE")]
    pub(crate) stage_json: Option<PathBuf>,
    /// The execution that expressions look at, as Orca's JSON in a file or
    /// `-`; without it, a small made-up one.
    #[arg(long, value_name = "FILE")]
    pub(crate) execution: Option<PathBuf>,
    /// The Spinnaker release.
    #[arg(long, value_name = "RELEASE", value_parser = targets(), default_value = newest())]
    pub(crate) target: Target,
    /// Orca's environment, which placeholders name: NAME=VALUE, or a file with
    /// such lines; may be repeated. Nothing of your own environment is used.
    #[arg(long, value_name = "N=V|FILE")]
    pub(crate) env: Vec<String>,
    /// How to write the stage.
    #[arg(long, value_enum, default_value_t = PreviewFormat::Yaml)]
    pub(crate) format: PreviewFormat,
    /// Say in a comment behind each line what the step did to it.
    #[arg(long)]
    pub(crate) marks: bool,
}

/// Evaluate an expression as Orca does.
///
/// What comes out is Orca's value: a text as it is, all else as JSON. Where
/// the expression has no value, the text stays, and what Orca writes into its
/// summary is said. Values that look like secrets are masked.
#[derive(Debug, clap::Args)]
#[command(after_help = EXIT)]
pub(crate) struct Eval {
    /// The expression, or a text with any number of `${…}`; `-` for standard
    /// input.
    pub(crate) expression: String,
    /// The execution that it looks at, as Orca's JSON in a file or `-`;
    /// without it, a small made-up one.
    #[arg(long, value_name = "FILE")]
    pub(crate) execution: Option<PathBuf>,
    /// The stage that runs: its id, else its refId, else its name; if left
    /// out, the one whose status is RUNNING, else the last.
    #[arg(long, value_name = "ID")]
    pub(crate) stage: Option<String>,
    /// How to write the value.
    #[arg(long, value_enum, default_value_t = EvalFormat::Text)]
    pub(crate) format: EvalFormat,
}

/// Say what pipelines and Orca notice of a new file or a new release.
///
/// Exit status 1 where Orca no longer starts or a stage is gone. Values that
/// look like secrets are masked.
#[derive(Debug, clap::Args)]
#[command(after_help = EXIT)]
pub(crate) struct Diff {
    /// The file as it was, or `-` for standard input; or a
    /// stage-designer.toml, or a folder with one, for its installation.
    pub(crate) old: PathBuf,
    /// The file as it is; OLD, if left out, for comparing releases.
    pub(crate) new: Option<PathBuf>,
    /// The Spinnaker release of NEW.
    #[arg(long, value_name = "RELEASE", value_parser = targets(), default_value = newest())]
    pub(crate) target: Target,
    /// The Spinnaker release of OLD; that of NEW, if left out.
    #[arg(long, value_name = "RELEASE", value_parser = targets())]
    pub(crate) target_old: Option<Target>,
    /// Orca's environment, which placeholders name: NAME=VALUE, or a file with
    /// such lines; may be repeated. Nothing of your own environment is used.
    #[arg(long, value_name = "N=V|FILE")]
    pub(crate) env: Vec<String>,
    /// How to write the differences.
    #[arg(long, value_enum, default_value_t = OutputsFormat::Text)]
    pub(crate) format: OutputsFormat,
}

/// Say what Spinnaker captures from a Job's log, line by line.
///
/// Exit status 1 where a line spoils the whole capture. Logs may have any
/// size. Values that look like secrets are masked.
#[derive(Debug, clap::Args)]
#[command(after_help = EXIT)]
pub(crate) struct Outputs {
    /// The log of the container that `propertyFile` names, or `-` for standard
    /// input.
    pub(crate) log: PathBuf,
    /// The file is a JSON artifact that the stage consumes, not a log.
    #[arg(long)]
    pub(crate) artifact: bool,
    /// The Spinnaker release.
    #[arg(long, value_name = "RELEASE", value_parser = targets(), default_value = newest())]
    pub(crate) target: Target,
    /// The parser's generation, which changed within patches of 2026.0, 2026.1
    /// and 2026.2; if left out, the release's newest.
    #[arg(long, value_enum)]
    pub(crate) parser: Option<Generation>,
    /// How to write the lines.
    #[arg(long, value_enum, default_value_t = OutputsFormat::Text)]
    pub(crate) format: OutputsFormat,
}

/// Explain an error of Orca, clouddriver or Deck: its place, cause and remedy.
#[derive(Debug, clap::Args)]
#[command(after_help = EXIT)]
pub(crate) struct Why {
    /// The error, as it was shown; `-` or nothing for standard input.
    #[arg(value_name = "TEXT")]
    pub(crate) text: Vec<String>,
    /// The stage file, to say which line the error is about.
    #[arg(long, value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum OutputsFormat {
    /// For people.
    Text,
    /// For programs: see schemas/.
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Generation {
    #[value(name = "before-2026-07")]
    Before202607,
    #[value(name = "since-2026-07")]
    Since202607,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum FailOn {
    Error,
    Warning,
    Note,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    /// For people.
    Text,
    /// For programs: see schemas/stagectl-check-v1.schema.json.
    Json,
    /// For code scanning: SARIF 2.1.0.
    Sarif,
    /// Annotations of GitHub Actions.
    Github,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PreviewFormat {
    Yaml,
    /// See schemas/stagectl-preview-v1.schema.json.
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum EvalFormat {
    /// For people.
    Text,
    /// For programs: see schemas/stagectl-eval-v1.schema.json.
    Json,
}

impl FailOn {
    pub(crate) fn severity(self) -> Severity {
        match self {
            Self::Error => Severity::Error,
            Self::Warning => Severity::Warning,
            Self::Note => Severity::Note,
        }
    }
}

fn steps() -> impl TypedValueParser<Value = Step> {
    PossibleValuesParser::new(Step::ALL.map(Step::name))
        .map(|name| Step::named(&name).unwrap_or(Step::Authored))
}

pub(crate) fn targets() -> impl TypedValueParser<Value = Target> {
    PossibleValuesParser::new(Release::ALL.map(|(_, name)| name))
        .map(|name| Release::named(&name).map(Target::of).unwrap_or_default())
}

pub(crate) fn newest() -> &'static str {
    Target::default().release.name()
}

pub(crate) fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err("write it as NAME=VALUE".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_flags_are_consistent() {
        Args::command().debug_assert();
    }
}
