//! Where the link stands, and what is known to be wrong with one.

use super::template::{Piece, pieces};
use crate::java::{Map, Value};

/// The key that Orca reads.
const KEY: &str = "job.spinnaker.io/logs";

/// The link of a manifest.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LogAnnotation {
    /// The link, as Orca puts it into `execution.logs`.
    pub link: Option<String>,
    /// What is wrong, where it stands or with what it says.
    pub problems: Vec<Problem>,
}

/// What is wrong with a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Problem {
    /// `jobs.spinnaker.io/logs`: the first documentation's key, which nothing
    /// reads.
    JobsPrefix,
    /// A key that is nearly the right one.
    Misspelt,
    /// The slash was lost when the file was loaded: the key must be written
    /// `"[job.spinnaker.io/logs]"`.
    SlashLost,
    /// On the pod template, where nothing reads it.
    OnPodTemplate,
    /// Not a text.
    NotText,
    /// `{{` that nothing closes, or with nothing inside: text.
    Unclosed,
    /// `{{ metadata.name }}`: the manifest is under `manifest`.
    WithoutManifest,
    /// `{{ name }}` is `job NAME`, with a space.
    NameHasKind,
    /// `{{{ … }}}`, which is no form of this template.
    TripleBraces,
    /// `| filter`, which is a bitwise or here.
    Filter,
    /// `<% … %>`, which is run as a program.
    ProgramCode,
    /// `javascript:…`, which runs when it is clicked.
    Script,
}

impl Problem {
    /// What to tell the user.
    pub fn advice(self) -> &'static str {
        match self {
            Self::JobsPrefix => {
                "Nothing reads `jobs.spinnaker.io/logs`; the key is `job.spinnaker.io/logs`, \
                 without the s."
            }
            Self::Misspelt => {
                "Nothing reads this key; the link to the logs is `job.spinnaker.io/logs`."
            }
            Self::SlashLost => {
                "Loading removed the slash from the key; write it in brackets and quotes: \
                 \"[job.spinnaker.io/logs]\"."
            }
            Self::OnPodTemplate => {
                "Orca reads the link from the Job's own metadata, not from the pod template's."
            }
            Self::NotText => "The link must be a text.",
            Self::Unclosed => {
                "Braces `{{` that do not close, or have nothing inside, stay in the address as \
                 they are."
            }
            Self::WithoutManifest => {
                "`metadata` is not known in a link and breaks Deck's panel; write \
                 `{{ manifest.metadata.name }}`."
            }
            Self::NameHasKind => {
                "`name` is the kind and the name, with a space: `job NAME`; for the name alone \
                 write `{{ manifest.metadata.name }}`."
            }
            Self::TripleBraces => "Three braces are a syntax error; use two.",
            Self::Filter => {
                "There are no filters; `|` is a bitwise or. Functions are called: \
                 `{{ _.toUpper(manifest.metadata.name) }}`."
            }
            Self::ProgramCode => {
                "`<% %>` runs as a program in the browser of everyone who opens the stage."
            }
            Self::Script => {
                "An address that begins with `javascript:` is a program, which runs in Deck when \
                 the link is clicked; write one that begins with `https:`."
            }
        }
    }
}

/// The link of a manifest, with what is wrong.
pub fn annotation(manifest: &Value) -> LogAnnotation {
    let annotations = |of: &Value| {
        of.get("metadata")
            .and_then(|metadata| metadata.get("annotations"))
            .and_then(Value::as_map)
            .cloned()
            .unwrap_or_default()
    };
    let own = annotations(manifest);
    let pods = manifest
        .get("spec")
        .and_then(|spec| spec.get("template"))
        .map(annotations)
        .unwrap_or_default();
    let mut problems = Vec::new();
    let mut note = |map: &Map, key: &str, problem| {
        if map.contains_key(key) {
            problems.push(problem);
        }
    };
    for map in [&own, &pods] {
        note(map, "jobs.spinnaker.io/logs", Problem::JobsPrefix);
        note(map, "job.spinnaker.iologs", Problem::SlashLost);
        note(map, "jobs.spinnaker.iologs", Problem::JobsPrefix);
    }
    note(&pods, KEY, Problem::OnPodTemplate);
    let misspelt = |map: &Map| map.keys().any(|key| is_misspelt(key));
    problems.extend((misspelt(&own) || misspelt(&pods)).then_some(Problem::Misspelt));
    let value = own.get(KEY).filter(|value| !value.is_null());
    let link = value.and_then(Value::as_str).map(str::to_owned);
    if value.is_some() && link.is_none() {
        problems.push(Problem::NotText);
    }
    if let Some(link) = link.as_deref().filter(|link| link.contains("{{")) {
        problems.extend(suspicious(link));
    }
    problems.extend(link.as_deref().is_some_and(is_script).then_some(Problem::Script));
    problems.sort_unstable();
    problems.dedup();
    LogAnnotation { link, problems }
}

/// Whether a key is meant to be the one that Orca reads: `job.spinnaker.io/log`,
/// `Job.spinnaker.io/logs`, `spinnaker.io/logs`. What the first documentation
/// wrote, and keys without their slash, are problems of their own.
pub fn is_misspelt(key: &str) -> bool {
    let lower = key.trim().to_ascii_lowercase();
    let Some((domain, name)) = lower.split_once('/') else { return false };
    let domain = domain.trim();
    let logs =
        matches!(name.trim(), "log" | "logs" | "logging" | "log-url" | "logs-url" | "loglink");
    let near = domain == "spinnaker.io"
        || domain.strip_suffix(".io").is_some_and(|domain| {
            let (first, service) = domain.split_once('.').unwrap_or(("job", domain));
            matches!(first, "job" | "jobs") && is_nearly(service, "spinnaker")
        });
    logs && near && !matches!(key, KEY | "jobs.spinnaker.io/logs")
}

