//! Which kubeconfig files there are, and what they say together, by kubectl's
//! rules: the first file to say something wins, a listed file that is not there
//! counts as empty, and paths in a file are relative to that file.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use kube::config::Kubeconfig;

use crate::Error;

/// All kubeconfig files, merged.
#[derive(Debug, Clone, Default)]
pub struct Kubeconfigs {
    /// What they say together.
    pub merged: Kubeconfig,
    /// Files that were read, in order.
    pub files: Vec<PathBuf>,
    /// Files that are named but not there.
    pub absent: Vec<PathBuf>,
    /// The file that each kube context comes from.
    pub origin: BTreeMap<String, PathBuf>,
}

/// The files to read: the list in `KUBECONFIG` if it names any, else
/// `.kube/config` of the home folder; after them `further` ones, which the
/// user named in the program.
pub fn files(variable: Option<&OsStr>, home: Option<&Path>, further: &[PathBuf]) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = variable
        .map(|list| std::env::split_paths(list).filter(|path| !path.as_os_str().is_empty()))
        .into_iter()
        .flatten()
        .collect();
    if files.is_empty() {
        files.extend(home.map(|home| home.join(".kube").join("config")));
    }
    files.extend(further.iter().cloned());
    let mut seen = Vec::new();
    files.retain(|file| {
        let new = !seen.contains(file);
        seen.push(file.clone());
        new
    });
    files
}

/// Reads and merges `files`. A file that cannot be read or understood is an
/// error: without it the same name might mean another cluster.
pub fn read(files: &[PathBuf]) -> Result<Kubeconfigs, Error> {
    let mut all = Kubeconfigs::default();
    for file in files {
        if !file.exists() {
            all.absent.push(file.clone());
            continue;
        }
        let broken = |error: &dyn std::fmt::Display| {
            Error::failed(
                format!("The kubeconfig {} cannot be read: {error}.", file.display()),
                "Mend the file, or take it out of KUBECONFIG.",
            )
        };
        let config = Kubeconfig::read_from(file).map_err(|error| broken(&error))?;
        for context in &config.contexts {
            all.origin.entry(context.name.clone()).or_insert_with(|| file.clone());
        }
        all.merged = all.merged.merge(config).map_err(|error| broken(&error))?;
        all.files.push(file.clone());
    }
    Ok(all)
}

impl Kubeconfigs {
    /// Reads what the environment and the home folder name, and `further`.
    pub fn from_environment(further: &[PathBuf]) -> Result<Self, Error> {
        let variable = std::env::var_os("KUBECONFIG");
        read(&files(variable.as_deref(), dirs::home_dir().as_deref(), further))
    }

    /// The names of all kube contexts, in the order of the files.
    pub fn kube_contexts(&self) -> Vec<&str> {
        self.merged.contexts.iter().map(|context| context.name.as_str()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(context: &str, server: &str, extra: &str) -> String {
        format!(
            "apiVersion: v1\nkind: Config\nclusters: [{{name: c, cluster: {{server: '{server}'{extra}}}}}]\n\
             users: [{{name: u, user: {{token: t}}}}]\n\
             contexts: [{{name: {context}, context: {{cluster: c, user: u}}}}]\ncurrent-context: {context}\n"
        )
    }

    #[test]
    fn the_first_file_to_name_something_wins_and_missing_files_are_passed_over() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = |name: &str| folder.path().join(name);
        std::fs::write(path("one"), config("dev", "https://one", "")).expect("written");
        std::fs::write(path("two"), config("prod", "https://two", "")).expect("written");
        let list = std::env::join_paths([path("one"), path("none"), path("two")]).expect("a list");
        let all = read(&files(Some(&list), None, &[])).expect("read");
        assert_eq!(all.kube_contexts(), ["dev", "prod"]);
        assert_eq!(all.merged.current_context.as_deref(), Some("dev"));
        assert_eq!(all.absent, [path("none")]);
        let server = all.merged.clusters[0].cluster.as_ref().and_then(|c| c.server.clone());
        assert_eq!(server.as_deref(), Some("https://one"), "the second `c` does not count");
        assert_eq!(all.origin["prod"], path("two"));
    }

    #[test]
    fn without_a_list_the_home_folder_is_read_and_further_files_come_last() {
        let further = [PathBuf::from("/x"), PathBuf::from("/h/.kube/config")];
        let home = Some(Path::new("/h"));
        assert_eq!(
            files(Some(OsStr::new("")), home, &further),
            [PathBuf::from("/h/.kube/config"), PathBuf::from("/x")]
        );
    }

    #[test]
    fn paths_in_a_file_are_relative_to_that_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("config");
        let text = config("dev", "https://one", ", certificate-authority: ca.crt");
        std::fs::write(&file, text).expect("written");
        let all = read(&[file]).expect("read");
        let cluster = all.merged.clusters[0].cluster.as_ref().expect("a cluster");
        let expected = folder.path().join("ca.crt").display().to_string();
        assert_eq!(cluster.certificate_authority, Some(expected));
    }

    #[test]
    fn a_broken_file_is_named_and_not_passed_over() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("config");
        std::fs::write(&file, "clusters: {").expect("written");
        let error = read(std::slice::from_ref(&file)).expect_err("refused");
        assert!(error.message.contains(&file.display().to_string()), "{error}");
    }
}
