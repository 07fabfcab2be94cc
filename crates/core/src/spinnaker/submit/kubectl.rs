//! The kubectl commands, in the order in which clouddriver runs them, without
//! the flags for the account (§1.2.7, §1.7).

use std::fmt;

use crate::spinnaker::exception::JavaException;

use super::kind::Kind;
use super::settings::Cluster;

/// What a command does, by clouddriver's name for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verb {
    /// Reads one object.
    Get,
    /// Lists objects of a kind.
    List,
    /// Deletes the Job of the same name and waits for its end.
    Delete,
    /// `kubectl apply`.
    Deploy,
    /// `kubectl create`, for a Job whose name the API server makes.
    Create,
}

impl Verb {
    /// Every verb.
    pub const ALL: [Self; 5] = [Self::Get, Self::List, Self::Delete, Self::Deploy, Self::Create];
}

impl fmt::Display for Verb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Get => "get",
            Self::List => "list",
            Self::Delete => "delete",
            Self::Deploy => "deploy",
            Self::Create => "create",
        })
    }
}

/// One command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// What it does.
    pub verb: Verb,
    /// The kind it is about; `None` when the manifest on standard input says.
    pub kind: Option<String>,
    /// The object's name, if one is given.
    pub name: Option<String>,
    /// The namespace, if one is given. `apply` and `create` never get one.
    pub namespace: Option<String>,
    /// The command line.
    pub argv: Vec<String>,
}

impl Action {
    /// A command about an object that is named on the command line.
    pub(super) fn on(verb: Verb, kind: &Kind, name: &str, namespace: &str) -> Self {
        let kind = kind.to_string();
        let mut argv = vec!["kubectl".to_owned()];
        if !namespace.is_empty() {
            argv.push(format!("--namespace={namespace}"));
        }
        let mut add = |words: &[&str]| argv.extend(words.iter().map(|word| (*word).to_owned()));
        match verb {
            Verb::Delete if name.is_empty() => add(&["delete", &kind, "--ignore-not-found=true"]),
            Verb::Delete => {
                add(&["delete", &format!("{kind}/{name}"), "--ignore-not-found=true"]);
            }
            Verb::List => add(&["-o", "json", "get", &kind]),
            _ => add(&["-o", "json", "get", &kind, name]),
        }
        let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Self { verb, kind: Some(kind), name: given(name), namespace: given(namespace), argv }
    }

    /// A command that reads the manifest from standard input.
    pub(super) fn from_stdin(verb: Verb) -> Self {
        let word = if verb == Verb::Create { "create" } else { "apply" };
        let argv = ["kubectl", word, "-o", "json", "-f", "-"].map(str::to_owned).into();
        Self { verb, kind: None, name: None, namespace: None, argv }
    }
}

/// The error of a command that the imagined cluster refuses.
pub(super) fn refused(cluster: &Cluster, verb: Verb, what: &str) -> Option<JavaException> {
    let error = cluster.errors.get(&verb)?;
    Some(JavaException::new("KubectlException", format!("{what}: {error}")))
}
