//! `stagectl convert`.

use std::io::Read;
use std::path::Path;

use stage_core::analyze;
use stage_core::document::{Source, edit};
use stage_core::export::{
    Choice, ExportError, Planned, combined, destination, plan_wrapped, size, split,
};
use stage_core::secret::Secrets;
use stage_core::{Analysis, forms::Form};
use stage_engine::files::{self, Contents, Expected};

use super::export::chosen;
use super::{FAILED, Report};
use crate::args::Convert;
use crate::input::Input;
use crate::output::changes::changes;
use crate::output::visible;

pub(crate) fn convert(args: &Convert, stdin: &mut dyn Read) -> Report {
    if let Some(out) = args.output.as_deref().filter(|out| out.exists()) {
        return Report::wrong_use(&format!(
            "{} is there already: name a new file, or put stages into it by stagectl export -o",
            out.display()
        ));
    }
    if args.take.is_empty() { whole(args, stdin) } else { taken(args) }
}

/// All of the files, as one in the form.
fn whole(args: &Convert, stdin: &mut dyn Read) -> Report {
    let mut read = Vec::new();
    for path in &args.files {
        let input = Input::named(path);
        let text = match input.text(stdin) {
            Ok(text) => text,
            Err(error) => return Report::wrong_use(&error.to_string()),
        };
        let analysis = analyze(&Source::new(text), None);
        if analysis.stages.is_empty() {
            return Report::wrong_use(&no_stages(&input.name(), &analysis));
        }
        read.push(analysis);
    }
    let planned = match read.as_slice() {
        [one] => {
            let all: Vec<usize> = (0..one.stages.len()).collect();
            plan_wrapped(one, &all, args.form, &args.names.wrapping(), None, Choice::Replace)
        }
        several => {
            let choice = if args.keep { Choice::Keep } else { Choice::Replace };
            let several: Vec<&Analysis> = several.iter().collect();
            combined(&several, args.form, &args.names.wrapping(), choice)
        }
    };
    let planned = match planned {
        Ok(planned) => planned,
        Err(error) => return refused(&args.files, &error),
    };
    let mut report = said(args, &planned);
    for stage in read.iter().flat_map(|file| &file.stages).filter(|stage| stage.broken) {
        let title = stage.definition.title();
        report.note(&format!("{title} has a syntax error, and goes along as it is"));
        report.at_least(FAILED);
    }
    for stage in &planned.replaced {
        report.note(&format!("{stage} is in several files: the last one's is taken"));
    }
    match &args.output {
        None => report.out = planned.text,
        Some(out) => new_file(args, out, &planned, &mut report),
    }
    report
}

/// Some stages, moved into a file of their own.
fn taken(args: &Convert) -> Report {
    let ([path], Some(out)) = (args.files.as_slice(), &args.output) else {
        return Report::wrong_use("--take takes stages out of one FILE: name only one");
    };
    let contents = match files::read(path) {
        Ok(contents) if contents.read_only.is_some() => {
            return Report::wrong_use(&format!("{} can only be read", path.display()));
        }
        Ok(contents) => contents,
        Err(error) => return Report::wrong_use(&error.to_string()),
    };
    let from = analyze(&Source::new(contents.text.as_str()), None);
    for wanted in &args.take {
        if chosen(&from, std::slice::from_ref(wanted)).is_empty() {
            return Report::wrong_use(&format!("no stage {wanted} in {}", path.display()));
        }
    }
    let made = split(&from, &chosen(&from, &args.take), args.form, &args.names.wrapping());
    let made = match made {
        Ok(made) => made,
        Err(error) => return refused(&args.files, &error),
    };
    let mut report = said(args, &made.taken);
    let left = edit::apply(&contents.text, &made.left);
    let secrets = Secrets::of(&from);
    report.out = changes(&contents.text, &left, |line| visible(&secrets.masked(line)));
    // The new file first: if the other cannot be written, a stage is in both
    // rather than in none.
    new_file(args, out, &made.taken, &mut report);
    if report.status < super::WRONG_USE && !args.dry_run {
        written(path, &left, &contents, &mut report);
    }
    report
}

fn written(path: &Path, left: &str, contents: &Contents, report: &mut Report) {
    match files::write(path, left, Expected::Unchanged(contents.stamp)) {
        Ok(_) => report.note(&format!("{} written", path.display())),
        Err(error) => report.trouble(&error.to_string()),
    }
}

fn new_file(args: &Convert, out: &Path, planned: &Planned, report: &mut Report) {
    let count = planned.added.len();
    let stages = if count == 1 { "1 stage".to_owned() } else { format!("{count} stages") };
    if args.dry_run {
        report.note(&format!("{} would be written: {stages}", out.display()));
        return;
    }
    match files::write(out, &planned.text, Expected::Absent) {
        Ok(_) => report.note(&format!("{} written: {stages}", out.display())),
        Err(error) => report.trouble(&error.to_string()),
    }
}

/// What a reader should know of the new file.
fn said(args: &Convert, planned: &Planned) -> Report {
    let mut report = Report::default();
    for note in &planned.notes {
        report.note(note);
    }
    let size = size(&planned.text, args.form);
    if let (Some(limit), None) = (size.limit, size.note()) {
        let kib = size.bytes.div_ceil(1024);
        report.note(&format!("{kib} KiB of the {} KiB that Kubernetes takes", limit / 1024));
    }
    if size.is_too_large() {
        report.at_least(FAILED);
    }
    if let Some(installer) = args.installer {
        let found = destination(installer, &args.names.wrapping());
        report.note(&format!("where it goes: {}", found.place));
        for step in &found.steps {
            report.note(&format!("then: {step}"));
        }
        report.note(&format!("restart: {}", found.restart));
    }
    report
}

fn no_stages(name: &str, analysis: &Analysis) -> String {
    let reason = &analysis.detected.reason;
    match analysis.detected.form {
        Form::None if !reason.is_empty() => format!("no stages in {name}: {reason}"),
        _ => format!("no stages in {name}"),
    }
}

fn refused(files: &[std::path::PathBuf], error: &ExportError) -> Report {
    let names: Vec<String> = files.iter().map(|path| path.display().to_string()).collect();
    Report::wrong_use(&format!("{}: {error}", names.join(", ")))
}
