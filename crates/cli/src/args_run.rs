//! The flags of `run` and `runs`.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};
use stage_core::spinnaker::Target;

use crate::args::{newest, pair, targets};

const EXIT: &str = "\
Exit status:
  0  Spinnaker's stage would succeed
  1  it would fail, or was stopped, or would not load
  2  wrong use, an unreadable file, no cluster, or something was not confirmed";

/// Run a stage's Job in a cluster, as Spinnaker would, and remove it again.
///
/// The Job gets a name of its own, labels by which it is found again, a time
/// limit, and nothing that Spinnaker would take for its own; each change is
/// told. The log goes to standard output, what happens in the cluster to
/// standard error. Ctrl-C stops the Job and cleans up.
#[derive(Debug, clap::Args)]
#[command(after_help = EXIT)]
pub(crate) struct Run {
    /// The file with the stage, or `-` for standard input.
    pub(crate) file: PathBuf,
    /// The stage: its type, else its label, else `#1` for the first in the
    /// file.
    #[arg(long, value_name = "TYPE")]
    pub(crate) stage: Option<String>,
    /// A value that the pipeline's author gives for a parameter; may be
    /// repeated.
    #[arg(long, value_name = "N=V", value_parser = pair)]
    pub(crate) param: Vec<(String, String)>,
    /// The Spinnaker release.
    #[arg(long, value_name = "RELEASE", value_parser = targets(), default_value = newest())]
    pub(crate) target: Target,
    /// The kube context; may be left out if the kubeconfig has just one.
    #[arg(long, value_name = "C")]
    pub(crate) kube_context: Option<String>,
    /// The namespace, if another than the manifest's is wanted.
    #[arg(long, value_name = "N")]
    pub(crate) namespace: Option<String>,
    /// Send the manifest as Spinnaker does: a Job of the same name is deleted
    /// first.
    #[arg(long)]
    pub(crate) exact: bool,
    /// The name of the Job that an exact run may delete.
    #[arg(long, value_name = "NAME", requires = "exact")]
    pub(crate) confirm_job: Option<String>,
    /// Spinnaker's own account in the cluster, as NAMESPACE/NAME of a service
    /// account: whether it may do what Spinnaker needs is looked at too.
    #[arg(long, value_name = "ACCOUNT")]
    pub(crate) spinnaker_account: Option<String>,
    /// Leave the Job in the cluster.
    #[arg(long)]
    pub(crate) keep: bool,
    /// How many times to run again after a failure.
    #[arg(long, alias = "reruns", value_name = "N", default_value_t = 0)]
    pub(crate) rerun: u32,
    /// The time limit of each run in seconds; if left out, Spinnaker's.
    #[arg(long, value_name = "S", value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) timeout: Option<u64>,
    #[command(flatten)]
    pub(crate) anew: Anew,
}

/// What is said for each run anew: nothing of it is kept with a run.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Anew {
    /// The stage's JSON in a pipeline, as a file or `-`.
    #[arg(long, value_name = "FILE")]
    pub(crate) stage_json: Option<PathBuf>,
    /// The execution that expressions look at, as Orca's JSON in a file or `-`;
    /// without it, a small made-up one.
    #[arg(long, value_name = "FILE")]
    pub(crate) execution: Option<PathBuf>,
    /// Orca's environment, which placeholders name: NAME=VALUE, or a file with
    /// such lines; may be repeated. Nothing of your own environment is used.
    #[arg(long, value_name = "N=V|FILE")]
    pub(crate) env: Vec<String>,
    /// The text of the artifact from which the stage reads its outputs, if it
    /// does so.
    #[arg(long, value_name = "FILE")]
    pub(crate) artifact: Option<PathBuf>,
    /// Run although expressions are left unevaluated in the manifest.
    #[arg(long)]
    pub(crate) allow_expressions: bool,
    /// The kube context's name once more, which a protected cluster asks for.
    #[arg(long, value_name = "C")]
    pub(crate) confirm_context: Option<String>,
    /// Look at everything and ask the API server, but run nothing.
    #[arg(long = "dry-run")]
    pub(crate) only_look: bool,
    /// How to write what happens.
    #[arg(long, value_enum, default_value_t = RunFormat::Text)]
    pub(crate) format: RunFormat,
}

/// Look at the runs that were made, and clean up after them.
#[derive(Debug, clap::Args)]
pub(crate) struct Runs {
    #[command(subcommand)]
    pub(crate) action: RunsAction,
}

#[derive(Debug, Subcommand)]
pub(crate) enum RunsAction {
    /// List the runs, latest first.
    List {
        /// Only those with all of these words: in what was run, where, with
        /// which values, in the outputs, or in a log.
        #[arg(long, value_name = "WORDS")]
        search: Option<String>,
    },
    /// Compare two runs: what was changed between them, and what came of it.
    Compare {
        /// The id of the one, or its beginning.
        first: String,
        /// The id of the other.
        second: String,
    },
    /// Run again what a run was of: in the same place, for the same release and
    /// with the same values. Files that were given besides are not kept: they
    /// are asked for.
    Rerun(Rerun),
    /// Show a run's record, and its logs.
    Show {
        /// The run's id, or its beginning.
        id: String,
        /// Write the record as JSON: see schemas/stagectl-run-v1.schema.json.
        #[arg(long)]
        json: bool,
    },
    /// Remove what runs left in clusters when the program was killed.
    Clean {
        /// Remove it; without this flag it is only listed.
        #[arg(long)]
        yes: bool,
        /// Give pods no time to end. What they do is cut off in the middle.
        #[arg(long)]
        force: bool,
    },
}

/// A run once more, with what is to be different.
#[derive(Debug, clap::Args)]
pub(crate) struct Rerun {
    /// The run's id, or its beginning.
    pub(crate) id: String,
    /// Another value for a parameter; one that was masked must be given again.
    /// May be repeated.
    #[arg(long, value_name = "N=V", value_parser = pair)]
    pub(crate) param: Vec<(String, String)>,
    /// Another kube context.
    #[arg(long, value_name = "C")]
    pub(crate) kube_context: Option<String>,
    /// The name of the Job that an exact run may delete.
    #[arg(long, value_name = "NAME")]
    pub(crate) confirm_job: Option<String>,
    #[command(flatten)]
    pub(crate) anew: Anew,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum RunFormat {
    /// For people.
    Text,
    /// For programs, an object a line, the record last: see
    /// schemas/stagectl-run-v1.schema.json.
    Json,
}
