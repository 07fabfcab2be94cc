//! The flags. Their texts are also `docs/stagectl.md`.

use std::path::PathBuf;

pub(crate) use crate::args_run::{Run, RunFormat, Runs, RunsAction};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Parser, Subcommand, ValueEnum};
use stage_core::finding::Severity;
use stage_core::preview::Step;
use stage_core::spinnaker::{Release, Target};

const EXIT: &str = "\
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
    Run(Box<Run>),
    Runs(Runs),
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
    /// The Spinnaker release that the files are meant for.
    #[arg(long, value_name = "RELEASE", value_parser = targets(), default_value = newest())]
    pub(crate) target: Target,
    /// The least severity that makes the exit status 1.
    #[arg(long, value_enum, default_value_t = FailOn::Error, value_name = "SEVERITY")]
    pub(crate) fail_on: FailOn,
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
    /// The file with the stage, or `-` for standard input.
    pub(crate) file: PathBuf,
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
    /// The Spinnaker release.
    #[arg(long, value_name = "RELEASE", value_parser = targets(), default_value = newest())]
    pub(crate) target: Target,
    /// How to write the stage.
    #[arg(long, value_enum, default_value_t = PreviewFormat::Yaml)]
    pub(crate) format: PreviewFormat,
    /// Say in a comment behind each line what the step did to it.
    #[arg(long)]
    pub(crate) marks: bool,
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
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PreviewFormat {
    Yaml,
    /// See schemas/stagectl-preview-v1.schema.json.
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
