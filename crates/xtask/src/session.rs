//! One run of `cargo xtask`: the place, what set-up knows and what is built,
//! each done at most once and timed apart from the checks that wanted it.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use crate::build::{rust, ui};
use crate::oracle;
use crate::place::{self, Place};
use crate::setup::{Need, Setup};
use crate::trouble::Trouble;
use crate::workspace::Workspace;

/// The package of the app with the window.
pub(crate) const APP: &str = "stage-designer";

/// What must be so before a check or a program can run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Before {
    /// The checkout has this file or folder.
    Path(&'static str),
    /// The workspace has a program of this name.
    Program(&'static str),
    /// The workspace has tests in files of their own.
    IntegrationTests,
    Need(Need),
    /// `ui/dist` is built.
    Ui,
    /// The workspace's crates can be compiled: libraries, and pages to embed.
    Crates,
    /// Every program and test of the workspace is built.
    Rust,
    /// What Maven builds of `tests/oracle`.
    Oracle,
}

/// A piece of building.
type Work = fn(&Place) -> Result<(), Trouble>;

/// State of one run.
#[derive(Debug)]
pub(crate) struct Session {
    pub(crate) place: Place,
    pub(crate) workspace: Workspace,
    setup: Setup,
    built: BTreeMap<Before, Result<(), Trouble>>,
    /// What preparing took, under the name it is reported by.
    asides: Vec<(&'static str, Duration)>,
}

impl Session {
    /// Looks around. `asked` is everything that may be wanted later.
    pub(crate) fn open(asked: impl IntoIterator<Item = Before>) -> Result<Self, String> {
        let root = place::root();
        let workspace = Workspace::read(&root)?;
        let ci = place::is_ci(std::env::var("CI").ok().as_deref());
        let place = Place { root, target: workspace.target.clone(), ci };
        let needs = asked.into_iter().flat_map(|before| needs(before, &workspace));
        let setup = Setup::new(needs.collect::<Vec<_>>());
        Ok(Self { place, workspace, setup, built: BTreeMap::new(), asides: Vec::new() })
    }

    /// Looks around and brings about all of these.
    pub(crate) fn prepared(all: &[Before]) -> Result<Self, Trouble> {
        let mut session = Self::open(all.iter().copied()).map_err(Trouble::Broken)?;
        session.prepare(all)?;
        Ok(session)
    }

    /// Does this with a session that is prepared; 1 with the reason if it is
    /// not, else the exit code.
    pub(crate) fn with(all: &[Before], then: impl FnOnce(&Self) -> u8) -> u8 {
        Self::prepared(all).map_or_else(|trouble| trouble.told(), |session| then(&session))
    }

    /// Brings about all of these, or says what stands in the way of the first.
    pub(crate) fn prepare(&mut self, all: &[Before]) -> Result<(), Trouble> {
        all.iter().try_for_each(|before| self.prepare_one(*before))
    }

    /// What preparing took so far, in the order it was first done.
    pub(crate) fn asides(&self) -> &[(&'static str, Duration)] {
        &self.asides
    }

    /// What preparing took so far, altogether.
    pub(crate) fn preparing(&self) -> Duration {
        self.asides.iter().map(|(_, time)| *time).sum()
    }

    fn prepare_one(&mut self, before: Before) -> Result<(), Trouble> {
        if let Some(known) = self.built.get(&before) {
            return known.clone();
        }
        self.complete(before)?;
        for need in needs(before, &self.workspace) {
            let started = Instant::now();
            let met = self.setup.ensure(&self.place, need);
            self.aside("set-up", started);
            met?;
        }
        let built = match before {
            Before::Ui => self.timed("build of ui", ui::build),
            Before::Crates if self.workspace.has_package(APP) => self.prepare_one(Before::Ui),
            Before::Rust => self
                .prepare_one(Before::Crates)
                .and_then(|()| self.timed("build of rust", rust::everything)),
            Before::Oracle => self.timed("build of oracle", oracle::build),
            _ => Ok(()),
        };
        self.built.insert(before, built.clone());
        built
    }

    /// Whether the checkout has what is named.
    fn complete(&self, before: Before) -> Result<(), Trouble> {
        let (there, what) = match before {
            Before::Path(path) => (self.place.root.join(path).exists(), path.to_owned()),
            Before::Program(name) => {
                (self.workspace.has_program(name), format!("the program `{name}`"))
            }
            Before::IntegrationTests => {
                (!self.workspace.integration_tests.is_empty(), "any integration test".to_owned())
            }
            _ => return Ok(()),
        };
        let lack = || Trouble::lack(what, "This checkout is not complete.");
        if there { Ok(()) } else { Err(lack()) }
    }

    fn timed(&mut self, name: &'static str, work: Work) -> Result<(), Trouble> {
        let started = Instant::now();
        let done = work(&self.place);
        self.aside(name, started);
        done
    }

    fn aside(&mut self, name: &'static str, started: Instant) {
        let time = started.elapsed();
        match self.asides.iter_mut().find(|(known, _)| *known == name) {
            Some((_, sum)) => *sum += time,
            None => self.asides.push((name, time)),
        }
    }
}

/// What set-up must meet for this.
fn needs(before: Before, workspace: &Workspace) -> Vec<Need> {
    match before {
        Before::Need(need) => vec![need],
        Before::Ui => vec![Need::UiModules],
        Before::Oracle => vec![Need::Java],
        Before::Crates | Before::Rust if workspace.has_package(APP) => {
            vec![Need::Desktop, Need::UiModules]
        }
        Before::Crates | Before::Rust => vec![Need::Compiler],
        Before::Path(_) | Before::Program(_) | Before::IntegrationTests => Vec::new(),
    }
}
