//! A file as git's last commit has it, asked of the `git` on the machine.
//!
//! Only plumbing that reads: no filter, text conversion or hook of the
//! repository runs, for a repository may be anybody's.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::Error;

/// A file in the last commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The commit, shortened.
    pub commit: String,
    /// The file's text there; none where the commit does not have it.
    pub text: Option<String>,
}

/// What the last commit has for `path`; none outside of a repository, and in
/// one without a commit.
pub fn head(path: &Path) -> Result<Option<Head>, Error> {
    let path = path.canonicalize().map_err(|error| Error::io("read", path, &error))?;
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else { return Ok(None) };
    let Some(commit) = git(folder, &["rev-parse".as_ref(), "--short".as_ref(), "HEAD".as_ref()])?
    else {
        return Ok(None);
    };
    let mut object = std::ffi::OsString::from("HEAD:./");
    object.push(name);
    let blob = git(folder, &["cat-file".as_ref(), "blob".as_ref(), object.as_os_str()])?;
    let text = blob.map(|bytes| String::from_utf8(bytes).map(|text| as_checked_out(&path, text)));
    let text = text.transpose().map_err(|_| {
        Error::failed(
            format!("{} is no text in the last commit.", path.display()),
            "It cannot be compared.",
        )
    })?;
    let commit = String::from_utf8_lossy(&commit).trim().to_owned();
    Ok(Some(Head { commit, text }))
}

/// Git may check out other line ends than it stores.
fn as_checked_out(path: &Path, stored: String) -> String {
    let now = std::fs::read_to_string(path).unwrap_or_default();
    let (breaks, windows) = (now.matches('\n').count(), now.matches("\r\n").count());
    if breaks > 0 && breaks == windows && !stored.contains('\r') {
        return stored.replace('\n', "\r\n");
    }
    stored
}

/// What git prints; none when it says no.
fn git(folder: &Path, arguments: &[&std::ffi::OsStr]) -> Result<Option<Vec<u8>>, Error> {
    let run = Command::new("git")
        .arg("--no-optional-locks")
        .args(["-c", "core.fsmonitor=false"])
        .args(arguments)
        .current_dir(folder)
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("LC_ALL", "C")
        .stdin(Stdio::null())
        .output();
    match run {
        Ok(output) if output.status.success() => Ok(Some(output.stdout)),
        Ok(_) => Ok(None),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(Error::failed(
            "There is no `git` on this machine.",
            "Install git to compare with the last commit.",
        )),
        Err(error) => Err(Error::io("run git in", folder, &error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(folder: &Path, arguments: &[&str]) {
        let done = Command::new("git")
            .args(["-c", "user.name=A", "-c", "user.email=a@example.com"])
            .args(arguments)
            .current_dir(folder)
            .output()
            .expect("git runs");
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }

    #[test]
    fn a_file_is_found_as_the_last_commit_has_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let (file, other) = (folder.path().join("a b.yml"), folder.path().join("new.yml"));
        std::fs::write(&file, "old\n").expect("written");
        assert_eq!(head(&file).expect("asked"), None, "no repository");
        run(folder.path(), &["init", "-q"]);
        assert_eq!(head(&file).expect("asked"), None, "no commit");
        run(folder.path(), &["add", "."]);
        run(folder.path(), &["commit", "-qm", "one"]);
        std::fs::write(&file, "new\n").expect("written");
        std::fs::write(&other, "x\n").expect("written");
        let found = head(&file).expect("asked").expect("a repository");
        assert_eq!(found.text.as_deref(), Some("old\n"));
        assert_eq!(head(&other).expect("asked").expect("a repository").text, None);
        std::fs::write(&file, "new\r\n").expect("written");
        let found = head(&file).expect("asked").expect("a repository");
        assert_eq!(found.text.as_deref(), Some("old\r\n"));
    }
}
