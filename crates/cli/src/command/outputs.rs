//! `stagectl outputs`.

use std::io::Read;
use std::path::Path;

use serde_json::json;
use stage_core::java::{Data, Map, Value, to_json};
use stage_core::secret::Secrets;
use stage_core::spinnaker::PropertyParser;
use stage_core::spinnaker::properties::{
    Capture, Captured, Json, Judged, Lines, Note, effects, explain, outputs_of_artifact,
};

use super::{FAILED, Report};
use crate::args::{Generation, Outputs, OutputsFormat};
use crate::input::Input;
use crate::output::json_v1::written;
use crate::output::visible;

/// How much of a log is read at once.
const CHUNK: usize = 64 * 1024;

/// Most lines that are told one by one; a log may have any number.
const LINES: usize = 10_000;

/// What was heard of a log.
#[derive(Default)]
struct Heard {
    lines: Vec<Told>,
    /// How many lines more there were to tell.
    untold: u64,
    /// What must not be shown, be it captured in the end or not.
    secrets: Secrets,
}

/// A line of the log that says something about outputs.
struct Told {
    number: u64,
    accepted: bool,
    words: Vec<String>,
}

pub(crate) fn outputs(args: &Outputs, stdin: &mut dyn Read) -> Report {
    if args.artifact {
        return artifact(args, stdin);
    }
    let parser = match args.parser {
        None => args.target.property_parser,
        Some(Generation::Before202607) => PropertyParser::Before,
        Some(Generation::Since202607) => PropertyParser::Since2026_07,
    };
    let mut file;
    let log: &mut dyn Read = if args.log == Path::new("-") {
        stdin
    } else {
        match std::fs::File::open(&args.log) {
            Ok(opened) => {
                file = opened;
                &mut file
            }
            Err(error) => {
                return Report::wrong_use(&format!("{}: {error}", args.log.display()));
            }
        }
    };
    match capture(log, parser) {
        Ok((heard, captured)) => said(args, heard, &captured),
        Err(error) => Report::wrong_use(&format!("{}: {error}", args.log.display())),
    }
}

/// Reads a log of any length.
fn capture(log: &mut dyn Read, parser: PropertyParser) -> std::io::Result<(Heard, Captured)> {
    let mut lines = Lines::new(Capture::new(parser));
    let (mut number, mut heard) = (0u64, Heard::default());
    let mut each = |_: &str, judged: Option<&Judged>| {
        number += 1;
        let (accepted, words) = match judged {
            None => (false, vec!["is too long to be judged here".to_owned()]),
            Some(judged) => (is_accepted(judged), explain(judged)),
        };
        if words.is_empty() {
            return;
        }
        if let Some(judged) = judged {
            learn(&mut heard.secrets, judged);
        }
        if heard.lines.len() == LINES {
            heard.untold += 1;
        } else {
            heard.lines.push(Told { number, accepted, words });
        }
    };
    let mut chunk = vec![0; CHUNK];
    loop {
        let read = match log.read(&mut chunk) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        lines.push(chunk.get(..read).unwrap_or_default(), &mut each);
    }
    let captured = lines.finish(&mut each).finish();
    Ok((heard, captured))
}

fn learn(secrets: &mut Secrets, judged: &Judged) {
    if let Some(Ok(property)) = &judged.property {
        let value = Value::from(property.value.as_str());
        secrets.learn_from(&Map::from_iter([(property.key.as_str(), value)]));
    }
    if let Some(Json::Entries(entries)) = &judged.json {
        secrets.learn_from(entries);
    }
}

fn is_accepted(judged: &Judged) -> bool {
    let property = matches!(judged.property, Some(Ok(_)));
    property || matches!(&judged.json, Some(Json::Entries(entries)) if !entries.is_empty())
}

/// The outputs, without secrets.
fn masked(map: &Map, secrets: &mut Secrets) -> Value {
    secrets.learn_from(map);
    secrets.masked_value(&Value::from(Data::Map(map.clone())))
}

