//! Files that one Orca loads: which an argument names, and what they are
//! together.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use stage_core::document::Source;
use stage_core::forms::Form;
use stage_core::installation::{Clash, Installed, Member, Standing, install};
use stage_core::secret::Secrets;
use stage_core::spinnaker::Target;
use stage_core::spinnaker::load::Environment;
use stage_core::{Analysis, analyze_in};
use stage_engine::settings;

use crate::input::Input;
use crate::output::visible;

/// Files that were read as one installation, the lowest precedence first.
pub(crate) struct Files {
    /// What to call each.
    pub(crate) names: Vec<String>,
    /// Each as it is among the others.
    pub(crate) analyses: Vec<Analysis>,
    /// What they are together; none for a file by itself.
    pub(crate) installed: Option<Installed>,
}

/// The files that an argument stands for: itself, or, for a team's settings
/// and for a folder with them, the installation that they name.
pub(crate) fn named(path: &Path) -> Result<Vec<PathBuf>, String> {
    let inside = path.join(settings::FILE);
    let settings = match path.file_name() {
        Some(name) if name == settings::FILE => path,
        _ if inside.is_file() => &inside,
        _ => return Ok(vec![path.to_path_buf()]),
    };
    let read = settings::read(settings).map_err(|error| error.to_string())?;
    if read.installation.is_empty() {
        return Err(format!("{} names no installation", settings.display()));
    }
    let file = |file: &PathBuf| {
        let path = read.folder.join(file);
        path.strip_prefix("./").map(Path::to_path_buf).unwrap_or(path)
    };
    Ok(read.installation.iter().map(file).collect())
}

/// Reads files as one installation; `Err` says what cannot be read, or that
/// none of them has a stage.
pub(crate) fn read(
    paths: &[PathBuf],
    target: Target,
    environment: &Arc<Environment>,
    stdin: &mut dyn Read,
) -> Result<Files, String> {
    let (mut names, mut analyses) = (Vec::new(), Vec::new());
    for path in paths {
        let input = Input::named(path);
        let text = input.text(stdin).map_err(|error| error.to_string())?;
        names.push(input.name());
        analyses.push(analyze_in(&Source::new(text), target, environment, None));
    }
    if analyses.iter().all(|analysis| analysis.detected.form == Form::None) {
        let reason = analyses.first().map(|analysis| &*analysis.detected.reason);
        return Err(format!("no stages in {}: {}", names.join(", "), reason.unwrap_or("no file")));
    }
    Ok(joined(names, analyses, target))
}

/// Analyses of several files as one installation.
pub(crate) fn joined(names: Vec<String>, analyses: Vec<Analysis>, target: Target) -> Files {
    let Some(environment) = analyses.first().map(|first| Arc::clone(&first.environment)) else {
        return Files { names, analyses, installed: None };
    };
    if analyses.len() < 2 {
        return Files { names, analyses, installed: None };
    }
    let all: Vec<&Analysis> = analyses.iter().collect();
    let installed = install(&all, target, &environment, None);
    let within = |(file, analysis)| installed.within(file, analysis);
    let analyses = analyses.iter().enumerate().map(within).collect();
    Files { names, analyses, installed: Some(installed) }
}

/// What is to be known of files together: lists that others replace, and
/// types that are taken.
pub(crate) fn told(files: &Files, secrets: &[Secrets]) -> Vec<String> {
    let Some(installed) = &files.installed else { return Vec::new() };
    let name = |file: usize| files.names.get(file).map_or("", String::as_str);
    let mut told: Vec<String> = Vec::new();
    for member in &installed.stages {
        let note = match &member.standing {
            Standing::Replaced { by } => replaced(member, *by, name),
            Standing::Dropped { lacks } => dropped(member, lacks, name),
            Standing::Known(_) | Standing::Unseen => continue,
        };
        // One sentence for a list, however long.
        if !told.contains(&note) {
            told.push(note);
        }
    }
    told.extend(installed.clashes.iter().map(|clash| {
        let (stage, other) =
            (title(files, clash.stage(), secrets), title(files, clash.other(), secrets));
        match clash {
            Clash::Earlier { .. } => {
                format!("{stage} never runs: {other} has the same type and comes first")
            }
            Clash::Webhook { .. } => {
                format!("{stage} has the type of a webhook, {other}: Deck shows one of them")
            }
        }
    }));
    told
}

/// That a list replaces the one that `member` is in.
pub(crate) fn replaced<'a>(member: &Member, by: usize, name: impl Fn(usize) -> &'a str) -> String {
    let list = member.kind.list();
    if by == member.file {
        return format!("a later document of {} replaces its {list}", visible(name(by)));
    }
    format!("{} replaces the {list} of {}", visible(name(by)), visible(name(member.file)))
}

/// That Orca drops a plugin's stage.
pub(crate) fn dropped<'a>(
    member: &Member,
    lacks: &[&str],
    name: impl Fn(usize) -> &'a str,
) -> String {
    let file = visible(name(member.file));
    format!("Orca drops the plugin's stage in {file}: it has no {}", lacks.join(" and no "))
}

/// A stage and its file, for people.
pub(crate) fn title(files: &Files, member: usize, secrets: &[Secrets]) -> String {
    let member = files.installed.as_ref().and_then(|all| all.stages.get(member));
    let Some(member) = member else { return String::new() };
    let analysis = files.analyses.get(member.file);
    let stage = analysis.and_then(|analysis| analysis.stages.get(member.stage));
    let title = stage.map_or("", |stage| stage.definition.title());
    let title = secrets.get(member.file).map_or(title.into(), |secrets| secrets.masked(title));
    let name = files.names.get(member.file).map_or("", String::as_str);
    format!("{} in {}", visible(&title), visible(name))
}
