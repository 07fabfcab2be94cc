//! `stagectl why`.

use std::io::Read;
use std::path::Path;

use stage_core::document::Source;
use stage_core::secret::secrets_in;
use stage_core::spinnaker::why::{Explanation, PathPart, Who, explain};
use stage_core::{Analysis, analyze};

use super::{FAILED, Report};
use crate::args::Why;
use crate::input::Input;
use crate::output::visible;

pub(crate) fn why(args: &Why, stdin: &mut dyn Read) -> Report {
    let given = args.text.join(" ");
    let text = if given.is_empty() || given == "-" {
        match Input::Stdin.text(stdin) {
            Ok(text) => text,
            Err(error) => return Report::wrong_use(&error.to_string()),
        }
    } else {
        given
    };
    let analysis = match &args.file {
        Some(path) if path == Path::new("-") => {
            return Report::wrong_use("standard input is for the text; name the FILE");
        }
        Some(path) => match Input::named(path).text(stdin) {
            Ok(text) => Some(analyze(&Source::new(text), None)),
            Err(error) => return Report::wrong_use(&error.to_string()),
        },
        None => None,
    };
    let mut report = Report::default();
    let found = explain(&text);
    if found.is_empty() {
        report
            .note("nothing in it is known: paste the exception with its causes, or the whole log");
        report.at_least(FAILED);
    }
    for (index, explanation) in found.iter().enumerate() {
        if index > 0 {
            report.out.push('\n');
        }
        report.out.push_str(&one(explanation, args, analysis.as_ref()));
    }
    report
}

fn one(explanation: &Explanation, args: &Why, analysis: Option<&Analysis>) -> String {
    let who = match explanation.who {
        Who::OrcaStart => "Orca does not start",
        Who::Orca => "Orca",
        Who::Clouddriver => "clouddriver",
        Who::Kubernetes => "Kubernetes",
        Who::Deck => "Deck",
    };
    let mut out = format!("{who}: {}\n", shown(&explanation.found));
    let place = analysis.and_then(|analysis| {
        Some(analysis.source.scalar_position(analysis.place_of(explanation)?))
    });
    if let (Some(place), Some(file)) = (place, &args.file) {
        out.push_str(&format!(
            "  place:  {}:{}:{}\n",
            visible(&file.display().to_string()),
            place.line + 1,
            place.column + 1
        ));
    } else if let Some(path) = &explanation.property {
        out.push_str(&format!("  place:  {}\n", visible(&written(path))));
    }
    out.push_str(&format!("  cause:  {}\n", shown(&explanation.cause)));
    out.push_str(&format!("  remedy: {}\n", shown(&explanation.remedy)));
    if !explanation.look_for.is_empty() {
        out.push_str(&format!("  look for: {}\n", shown(&explanation.look_for)));
    }
    out
}

/// What was pasted, without what looks like a secret.
fn shown(text: &str) -> String {
    let mut out = text.to_owned();
    for range in secrets_in(text).into_iter().rev() {
        if out.is_char_boundary(range.start) && out.is_char_boundary(range.end) {
            out.replace_range(range, stage_core::secret::MASK);
        }
    }
    visible(&out)
}

fn written(path: &[PathPart]) -> String {
    let mut out = String::new();
    for part in path {
        match part {
            PathPart::Name(name) => {
                out.push_str(if out.is_empty() { "" } else { "." });
                out.push_str(name);
            }
            PathPart::Index(index) => out.push_str(&format!("[{index}]")),
            PathPart::Key(key) => out.push_str(&format!("[{key}]")),
        }
    }
    out
}
