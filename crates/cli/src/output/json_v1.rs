//! Version 1 of the JSON that `check` and `eval` write, promised in
//! `schemas/stagectl-check-v1.schema.json` and `stagectl-eval-v1.schema.json`:
//! nothing in it may be renamed or left out; a change of meaning is a version
//! 2 beside this module.

use serde::Serialize;
use stage_core::document::LineColumn;
use stage_core::finding::{self, Finding};
use stage_core::java::to_json;
use stage_core::secret::Secrets;
use stage_core::spinnaker::spel::{self, Level, Outcome, TextResult};

use super::visible_json;
use crate::command::Checked;

#[derive(Serialize)]
struct Check {
    version: u32,
    files: Vec<File>,
}

/// A file that was checked.
#[derive(Serialize)]
pub(crate) struct File {
    /// As the user wrote it, or below the folder that the user wrote; `-` for
    /// standard input.
    path: String,
    form: &'static str,
    /// The types of the stages in file order; null for one without.
    stages: Vec<Option<String>>,
    findings: Vec<Found>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Found {
    rule: &'static str,
    severity: &'static str,
    message: String,
    /// The type of the stage it is in.
    stage: Option<String>,
    yaml_path: String,
    /// From 1; columns in Unicode scalars; the end is behind the last one.
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    fixes: Vec<Fix>,
}

#[derive(Serialize)]
struct Fix {
    title: String,
    safe: bool,
}

/// The whole output.
pub(crate) fn check(files: Vec<File>) -> String {
    written(&Check { version: 1, files })
}

/// What an expression came to.
#[derive(Serialize)]
struct Evaluated {
    version: u32,
    /// The value; the text itself where it stays.
    value: serde_json::Value,
    /// Its Java type.
    #[serde(rename = "type")]
    java_type: String,
    /// The names that were read.
    reads: Vec<Read>,
    /// The entry of Orca's summary; null where all went well.
    failure: Option<Failure>,
}

#[derive(Serialize)]
struct Read {
    name: String,
    value: Option<String>,
}

#[derive(Serialize)]
struct Failure {
    expression: String,
    level: &'static str,
    kind: Option<String>,
    message: String,
    /// Whether Orca's answer cannot be known without a running Orca.
    unknown: bool,
}

/// The whole output of `eval`.
pub(crate) fn evaluated(
    result: &TextResult,
    failure: Option<&spel::Failure>,
    secrets: &Secrets,
) -> impl Serialize {
    let mut secrets = secrets.clone();
    let (value, java_type) = match &result.outcome {
        Outcome::Value { value, java_type, .. } => {
            (to_json(&secrets.masked_value(value)), java_type.clone())
        }
        Outcome::Raw(_) | Outcome::Plain => {
            (secrets.masked(&result.text).into(), "String".to_owned())
        }
    };
    let read = |read: &spel::Read| Read {
        name: read.name.clone(),
        value: read.value.as_ref().map(|value| secrets.masked(value)),
    };
    let failed = |failure: &spel::Failure| Failure {
        expression: secrets.masked(&failure.expression),
        level: if failure.level == Level::Info { "INFO" } else { "ERROR" },
        kind: failure.kind.clone(),
        message: secrets.masked(&failure.message),
        unknown: failure.unknown.is_some(),
    };
    let reads = result.reads.iter().map(read).collect();
    Evaluated { version: 1, value, java_type, reads, failure: failure.map(failed) }
}

/// Any JSON as the commands write it: to be read by people, too, and ending in
/// a line break.
pub(crate) fn written(json: &impl Serialize) -> String {
    // Plain data with text keys always serialises.
    let text = serde_json::to_string_pretty(json).unwrap_or_default();
    visible_json(&text) + "\n"
}

impl File {
    pub(crate) fn of(checked: &Checked) -> Self {
        let stages = &checked.analysis.stages;
        let stage_type = |index: usize| {
            let text = stages.get(index)?.definition.text("type")?;
            Some(checked.secrets.masked(text))
        };
        Self {
            path: checked.name.clone(),
            form: checked.analysis.detected.form.name(),
            stages: (0..stages.len()).map(stage_type).collect(),
            findings: checked
                .findings
                .iter()
                .map(|finding| Found::of(finding, finding.stage.and_then(stage_type), checked))
                .collect(),
        }
    }
}

impl Found {
    fn of(finding: &Finding, stage: Option<String>, checked: &Checked) -> Self {
        let place = |offset: u32| {
            let LineColumn { line, column } =
                checked.analysis.source.scalar_position(offset as usize);
            (line + 1, column + 1)
        };
        let (line, column) = place(finding.span.start);
        let (end_line, end_column) = place(finding.span.end);
        Self {
            rule: finding.rule,
            severity: finding.severity.name(),
            message: checked.secrets.masked(&finding.message),
            stage,
            yaml_path: finding.path.to_string(),
            line,
            column,
            end_line,
            end_column,
            fixes: finding.fixes.iter().map(|fix| Fix::of(fix, checked)).collect(),
        }
    }
}

impl Fix {
    fn of(fix: &finding::Fix, checked: &Checked) -> Self {
        Self { title: checked.secrets.masked(&fix.title), safe: fix.safe }
    }
}