fn said(args: &Outputs, heard: Heard, captured: &Captured) -> Report {
    let mut report = Report::default();
    let nothing = Map::new();
    let map = captured.result.as_ref().unwrap_or(&nothing);
    let Heard { lines: told, untold, mut secrets } = heard;
    let shown = masked(map, &mut secrets);
    let failure = captured.result.as_ref().err().map(|failure| {
        let why = failure.json.as_ref().map_or("it is null", |json| json.reason);
        format!(
            "line {} spoils the capture ({}: {why}): {} of the lines before it are lost, and \
             nothing is captured",
            failure.line, failure.exception, failure.lost
        )
    });
    if failure.is_some() {
        report.at_least(FAILED);
    }
    let empty = failure.is_none() && map.is_empty();
    match args.format {
        OutputsFormat::Json => {
            let line = |line: &Told| {
                let words: Vec<String> = line.words.iter().map(|it| secrets.masked(it)).collect();
                json!({"line": line.number, "accepted": line.accepted, "words": words})
            };
            report.out = written(&json!({
                "version": 1,
                "lines": told.iter().map(line).collect::<Vec<_>>(),
                "outputs": failure.is_none().then(|| to_json(&shown)),
                "error": failure,
            }));
        }
        OutputsFormat::Text => {
            for line in &told {
                let sign = if line.accepted { '+' } else { '-' };
                for words in &line.words {
                    let words = visible(&secrets.masked(words));
                    report.out.push_str(&format!("{sign} line {}: {words}\n", line.number));
                }
            }
            report.out.push_str(&listed(&shown, map));
            if let Some(failure) = &failure {
                report.out.push_str(&format!("{}\n", visible(failure)));
            }
        }
    }
    if empty {
        report.note(
            "nothing is captured: with `propertyFile` set, a Job that succeeds would fail the \
             stage with \"Expected properties file\"",
        );
    }
    if untold > 0 {
        report.note(&format!("{untold} more lines say something about outputs"));
    }
    if captured.unkept > 0 {
        report.note(&format!("{} more entries were judged but not kept here", captured.unkept));
    }
    report
}

/// Each output, how a later stage names it, and what is surprising about it.
fn listed(shown: &Value, map: &Map) -> String {
    let mut out = String::new();
    for effect in effects(map, &Map::new()) {
        let value = shown.get(&effect.key).map(to_json).unwrap_or_default();
        let key = visible(&effect.key);
        let expression = visible(&effect.expression);
        out.push_str(&format!("{key} = {}  ({expression})\n", visible(&value.to_string())));
        for note in effect.notes {
            out.push_str(&format!("  {}\n", surprising(note)));
        }
    }
    out
}

fn surprising(note: Note) -> &'static str {
    match note {
        Note::ReplacesSetting => "replaces a setting of the stage itself",
        Note::ReplacesStatus => "replaces what Orca keeps of the Job's status",
        Note::Lost => "is lost: Orca puts the map of everything captured here",
        Note::BreaksArtifacts => "breaks every later search for artifacts: it is no list",
        Note::GivesArtifacts => "is bound as artifacts in this and later stages",
    }
}

fn artifact(args: &Outputs, stdin: &mut dyn Read) -> Report {
    let text = match Input::named(&args.log).text(stdin) {
        Ok(text) => text,
        Err(error) => return Report::wrong_use(&error.to_string()),
    };
    let mut report = Report::default();
    match outputs_of_artifact(&text) {
        Ok(map) => {
            let shown = masked(&map, &mut Secrets::default());
            report.out = match args.format {
                OutputsFormat::Json => written(
                    &json!({"version": 1, "lines": [], "outputs": to_json(&shown), "error": null}),
                ),
                OutputsFormat::Text => listed(&shown, &map),
            };
            report.note("these become the stage's outputs; unlike those of a log, not its context");
        }
        Err(failure) => {
            report.at_least(FAILED);
            let message = failure.message();
            report.out = match args.format {
                OutputsFormat::Json => {
                    written(&json!({"version": 1, "lines": [], "outputs": null, "error": message}))
                }
                OutputsFormat::Text => format!("{}\n", visible(&message)),
            };
        }
    }
    report
}
