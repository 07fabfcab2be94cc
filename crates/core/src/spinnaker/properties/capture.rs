//! The fold over a log's lines.

use crate::java::{Data, Map, Origin, Value};
use crate::limits;
use crate::spinnaker::PropertyParser;
use crate::spinnaker::jackson::JsonFailure;

use super::line::{Json, Judged, judge};

/// The fold's state.
#[derive(Clone, Debug)]
pub struct Capture {
    parser: PropertyParser,
    entries: Map,
    bytes: usize,
    unkept: u64,
    lines: u64,
    too_long: Vec<u64>,
    failure: Option<Failure>,
}

/// What makes clouddriver lose the whole capture (§3.2.5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The line, from 1.
    pub line: u64,
    /// The simple name of the Java exception.
    pub exception: &'static str,
    /// Why Jackson refused the line; `None` when it read `null`.
    pub json: Option<JsonFailure>,
    /// How many entries earlier lines had given, all of them lost.
    pub lost: usize,
}

/// What a log gave.
#[derive(Clone, Debug, PartialEq)]
pub struct Captured {
    /// The captured map, or what lost it.
    pub result: Result<Map, Failure>,
    /// How many lines were read.
    pub lines: u64,
    /// Lines that were longer than [`limits::LOG_LINE_BYTES`] and not judged;
    /// what they would give is not known here.
    pub too_long: Vec<u64>,
    /// How many entries were judged but not kept, past
    /// [`limits::CAPTURED_BYTES`].
    pub unkept: u64,
}

impl Capture {
    /// Starts a capture with one of the two parsers.
    pub fn new(parser: PropertyParser) -> Self {
        Self {
            parser,
            entries: Map::new(),
            bytes: 0,
            unkept: 0,
            lines: 0,
            too_long: Vec::new(),
            failure: None,
        }
    }

    /// Reads one line, given without its `\n`, and says what it is.
    ///
    /// After a line that lost the capture the others are still judged, so
    /// that they can be explained, but change nothing.
    pub fn feed(&mut self, line: &str) -> Judged {
        self.lines += 1;
        let judged = judge(line, self.parser);
        if self.failure.is_some() {
            return judged;
        }
        if let Some(Ok(property)) = &judged.property {
            let origin = Origin::Clouddriver("captured from a SPINNAKER_PROPERTY_ line of the log");
            self.put(&property.key, Value::text(property.value.as_str(), origin));
        }
        match &judged.json {
            Some(Json::Entries(entries)) => {
                for (key, value) in entries.iter() {
                    let origin = Origin::Clouddriver(
                        "captured from a SPINNAKER_CONFIG_JSON line of the log",
                    );
                    self.put(key, Value::new(value.data.clone(), origin));
                }
            }
            Some(Json::Null) => self.fail("NullPointerException", None),
            Some(Json::Refused(failure)) => self.fail(failure.exception, Some(failure.clone())),
            None => {}
        }
        judged
    }

    /// Notes a line that was too long to be judged.
    pub fn feed_too_long(&mut self) {
        self.lines += 1;
        if self.too_long.len() < limits::FINDINGS {
            self.too_long.push(self.lines);
        }
    }

    /// Whether a line has already lost the capture.
    pub fn failed(&self) -> bool {
        self.failure.is_some()
    }

    /// What the log gave.
    pub fn finish(self) -> Captured {
        Captured {
            result: self.failure.map_or(Ok(self.entries), Err),
            lines: self.lines,
            too_long: self.too_long,
            unkept: self.unkept,
        }
    }

    fn put(&mut self, key: &str, value: Value) {
        let size = key.len() + size_of_value(&value);
        if let Some(old) = self.entries.get(key) {
            self.bytes = self.bytes.saturating_sub(key.len() + size_of_value(old));
        }
        if self.bytes.saturating_add(size) > limits::CAPTURED_BYTES {
            self.entries.remove(key);
            self.unkept += 1;
            return;
        }
        self.bytes += size;
        self.entries.insert(key, value);
    }

    fn fail(&mut self, exception: &'static str, json: Option<JsonFailure>) {
        let lost = self.entries.len();
        self.entries = Map::new();
        self.failure = Some(Failure { line: self.lines, exception, json, lost });
    }
}

/// About the bytes that a value holds; without recursion, for the nesting may
/// be as deep as Jackson reads.
fn size_of_value(value: &Value) -> usize {
    let mut waiting = vec![value];
    let mut total = 0usize;
    while let Some(value) = waiting.pop() {
        total += size_of::<Value>();
        match &value.data {
            Data::String(text) => total += text.len(),
            Data::List(items) => waiting.extend(items),
            Data::Map(map) => {
                for (key, item) in map.iter() {
                    total += key.len();
                    waiting.push(item);
                }
            }
            _ => {}
        }
    }
    total
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::java::to_json;

    fn captured(log: &str) -> Captured {
        let mut capture = Capture::new(PropertyParser::default());
        for line in log.split('\n') {
            capture.feed(line);
        }
        capture.finish()
    }

    fn json(log: &str) -> String {
        captured(log).result.map_or_else(
            |failure| format!("{} in line {}", failure.exception, failure.line),
            |map| to_json(&Data::Map(map).into()).to_string(),
        )
    }

    #[test]
    fn later_lines_win_and_objects_are_not_merged() {
        assert_eq!(json("SPINNAKER_PROPERTY_A=1\nSPINNAKER_PROPERTY_a=2"), r#"{"a":"2"}"#);
        assert_eq!(
            json(
                "SPINNAKER_CONFIG_JSON={\"a\":{\"x\":1}}\nSPINNAKER_CONFIG_JSON={\"a\":{\"y\":2}}"
            ),
            r#"{"a":{"y":2}}"#
        );
        assert_eq!(json("SPINNAKER_CONFIG_JSON={\"a\":1}\nSPINNAKER_PROPERTY_A=x"), r#"{"a":"x"}"#);
    }

    #[test]
    fn one_bad_json_line_loses_everything() {
        let log = "SPINNAKER_PROPERTY_OK=1\nSPINNAKER_CONFIG_JSON={\nSPINNAKER_PROPERTY_B=2";
        let failure = captured(log).result.expect_err("the capture is lost");
        assert_eq!((failure.line, failure.exception, failure.lost), (2, "JsonEOFException", 1));
        assert_eq!(json("SPINNAKER_CONFIG_JSON=null"), "NullPointerException in line 1");
        assert_eq!(json("SPINNAKER_CONFIG_JSON=[]"), "MismatchedInputException in line 1");
    }

    #[test]
    fn a_flood_of_properties_stays_bounded() {
        let mut capture = Capture::new(PropertyParser::default());
        let value = "v".repeat(100_000);
        for number in 0..300 {
            capture.feed(&format!("SPINNAKER_PROPERTY_K{number}={value}"));
        }
        assert!(capture.bytes <= limits::CAPTURED_BYTES);
        assert!(capture.finish().unkept > 0);
    }
}
