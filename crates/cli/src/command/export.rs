//! `stagectl export`.

use std::io::Read;

use stage_core::document::Source;
use stage_core::export::{Choice, Planned, plan_wrapped};
use stage_core::secret::Secrets;
use stage_core::{Analysis, analyze};
use stage_engine::files::{self, Expected};

use super::Report;
use crate::args::Export;
use crate::input::Input;
use crate::output::changes::changes;
use crate::output::visible;

pub(crate) fn export(args: &Export, stdin: &mut dyn Read) -> Report {
    if args.dry_run && args.output.is_none() {
        return Report::wrong_use("--dry-run compares with a file: name it by -o");
    }
    // What the output is now, or that it is not there.
    let existing = match &args.output {
        Some(path) if path.exists() => match files::read(path) {
            Ok(contents) if contents.read_only.is_some() => {
                return Report::wrong_use(&format!("{} can only be read", path.display()));
            }
            Ok(contents) => Some(contents),
            Err(error) => return Report::wrong_use(&error.to_string()),
        },
        _ => None,
    };
    let choice = if args.keep { Choice::Keep } else { Choice::Replace };
    let mut into: Option<Analysis> =
        existing.as_ref().map(|contents| analyze(&Source::new(contents.text.as_str()), None));
    let names = args.names.wrapping();
    let mut report = Report::default();
    let mut all = Planned::default();
    for path in &args.files {
        let input = Input::named(path);
        let text = match input.text(stdin) {
            Ok(text) => text,
            Err(error) => return Report::wrong_use(&error.to_string()),
        };
        let from = analyze(&Source::new(text), None);
        let stages = match chosen(&from, &args.stage) {
            stages if stages.is_empty() => {
                return Report::wrong_use(&format!("no such stage in {}", input.name()));
            }
            stages => stages,
        };
        match plan_wrapped(&from, &stages, args.form, &names, into.as_ref(), choice) {
            Ok(planned) => {
                into = Some(analyze(&Source::new(planned.text.as_str()), None));
                all.text = planned.text;
                all.added.extend(planned.added);
                all.replaced.extend(planned.replaced);
                all.notes.extend(planned.notes);
            }
            Err(error) => return Report::wrong_use(&format!("{}: {error}", input.name())),
        }
    }
    for note in &all.notes {
        report.note(note);
    }
    let Some(path) = &args.output else {
        report.out = all.text;
        return report;
    };
    let old = existing.as_ref().map_or("", |contents| contents.text.as_str());
    let mut secrets = into.as_ref().map(Secrets::of).unwrap_or_default();
    for range in stage_core::secret::secrets_in(old) {
        secrets.learn(old.get(range).unwrap_or_default());
    }
    report.out = changes(old, &all.text, |line| visible(&secrets.masked(line)));
    if args.dry_run || old == all.text {
        return report;
    }
    let expected =
        existing.map_or(Expected::Absent, |contents| Expected::Unchanged(contents.stamp));
    match files::write(path, &all.text, expected) {
        Ok(_) => {
            let counted = format!("{} added, {} replaced", all.added.len(), all.replaced.len());
            report.note(&format!("{} written: {counted}", path.display()));
        }
        Err(error) => report.trouble(&error.to_string()),
    }
    report
}

/// The stages of these types; all where none is named.
pub(super) fn chosen(from: &Analysis, types: &[String]) -> Vec<usize> {
    let wanted = |index: &usize| {
        let text = from.stages.get(*index).and_then(|stage| stage.definition.text("type"));
        types.is_empty() || text.is_some_and(|text| types.iter().any(|wanted| wanted == text))
    };
    (0..from.stages.len()).filter(wanted).collect()
}
