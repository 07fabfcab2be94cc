//! What is found in real files, reviewed one by one: no real trap missed, and
//! no error in a file that loads and runs.

use stage_core::analyze;
use stage_core::document::Source;
use stage_core::finding::Severity;

use crate::shared::stage_files;

/// Errors and warnings of a file, each with its line; notes are counted.
fn told(text: &str) -> String {
    let analysis = analyze(&Source::new(text), None);
    let findings = analysis.findings();
    let mut out = String::new();
    for finding in findings.iter().filter(|finding| finding.severity > Severity::Note) {
        let line = analysis.source.scalar_position(finding.span.start as usize).line + 1;
        out.push_str(&format!("  {line} {} {}\n", finding.severity.name(), finding.rule));
    }
    let notes = findings.iter().filter(|finding| finding.severity == Severity::Note).count();
    out + &format!("  notes: {notes}\n")
}

#[test]
fn real_files_show_their_traps_and_no_others() {
    let mut shown: Vec<String> = stage_files()
        .iter()
        .filter(|(name, _)| name.starts_with(|c: char| c.is_ascii_digit()))
        .map(|(name, text)| format!("{}\n{}", name.split('-').next().unwrap_or(name), told(text)))
        .collect();
    if shown.is_empty() {
        return;
    }
    shown.sort();
    insta::assert_snapshot!(shown.join(""), @"
    01
      26 warning fixed-job-name
      28 warning no-ttl
      35 warning image-not-pinned
      notes: 4
    02
      66 warning fixed-job-name
      68 warning no-ttl
      notes: 4
    03
      notes: 0
    05
      45 warning generate-name-dash
      47 warning no-ttl
      notes: 11
    08
      22 warning fixed-job-name
      24 warning no-ttl
      notes: 4
    10
      23 error property-file-container
      45 warning fixed-job-name
      notes: 4
    11
      45 warning fixed-job-name
      notes: 4
    12
      59 warning fixed-job-name
      notes: 7
    14
      42 warning fixed-job-name
      50 warning image-not-pinned
      notes: 4
    15
      42 warning fixed-job-name
      44 warning no-ttl
      51 warning image-not-pinned
      notes: 4
    18
      15 warning header-secret
      17 warning unknown-key
      25 warning unknown-key
      83 warning fixed-job-name
      85 warning no-ttl
      notes: 5
    19
      9 warning unknown-key
      29 warning fixed-job-name
      31 warning no-ttl
      notes: 4
    26
      21 error mapping-ends-in-index
      26 error mapping-ends-in-index
      31 error mapping-ends-in-index
      42 warning fixed-job-name
      44 warning no-ttl
      64 warning image-not-pinned
      notes: 4
    36
      52 warning mapping-env-name-differs
      57 warning mapping-env-name-differs
      68 warning fixed-job-name
      69 warning no-ttl
      notes: 8
    40
      63 warning fixed-job-name
      64 warning no-ttl
      notes: 10
    51
      14 warning header-secret
      notes: 0
    ");
}

#[test]
fn the_projects_samples_have_nothing_worse_than_notes() {
    for (name, text) in stage_files() {
        if name.starts_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let findings = analyze(&Source::new(text), None).findings();
        let worst = findings.iter().map(|finding| finding.severity).max();
        assert!(worst <= Some(Severity::Note), "{name}: {findings:#?}");
    }
}
