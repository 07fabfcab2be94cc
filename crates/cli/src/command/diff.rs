//! `stagectl diff`.

use std::io::Read;
use std::path::Path;

use serde_json::json;
use stage_core::secret::Secrets;
use stage_core::spinnaker::Target;
use stage_core::upgrade::{Difference, What, differences};
use stage_core::{Analysis, analyze_in};

use super::{FAILED, Report};
use crate::args::{Diff, OutputsFormat};
use crate::environment::environment;
use crate::installation::{self, Files};
use crate::output::json_v1::written;
use crate::output::visible;

pub(crate) fn diff(args: &Diff, stdin: &mut dyn Read) -> Report {
    let new = args.new.as_ref().unwrap_or(&args.old);
    if args.new.as_deref() == Some(Path::new("-")) && args.old == Path::new("-") {
        return Report::wrong_use("standard input can be only one of OLD and NEW");
    }
    let environment = match environment(&args.env) {
        Ok(environment) => environment,
        Err(message) => return Report::wrong_use(&message),
    };
    let old_target = args.target_old.unwrap_or(args.target);
    if args.new.is_none() && old_target == args.target {
        return Report::wrong_use("one file and one release: name NEW, or --target-old");
    }
    let mut side = |path: &Path, target| {
        let paths = installation::named(path)?;
        installation::read(&paths, target, &environment, stdin)
    };
    let before = match side(&args.old, old_target) {
        Ok(files) => files,
        Err(message) => return Report::wrong_use(&message),
    };
    let after = match &args.new {
        Some(path) => side(path, args.target),
        None => Ok(again(&before, args.target)),
    };
    let after = match after {
        Ok(files) => files,
        Err(message) => return Report::wrong_use(&message),
    };
    for (files, path) in [(&before, &args.old), (&after, new)] {
        if files.analyses.iter().all(|analysis| analysis.stages.is_empty()) {
            let reason = files.analyses.first().map(|analysis| &*analysis.detected.reason);
            let reason = reason.unwrap_or_default();
            return Report::wrong_use(&format!("no stages in {}: {reason}", path.display()));
        }
    }
    let found = differences(&before.analyses, &after.analyses);
    let secrets: Vec<Secrets> =
        before.analyses.iter().chain(&after.analyses).map(Secrets::of).collect();
    let mask =
        |text: &str| secrets.iter().fold(text.to_owned(), |text, secrets| secrets.masked(&text));
    let mut report = Report::default();
    if found.iter().any(|it| is_bad(&it.what)) {
        report.at_least(FAILED);
    }
    report.out = match args.format {
        OutputsFormat::Json => {
            let all: Vec<_> = found.iter().map(|it| as_json(it, &mask)).collect();
            written(&json!({"version": 1, "differences": all}))
        }
        OutputsFormat::Text if found.is_empty() => "nothing changes\n".to_owned(),
        OutputsFormat::Text => found.iter().map(|it| as_text(it, &before, &after, &mask)).collect(),
    };
    if old_target.property_parser != args.target.property_parser {
        report.note(
            "the parsers of outputs differ too: the older one ignores a value with `=` in it; \
             see stagectl outputs",
        );
    }
    report
}

/// The same texts for another release.
fn again(before: &Files, target: Target) -> Files {
    let of =
        |analysis: &Analysis| analyze_in(&analysis.source, target, &analysis.environment, None);
    let names = before.names.clone();
    installation::joined(names, before.analyses.iter().map(of).collect(), target)
}

/// Whether a pipeline or Orca itself fails that did not before.
fn is_bad(what: &What) -> bool {
    matches!(what, What::NoLongerStarts(_) | What::Removed)
}

fn name_of(what: &What) -> &'static str {
    match what {
        What::NoLongerStarts(_) => "noLongerStarts",
        What::Starts => "starts",
        What::FailsOtherwise(..) => "failsOtherwise",
        What::Added => "added",
        What::Removed => "removed",
        What::Value { .. } => "value",
    }
}

fn as_json(difference: &Difference, mask: &dyn Fn(&str) -> String) -> serde_json::Value {
    let lines = |texts: &[String]| texts.iter().map(|text| mask(text)).collect::<Vec<_>>();
    let shown = |text: &Option<String>| text.as_deref().map(mask);
    let (path, old, new) = match &difference.what {
        What::Value { path, old, new } => {
            (Some(path.as_str()), json!(shown(old)), json!(shown(new)))
        }
        What::NoLongerStarts(why) => (None, json!(null), json!(lines(why))),
        What::FailsOtherwise(old, new) => (None, json!(lines(old)), json!(lines(new))),
        _ => (None, json!(null), json!(null)),
    };
    json!({
        "stage": difference.stage.as_deref().map(mask),
        "what": name_of(&difference.what),
        "path": path,
        "old": old,
        "new": new,
    })
}

fn as_text(
    difference: &Difference,
    before: &Files,
    after: &Files,
    mask: &dyn Fn(&str) -> String,
) -> String {
    let stage = difference.stage.as_deref().unwrap_or_default();
    let show = |text: &str| visible(&mask(text));
    let line = |files: &Files| {
        let offset = difference.span.map_or(0, |span| span.start as usize);
        let source = files.analyses.get(difference.file).map(|analysis| &analysis.source);
        let line = source.map_or(0, |source| source.scalar_position(offset).line);
        let name = files.names.get(difference.file).map_or("", String::as_str);
        format!("{}:{}", visible(name), line + 1)
    };
    let failure = |causes: &[String]| -> String {
        let lines: Vec<String> =
            causes.iter().map(|cause| format!("    {}", show(cause))).collect();
        lines.join("\n") + "\n"
    };
    let unset = |value: &Option<String>| value.as_deref().map_or("not set".into(), show);
    match &difference.what {
        What::NoLongerStarts(why) => {
            format!("! Orca no longer starts ({})\n{}", line(after), failure(why))
        }
        What::Starts => "+ Orca starts, which it did not before\n".to_owned(),
        What::FailsOtherwise(_, why) => {
            format!("~ Orca fails in another way ({})\n{}", line(after), failure(why))
        }
        What::Added => format!("+ {}: new ({})\n", show(stage), line(after)),
        What::Removed => {
            let place = line(before);
            let place = match before.installed {
                Some(_) => place,
                None => format!("line {}", place.rsplit(':').next().unwrap_or_default()),
            };
            format!("- {}: gone; pipelines that use it fail ({place})\n", show(stage))
        }
        What::Value { path, old, new } => {
            format!("~ {}: {}: {} -> {}\n", show(stage), show(path), unset(old), unset(new))
        }
    }
}
