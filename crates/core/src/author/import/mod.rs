//! A new stage from what somebody has: a Job's manifest, a Run Job (Manifest)
//! stage of a pipeline, a command line.
//!
//! What comes out is a whole stage as YAML, with its literals offered as
//! parameters. It must never run or fetch anything.

mod asked;
mod cluster;
mod command_line;
mod docker;
mod job;
mod words;

pub use cluster::from_cluster;
pub use command_line::from_command_line;
pub use job::{from_manifest, from_pipeline};

use super::parameter::{Moves, Way, make_parameter, offer};
use crate::analyze;
use crate::document::edit::{New, apply, edit};
use crate::document::{Path, Source};

/// A stage made of something else.
#[derive(Clone, Debug, PartialEq)]
pub struct Imported {
    /// Its name for people.
    pub label: String,
    /// The definition as YAML, as a file of its own would hold it.
    pub yaml: String,
    /// What became otherwise than it was, and why.
    pub notes: Vec<String>,
    /// Literals that could be parameters.
    pub literals: Vec<Literal>,
}

/// A literal that could be a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Literal {
    /// Where it stands in [`Imported::yaml`].
    pub path: Path,
    /// The parameter's name that is proposed.
    pub name: String,
    /// For people: what it sets.
    pub label: String,
    /// The value there.
    pub value: String,
}

/// Why nothing can be made of a text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// It is neither JSON nor YAML.
    #[error("this reads neither as JSON nor as YAML: {0}")]
    Unreadable(String),
    /// It holds no Job.
    #[error("there is no Job in it; a Job has `kind: Job`")]
    NoJob,
    /// It holds no stage that runs a Job's manifest.
    #[error("there is no Run Job (Manifest) stage in it")]
    NoStage,
    /// It is no command line that is understood.
    #[error("{0}")]
    Command(String),
}

/// The definition with the chosen literals as parameters, in their order.
pub fn with_parameters(yaml: &str, chosen: &[Path]) -> String {
    let mut text = yaml.to_owned();
    let mut before = None;
    for path in chosen {
        let analysis = analyze(&Source::new(text.as_str()), before.as_ref());
        let made = offer(&analysis, path).and_then(|offer| {
            let proposal = offer.proposals.into_iter().next()?;
            make_parameter(&analysis, &proposal, Moves::IntoDefault)
        });
        if let Some(made) = made
            && let Ok(edits) = edit(&analysis.source.text, &analysis.regions, &made)
        {
            text = apply(&text, &edits);
        }
        before = Some(analysis);
    }
    text
}

/// The stage as YAML with its literals.
fn imported(label: &str, stage: &New, notes: Vec<String>) -> Imported {
    let yaml = written(stage);
    let literals = literals(&yaml);
    Imported { label: label.to_owned(), yaml, notes, literals }
}

fn written(value: &New) -> String {
    let empty = "";
    let set = crate::document::edit::Edit::Set { path: Path::default(), value: value.clone() };
    let regions = crate::document::regions(empty, None);
    edit(empty, &regions, &set).map(|edits| apply(empty, &edits)).unwrap_or_default()
}

/// Whether a place holds the Job together: a name that other places refer to,
/// or a word that has no second choice. As a parameter it would only break.
fn binds(mapping: &str) -> bool {
    let parts: Vec<&str> = mapping.rsplit('.').collect();
    let list = |part: &&str| part.split('[').next().unwrap_or_default().to_owned();
    let held = ["containers", "initContainers", "volumes", "volumeMounts"];
    match (parts.first(), parts.get(1).map(list).as_deref()) {
        (Some(&"name"), Some(list)) => held.contains(&list),
        (Some(&key), list) => {
            matches!(key, "restartPolicy" | "medium")
                || key == "generateName" && list == Some("metadata")
        }
        _ => false,
    }
}

/// Variables and images first, then everything else that a mapping reaches.
fn literals(yaml: &str) -> Vec<Literal> {
    let analysis = analyze(&Source::new(yaml), None);
    let Some(root) = analysis.stages.first().and_then(|stage| stage.node.clone()) else {
        return Vec::new();
    };
    let Some(base) = analysis.detected.stages.first().map(crate::forms::StagePlace::path) else {
        return Vec::new();
    };
    let mut found: Vec<(u8, Literal)> = Vec::new();
    let mut open = vec![(base.clone(), root)];
    while let Some((path, node)) = open.pop() {
        let node = node.resolved();
        if let Some(value) = node.as_text() {
            let Some(offer) = offer(&analysis, &path) else { continue };
            let Some(proposal) = offer.proposals.into_iter().next() else { continue };
            let Way::Mapping(mapping) = &proposal.way else { continue };
            let rank = match () {
                () if !mapping.starts_with("manifest.") || binds(mapping) => continue,
                () if mapping.ends_with("].value") => 0,
                () if mapping.rsplit('.').next() == Some("image") => 1,
                () => 2,
            };
            let label = match &analysis.stages.first().and_then(|stage| stage.node.as_ref()) {
                Some(root) => crate::spinnaker::fill::mapping::describe(mapping, &***root),
                None => proposal.label.clone(),
            };
            let value = value.to_owned();
            found.push((rank, Literal { path, name: proposal.name, label, value }));
            continue;
        }
        let entries = node
            .entries()
            .iter()
            .filter_map(|entry| Some((path.key(entry.key.as_text()?), entry.value.clone())));
        let items = node.items().iter().enumerate();
        let items = items.map(|(index, item)| (path.index(index), item.clone()));
        let mut inside: Vec<_> = entries.chain(items).collect();
        inside.reverse();
        open.append(&mut inside);
    }
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, literal)| literal).collect()
}
