//! Many fixes at once: those that a caller wants, one after the other, each on
//! what the one before left.
//!
//! A fix counts only if its finding is then gone and no new error is there;
//! else the text stays as it was before it.

use std::collections::{HashMap, HashSet};

use crate::analysis::{Analysis, analyze_for};
use crate::document::Source;
use crate::document::edit::{apply, edit};
use crate::finding::{Finding, Fix, Severity};
use crate::limits;
use crate::rules::Policy;

/// A text after fixes.
#[derive(Clone, Debug)]
pub struct Mended {
    /// What is known of the new text.
    pub analysis: Analysis,
    /// What was mended, in order, each with the fix that did it.
    pub mended: Vec<(Finding, Fix)>,
}

/// Makes every fix that `wanted` agrees to; of several for one finding, the
/// first.
///
/// ```
/// use stage_core::{analyze, document::Source, mend::mend, rules::Policy};
/// let text = "- label: A\n  type: a\n  cloudProvider: Kubernetes\n";
/// let mended = mend(&analyze(&Source::new(text), None), &Policy::default(), |_, fix| fix.safe);
/// assert!(mended.analysis.source.text.contains("cloudProvider: kubernetes\n"));
/// ```
pub fn mend(
    analysis: &Analysis,
    policy: &Policy,
    wanted: impl Fn(&Finding, &Fix) -> bool,
) -> Mended {
    let mut done = Mended { analysis: analysis.clone(), mended: Vec::new() };
    let mut tried: HashSet<(String, String)> = HashSet::new();
    let mut findings = analysis.findings_under(policy);
    for _ in 0..limits::FIXES {
        let next = findings.iter().find_map(|finding| {
            let fix = finding.fixes.iter().find(|fix| wanted(finding, fix))?;
            (!tried.contains(&key(finding))).then_some((finding, fix))
        });
        let Some((finding, fix)) = next else { break };
        tried.insert(key(finding));
        let Some((after, left)) = made(&done.analysis, policy, &findings, finding, fix) else {
            continue;
        };
        done.mended.push((finding.clone(), fix.clone()));
        done.analysis = after;
        findings = left;
    }
    done
}

/// The text after one fix and what is found in it, if the fix does what it
/// says.
fn made(
    analysis: &Analysis,
    policy: &Policy,
    before: &[Finding],
    finding: &Finding,
    fix: &Fix,
) -> Option<(Analysis, Vec<Finding>)> {
    let text = &analysis.source.text;
    let edits = edit(text, &analysis.regions, &fix.edit).ok().filter(|edits| !edits.is_empty())?;
    let source = Source::new(apply(text, &edits));
    let after = analyze_for(&source, analysis.target, Some(analysis));
    let left = after.findings_under(policy);
    let gone = !left.iter().any(|it| key(it) == key(finding));
    (gone && new_errors(before, &left).is_empty()).then_some((after, left))
}

/// The errors of `after` that `before` does not have, by rule and words.
pub fn new_errors<'a>(before: &[Finding], after: &'a [Finding]) -> Vec<&'a Finding> {
    let mut known: HashMap<(&str, &str), usize> = HashMap::new();
    for finding in before.iter().filter(|it| it.severity == Severity::Error) {
        *known.entry((finding.rule, &finding.message)).or_default() += 1;
    }
    let errors = after.iter().filter(|it| it.severity == Severity::Error);
    errors
        .filter(|finding| {
            match known.get_mut(&(finding.rule, &*finding.message)).filter(|count| **count > 0) {
                Some(count) => {
                    *count -= 1;
                    false
                }
                None => true,
            }
        })
        .collect()
}

/// By what a finding is known again in another text.
fn key(finding: &Finding) -> (String, String) {
    (format!("{} {}", finding.rule, finding.path), finding.message.clone())
}
