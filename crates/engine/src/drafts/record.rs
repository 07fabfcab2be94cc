//! A draft's file: one line of JSON, then both texts. The line says how long
//! they are, so that a file that was cut short is known as such.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::Draft;
use crate::files::Stamp;

#[derive(Serialize, Deserialize)]
struct Head {
    version: u32,
    path: Option<PathBuf>,
    stamp: Option<Stamp>,
    base: usize,
    text: usize,
}

const VERSION: u32 = 1;

pub(super) fn write(draft: &Draft) -> Vec<u8> {
    let head = Head {
        version: VERSION,
        path: draft.path.clone(),
        stamp: draft.stamp,
        base: draft.base.len(),
        text: draft.text.len(),
    };
    let mut bytes = serde_json::to_vec(&head).unwrap_or_default();
    bytes.push(b'\n');
    bytes.extend_from_slice(draft.base.as_bytes());
    bytes.extend_from_slice(draft.text.as_bytes());
    bytes
}

/// The draft, if the file is whole.
pub(super) fn read(bytes: &[u8]) -> Option<Draft> {
    let at = bytes.iter().position(|byte| *byte == b'\n')?;
    let head: Head = serde_json::from_slice(bytes.get(..at)?).ok()?;
    let rest = bytes.get(at + 1..)?;
    if head.version != VERSION || head.base.checked_add(head.text)? != rest.len() {
        return None;
    }
    let (base, text) = rest.split_at_checked(head.base)?;
    let text_of = |bytes: &[u8]| std::str::from_utf8(bytes).ok().map(Into::into);
    Some(Draft { path: head.path, stamp: head.stamp, base: text_of(base)?, text: text_of(text)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_comes_back_and_a_torn_one_does_not() {
        let draft = Draft {
            path: Some("/a/b.yml".into()),
            stamp: Some(Stamp::of(b"old\n")),
            base: "old\n".into(),
            text: "new: \u{1f600}\r\n".into(),
        };
        let bytes = write(&draft);
        assert_eq!(read(&bytes), Some(draft));
        for cut in 0..bytes.len() {
            assert_eq!(read(&bytes[..cut]), None, "cut at {cut}");
        }
    }
}
