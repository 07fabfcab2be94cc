//! Forms for the parts of a pod that take more than one field: volumes with
//! their mounts, values from secrets and config maps, checks, placing, and
//! security.
//!
//! A form says what it wishes; here it becomes one edit that can be verified.
//! It must never write what the target's Kubernetes client drops, and never a
//! key that loses characters on its way through Spring.

mod check;
mod place;
mod placing;
mod security;
#[cfg(test)]
mod tests;
mod uses;
mod variable;
mod volume;

pub use check::{Check, How};
pub use placing::{Neighbour, NodeRule, Strength, Toleration};
pub use variable::{Bulk, Kept, ValueFrom};
pub(super) use variable::{Own, own};
pub use volume::{Mount, Source, Volume};

use super::reach;
use crate::Analysis;
use crate::document::Path;
use crate::document::edit::{Edit, New};
use place::pod;

/// What a form wishes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    /// A volume, mounted where it is wanted.
    AddVolume(Volume),
    /// Another name for a volume, and for it in every mount.
    RenameVolume {
        /// Which volume, from 0.
        index: usize,
        /// Its new name.
        to: String,
    },
    /// Another source for a volume; its name and mounts stay.
    ChangeVolume {
        /// Which volume, from 0.
        index: usize,
        /// What it holds from now on.
        source: Source,
    },
    /// Takes a volume out with every mount of it.
    RemoveVolume {
        /// Which volume, from 0.
        index: usize,
    },
    /// Mounts a volume that is there.
    Mount {
        /// The volume's name.
        volume: String,
        /// Where.
        mount: Mount,
    },
    /// A variable of a container: a new one, or a new source for one.
    Variable {
        /// The container.
        container: Path,
        /// Which variable, from 0; none for a new one.
        index: Option<usize>,
        /// Its name; only a new one takes it.
        name: String,
        /// Where its value comes from.
        from: ValueFrom,
    },
    /// Another name for a variable, and for it wherever its container says
    /// `$(NAME)`.
    RenameVariable {
        /// The container.
        container: Path,
        /// Which variable, from 0.
        index: usize,
        /// Its new name.
        to: String,
    },
    /// Every key of a secret or config map as a variable.
    AddAll {
        /// The container.
        container: Path,
        /// What is read.
        from: Bulk,
    },
    /// How a container is checked; none takes the check out.
    Check {
        /// The container.
        container: Path,
        /// Which of its checks.
        which: Check,
        /// How it asks.
        how: Option<How>,
    },
    /// A taint that the pod bears.
    Tolerate(Toleration),
    /// Nodes that the pod needs or likes.
    Node(NodeRule),
    /// Pods that it wants beside it, or not.
    Neighbour(Neighbour),
    /// What the restricted Pod Security Standard asks of security contexts.
    Restrict,
}

/// Why a wish is not carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The stage has no pod, or what was chosen is gone.
    NotThere,
    /// Something that must be said was left out.
    Missing(&'static str),
    /// The name is in use.
    Taken(String),
    /// A parameter sets it, and would then set nothing.
    SetBy(String),
    /// The target's client drops the field.
    Dropped(&'static str),
    /// Kubernetes takes checks of init containers only where they keep running.
    InitContainer,
}

impl Refused {
    /// The reason, for people.
    pub fn reason(&self) -> String {
        match self {
            Self::NotThere => "It is not there any more.".into(),
            Self::Missing(what) => format!("Say {what} first."),
            Self::Taken(name) => format!("There is already one named {name}."),
            Self::SetBy(name) => {
                format!("The parameter {name} sets its value; it would then set nothing.")
            }
            Self::Dropped(field) => {
                format!("This release of Spinnaker drops {field} without saying so.")
            }
            Self::InitContainer => {
                "Kubernetes takes checks of an init container only with restartPolicy: Always."
                    .into()
            }
        }
    }
}

/// The edit that carries a wish for the stage at index `stage` out.
pub fn change(analysis: &Analysis, stage: usize, wish: &Wish) -> Result<Edit, Refused> {
    let pod = pod(analysis, stage).ok_or(Refused::NotThere)?;
    let edits = match wish {
        Wish::AddVolume(volume) => volume::add(&pod, volume)?,
        Wish::RenameVolume { index, to } => volume::rename(&pod, *index, to)?,
        Wish::ChangeVolume { index, source } => volume::change(&pod, *index, source)?,
        Wish::RemoveVolume { index } => volume::remove(&pod, *index)?,
        Wish::Mount { volume, mount } => vec![volume::mount(&pod, volume, mount)?],
        Wish::Variable { container, index, name, from } => {
            variable::set((analysis, stage), &pod, container, *index, name, from)?
        }
        Wish::RenameVariable { container, index, to } => {
            variable::rename(&pod, container, *index, to)?
        }
        Wish::AddAll { container, from } => vec![variable::add_all(&pod, container, from)?],
        Wish::Check { container, which, how } => check::set(&pod, container, *which, how.as_ref())?,
        Wish::Tolerate(toleration) => vec![placing::tolerate(&pod, toleration)?],
        Wish::Node(rule) => placing::node(&pod, rule)?,
        Wish::Neighbour(rule) => vec![placing::neighbour(&pod, rule)?],
        Wish::Restrict => security::restrict(&pod),
    };
    for edit in &edits {
        let within = match edit {
            Edit::Remove { path } => reach::set_within(analysis, stage, path, None),
            Edit::Set { path, value } => reach::set_within(analysis, stage, path, Some(value)),
            _ => None,
        };
        if let Some(name) = within {
            return Err(Refused::SetBy(name));
        }
    }
    Ok(Edit::Many(edits))
}

/// A text that must be there.
fn said<'a>(text: &'a str, what: &'static str) -> Result<&'a str, Refused> {
    let text = text.trim();
    if text.is_empty() { Err(Refused::Missing(what)) } else { Ok(text) }
}

fn text(text: &str) -> New {
    New::Text(text.to_owned())
}

fn map<'a>(entries: impl IntoIterator<Item = (&'a str, New)>) -> New {
    New::Map(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

/// A port as it must be written. Spring has no way from a number to Kubernetes'
/// `IntOrString`, and Kubernetes takes the text `8080` for a port's name; an
/// expression is text for the one and a number for the other
/// (orca-semantics §1.9).
fn port(pod: &place::Pod<'_>, port: &str) -> New {
    match port.parse() {
        Ok(number) if pod.plain => New::Int(number),
        Ok(number) => text(&format!("${{{number}}}")),
        Err(_) => text(port),
    }
}
