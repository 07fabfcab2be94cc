//! Several files at once, as one installation.

use std::io::Read;
use std::path::PathBuf;
use std::sync::Arc;

use stage_core::Analysis;
use stage_core::installation::{Clash, Failed, Installed, Standing};
use stage_core::preview::Step;
use stage_core::secret::Secrets;
use stage_core::spinnaker::load::{Environment, StageKind};

use super::stage::{numbered, unreadable};
use super::whole::lists_of;
use super::{CAUSE, Given, Opened, stage};
use crate::args::Preview;
use crate::command::Report;
use crate::installation::{self, read};
use crate::output::{Look, visible};

/// The files with all that is needed to show one of them.
struct All {
    opened: Vec<Opened>,
    installed: Installed,
    /// What each stage is called, and where it is.
    titles: Vec<String>,
    /// What is to be known of the files together.
    notes: Vec<String>,
}

pub(super) fn preview(
    paths: &[PathBuf],
    args: &Preview,
    given: &Given,
    environment: &Arc<Environment>,
    stdin: &mut dyn Read,
    look: Look,
) -> Report {
    let files = match read(paths, args.target, environment, stdin) {
        Ok(files) => files,
        Err(message) => return Report::wrong_use(&message),
    };
    let secrets = Secrets::of_all(&files.analyses.iter().collect::<Vec<&Analysis>>());
    let Some(installed) = &files.installed else { return Report::wrong_use("no files") };
    let all = 0..installed.stages.len();
    let titles = all.map(|member| installation::title(&files, member, &secrets)).collect();
    let notes = installation::told(&files, &secrets);
    let installed = installed.clone();
    let named = files.names.into_iter().zip(files.analyses).zip(secrets);
    let opened = named.map(|((name, analysis), mut secrets)| {
        super::learn(&mut secrets, given);
        Opened { name, analysis, secrets, colour: look.err }
    });
    let all = All { opened: opened.collect(), installed, titles, notes };
    if given.step == Step::Loaded && args.stage.is_none() {
        return all.loaded(args);
    }
    all.one(args, given)
}

impl All {
    /// All stages that Orca holds, or what keeps it from starting.
    fn loaded(mut self, args: &Preview) -> Report {
        let mut report = Report::default();
        if args.marks {
            return Report::wrong_use("--marks are for one stage: choose it by --stage");
        }
        for opened in &self.opened {
            let troubles = opened.unreadable();
            if !troubles.is_empty() {
                unreadable(opened, &troubles, &mut report, args.format);
                return report;
            }
        }
        if let Some(Failed { file, failure, span }) = self.installed.failures.first()
            && let Some(opened) = self.opened.get(*file)
        {
            let message = failure.messages().join(CAUSE);
            opened.failed(&mut report, args.format, &message, Some(*span));
            return report;
        }
        for note in self.notes {
            report.note(&note);
        }
        let lists = StageKind::ALL.map(|kind| {
            let stages = self.installed.loaded.stages(kind).iter();
            let values = stages.filter_map(|stage| {
                let secrets = &mut self.opened.get_mut(stage.place.file)?.secrets;
                Some(secrets.masked_value(stage.loaded.value.as_ref()?))
            });
            (kind.name(), values.collect())
        });
        report.out = lists_of(lists, args.format);
        report
    }

    /// The stage that is asked for: one that runs, before those which do not.
    fn one(mut self, args: &Preview, given: &Given) -> Report {
        let members = &self.installed.stages;
        let loses = |at: usize| {
            let earlier = |clash: &Clash| matches!(clash, Clash::Earlier { .. });
            self.installed.clashes.iter().any(|clash| earlier(clash) && clash.stage() == at)
        };
        let mut order: Vec<usize> = (0..members.len()).collect();
        order.sort_by_key(|at| {
            let known = members.get(*at).is_some_and(|member| member.known().is_some());
            (!known, loses(*at))
        });
        let text = |at: usize, property: &str| {
            let member = members.get(at)?;
            let analysis = &self.opened.get(member.file)?.analysis;
            analysis.stages.get(member.stage)?.definition.text(property)
        };
        let wanted = args.stage.as_deref();
        let found = match wanted {
            None if members.len() == 1 => order.first().copied(),
            None => None,
            Some(wanted) => ["type", "label"]
                .into_iter()
                .find_map(|property| {
                    order.iter().copied().find(|at| text(*at, property) == Some(wanted))
                })
                .or_else(|| numbered(wanted)),
        };
        let Some(member) = found.and_then(|at| members.get(at)).cloned() else {
            let message = wanted
                .map_or("which stage? Choose one by --stage".to_owned(), |wanted| {
                    format!("no stage is called {wanted}")
                });
            return self.listed(&message);
        };
        let name = |file: usize| self.opened.get(file).map_or("", |it| it.name.as_str());
        let note = match &member.standing {
            Standing::Dropped { lacks } => Some(installation::dropped(&member, lacks, name)),
            Standing::Replaced { by } => {
                let replaced = installation::replaced(&member, *by, name);
                Some(format!("Orca does not know it: {replaced}"))
            }
            Standing::Unseen => Some("Orca does not see this stage".to_owned()),
            Standing::Known(_) => None,
        };
        let opened = self.opened.swap_remove(member.file);
        let mut report = stage::preview(opened, member.stage, args, given);
        if let Some(note) = note {
            report.note(&note);
        }
        report
    }

    /// Wrong use, with the stages there are.
    fn listed(&self, message: &str) -> Report {
        let mut report = Report::wrong_use(&format!("{message}; the installation has:"));
        for (at, member) in self.installed.stages.iter().enumerate() {
            let Some(opened) = self.opened.get(member.file) else { continue };
            let stage = opened.analysis.stages.get(member.stage);
            let ty = stage.and_then(|stage| stage.definition.text("type")).unwrap_or("-");
            let ty = visible(&opened.secrets.masked(ty));
            let title = self.titles.get(at).map_or("", String::as_str);
            report.err.push_str(&format!("  #{} {ty} ({title})\n", at + 1));
        }
        report
    }
}