/// Whether one letter, at most, is missing, too many or another one.
fn is_nearly(word: &str, known: &str) -> bool {
    let same = |(a, b): &(char, char)| a == b;
    let begins = word.chars().zip(known.chars()).take_while(same).count();
    let ends = word.chars().rev().zip(known.chars().rev()).take_while(same).count();
    let (long, short) = (word.chars().count().max(known.chars().count()), begins + ends);
    long.abs_diff(word.chars().count().min(known.chars().count())) <= 1 && short + 1 >= long
}

/// Whether a browser takes the address for a program: it passes over what is
/// not printed before it, and over tabs and line breaks inside.
fn is_script(link: &str) -> bool {
    let start = link.trim_start_matches(|c: char| c <= ' ');
    let mut printed = start.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r'));
    "javascript:"
        .chars()
        .all(|c| printed.next().is_some_and(|found| found.eq_ignore_ascii_case(&c)))
}

fn suspicious(link: &str) -> Vec<Problem> {
    let mut out = Vec::new();
    if link.contains("{{{") {
        out.push(Problem::TripleBraces);
    }
    if link.contains("<%") {
        out.push(Problem::ProgramCode);
    }
    let is_text = |piece: &Piece<'_>| matches!(piece, Piece::Text(text) if text.contains("{{"));
    if pieces(link).iter().any(is_text) {
        out.push(Problem::Unclosed);
    }
    for inside in link.split("{{").skip(1) {
        let inside = inside.split("}}").next().unwrap_or_default().trim();
        let is_filter = |rest: &str| {
            let name = rest.trim();
            !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        };
        if inside.starts_with("metadata.") || inside.starts_with("metadata[") {
            out.push(Problem::WithoutManifest);
        }
        if inside == "name" {
            out.push(Problem::NameHasKind);
        }
        if !inside.contains("||") && inside.split_once('|').is_some_and(|(_, rest)| is_filter(rest))
        {
            out.push(Problem::Filter);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::java::from_json;
    use serde_json::{Value as Json, json};

    fn problems(own: &Json, pods: &Json) -> Vec<Problem> {
        let job = json!({
            "metadata": {"annotations": own},
            "spec": {"template": {"metadata": {"annotations": pods}}},
        });
        annotation(&from_json(&job)).problems
    }

    #[test]
    fn the_key_must_be_right_and_on_the_job() {
        let none = json!({});
        assert_eq!(problems(&json!({"job.spinnaker.io/logs": "https://x"}), &none), []);
        assert_eq!(problems(&json!({"jobs.spinnaker.io/logs": "x"}), &none), [Problem::JobsPrefix]);
        assert_eq!(problems(&json!({"job.spinnaker.iologs": "x"}), &none), [Problem::SlashLost]);
        assert_eq!(
            problems(&none, &json!({"job.spinnaker.io/logs": "x"})),
            [Problem::OnPodTemplate]
        );
        assert_eq!(problems(&json!({"job.spinnaker.io/logs": 5}), &none), [Problem::NotText]);
    }

    #[test]
    fn the_old_forms_are_said_not_to_work() {
        let of = |link: &str| problems(&json!({"job.spinnaker.io/logs": link}), &json!({}));
        assert_eq!(of("https://x/{{ metadata.name }}"), [Problem::WithoutManifest]);
        assert_eq!(of("{{name}}"), [Problem::NameHasKind]);
        assert_eq!(of("{{ manifest.metadata.name | uppercase }}"), [Problem::Filter]);
        assert_eq!(of("{{{ manifest.metadata.name }}}"), [Problem::TripleBraces]);
        assert_eq!(of("{{ manifest.metadata.name }}"), []);
        assert_eq!(of("https://x/{{ manifest.metadata.name }/a"), [Problem::Unclosed]);
        assert_eq!(of("https://x/{{}}"), [Problem::Unclosed]);
    }

    #[test]
    fn an_address_that_is_a_program_is_said_to_be() {
        let of = |link: &str| problems(&json!({"job.spinnaker.io/logs": link}), &json!({}));
        assert_eq!(of("javascript:alert(1)"), [Problem::Script]);
        assert_eq!(of(" Java\nScript:alert('{{ manifest.metadata.name }}')"), [Problem::Script]);
        assert_eq!(of("https://x/?q=javascript:"), []);
        assert_eq!(of("<% alert(1) %>{{ account }}"), [Problem::ProgramCode]);
    }

    #[test]
    fn keys_that_are_nearly_the_right_one_are_known() {
        for key in [
            "job.spinnaker.io/log",
            "jobs.spinnaker.io/log",
            "Job.Spinnaker.io/Logs",
            "spinnaker.io/logs",
            "job.spinaker.io/logs",
            "job.spinnnaker.io/logs",
            "job.spinnaker.io/logs ",
        ] {
            assert!(is_misspelt(key), "{key}");
        }
        for key in [
            KEY,
            "jobs.spinnaker.io/logs",
            "job.spinnaker.iologs",
            "example.com/logs",
            "strategy.spinnaker.io/versioned",
            "caching.spinnaker.io/ignore",
            "logs",
        ] {
            assert!(!is_misspelt(key), "{key}");
        }
    }
}
