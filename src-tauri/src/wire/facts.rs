//! What Spinnaker does around a stage, for the window.

use stage_core::analyze_in;
use stage_core::forms::{Form, StageKind};
use stage_core::java::{Map, Value as JavaValue, from_json, to_json};
use stage_core::preview::{Outcome, Step};
use stage_core::spinnaker::log_links::{Link, annotation, evaluate, gate_model};
use stage_core::spinnaker::properties::{
    Capture, Json, Judged, Lines, Note, effects, explain, outputs_of_artifact,
};
use stage_core::spinnaker::registration::{
    Clash, Installation, Registered, clashes, dropped_plugin_stages, picker, stage_json,
};
use stage_core::spinnaker::{PropertyParser, Release, Target};
use stage_core::upgrade::{What, differences};
use stage_engine::buffer::Snapshot;
use stage_wire::{
    CommandError, Entry, ExpressionRequest, LogLink, Output, OutputLine, Outputs, OutputsRequest,
    Registration, Samples, UpgradeChange,
};

use super::error;
use super::place::range;
use super::preview::{Run, in_environment, run};

/// Most lines that the window lists.
const LINES: usize = 2_000;

/// What Spinnaker captures from a pasted log or artifact.
pub(crate) fn outputs(request: &OutputsRequest) -> Outputs {
    if request.artifact {
        return match outputs_of_artifact(&request.text) {
            Ok(map) => told(Vec::new(), 0, &map, None),
            Err(failure) => told(Vec::new(), 0, &Map::new(), Some(failure.message())),
        };
    }
    let parser = if request.older { PropertyParser::Before } else { PropertyParser::Since2026_07 };
    let (mut number, mut heard, mut untold) = (0, Vec::new(), 0);
    let mut each = |_: &str, judged: Option<&Judged>| {
        number += 1;
        let words = judged.map_or_else(|| vec!["is too long to be judged".into()], explain);
        if words.is_empty() {
            return;
        }
        if heard.len() == LINES {
            untold += 1;
            return;
        }
        let accepted = judged.is_some_and(|judged| {
            let entries = |json: &Json| matches!(json, Json::Entries(map) if !map.is_empty());
            matches!(judged.property, Some(Ok(_))) || judged.json.as_ref().is_some_and(entries)
        });
        heard.push(OutputLine { line: number, accepted, words });
    };
    let mut lines = Lines::new(Capture::new(parser));
    lines.push(request.text.as_bytes(), &mut each);
    match lines.finish(&mut each).finish().result {
        Ok(map) => {
            let error = map.is_empty().then(|| {
                "Nothing is captured: with propertyFile set, the stage fails although the Job \
                 succeeds."
                    .to_owned()
            });
            told(heard, untold, &map, error)
        }
        Err(failure) => {
            let error = format!(
                "Line {} spoils the capture ({}): {} before it are lost, and nothing is captured.",
                failure.line, failure.exception, failure.lost
            );
            told(heard, untold, &Map::new(), Some(error))
        }
    }
}

