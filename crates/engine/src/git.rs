//! What a file was in another revision, as git answers.
//!
//! It must never change a repository, nor run anything that one configures.

use std::path::Path;
use std::process::{Command, Output};

use crate::{Error, Kind};

/// Whether `reference` names a commit of the repository that holds the folder
/// `inside`.
pub fn is_commit(inside: &Path, reference: &str) -> Result<bool, Error> {
    // What begins with a dash would be an option.
    if reference.starts_with('-') {
        return Ok(false);
    }
    let commit = format!("{reference}^{{commit}}");
    let output = git(inside, &["rev-parse", "--verify", "--quiet", &commit])?;
    Ok(output.status.success())
}

/// The text that the file at `path` had at `reference`; none where it was not
/// there, or was no text.
pub fn text_at(path: &Path, reference: &str) -> Result<Option<String>, Error> {
    let (Some(folder), Some(name)) = (path.parent(), path.file_name().and_then(|it| it.to_str()))
    else {
        return Ok(None);
    };
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let object = format!("{reference}:./{name}");
    let output = git(folder, &["cat-file", "blob", &object])?;
    Ok(output.status.success().then(|| String::from_utf8(output.stdout).ok()).flatten())
}

fn git(folder: &Path, arguments: &[&str]) -> Result<Output, Error> {
    Command::new("git").arg("-C").arg(folder).args(arguments).output().map_err(|error| Error {
        kind: Kind::Failed,
        message: format!("Could not start git: {error}."),
        remedy: "Install git, or leave out the revision.".into(),
    })
}
