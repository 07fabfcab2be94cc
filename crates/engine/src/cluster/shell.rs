//! The PATH of the user's login shell. A window that was started from a
//! desktop has none worth the name, and exec plugins such as `aws` are found
//! nowhere.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

/// How long a shell may take over its start-up files.
const PATIENCE: Duration = Duration::from_secs(5);

/// Stands around the answer, for start-up files may print things of their own.
const MARK: &str = "--stage-designer-path--";

/// Asks the login shell for its PATH; nothing where there is no such shell, or
/// it does not answer in time.
pub async fn login_path() -> Option<OsString> {
    let shell = std::env::var_os("SHELL").filter(|shell| !shell.is_empty())?;
    path_of(&shell, PATIENCE).await
}

async fn path_of(shell: &OsStr, patience: Duration) -> Option<OsString> {
    // Interactive too: many set PATH in a file that only such shells read.
    let script = format!("printf '%s%s%s' '{MARK}' \"$PATH\" '{MARK}'");
    let mut command = tokio::process::Command::new(shell);
    command.args(["-l", "-i", "-c", &script]).stdin(Stdio::null()).stderr(Stdio::null());
    command.kill_on_drop(true);
    let output = tokio::time::timeout(patience, command.output()).await.ok()?.ok()?;
    between_marks(&String::from_utf8_lossy(&output.stdout)).map(OsString::from)
}

fn between_marks(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once(MARK)?;
    rest.split_once(MARK).map(|(path, _)| path).filter(|path| !path.is_empty())
}

/// The program that `command` names: itself if it is a path, else the first of
/// that name on `path`.
pub(super) fn find(command: &str, path: &OsStr) -> Option<PathBuf> {
    let named = Path::new(command);
    if named.components().count() > 1 {
        return is_program(named).then(|| named.to_path_buf());
    }
    std::env::split_paths(path).map(|folder| folder.join(command)).find(|file| is_program(file))
}

#[cfg(unix)]
fn is_program(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    file.metadata().is_ok_and(|about| about.is_file() && about.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(file: &Path) -> bool {
    file.is_file() || file.with_extension("exe").is_file()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_start_up_files_print_is_no_part_of_the_path() {
        assert_eq!(between_marks(&format!("Welcome!\n{MARK}/a:/b{MARK}bye")), Some("/a:/b"));
        assert_eq!(between_marks("Welcome!"), None);
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn the_login_shell_is_asked_and_one_that_hangs_is_not_waited_for() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let shell = |name: &str, body: &str| {
            let file = folder.path().join(name);
            std::fs::write(&file, format!("#!/bin/sh\n{body}\n")).expect("written");
            let mode = std::fs::Permissions::from_mode(0o755);
            std::fs::set_permissions(&file, mode).expect("set");
            file.into_os_string()
        };
        // As `sh -l -i -c SCRIPT` after start-up files that speak and set the PATH.
        let good = shell("good", "echo Welcome; PATH=/opt/aws:$PATH; eval \"$4\"");
        let path = path_of(&good, PATIENCE).await.expect("a path");
        assert!(path.to_string_lossy().starts_with("/opt/aws:"), "{path:?}");
        let hangs = shell("hangs", "exec sleep 600");
        assert_eq!(path_of(&hangs, Duration::from_millis(200)).await, None);
        assert_eq!(path_of(OsStr::new("/no/such/shell"), PATIENCE).await, None);
    }

    #[cfg(unix)]
    #[test]
    fn a_plugin_is_the_first_program_of_its_name() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let (one, two) = (folder.path().join("one"), folder.path().join("two"));
        for (folder, mode) in [(&one, 0o644), (&two, 0o755)] {
            std::fs::create_dir(folder).expect("made");
            std::fs::write(folder.join("aws"), "").expect("written");
            let permissions = std::fs::Permissions::from_mode(mode);
            std::fs::set_permissions(folder.join("aws"), permissions).expect("set");
        }
        let path = std::env::join_paths([&one, &two]).expect("a path");
        assert_eq!(find("aws", &path), Some(two.join("aws")), "a text file is no program");
        assert_eq!(find("gke", &path), None);
    }
}
