//! Findings as SARIF 2.1.0, for code scanning.

use serde_json::{Value as Json, json};
use stage_core::finding::{Finding, Severity};
use stage_core::rules::{Rule, rules};

use super::json_v1::written;
use crate::command::Checked;

/// Every finding of the files.
pub(crate) fn check(files: &[Checked]) -> String {
    let known: Vec<&Rule> = rules().collect();
    let results: Vec<Json> = files
        .iter()
        .flat_map(|checked| checked.findings.iter().map(move |finding| (checked, finding)))
        .map(|(checked, finding)| result(checked, finding, &known))
        .collect();
    written(&json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "stagectl",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": known.iter().map(|rule| described(rule)).collect::<Vec<Json>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    }))
}

fn described(rule: &Rule) -> Json {
    json!({
        "id": rule.id,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.explanation},
        "help": {"text": format!("{}\n\nWrong:\n{}\nRight:\n{}", rule.explanation, rule.example.wrong, rule.example.right)},
        "defaultConfiguration": {"level": level(rule.severity)},
    })
}

fn level(severity: Severity) -> &'static str {
    severity.name()
}

fn result(checked: &Checked, finding: &Finding, known: &[&Rule]) -> Json {
    let place = |offset: u32| {
        let place = checked.analysis.source.scalar_position(offset as usize);
        (place.line + 1, place.column + 1)
    };
    let (line, column) = place(finding.span.start);
    let (end_line, end_column) = place(finding.span.end);
    json!({
        "ruleId": finding.rule,
        "ruleIndex": known.iter().position(|rule| rule.id == finding.rule),
        "level": level(finding.severity),
        "message": {"text": checked.secrets.masked(&finding.message)},
        "locations": [{"physicalLocation": {
            "artifactLocation": {"uri": uri(&checked.name)},
            "region": {
                "startLine": line,
                "startColumn": column,
                "endLine": end_line,
                "endColumn": end_column,
            },
        }}],
    })
}

/// A path as a relative reference.
fn uri(path: &str) -> String {
    let mut out = String::new();
    for byte in path.replace('\\', "/").bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
