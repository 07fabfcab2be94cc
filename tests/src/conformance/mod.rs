//! Golden vectors: what the real Java code answered, line by line.

pub mod spel;

use std::path::Path;

/// What a file of vectors gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Lines with the expected answer.
    pub passed: usize,
    /// Lines with another answer.
    pub failed: usize,
    /// Lines whose answer is not one: it differs from run to run.
    pub skipped: usize,
    /// The first differences, each readable by itself.
    pub differences: Vec<String>,
}

/// Differences kept.
const DIFFERENCES: usize = 10;

impl Outcome {
    /// Counts one line; `difference` is what it answered instead.
    pub fn count(&mut self, difference: Option<String>) {
        match difference {
            None => self.passed += 1,
            Some(difference) => {
                self.failed += 1;
                if self.differences.len() < DIFFERENCES {
                    self.differences.push(difference);
                }
            }
        }
    }
}

/// A function that runs the lines of one file; the folder holds the files
/// that belong to it.
pub type Run = fn(&mut dyn Iterator<Item = String>, &Path) -> Outcome;

/// The files of vectors by name, without extension.
pub const RUNNERS: [(&str, Run); 1] = [("spel", spel::run)];
