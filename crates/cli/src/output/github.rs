//! Findings as annotations of GitHub Actions: one command a line.

use stage_core::finding::Severity;

use super::visible;
use crate::command::Checked;

/// Every finding of the files.
pub(crate) fn check(files: &[Checked]) -> String {
    let mut out = String::new();
    for checked in files {
        for finding in &checked.findings {
            let level = match finding.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "notice",
            };
            let place = |offset: u32| {
                let place = checked.analysis.source.scalar_position(offset as usize);
                (place.line + 1, place.column + 1)
            };
            let (line, column) = place(finding.span.start);
            let (end_line, end_column) = place(finding.span.end);
            // Columns of one line only: GitHub refuses others.
            let columns = if line == end_line {
                format!(",col={column},endColumn={end_column}")
            } else {
                String::new()
            };
            let file = property(&checked.name);
            let message = data(&visible(&checked.secrets.masked(&finding.message)));
            out.push_str(&format!(
                "::{level} file={file},line={line},endLine={end_line}{columns},title={}::{message}\n",
                finding.rule
            ));
        }
    }
    out
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
