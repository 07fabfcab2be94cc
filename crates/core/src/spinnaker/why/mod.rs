//! Error texts of Orca, clouddriver, kubectl and Deck, and what they mean for
//! the person who owns the stages.
//!
//! A pasted log or stack trace is searched for texts that are known; what a
//! text names (a property path, a key, a value) is pulled out. It must never
//! claim more than the text says: a text that several things can cause says
//! so.

mod clouddriver;
mod deck;
mod kubectl;
mod orca_run;
mod orca_start;
mod pattern;
mod place;
mod property;
mod sought;

pub use place::{Place, place};
pub use property::{PathPart, property_path, reference_chain};

use crate::limits;

/// Whose text it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Who {
    /// Orca while it starts: no pipeline runs until it is mended.
    OrcaStart,
    /// Orca while a pipeline runs.
    Orca,
    /// clouddriver.
    Clouddriver,
    /// kubectl or the API server, through clouddriver.
    Kubernetes,
    /// Deck, in the browser.
    Deck,
}

/// One known text.
#[derive(Clone, Copy, Debug)]
pub struct Message {
    /// A short name that stays the same.
    pub id: &'static str,
    /// Whose it is.
    pub who: Who,
    /// The text; `{name}` stands for what it names.
    pub text: &'static str,
    /// Where it comes from. May repeat what the text names as `{name}`.
    pub cause: &'static str,
    /// What to do.
    pub remedy: &'static str,
    /// What to look for in the file; empty when the file is not to blame.
    pub look_for: &'static str,
}

/// A known text that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The message's id.
    pub id: &'static str,
    /// Whose text it is.
    pub who: Who,
    /// Where it starts: bytes from the start of the pasted text, after escapes
    /// in it were undone.
    pub at: usize,
    /// The text as found.
    pub found: String,
    /// What it names, by name.
    pub named: Vec<(&'static str, String)>,
    /// Where it comes from.
    pub cause: String,
    /// What to do.
    pub remedy: String,
    /// What to look for in the file; empty when the file is not to blame.
    pub look_for: String,
    /// The property in the configuration that it is about, if it or a text
    /// before it in the same trace names one.
    pub property: Option<Vec<PathPart>>,
}

/// Every known text, the more specific first where two could fit.
pub fn messages() -> impl Iterator<Item = &'static Message> {
    orca_start::MESSAGES
        .iter()
        .chain(orca_run::MESSAGES)
        .chain(clouddriver::MESSAGES)
        .chain(kubectl::MESSAGES)
        .chain(deck::MESSAGES)
}

/// Finds the known texts in a pasted log, stack trace or error, in the order
/// in which they stand there; each only once.
pub fn explain(text: &str) -> Vec<Explanation> {
    let text = pattern::readable(text);
    let mut out: Vec<Explanation> = Vec::new();
    let mut offset = 0usize;
    let mut property: Option<Vec<PathPart>> = None;
    for line in text.split('\n') {
        let mut found = in_line(line);
        for explanation in &mut found {
            explanation.at += offset;
            if let Some((_, path)) = explanation.named.iter().find(|(name, _)| *name == "property")
            {
                property = Some(property_path(path));
            }
            if explanation.who == Who::OrcaStart {
                explanation.property = reference_chain(line).or_else(|| property.clone());
            }
        }
        details(line, &mut out);
        for explanation in found {
            let known = |other: &Explanation| {
                other.id == explanation.id && other.named.starts_with(&explanation.named)
            };
            if !out.iter().any(known) && out.len() < limits::FINDINGS {
                out.push(explanation);
            }
        }
        offset += line.len() + 1;
    }
    out
}

/// The messages in one line; of those that overlap only the first of the
/// table.
fn in_line(line: &str) -> Vec<Explanation> {
    let mut found: Vec<(std::ops::Range<usize>, Explanation)> = Vec::new();
    for message in messages() {
        let Some(hit) = pattern::find(message.text, line) else { continue };
        let overlaps = |range: &std::ops::Range<usize>| {
            range.start < hit.range.end && hit.range.start < range.end
        };
        // What stands inside a named value, such as kubectl's own error in
        // clouddriver's, is looked at on its own.
        let inside =
            |other: &Explanation| other.named.iter().any(|(_, value)| value.contains(&hit.text));
        if found.iter().any(|(range, other)| overlaps(range) && !inside(other)) {
            continue;
        }
        let fill = |template: &'static str| pattern::fill(template, &hit.named);
        let explanation = Explanation {
            id: message.id,
            who: message.who,
            at: hit.range.start,
            cause: fill(message.cause),
            remedy: fill(message.remedy),
            look_for: fill(message.look_for),
            property: None,
            found: hit.text,
            named: hit.named,
        };
        found.push((hit.range, explanation));
    }
    found.sort_by_key(|(range, _)| range.start);
    found.into_iter().map(|(_, explanation)| explanation).collect()
}

