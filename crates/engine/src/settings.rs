//! `stage-designer.toml`: how a team wants its files checked. It lies in the
//! repository and is meant for it.
//!
//! What a repository carries never chooses a cluster and never lowers a
//! protection; there is no key for either.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use stage_core::finding::Severity;
use stage_core::rules::{Allowed, Level, Policy, rule};
use stage_core::spinnaker::{Release, Target};

use crate::{Error, Kind};

/// The file's name.
pub const FILE: &str = "stage-designer.toml";

/// What a team's file says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Settings {
    /// The folder that holds the file, which its paths begin at.
    pub folder: PathBuf,
    /// The release that the files are meant for.
    pub target: Option<Target>,
    /// The files of the installation, the lowest precedence first.
    pub installation: Vec<PathBuf>,
    /// Kube contexts to protect besides those that the user protects: names,
    /// with `*` for any characters.
    pub protected: Vec<String>,
    /// Words that protect wherever they stand in the names of a cluster.
    pub protected_words: Vec<String>,
    /// Kube contexts in which nothing is run, written as those to protect.
    pub read_only: Vec<String>,
    levels: BTreeMap<String, Level>,
    accounts: Vec<String>,
    allowances: Vec<Allowance>,
}

/// The file as it is written.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Written {
    target: Option<String>,
    installation: Vec<PathBuf>,
    accounts: Vec<String>,
    rules: BTreeMap<String, String>,
    allow: Vec<Allowance>,
    protection: Protection,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
struct Protection {
    contexts: Vec<String>,
    words: Vec<String>,
    read_only: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Allowance {
    rule: String,
    reason: String,
    file: Option<PathBuf>,
    stage: Option<String>,
}

/// The nearest file in the folder or one above it, up to the folder that is a
/// repository's root.
pub fn find(folder: &Path) -> Option<PathBuf> {
    let folder = folder.canonicalize().ok()?;
    for above in folder.ancestors() {
        let file = above.join(FILE);
        if file.is_file() {
            return Some(file);
        }
        if above.join(".git").exists() {
            return None;
        }
    }
    None
}

/// Reads a team's file.
pub fn read(path: &Path) -> Result<Settings, Error> {
    let text = crate::files::text(path)?;
    let folder = path.parent().unwrap_or_else(|| Path::new("")).to_path_buf();
    parse(&text, folder).map_err(|message| Error {
        kind: Kind::Failed,
        message: format!("{}: {}.", path.display(), message.trim_end_matches(['.', '\n'])),
        remedy: "See schemas/stage-designer.schema.json for what it may say.".into(),
    })
}

fn parse(text: &str, folder: PathBuf) -> Result<Settings, String> {
    let written: Written = toml::from_str(text).map_err(|error| error.to_string())?;
    let target = match &written.target {
        Some(name) => Some(Release::named(name).map(Target::of).ok_or_else(|| {
            format!("there is no release {name}; the newest is {}", Release::default().name())
        })?),
        None => None,
    };
    let mut levels = BTreeMap::new();
    for (id, word) in &written.rules {
        known(id)?;
        let level = match word.as_str() {
            "off" => Level::Off,
            "note" => Level::As(Severity::Note),
            "warning" => Level::As(Severity::Warning),
            "error" => Level::As(Severity::Error),
            other => return Err(format!("{id} = {other:?}: write off, note, warning or error")),
        };
        levels.insert(id.clone(), level);
    }
    for allowance in &written.allow {
        known(&allowance.rule)?;
        if allowance.reason.trim().is_empty() {
            return Err(format!("the allowance of {} gives no reason", allowance.rule));
        }
    }
    Ok(Settings {
        folder,
        target,
        installation: written.installation,
        protected: written.protection.contexts,
        protected_words: written.protection.words,
        read_only: written.protection.read_only,
        levels,
        accounts: written.accounts,
        allowances: written.allow,
    })
}

fn known(id: &str) -> Result<(), String> {
    if rule(id).is_none() {
        return Err(format!("there is no rule {id}"));
    }
    if Policy::may_change(id) { Ok(()) } else { Err(format!("{id} is always an error")) }
}

impl Settings {
    /// How the team wants the rules in the file at `path`.
    pub fn policy(&self, path: Option<&Path>) -> Policy {
        let path = path.and_then(|path| path.canonicalize().ok());
        let here = |file: &PathBuf| {
            let file = self.folder.join(file);
            file.canonicalize().ok().is_some_and(|file| Some(file) == path)
        };
        let allowances = self.allowances.iter().filter(|it| it.file.as_ref().is_none_or(here));
        Policy {
            levels: self.levels.iter().map(|(id, level)| (id.clone(), *level)).collect(),
            accounts: self.accounts.clone(),
            allowed: allowances
                .map(|it| Allowed { rule: it.rule.clone(), stage: it.stage.clone() })
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_teams_file_is_read_whole_or_not_at_all() {
        let text = "target = \"2025.3\"\ninstallation = [\"orca.yml\", \"orca-local.yml\"]\n\
                    accounts = [\"prod\"]\n[rules]\nno-deadline = \"off\"\n\
                    [[allow]]\nrule = \"no-ttl\"\nstage = \"audit\"\nreason = \"kept for a year\"\n\
                    [protection]\ncontexts = [\"prod-*\"]\n";
        let settings = parse(text, PathBuf::from("/x")).expect("it is right");
        assert_eq!(settings.target.map(|target| target.release.name()), Some("2025.3"));
        assert_eq!(settings.protected, ["prod-*"]);
        let policy = settings.policy(None);
        assert_eq!(policy.levels.get("no-deadline"), Some(&Level::Off));
        assert_eq!(policy.allowed[0].stage.as_deref(), Some("audit"));
        for wrong in [
            "targett = \"2025.3\"",
            "target = \"9\"",
            "[rules]\nno-such-rule = \"off\"",
            "[rules]\nno-ttl = \"maybe\"",
            "[rules]\nwould-not-start = \"off\"",
            "[[allow]]\nrule = \"no-ttl\"\nreason = \" \"",
            "[protection]\nunprotect = [\"prod\"]",
        ] {
            assert!(parse(wrong, PathBuf::new()).is_err(), "{wrong}");
        }
    }
}
