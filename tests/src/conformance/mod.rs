//! Runs vectors: what the real Spinnaker answered, line by line, against ours.
//!
//! One module a file of vectors. A runner must never know a single vector.

pub mod binding;
pub mod examples_binding;
pub mod plugin;
pub mod read;
pub mod webhook;

mod errors;

use std::path::Path;

use serde_json::Value as Json;

/// Most differences that are kept of one file.
const DIFFERENCES: usize = 10;
/// Most characters of one side of a difference.
const SIDE: usize = 600;

/// What came of one file of vectors.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Lines on which we agree.
    pub passed: usize,
    /// Lines on which we differ.
    pub failed: usize,
    /// Lines that have no single answer.
    pub skipped: usize,
    /// The first differences, for people.
    pub differences: Vec<String>,
}

impl Outcome {
    /// Counts a line.
    pub fn count(&mut self, id: &str, expected: &str, actual: &str) {
        if expected == actual {
            self.passed += 1;
            return;
        }
        self.failed += 1;
        if self.differences.len() < DIFFERENCES {
            let at = expected.chars().zip(actual.chars()).take_while(|(a, b)| a == b).count();
            let side = |text: &str| -> String {
                text.chars().skip(at.saturating_sub(SIDE / 4)).take(SIDE).collect()
            };
            let (expected, actual) = (side(expected), side(actual));
            self.differences.push(format!("{id}\n    expected {expected}\n    actual   {actual}"));
        }
    }
}

/// Runs the vectors of one file.
pub type Run = fn(&mut dyn Iterator<Item = String>, &Path) -> Outcome;

/// The files that can be run, by name without extension.
pub const RUNNERS: [(&str, Run); 5] = [
    ("binding", binding::run),
    ("binding-by-rule", binding::by_rule),
    ("examples-binding", examples_binding::run),
    ("plugin", plugin::run),
    ("webhook", webhook::run),
];

/// A JSON value as text in which the order of keys does not matter.
pub fn canonical(json: &Json) -> String {
    let mut json = json.clone();
    json.sort_all_objects();
    json.to_string()
}
