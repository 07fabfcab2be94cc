//! What is shown and kept of a run, without secrets.

use serde_json::Value as Json;
use stage_core::java::{Map, from_json, to_json};
use stage_core::secret::Secrets;

/// The longest line that is held back to be masked as a whole. A longer one is
/// masked in pieces.
const LINE: usize = 64 * 1024;

/// Hides the secrets of a run.
#[derive(Debug, Clone, Default)]
pub struct Mask {
    secrets: Secrets,
}

impl Mask {
    /// Learns the secrets of what will be sent, and of the stage's context.
    pub fn new(context: &Map, manifest: &Json) -> Self {
        let mut secrets = Secrets::default();
        secrets.learn_from(context);
        let _ = secrets.masked_value(&from_json(manifest));
        Self { secrets }
    }

    /// `text` without secrets.
    pub fn text(&self, text: &str) -> String {
        self.secrets.masked(text)
    }

    /// `json` without secrets.
    pub fn json(&self, json: &Json) -> Json {
        to_json(&self.secrets.clone().masked_value(&from_json(json)))
    }
}

/// Holds back the end of a log until its line is whole, so that a secret is
/// not cut in two and missed.
#[derive(Debug, Clone, Default)]
pub(super) struct Lines {
    held: Vec<u8>,
}

impl Lines {
    /// What can be shown now, with bytes that are no text replaced.
    pub(super) fn push(&mut self, bytes: &[u8], mask: &Mask) -> String {
        self.held.extend_from_slice(bytes);
        let end = match self.held.iter().rposition(|byte| *byte == b'\n') {
            Some(at) => at + 1,
            None if self.held.len() > LINE => self.held.len(),
            None => return String::new(),
        };
        let rest = self.held.split_off(end);
        let whole = std::mem::replace(&mut self.held, rest);
        mask.text(&String::from_utf8_lossy(&whole))
    }

    /// What is left at the end.
    pub(super) fn finish(&mut self, mask: &Mask) -> String {
        mask.text(&String::from_utf8_lossy(&std::mem::take(&mut self.held)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn mask() -> Mask {
        let manifest = json!({"env": [{"name": "DB_PASSWORD", "value": "hunter-two"}]});
        Mask::new(&Map::new(), &manifest)
    }

    #[test]
    fn a_secret_of_the_manifest_is_hidden_in_every_log() {
        let (mask, mut lines) = (mask(), Lines::default());
        assert_eq!(lines.push(b"one\nlogin with hunt", &mask), "one\n");
        assert_eq!(lines.push(b"er-two\n\xff", &mask), "login with <masked>\n");
        assert_eq!(lines.finish(&mask), "\u{fffd}");
        assert_eq!(
            mask.json(&json!({"PASSWORD": "abcdef", "on": true})),
            json!({"PASSWORD": "<masked>", "on": true})
        );
    }

    #[test]
    fn a_line_without_end_is_not_held_without_end() {
        let (mask, mut lines) = (mask(), Lines::default());
        let shown: usize = (0..80).map(|_| lines.push(&[b'x'; 4096], &mask).len()).sum();
        assert!(shown >= 80 * 4096 - LINE - 4096, "{shown}");
    }
}
