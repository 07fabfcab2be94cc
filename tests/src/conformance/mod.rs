//! The golden vectors, one module a file of them.

use std::path::Path;

pub mod job_status;
pub mod log_links;
pub mod properties;
pub mod submitted;

/// What running one file of vectors came to.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Lines that agree.
    pub passed: usize,
    /// Lines that differ.
    pub failed: usize,
    /// Lines that the vectors themselves set aside.
    pub skipped: usize,
    /// The first differences, each readable.
    pub differences: Vec<String>,
}

/// Most differences that are kept.
const DIFFERENCES: usize = 10;

impl Outcome {
    /// Counts one line by whether there is a difference.
    pub fn count(&mut self, difference: Option<String>) {
        match difference {
            None => self.passed += 1,
            Some(text) => {
                self.failed += 1;
                if self.differences.len() < DIFFERENCES {
                    self.differences.push(text);
                }
            }
        }
    }
}

/// Runs one file of vectors, given line by line, with its folder.
pub type Runner = fn(&mut dyn Iterator<Item = String>, &Path) -> Outcome;

/// Every file of vectors that can be run, by name without extension.
pub const RUNNERS: [(&str, Runner); 4] = [
    ("submitted", submitted::run),
    ("job-status", job_status::run),
    ("properties", properties::run),
    ("log-links", log_links::run),
];
