//! `stagectl check --fix`: every safe fix, or the diff that they would make.

use similar::TextDiff;
use stage_core::Analysis;
use stage_core::mend::mend;
use stage_core::rules::Policy;
use stage_core::secret::Secrets;
use stage_engine::{Error, files};

use super::Report;
use crate::args::Check;
use crate::input::Input;
use crate::output::visible;

/// Lines around a change that a diff shows.
const CONTEXT: usize = 3;

/// What is known of the file after its safe fixes, which are written to it or
/// shown.
pub(super) fn fixed(
    args: &Check,
    input: &Input,
    analysis: Analysis,
    policy: &Policy,
    report: &mut Report,
) -> Result<Analysis, Error> {
    let mended = mend(&analysis, policy, |_, fix| fix.safe);
    if mended.mended.is_empty() {
        return Ok(analysis);
    }
    let (before, after) = (&analysis.source.text, &mended.analysis.source.text);
    let count = mended.mended.len();
    let fixes = if count == 1 { "1 fix".to_owned() } else { format!("{count} fixes") };
    if args.dry_run {
        let secrets = Secrets::of(&analysis);
        report.out.push_str(&diff(&input.name(), before, after, &secrets));
        report.note(&format!("{}: {fixes} would be made", input.name()));
        return Ok(mended.analysis);
    }
    let Some(path) = input.path() else {
        return Err(Error::failed(
            "Standard input cannot be written.",
            "Name the file, or look at the diff with --dry-run.",
        ));
    };
    let expected = files::Expected::Unchanged(files::Stamp::of(before.as_bytes()));
    files::write(path, after, expected)?;
    report.note(&format!("{}: {fixes} made", input.name()));
    Ok(mended.analysis)
}

/// A unified diff without secrets and without what a terminal would obey.
fn diff(name: &str, before: &str, after: &str, secrets: &Secrets) -> String {
    let name = visible(name);
    let diff = TextDiff::from_lines(before, after);
    let unified = diff
        .unified_diff()
        .context_radius(CONTEXT)
        .header(&format!("a/{name}"), &format!("b/{name}"))
        .to_string();
    let line = |line: &str| visible(&secrets.masked(line)) + "\n";
    unified.lines().map(line).collect()
}
