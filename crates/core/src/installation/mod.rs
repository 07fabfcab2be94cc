//! Several files as one installation: what Orca's start-up makes of them
//! together, which file's list of stages counts, and which stages of all the
//! files claim one `type` (orca-semantics §1.1, §1.6, §2).
//!
//! It joins what analyses know; it must never read a text itself, nor judge:
//! findings are the rules'.

mod clash;
mod order;

pub use clash::Clash;
pub use order::{rank, sorted};

use std::sync::Arc;

use crate::analysis::Analysis;
use crate::document::Node;
use crate::forms::{Form, StageKind, StagePlace, profile_roots};
use crate::java::{Span, Value};
use crate::rules::Taken;
use crate::spinnaker::Target;
use crate::spinnaker::load::{Environment, Failure, Loaded, LoadedStage, Place, Source, load};
use crate::spinnaker::registration::{Installation, dropped_plugin_stages};

/// An installation, loaded.
#[derive(Clone, Debug, Default)]
pub struct Installed {
    /// What Orca makes of the files together.
    pub loaded: Loaded,
    /// Every stage of every file, in their order.
    pub stages: Vec<Member>,
    /// Why Orca would not start, the first failure first.
    pub failures: Vec<Failed>,
    /// Stages that claim a type which is taken.
    pub clashes: Vec<Clash>,
}

/// A stage of one of the files.
#[derive(Clone, Debug)]
pub struct Member {
    /// Its file, by its index in the installation.
    pub file: usize,
    /// Its index in that file's analysis.
    pub stage: usize,
    /// Its list.
    pub kind: StageKind,
    /// Whether a plugin brings it.
    pub plugin: bool,
    /// What becomes of it.
    pub standing: Standing,
}

/// What becomes of a stage in its installation.
#[derive(Clone, Debug)]
pub enum Standing {
    /// Orca knows it, as loading makes it with all files' properties.
    Known(Arc<LoadedStage>),
    /// Another document's list replaces the one that it is in.
    Replaced {
        /// The file with the list that counts; it may be the same file.
        by: usize,
    },
    /// Orca drops the plugin's stage, with a line in its log.
    Dropped {
        /// The properties that it lacks.
        lacks: Vec<&'static str>,
    },
    /// Orca never sees it: an item in which nothing is known, or a text that
    /// is no file of Orca's.
    Unseen,
}

/// A failure and its place in the whole text of its file.
#[derive(Clone, Debug, PartialEq)]
pub struct Failed {
    /// The file.
    pub file: usize,
    /// In Java's words.
    pub failure: Failure,
    /// The bytes of that file's text.
    pub span: Span,
}

impl Member {
    /// What loading made of it, where Orca knows it.
    pub fn known(&self) -> Option<&LoadedStage> {
        match &self.standing {
            Standing::Known(loaded) => Some(loaded),
            Standing::Replaced { .. } | Standing::Dropped { .. } | Standing::Unseen => None,
        }
    }
}

impl Installed {
    /// The member that is stage `stage` of file `file`.
    pub fn member(&self, file: usize, stage: usize) -> Option<&Member> {
        self.stages.iter().find(|member| member.file == file && member.stage == stage)
    }

    /// A file's analysis as its installation makes it: with the stages that
    /// count, as loaded with every file's properties, with the failures that
    /// are the file's own, and with the types that other files take.
    pub fn within(&self, file: usize, analysis: &Analysis) -> Analysis {
        let taken = self.taken(file);
        match analysis.detected.form {
            Form::Plugin | Form::Fragment => Analysis { taken, ..analysis.clone() },
            _ => Analysis { loaded: self.loaded.only(file), taken, ..analysis.clone() },
        }
    }

    /// The types of a file's stages that stages of other files have.
    fn taken(&self, file: usize) -> Vec<Taken> {
        let of = |clash: &Clash| {
            let (own, other) = (self.stages.get(clash.stage())?, self.stages.get(clash.other())?);
            let label = other.known()?.value.as_ref()?.get("label").and_then(Value::as_str);
            let by = label.unwrap_or("a stage").to_owned();
            let webhook = matches!(clash, Clash::Webhook { .. });
            let apart = own.file == file && other.file != file;
            apart.then_some(Taken { stage: own.stage, by, webhook })
        };
        self.clashes.iter().filter_map(of).collect()
    }
}

