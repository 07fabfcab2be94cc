//! What is new against another revision, so that an old file's first contact
//! is not a wall of findings.

use std::collections::HashMap;
use std::path::Path;

use stage_core::document::Source;
use stage_core::finding::Finding;
use stage_core::rules::Policy;
use stage_core::{Analysis, analyze_for};
use stage_engine::{Error, git};

/// Whether git knows the revision; what is wrong, if not.
pub(super) fn known(reference: &str) -> Result<(), String> {
    match git::is_commit(Path::new("."), reference) {
        Ok(true) => Ok(()),
        Ok(false) => Err(format!("git knows no revision {reference} here")),
        Err(error) => Err(error.to_string()),
    }
}

/// The findings that the file did not have at `reference`. A finding is the
/// same where rule, stage, place in the stage and words are; lines may move.
pub(super) fn new(
    reference: &str,
    path: &Path,
    analysis: &Analysis,
    policy: &Policy,
    findings: Vec<Finding>,
) -> Result<Vec<Finding>, Error> {
    let Some(text) = git::text_at(path, reference)? else { return Ok(findings) };
    let before = analyze_for(&Source::new(text), analysis.target, None);
    let mut known: HashMap<Key, usize> = HashMap::new();
    for finding in before.findings_under(policy) {
        *known.entry(key(&before, &finding)).or_default() += 1;
    }
    let is_new = |finding: &Finding| match known.get_mut(&key(analysis, finding)) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    };
    let mut is_new = is_new;
    Ok(findings.into_iter().filter(|finding| is_new(finding)).collect())
}

/// Rule, stage, place in the stage, words.
type Key = (&'static str, String, String, String);

fn key(analysis: &Analysis, finding: &Finding) -> Key {
    let stage = finding.stage.and_then(|index| {
        let definition = &analysis.stages.get(index)?.definition;
        let base = analysis.detected.stages.get(index)?.path();
        let inside = finding.path.after(&base).map(<[_]>::to_vec);
        let name = definition.text("type").unwrap_or_else(|| definition.title()).to_owned();
        Some((name, inside))
    });
    let (name, inside) = stage.unwrap_or_default();
    let place = match inside {
        Some(steps) => stage_core::document::Path { document: 0, steps }.to_string(),
        None => finding.path.to_string(),
    };
    (finding.rule, name, place, finding.message.clone())
}
