//! Runs vectors: what the real Spinnaker answered, line by line, against ours.
//!
//! One module a file of vectors. A runner must never know a single vector.

pub mod binding;
pub mod context;
mod contexts;
pub mod errors;
pub mod examples_binding;
pub mod findings;
pub mod job_status;
pub mod log_links;
pub mod mapping;
pub mod plugin;
pub mod properties;
pub mod read;
pub mod spel;
pub mod steps;
pub mod submitted;
pub mod webhook;

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
    /// Counts a line by whether there is a difference.
    pub fn count(&mut self, difference: Option<String>) {
        let Some(difference) = difference else {
            self.passed += 1;
            return;
        };
        self.failed += 1;
        if self.differences.len() < DIFFERENCES {
            self.differences.push(difference);
        }
    }

    /// Counts a line by whether both sides are the same text.
    pub fn compare(&mut self, id: &str, expected: &str, actual: &str) {
        let difference = (expected != actual).then(|| {
            let at = expected.chars().zip(actual.chars()).take_while(|(a, b)| a == b).count();
            let side = |text: &str| -> String {
                text.chars().skip(at.saturating_sub(SIDE / 4)).take(SIDE).collect()
            };
            let (expected, actual) = (side(expected), side(actual));
            format!("{id}\n    expected {expected}\n    actual   {actual}")
        });
        self.count(difference);
    }
}

/// Runs the vectors of one file.
pub type Run = fn(&mut dyn Iterator<Item = String>, &Path) -> Outcome;

/// The files that can be run, by name without extension.
pub const RUNNERS: [(&str, Run); 16] = [
    ("binding", binding::run),
    ("findings", findings::run),
    ("findings-webhook", findings::webhook),
    ("binding-by-rule", binding::by_rule),
    ("examples-binding", examples_binding::run),
    ("plugin", plugin::run),
    ("webhook", webhook::run),
    ("context", context::run),
    ("examples-context", context::run),
    ("mapping", mapping::run),
    ("submitted", submitted::run),
    ("job-status", job_status::run),
    ("properties", properties::run),
    ("log-links", log_links::run),
    ("spel", spel::run),
    ("steps", steps::run),
];

/// The file whose lines a runner reads: its own, but for those that look at
/// the same vectors in another way.
pub fn file_of(name: &str) -> &str {
    match name {
        "findings" => "binding",
        "findings-webhook" => "webhook",
        own => own,
    }
}

/// A JSON value as text in which the order of keys does not matter.
pub fn canonical(json: &Json) -> String {
    let mut json = json.clone();
    json.sort_all_objects();
    json.to_string()
}

/// A JVM that has seen some fifteen of these failures throws the same
/// exception without its text (orca-semantics §0), so a vector's place in its
/// recording decides whether it has one. Nothing else may come without text.
pub fn forgotten_text(expected: &str, actual: String) -> String {
    let mismatch = "java.lang.IllegalArgumentException: argument type mismatch";
    if expected == "java.lang.IllegalArgumentException: null" && actual == mismatch {
        return expected.to_owned();
    }
    actual
}
