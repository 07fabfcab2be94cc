//! The flags of the commands that carry stages between files, and of the
//! comparison with what runs.

use std::path::PathBuf;

use clap::ValueEnum;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use stage_core::export::{Installer, Kept, Wrapping};
use stage_core::forms::Form;
use stage_core::spinnaker::Target;

use crate::args::{EXIT, OutputsFormat, newest, targets};

const EXIT_COMPARE: &str = "\
Exit status:
  0  what runs is what is in the files
  1  it is not, or Orca would not start with a file
  2  wrong use, an unreadable file, no cluster";

/// Compose a file from stages, or merge them into one that is there.
///
/// Stages are carried over with their comments. One whose type the output
/// already has is replaced in place. Without -o the text goes to standard
/// output, else its changes do.
#[derive(Debug, clap::Args)]
#[command(after_help = EXIT)]
pub(crate) struct Export {
    /// The files with the stages, or `-` for standard input.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// The form of the output: a profile such as orca-local.yml, one inside
    /// another object, a plugin's file with one stage, or a fragment of items.
    #[arg(long = "as", value_name = "FORM", value_parser = forms())]
    pub(crate) form: Form,
    /// The file to write, merged where it is there.
    #[arg(short, long = "output", value_name = "OUT")]
    pub(crate) output: Option<PathBuf>,
    /// The stages by their type; may be repeated. All, if left out.
    #[arg(long, value_name = "TYPE")]
    pub(crate) stage: Vec<String>,
    /// Leave stages as they are whose type the output already has.
    #[arg(long)]
    pub(crate) keep: bool,
    /// Show the changes and write nothing.
    #[arg(long)]
    pub(crate) dry_run: bool,
    #[command(flatten)]
    pub(crate) names: Names,
}

/// Convert whole files from any form into any other; merge them; split them.
///
/// The profile is carried over as it is, with its comments and settings; what
/// the new form cannot carry is said. Several files become one: of stages that
/// share a type, that of the later file is taken. Without -o the text goes to
/// standard output.
#[derive(Debug, clap::Args)]
#[command(after_help = EXIT)]
pub(crate) struct Convert {
    /// The files, in whatever form, or `-` for standard input.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// The form of the new file.
    #[arg(long = "as", value_name = "FORM", value_parser = forms())]
    pub(crate) form: Form,
    /// The file to write, which must not be there yet.
    #[arg(short, long = "output", value_name = "OUT")]
    pub(crate) output: Option<PathBuf>,
    /// Split: move the stages of this type out of FILE into the new file; may
    /// be repeated.
    #[arg(long, value_name = "TYPE", requires = "output")]
    pub(crate) take: Vec<String>,
    /// Of stages that share a type, take that of the earlier file.
    #[arg(long)]
    pub(crate) keep: bool,
    /// Show what -o and --take would change, and write nothing.
    #[arg(long, requires = "output")]
    pub(crate) dry_run: bool,
    /// Say where the new file goes in such an installation, and what restarts.
    #[arg(long, value_name = "HOW", value_parser = installers())]
    pub(crate) installer: Option<Installer>,
    #[command(flatten)]
    pub(crate) names: Names,
}

/// Compare stage files with what runs.
///
/// What runs is the JSON of `GET /jobs/preconfigured`, which lists enabled
/// stages without manifest and account; or the deployed profile, whole: a
/// Secret or `ConfigMap` as a file, or read from a cluster by --kube-context.
/// Nothing is written anywhere. Values that look like secrets are masked.
#[derive(Debug, clap::Args)]
#[command(after_help = EXIT_COMPARE)]
pub(crate) struct Compare {
    /// The installation's files, or `-` for standard input. Of several
    /// profiles the last that has a list counts for it, as in Orca.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// What runs, as a file or `-`.
    #[arg(long = "with", value_name = "RUNNING", required_unless_present = "kube_context")]
    pub(crate) running: Option<PathBuf>,
    /// The kube context of the cluster that Orca runs in.
    #[arg(long, value_name = "C", conflicts_with = "running")]
    pub(crate) kube_context: Option<String>,
    /// The namespace that Orca runs in; if left out, the kube context's.
    #[arg(long, value_name = "N", requires = "kube_context")]
    pub(crate) namespace: Option<String>,
    /// Orca's Deployment, whose Secrets and `ConfigMaps` are read.
    #[arg(long, value_name = "NAME", default_value = "spin-orca", requires = "kube_context")]
    pub(crate) deployment: String,
    /// The Spinnaker release.
    #[arg(long, value_name = "RELEASE", value_parser = targets(), default_value = newest())]
    pub(crate) target: Target,
    /// Orca's environment, which placeholders name: NAME=VALUE, or a file with
    /// such lines; may be repeated. Nothing of your own environment is used.
    #[arg(long, value_name = "N=V|FILE")]
    pub(crate) env: Vec<String>,
    /// How to write the differences.
    #[arg(long, value_enum, default_value_t = OutputsFormat::Text)]
    pub(crate) format: OutputsFormat,
}

/// Names for what a new file is wrapped in.
#[derive(Debug, clap::Args)]
pub(crate) struct Names {
    /// The name of the object that a new file is wrapped in.
    #[arg(long, value_name = "N", default_value = "spinnaker")]
    name: String,
    /// Its namespace.
    #[arg(long, value_name = "N")]
    namespace: Option<String>,
    /// The name of the profile in it.
    #[arg(long, value_name = "K", default_value = "orca-local.yml")]
    key: String,
    /// What holds it in the form configmap.
    #[arg(long, value_enum, value_name = "KIND", default_value_t = Object::Configmap)]
    object: Object,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Object {
    /// A `ConfigMap`.
    Configmap,
    /// A Secret with readable `stringData`.
    Secret,
    /// A Secret with `data` in Base64.
    SecretData,
}

impl Names {
    /// The names as the core takes them.
    pub(crate) fn wrapping(&self) -> Wrapping {
        Wrapping {
            name: self.name.clone(),
            namespace: self.namespace.clone(),
            key: self.key.clone(),
            kept: match self.object {
                Object::Configmap => Kept::ConfigMap,
                Object::Secret => Kept::SecretText,
                Object::SecretData => Kept::SecretData,
            },
        }
    }
}

fn forms() -> impl TypedValueParser<Value = Form> {
    PossibleValuesParser::new(Form::WRITTEN.map(Form::name))
        .map(|name| Form::named(&name).unwrap_or_default())
}

fn installers() -> impl TypedValueParser<Value = Installer> {
    PossibleValuesParser::new(Installer::ALL.map(Installer::name))
        .map(|name| Installer::named(&name).unwrap_or(Installer::Halyard))
}
