//! Reading a text to look at it, from a file or a pipe: all of it or nothing,
//! for half a text must not pass for the whole.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use stage_core::limits;

use crate::Error;

/// The text of a file, which may be a named pipe.
pub fn text(path: &Path) -> Result<String, Error> {
    text_from(opened(path)?, &path.display().to_string())
}

/// The JSON of a pipeline that ran, which may be larger than any configuration.
pub fn execution_text(path: &Path) -> Result<String, Error> {
    execution_text_from(opened(path)?, &path.display().to_string())
}

fn opened(path: &Path) -> Result<File, Error> {
    let file = File::open(path).map_err(|error| Error::io("read", path, &error))?;
    if file.metadata().is_ok_and(|metadata| metadata.is_dir()) {
        return Err(Error::failed(
            format!("{} is a folder.", path.display()),
            "Choose a file in it.",
        ));
    }
    Ok(file)
}

/// The text that `reader` gives; `name` is what to call it.
pub fn text_from(reader: impl Read, name: &str) -> Result<String, Error> {
    let remedy = "No Spinnaker configuration is; choose another file.";
    up_to(limits::TEXT_BYTES, remedy, reader, name)
}

/// The same for the JSON of a pipeline that ran.
pub fn execution_text_from(reader: impl Read, name: &str) -> Result<String, Error> {
    let remedy = "Leave out stages and outputs that no expression looks at.";
    up_to(limits::EXECUTION_BYTES, remedy, reader, name)
}

fn up_to(most: usize, remedy: &str, reader: impl Read, name: &str) -> Result<String, Error> {
    let mut bytes = Vec::new();
    let failed = |error: io::Error| Error::io("read", Path::new(name), &error);
    reader.take(most as u64 + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() > most {
        return Err(Error::failed(
            format!("{name} is larger than {} MiB.", most / (1024 * 1024)),
            remedy,
        ));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        Error::failed(format!("{name} is not UTF-8 (byte {at})."), "Convert it to UTF-8.")
    })?;
    if text.contains('\0') {
        return Err(Error::failed(
            format!("{name} holds null bytes and is probably not text."),
            "Choose a file with YAML text.",
        ));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_text_never_passes_for_the_whole() {
        let of = |bytes: &[u8]| text_from(bytes, "x.yml").map_err(|error| error.message);
        assert_eq!(of("é: 1".as_bytes()), Ok("é: 1".into()));
        assert_eq!(of(b"a: \xff"), Err("x.yml is not UTF-8 (byte 3).".into()));
        assert_eq!(of(b"a\0"), Err("x.yml holds null bytes and is probably not text.".into()));
        let endless = text_from(io::repeat(b'a'), "x.yml").expect_err("it has no end");
        assert_eq!(endless.message, "x.yml is larger than 16 MiB.");
    }
}