/// Loads files as one installation, the lowest precedence first. What
/// `previous` knows of stages that are the same is taken over.
///
/// Plugins' files give their stage as plugins do. A fragment is no file of
/// Orca's: its stages are [`Standing::Unseen`]. A file without stages counts
/// too: placeholders may name its properties.
pub fn install(
    files: &[&Analysis],
    target: Target,
    environment: &Environment,
    previous: Option<&Loaded>,
) -> Installed {
    let roots: Vec<Vec<(usize, Arc<Node>)>> = files.iter().map(|file| roots(file)).collect();
    let items: Vec<Vec<Option<Arc<Node>>>> =
        files.iter().map(|file| file.regions.items()).collect();
    let sources: Vec<Source<'_>> =
        roots.iter().zip(&items).map(|(roots, regions)| Source { roots, regions }).collect();
    let loaded = load(&sources, target, environment, previous);
    let members = files.iter().enumerate().flat_map(|(file, it)| members(&loaded, file, it));
    let stages: Vec<Member> = members.collect();
    let failures = failures(files, &loaded);
    let clashes = clash::clashes(&stages);
    Installed { loaded, stages, failures, clashes }
}

/// Where a file's properties begin. One without stages may be anything, and
/// is taken for a profile, as Spring does.
fn roots(file: &Analysis) -> Vec<(usize, Arc<Node>)> {
    match file.detected.form {
        Form::None => file.regions.roots.clone(),
        _ => profile_roots(&file.regions, &file.detected),
    }
}

/// The stages of one file.
fn members(loaded: &Loaded, file: usize, analysis: &Analysis) -> Vec<Member> {
    let plugin = analysis.detected.form == Form::Plugin;
    let places = analysis.detected.stages.iter().zip(&analysis.stages);
    let known: Vec<Option<Arc<LoadedStage>>> = places
        .map(|(place, stage)| match analysis.detected.form {
            // Plugins' resources are Kubernetes stages only.
            Form::Plugin if place.kind != StageKind::Kubernetes => None,
            Form::Plugin => Some(Arc::clone(&stage.loaded)),
            _ => of_orca(loaded, file, place),
        })
        .collect();
    let places = &analysis.detected.stages;
    let counts = |place: &StagePlace| {
        let same =
            |it: &StagePlace| it.kind == place.kind && it.list.document == place.list.document;
        places.iter().zip(&known).any(|(it, known)| known.is_some() && same(it))
    };
    let replaced = |place: &StagePlace| match loaded.counting(place.kind) {
        Some(by) if analysis.detected.form != Form::Fragment && !plugin && !counts(place) => {
            Standing::Replaced { by: by.file }
        }
        _ => Standing::Unseen,
    };
    let one = |(stage, place): (usize, &StagePlace)| {
        let known = known.get(stage).cloned().flatten();
        let lacks = known.as_deref().filter(|_| plugin).map(lacks).unwrap_or_default();
        let standing = match known {
            Some(_) if !lacks.is_empty() => Standing::Dropped { lacks },
            known => known.map_or_else(|| replaced(place), Standing::Known),
        };
        Member { file, stage, kind: place.kind, plugin, standing }
    };
    places.iter().enumerate().map(one).collect()
}

/// What a plugin's stage lacks, so that Orca drops it.
fn lacks(stage: &LoadedStage) -> Vec<&'static str> {
    let Some(value) = &stage.value else { return Vec::new() };
    let installation = Installation { plugins: &[value], ..Installation::default() };
    dropped_plugin_stages(&installation).into_iter().flat_map(|(_, lacks)| lacks).collect()
}

/// The stage as Orca holds it.
fn of_orca(loaded: &Loaded, file: usize, place: &StagePlace) -> Option<Arc<LoadedStage>> {
    let span = place.node.as_ref()?.span;
    let here = |at: &Place| at.file == file && at.region == place.region && at.span == span;
    let found = loaded.stages(place.kind).iter().find(|stage| here(&stage.place))?;
    Some(Arc::clone(&found.loaded))
}

fn failures(files: &[&Analysis], loaded: &Loaded) -> Vec<Failed> {
    let one = |failure: &Failure| {
        let Place { file, span, .. } = failure.place;
        let span = files.get(file).map_or(span, |it| it.failure_span(failure));
        Failed { file, failure: failure.clone(), span }
    };
    loaded.failures.iter().map(one).collect()
}

#[cfg(test)]
mod tests;
