//! Reading a file for editing.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

use crate::Error;

/// Largest file that is opened. The core reads far less; the rest is only
/// shown, and beyond this an editor is of no use.
const FILE_BYTES: u64 = 64 * 1024 * 1024;

/// What a file's bytes were, to see later whether they changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Stamp {
    length: usize,
    hash: u64,
}

/// A file as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contents {
    /// Its text; byte for byte unless it is read-only for its encoding.
    pub text: String,
    /// Why it can only be read, if so.
    pub read_only: Option<String>,
    /// What its bytes were.
    pub stamp: Stamp,
}

impl Stamp {
    /// The stamp of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        let mut hasher = DefaultHasher::new();
        bytes.hash(&mut hasher);
        Self { length: bytes.len(), hash: hasher.finish() }
    }
}

/// Reads a file. Text that is not UTF-8 comes with replacement characters and
/// read-only, so that no byte of it can be lost by saving.
pub fn read(path: &Path) -> Result<Contents, Error> {
    let io = |error| Error::io("read", path, &error);
    let metadata = std::fs::metadata(path).map_err(io)?;
    if metadata.is_dir() {
        return Err(Error::failed(
            format!("{} is a folder.", path.display()),
            "Open it as a workspace, or choose a file in it.",
        ));
    }
    if !metadata.is_file() {
        return Err(Error::failed(
            format!("{} is not a regular file.", path.display()),
            "Choose a file with YAML text.",
        ));
    }
    if metadata.len() > FILE_BYTES {
        return Err(Error::failed(
            format!("{} has {} MiB.", path.display(), metadata.len() / (1024 * 1024)),
            format!("Files up to {} MiB can be opened.", FILE_BYTES / (1024 * 1024)),
        ));
    }
    let bytes = std::fs::read(path).map_err(io)?;
    let stamp = Stamp::of(&bytes);
    Ok(match String::from_utf8(bytes) {
        Ok(text) if text.contains('\0') => Contents {
            text,
            read_only: Some("It holds null bytes and is probably not text.".into()),
            stamp,
        },
        Ok(text) => Contents { text, read_only: not_writable(path), stamp },
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            let reason = format!(
                "It is not UTF-8 (byte {at}); saving would change it. Convert it to UTF-8 to edit it."
            );
            Contents { text, read_only: Some(reason), stamp }
        }
    })
}

/// Why the file itself cannot be written, as far as the system says.
fn not_writable(path: &Path) -> Option<String> {
    may_write(path).err().map(|error| format!("It cannot be written: {error}."))
}

/// Asks without opening: a file that was open for writing counts as changed for
/// whoever watches it, and so would be looked at for ever.
#[cfg(unix)]
fn may_write(path: &Path) -> std::io::Result<()> {
    Ok(rustix::fs::access(path, rustix::fs::Access::WRITE_OK)?)
}

#[cfg(not(unix))]
fn may_write(path: &Path) -> std::io::Result<()> {
    std::fs::OpenOptions::new().append(true).open(path).map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_is_not_utf8_opens_read_only_with_the_reason() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("x.yml");
        std::fs::write(&path, b"a: \xff\n").expect("written");
        let contents = read(&path).expect("read");
        assert!(contents.read_only.expect("a reason").contains("byte 3"));
    }

    #[test]
    fn a_folder_and_a_missing_file_are_named_with_a_remedy() {
        let folder = tempfile::tempdir().expect("a folder");
        let error = read(folder.path()).expect_err("a folder is no file");
        assert!(error.message.contains("is a folder"), "{error}");
        let error = read(&folder.path().join("none.yml")).expect_err("there is none");
        assert!(error.remedy.contains("moved or deleted"), "{error}");
    }

    #[test]
    fn binary_opens_read_only() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("x.bin");
        std::fs::write(&path, b"\0\0ELF").expect("written");
        assert!(read(&path).expect("read").read_only.is_some());
    }
}