/// The lines that Spring Boot's report of a failed start prints below a
/// binding failure.
fn details(line: &str, found: &mut [Explanation]) {
    const DETAILS: [(&str, &str); 4] = [
        ("    Property: ", "property"),
        ("    Value: ", "value"),
        ("    Origin: ", "origin"),
        ("    Reason: ", "reason"),
    ];
    let Some(last) = found.iter_mut().rev().find(|one| one.id == "bind-failed") else { return };
    for (before, name) in DETAILS {
        if let Some(value) = line.strip_prefix(before)
            && last.named.iter().all(|(known, _)| *known != name)
        {
            let value = value.trim();
            let quoted = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
            let value = quoted.filter(|_| name == "value").unwrap_or(value);
            last.named.push((name, value.to_owned()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> String {
        explain(text)
            .iter()
            .map(|one| {
                let named: Vec<String> =
                    one.named.iter().map(|(name, value)| format!("{name}={value}")).collect();
                format!("{} [{}]", one.id, named.join(", "))
            })
            .collect::<Vec<_>>()
            .join("\n")
    }

    #[test]
    fn a_failed_start_names_the_property_and_the_reason() {
        let report = "***************************\nAPPLICATION FAILED TO START\n\
            ***************************\n\nDescription:\n\n\
            Failed to bind properties under 'job.preconfigured.kubernetes[0].manifest.spec.template.spec.containers[1].resources.limits[cpu]' to io.kubernetes.client.custom.Quantity:\n\n    \
            Property: job.preconfigured.kubernetes[0].manifest.spec.template.spec.containers[1].resources.limits[cpu]\n    \
            Value: \"1\"\n    \
            Origin: \"job.preconfigured.kubernetes[0]\" from property source \"x\"\n    \
            Reason: org.springframework.core.convert.ConverterNotFoundException: No converter found capable of converting from type [java.lang.Integer] to type [io.kubernetes.client.custom.Quantity]\n";
        insta::assert_snapshot!(told(report), @r#"
        bind-failed [property=job.preconfigured.kubernetes[0].manifest.spec.template.spec.containers[1].resources.limits[cpu], type=io.kubernetes.client.custom.Quantity, value=1, origin="job.preconfigured.kubernetes[0]" from property source "x", reason=org.springframework.core.convert.ConverterNotFoundException: No converter found capable of converting from type [java.lang.Integer] to type [io.kubernetes.client.custom.Quantity]]
        quantity-not-text [from=java.lang.Integer]
        "#);
        let all = explain(report);
        assert!(all.iter().all(|one| one.property.as_ref().is_some_and(|path| path.len() == 13)));
    }

    #[test]
    fn a_failed_deployment_is_explained_inside_out() {
        let error = "Deploy failed for manifest: job db-migrate. Error: The Job \"db-migrate\" is invalid: spec.template: Invalid value: core.PodTemplateSpec{}: field is immutable";
        insta::assert_snapshot!(told(error), @r#"
        deploy-failed [job=job db-migrate, error=The Job "db-migrate" is invalid: spec.template: Invalid value: core.PodTemplateSpec{}: field is immutable]
        immutable []
        "#);
        let json = r#"{"errors":["Deploy failed for manifest: job x. Error: error: unknown field \"spec.bakoffLimit\""]}"#;
        insta::assert_snapshot!(told(json), @r#"
        deploy-failed [job=job x, error=error: unknown field "spec.bakoffLimit""]}]
        unknown-field [field=spec.bakoffLimit]
        "#);
    }

    #[test]
    fn each_text_is_told_once_in_its_order() {
        let trace = "java.lang.IllegalArgumentException: Invalid index 5 for list containers\n\tat x\n\
            Caused by: java.lang.IllegalArgumentException: Invalid index 5 for list containers\n\
            ReferenceError: metadata is not defined";
        insta::assert_snapshot!(told(trace), @r"
        mapping-index [index=5, list=containers]
        link-name [name=metadata]
        ");
    }

    #[test]
    fn ordinary_text_is_left_alone() {
        assert_eq!(explain("Everything is fine.\nno property tax here\n"), []);
        assert_eq!(explain(""), []);
    }

    #[test]
    fn every_message_finds_itself_and_uses_only_what_it_names() {
        let mut ids = std::collections::BTreeSet::new();
        for message in messages() {
            assert!(ids.insert(message.id), "{} is there twice", message.id);
            let example = pattern::example(message.text);
            let found = explain(&example);
            assert!(
                found.iter().any(|one| one.id == message.id),
                "{}: {example:?} gives {found:?}",
                message.id
            );
            for text in [message.cause, message.remedy, message.look_for] {
                let names = pattern::names(message.text);
                assert!(
                    pattern::names(text).iter().all(|name| names.contains(name)),
                    "{} uses a name that its text has not",
                    message.id
                );
            }
            assert!(!message.cause.is_empty() && !message.remedy.is_empty(), "{}", message.id);
        }
        assert!(ids.len() > 110, "{}", ids.len());
    }
}
