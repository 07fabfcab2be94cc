//! Saving: whole or not at all, and never over somebody else's change.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::Stamp;
use crate::{Error, Kind};

/// What a file must be for a write to go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// As it was when it was read.
    Unchanged(Stamp),
    /// Not there.
    Absent,
    /// Whatever it is: the user has seen it and decided.
    Anything,
}

/// Writes `text` to `path`: into a temporary file beside it, synced, then
/// renamed over it. Permissions stay; a symbolic link is followed, not
/// replaced. Gives the new stamp.
pub fn write(path: &Path, text: &str, expected: Expected) -> Result<Stamp, Error> {
    let target = followed(path)?;
    let io = |error| Error::io("write", &target, &error);
    check(&target, expected)?;
    let folder = target.parent().unwrap_or_else(|| Path::new("."));
    let mut temporary = tempfile::Builder::new()
        .prefix(".stage-designer-")
        .suffix(".tmp")
        .tempfile_in(folder)
        .map_err(io)?;
    temporary.write_all(text.as_bytes()).map_err(io)?;
    match std::fs::metadata(&target) {
        Ok(metadata) => keep_ownership(temporary.as_file(), &metadata).map_err(io)?,
        Err(_) => like_a_new_file(temporary.as_file()).map_err(io)?,
    }
    temporary.as_file().sync_all().map_err(io)?;
    // Once more, right before: what lies between is as short as it can be.
    check(&target, expected)?;
    temporary.persist(&target).map_err(|error| io(error.error))?;
    // The rename itself must survive a crash; not every file system can.
    if let Ok(folder) = std::fs::File::open(folder) {
        let _ = folder.sync_all();
    }
    Ok(Stamp::of(text.as_bytes()))
}

fn check(target: &Path, expected: Expected) -> Result<(), Error> {
    let now = match std::fs::read(target) {
        Ok(bytes) => Some(Stamp::of(&bytes)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        Err(error) => return Err(Error::io("write", target, &error)),
    };
    let changed = |what: &str| Error {
        kind: Kind::ChangedOnDisk,
        message: format!("{} {what}.", target.display()),
        remedy: "Compare both texts and decide which to keep.".into(),
    };
    match (expected, now) {
        (Expected::Unchanged(before), Some(now)) if before != now => {
            Err(changed("changed since it was read"))
        }
        (Expected::Unchanged(_), None) => Err(changed("was deleted since it was read")),
        (Expected::Absent, Some(_)) => Err(changed("exists already")),
        _ => Ok(()),
    }
}

/// Where a chain of links ends, be there a file or not.
fn followed(path: &Path) -> Result<PathBuf, Error> {
    let mut at = path.to_path_buf();
    for _ in 0..40 {
        let Ok(next) = std::fs::read_link(&at) else { return Ok(at) };
        at = match at.parent() {
            Some(folder) if next.is_relative() => folder.join(next),
            _ => next,
        };
    }
    Err(Error::failed(
        format!("{} is a link that leads in a circle.", path.display()),
        "Mend the link.",
    ))
}

#[cfg(unix)]
fn keep_ownership(file: &std::fs::File, metadata: &std::fs::Metadata) -> std::io::Result<()> {
    use std::os::unix::fs::{MetadataExt, fchown};
    file.set_permissions(metadata.permissions())?;
    let own = file.metadata()?;
    if (own.uid(), own.gid()) != (metadata.uid(), metadata.gid()) {
        // Only root may give a file away; for others the group is tried.
        if fchown(file, Some(metadata.uid()), Some(metadata.gid())).is_err() {
            let _ = fchown(file, None, Some(metadata.gid()));
        }
        file.set_permissions(metadata.permissions())?;
    }
    Ok(())
}

#[cfg(not(unix))]
fn keep_ownership(file: &std::fs::File, metadata: &std::fs::Metadata) -> std::io::Result<()> {
    file.set_permissions(metadata.permissions())
}

/// Temporary files are private; a new file is as open as others beside it.
#[cfg(unix)]
fn like_a_new_file(file: &std::fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn like_a_new_file(_: &std::fs::File) -> std::io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> tempfile::TempDir {
        tempfile::tempdir().expect("a folder")
    }

    #[test]
    fn a_file_that_changed_since_it_was_read_is_not_overwritten() {
        let folder = folder();
        let path = folder.path().join("orca-local.yml");
        std::fs::write(&path, "mine").expect("written");
        let stamp = Stamp::of(b"mine");
        std::fs::write(&path, "a colleague's").expect("written");
        let error = write(&path, "new", Expected::Unchanged(stamp)).expect_err("refused");
        assert_eq!(error.kind, Kind::ChangedOnDisk);
        assert_eq!(std::fs::read_to_string(&path).expect("read"), "a colleague's");
    }

    #[test]
    fn a_file_deleted_or_made_meanwhile_is_noticed() {
        let folder = folder();
        let path = folder.path().join("x.yml");
        let gone = write(&path, "new", Expected::Unchanged(Stamp::of(b"mine")));
        assert_eq!(gone.expect_err("refused").kind, Kind::ChangedOnDisk);
        std::fs::write(&path, "there").expect("written");
        assert_eq!(
            write(&path, "new", Expected::Absent).expect_err("refused").kind,
            Kind::ChangedOnDisk
        );
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_and_permissions_stay() {
        use std::os::unix::fs::PermissionsExt;
        let folder = folder();
        let (file, link) = (folder.path().join("real.yml"), folder.path().join("link.yml"));
        std::fs::write(&file, "old").expect("written");
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o640)).expect("set");
        std::os::unix::fs::symlink("real.yml", &link).expect("linked");
        write(&link, "new", Expected::Unchanged(Stamp::of(b"old"))).expect("saved");
        assert!(
            std::fs::symlink_metadata(&link).expect("there").is_symlink(),
            "the link is a link"
        );
        assert_eq!(std::fs::read_to_string(&file).expect("read"), "new");
        let mode = std::fs::metadata(&file).expect("there").permissions().mode() & 0o777;
        assert_eq!(mode, 0o640);
    }

    #[test]
    fn a_failed_save_leaves_no_trace() {
        let folder = folder();
        let path = folder.path().join("no-such-folder").join("x.yml");
        let error = write(&path, "new", Expected::Absent).expect_err("there is no folder");
        assert!(error.message.contains("x.yml"), "{error}");
        assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 0);
    }
}