fn told(lines: Vec<OutputLine>, untold: u32, map: &Map, error: Option<String>) -> Outputs {
    let outputs = effects(map, &Map::new()).into_iter().map(|effect| Output {
        value: map.get(&effect.key).map(|value| to_json(value).to_string()).unwrap_or_default(),
        notes: effect.notes.into_iter().map(|note| surprising(note).to_owned()).collect(),
        key: effect.key,
        expression: effect.expression,
    });
    Outputs { lines, outputs: outputs.collect(), error, untold }
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

/// What Deck makes of the log link of a stage's Job, with a made-up name where
/// the cluster makes one.
pub(crate) fn log_link(
    snapshot: &Snapshot,
    request: &ExpressionRequest,
) -> Result<LogLink, CommandError> {
    let analysis = in_environment(&snapshot.analysis, &request.samples);
    let Run { results, .. } = run(&analysis, request)?;
    let done = |step| match results.outcome(step) {
        Some(Outcome::Done(value)) => Some(value.clone()),
        _ => None,
    };
    // What is sent says most; else what is there before.
    let manifest = done(Step::Submitted)
        .or_else(|| done(Step::Filled)?.get("manifest").cloned())
        .or_else(|| done(Step::Loaded)?.get("manifest").cloned());
    let Some(manifest) = manifest else {
        return Ok(LogLink { template: None, url: None, problems: Vec::new() });
    };
    let found = annotation(&manifest);
    let mut problems: Vec<String> =
        found.problems.iter().map(|problem| problem.advice().to_owned()).collect();
    let account = done(Step::Filled)
        .and_then(|context| Some(context.get("account")?.as_str()?.to_owned()))
        .unwrap_or_default();
    let url = found.link.as_ref().and_then(|link| {
        match evaluate(link, &gate_model(&account, &named(&manifest))) {
            Link::Url(url) => Some(url),
            Link::Fails(error) => {
                problems.push(format!("{}: {}", error.class, error.message));
                None
            }
            Link::Code(what) => {
                problems.push(format!("Not worked out here: {what}"));
                None
            }
        }
    });
    Ok(LogLink { template: found.link, url, problems })
}

/// The Job with a name such as the cluster would make.
fn named(manifest: &JavaValue) -> JavaValue {
    let mut json = to_json(manifest);
    let metadata = &mut json["metadata"];
    if metadata["name"].is_null() {
        let start = metadata["generateName"].as_str().unwrap_or_default().to_owned();
        metadata["name"] = format!("{start}x7k2p").into();
    }
    from_json(&json)
}

/// What Deck lists of the file's stages.
pub(crate) fn registration(snapshot: &Snapshot, samples: &Samples) -> Registration {
    let analysis = in_environment(&snapshot.analysis, samples);
    let whole = analysis.is_one_profile();
    let of =
        |kind: StageKind| -> Vec<&JavaValue> {
            let places = analysis.detected.stages.iter().zip(&analysis.stages).enumerate();
            let own = places.filter(|(_, (place, _))| place.kind == kind);
            // Of a profile's lists one counts.
            let loaded = own.filter_map(|(index, (_, stage))| {
                if whole { analysis.loaded_stage(index) } else { Some(&stage.loaded) }
            });
            loaded.filter_map(|loaded| loaded.value.as_ref()).collect()
        };
    let (titus, webhooks) = (of(StageKind::Titus), of(StageKind::Webhook));
    let (mut kubernetes, mut plugins) = (of(StageKind::Kubernetes), Vec::new());
    if analysis.detected.form == Form::Plugin {
        std::mem::swap(&mut kubernetes, &mut plugins);
    }
    let installation = Installation {
        titus: &titus,
        kubernetes: &kubernetes,
        plugins: &plugins,
        webhooks: &webhooks,
    };
    let picked = picker(&installation);
    let text = |stage: &Registered<'_>, key: &str| {
        let text = stage.stage.get(key).and_then(JavaValue::as_str);
        text.unwrap_or_default().to_owned()
    };
    let entry = |stage: &Registered<'_>, note: Option<&str>| Entry {
        label: text(stage, "label"),
        r#type: text(stage, "type"),
        note: note.map(str::to_owned),
        stage_json: pretty(stage_json(stage.stage, "1")),
    };
    let mut problems: Vec<String> = clashes(&installation).iter().map(clash).collect();
    problems.extend(dropped_plugin_stages(&installation).iter().map(|(stage, lacks)| {
        format!("Orca drops {}: it has no {}.", title(stage), lacks.join(" and no "))
    }));
    problems.extend(picked.breaks_on.iter().map(|stage| {
        format!(
            "{} has no label: sorting fails on it, and Deck lists no stage at all.",
            title(stage)
        )
    }));
    let hidden = picked.disabled.iter().map(|stage| entry(stage, Some("enabled is false")));
    let custom = picked.custom.iter().map(|stage| entry(stage, Some("uiType is CUSTOM")));
    Registration {
        hidden: hidden.chain(custom).collect(),
        entries: picked
            .entries
            .iter()
            .map(|shown| {
                let other = shown.shows != shown.stage;
                Entry {
                    stage_json: pretty(stage_json(shown.stage.stage, "1")),
                    ..entry(
                        &shown.shows,
                        other.then_some("shows an earlier stage of the same type"),
                    )
                }
            })
            .collect(),
        problems,
    }
}

fn pretty(map: Map) -> String {
    let json = to_json(&JavaValue::from(stage_core::java::Data::Map(map)));
    serde_json::to_string_pretty(&json).unwrap_or_default()
}

fn title(stage: &Registered<'_>) -> String {
    let text = |key: &str| stage.stage.get(key).and_then(JavaValue::as_str);
    text("type").or_else(|| text("label")).unwrap_or("A stage without type").to_owned()
}

fn clash(clash: &Clash<'_>) -> String {
    match clash {
        Clash::Earlier { stage, .. } => {
            format!("{} is there twice: the first one runs, and Deck shows it twice.", title(stage))
        }
        Clash::BuiltIn { stage } => format!(
            "{} is also a built-in stage of Spinnaker: Deck shows that one's form.",
            title(stage)
        ),
        Clash::Webhook { stage, .. } => {
            format!("{} is also the type of a custom webhook.", title(stage))
        }
    }
}

/// What changes for the file between two releases.
pub(crate) fn upgrade(
    snapshot: &Snapshot,
    [old, new]: [&str; 2],
    samples: &Samples,
) -> Result<Vec<UpgradeChange>, CommandError> {
    let at = |name: &str| {
        let release = Release::named(name).ok_or_else(|| {
            error::failed(format!("{name} is no known release."), "Choose one of the list.")
        })?;
        let known = in_environment(&snapshot.analysis, samples);
        Ok(analyze_in(&known.source, Target::of(release), &known.environment, None))
    };
    let (old, new) = ([at(old)?], [at(new)?]);
    let mut changes: Vec<UpgradeChange> = differences(&old, &new)
        .into_iter()
        .map(|difference| UpgradeChange {
            bad: matches!(difference.what, What::NoLongerStarts(_) | What::Removed),
            range: difference.span.map(|span| range(&new[0].source, span)),
            what: worded(&difference.what),
            stage: difference.stage,
        })
        .collect();
    if old[0].target.property_parser != new[0].target.property_parser {
        changes.push(UpgradeChange {
            stage: None,
            what: "Outputs are read by another parser: only the newer one takes values with = \
                   in them."
                .into(),
            bad: false,
            range: None,
        });
    }
    Ok(changes)
}

fn worded(what: &What) -> String {
    let unset = |value: &Option<String>| value.clone().unwrap_or_else(|| "not set".to_owned());
    match what {
        What::NoLongerStarts(why) => format!("Orca no longer starts: {}", why.join("\ncaused by ")),
        What::Starts => "Orca starts, which it did not before.".to_owned(),
        What::FailsOtherwise(_, why) => {
            format!("Orca fails in another way: {}", why.join("\ncaused by "))
        }
        What::Added => "new".to_owned(),
        What::Removed => "gone; pipelines that use it fail".to_owned(),
        What::Value { path, old, new } => format!("{path}: {} → {}", unset(old), unset(new)),
    }
}
