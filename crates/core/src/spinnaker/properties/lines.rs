//! A stream of bytes cut into lines with a bounded buffer.

use crate::limits;

use super::capture::Capture;
use super::line::Judged;

/// Cuts the chunks of a log into lines at `\n`, as clouddriver does, and
/// feeds them to a [`Capture`]. It holds one line at most, and of that no
/// more than [`limits::LOG_LINE_BYTES`].
#[derive(Clone, Debug)]
pub struct Lines {
    capture: Capture,
    line: Vec<u8>,
    too_long: bool,
}

impl Lines {
    /// Reads into `capture`.
    pub fn new(capture: Capture) -> Self {
        Self { capture, line: Vec::new(), too_long: false }
    }

    /// Reads one chunk; `each` is called with every whole line and what it is
    /// judged to be, or `None` when it was too long to judge.
    pub fn push(&mut self, chunk: &[u8], each: &mut dyn FnMut(&str, Option<&Judged>)) {
        let mut rest = chunk;
        while let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
            let (line, after) = rest.split_at(end);
            self.extend(line);
            self.end_line(each);
            rest = after.get(1..).unwrap_or_default();
        }
        self.extend(rest);
    }

    /// Ends the log; what stands after the last `\n` is a line too.
    pub fn finish(mut self, each: &mut dyn FnMut(&str, Option<&Judged>)) -> Capture {
        if self.too_long || !self.line.is_empty() {
            self.end_line(each);
        }
        self.capture
    }

    fn extend(&mut self, bytes: &[u8]) {
        let room = limits::LOG_LINE_BYTES.saturating_sub(self.line.len());
        self.too_long |= bytes.len() > room;
        self.line.extend_from_slice(bytes.get(..room).unwrap_or(bytes));
    }

    fn end_line(&mut self, each: &mut dyn FnMut(&str, Option<&Judged>)) {
        let text = String::from_utf8_lossy(&self.line);
        if self.too_long {
            self.capture.feed_too_long();
            each(&text, None);
        } else {
            let judged = self.capture.feed(&text);
            each(&text, Some(&judged));
        }
        self.too_long = false;
        self.line.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spinnaker::PropertyParser;

    #[test]
    fn chunks_may_cut_a_line_anywhere() {
        let log = "SPINNAKER_PROPERTY_A=é\r\n\nSPINNAKER_PROPERTY_B=\u{1b}[0mx".as_bytes();
        for size in 1..log.len() {
            let mut seen = 0;
            let mut lines = Lines::new(Capture::new(PropertyParser::default()));
            for chunk in log.chunks(size) {
                lines.push(chunk, &mut |_, _| seen += 1);
            }
            let map = lines.finish(&mut |_, _| seen += 1).finish().result.expect("nothing fails");
            assert_eq!(map.get("a").and_then(|value| value.as_str()), Some("é"));
            assert_eq!(map.get("b").and_then(|value| value.as_str()), Some("\u{1b}[0mx"));
            assert_eq!(seen, 3);
        }
    }

    #[test]
    fn a_line_without_end_does_not_grow_the_buffer() {
        let mut lines = Lines::new(Capture::new(PropertyParser::default()));
        let chunk = vec![b'x'; 1 << 20];
        for _ in 0..20 {
            lines.push(&chunk, &mut |_, _| {});
        }
        assert!(lines.line.len() <= limits::LOG_LINE_BYTES);
        lines.push(b"\nSPINNAKER_PROPERTY_A=1\n", &mut |_, _| {});
        let captured = lines.finish(&mut |_, _| {}).finish();
        assert_eq!(captured.too_long, [1]);
        assert_eq!(captured.result.expect("read on").len(), 1);
    }
}
