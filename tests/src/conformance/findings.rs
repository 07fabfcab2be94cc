//! `binding.jsonl` once more: what is said of each file must be what became of
//! it. A *would not start* exactly where Orca does not start; and where it
//! does, each key is said to be lost or renamed that was, and no other.

use std::collections::BTreeSet;
use std::path::Path as Folder;

use serde_json::Value as Json;
use stage_core::document::{Kind, Node, Path, Source};
use stage_core::finding::Finding;
use stage_core::spinnaker::Target;
use stage_core::{Analysis, analyze_for};

use super::Outcome;
use super::binding::RELEASES;

/// Rules that say that a key, with all below it, is not what it was.
const LOST: [&str; 9] = [
    "unknown-key",
    "dropped-field",
    "dropped-entry",
    "mangled-key",
    "vanished-empty-map",
    "list-ends-early",
    "dropped-shape",
    "consume-artifact-source",
    "colliding-keys",
];

/// Rules that also say it, of values that may be kept all the same.
const ALSO: [&str; 2] = ["value-unset", "wrong-type"];

/// Runs `binding.jsonl` as files that are checked.
pub fn run(lines: &mut dyn Iterator<Item = String>, _dir: &Folder) -> Outcome {
    let mut outcome = Outcome::default();
    for vector in lines.filter_map(|line| serde_json::from_str::<Json>(&line).ok()) {
        let text = vector["yaml"].as_str().unwrap_or_default();
        if vector["ambiguous"] == Json::Bool(true) {
            for release in RELEASES {
                let id = format!("{} {}", vector["id"], release.name());
                let analysis = analyze_for(&Source::new(text), Target::of(release), None);
                let told = says_conflict(&analysis.findings());
                outcome.count((!told).then(|| format!("{id}\n    no conflict is said")));
            }
            continue;
        }
        let newest = &vector["boot_3_5"];
        let oldest = if vector["boot_2_7"] == "same" { newest } else { &vector["boot_2_7"] };
        for (answer, release) in [newest, oldest].into_iter().zip(RELEASES) {
            let id = format!("{} {}", vector["id"], release.name());
            let analysis = analyze_for(&Source::new(text), Target::of(release), None);
            outcome.count(difference(&analysis, answer).map(|told| format!("{id}\n    {told}")));
        }
    }
    outcome
}

/// Runs `webhook.jsonl` as files that are checked: whether Orca starts.
pub fn webhook(lines: &mut dyn Iterator<Item = String>, _dir: &Folder) -> Outcome {
    let mut outcome = Outcome::default();
    for vector in lines.filter_map(|line| serde_json::from_str::<Json>(&line).ok()) {
        let text = vector["yaml"].as_str().unwrap_or_default();
        let newest = &vector["boot_3_5"];
        let oldest = if vector["boot_2_7"] == "same" { newest } else { &vector["boot_2_7"] };
        for (answer, release) in [newest, oldest].into_iter().zip(RELEASES) {
            let id = format!("{} {}", vector["id"], release.name());
            let analysis = analyze_for(&Source::new(text), Target::of(release), None);
            let fails = !answer["error"].is_null();
            let said = stops(&analysis.findings());
            let difference = format!("{id}\n    Orca starts: {}, said: {}", !fails, !said);
            outcome.count((fails != said).then_some(difference));
        }
    }
    outcome
}

/// Whether a finding says that spellings meet, of which only Java's hash order
/// decides.
fn says_conflict(findings: &[Finding]) -> bool {
    let dropped = findings.iter().filter(|finding| finding.rule == "dropped-entry").count();
    findings.iter().any(|finding| matches!(finding.rule, "two-spellings" | "colliding-keys"))
        // Of entries that are all dropped it does not matter which is taken.
        || dropped > 1
        || stops(findings)
}

/// Whether a finding says that Orca does not start, or the stage is never
/// planned.
fn stops(findings: &[Finding]) -> bool {
    let rules = ["would-not-start", "cannot-be-planned", "syntax", "tab-indentation"];
    findings.iter().any(|finding| rules.contains(&finding.rule))
}

fn difference(analysis: &Analysis, answer: &Json) -> Option<String> {
    let findings = analysis.findings();
    let fails = !answer["error"].is_null();
    if stops(&findings) != fails {
        let said: Vec<&str> = findings.iter().map(|finding| finding.rule).collect();
        return Some(format!("Orca starts: {}, and it is said: {said:?}", !fails));
    }
    if fails {
        return None;
    }
    let said_by = |rules: &[&str]| -> BTreeSet<String> {
        let of = findings.iter().filter(|finding| rules.contains(&finding.rule));
        of.map(|finding| finding.path.to_string()).collect()
    };
    let (said, also) = (said_by(&LOST), said_by(&ALSO));
    let mut lost = Lost::default();
    let bound = &answer["bound"];
    for (index, stage) in analysis.stages.iter().enumerate() {
        let (Some(node), Some(place)) = (&stage.node, analysis.detected.stages.get(index)) else {
            continue;
        };
        let key = if place.kind.list().ends_with("titus") { "titus" } else { "kubernetes" };
        let value = &bound[key][place.index.unwrap_or(0)];
        compare(node, value, &place.path(), &mut lost);
    }
    let of_said = |path: &&String| !said.iter().chain(&also).any(|it| near(it, path));
    let of_lost = |path: &&String| !lost.keys.iter().chain(&lost.empty).any(|it| near(it, path));
    let silent: Vec<&String> = lost.keys.iter().filter(of_said).collect();
    let false_alarms: Vec<&String> = said.iter().filter(of_lost).collect();
    (!silent.is_empty() || !false_alarms.is_empty())
        .then(|| format!("lost without a word: {silent:?}; said but kept: {false_alarms:?}"))
}

/// Keys that are not there any more.
#[derive(Default)]
struct Lost {
    /// With what they set.
    keys: Vec<String>,
    /// Without a value, which may unset a property and be no loss.
    empty: Vec<String>,
}

/// Whether one is the other, or stands inside it: what is lost takes what is
/// below with it, and a map without entries is lost with its last one.
fn near(one: &str, other: &str) -> bool {
    let within = |long: &str, short: &str| {
        let rest = long.strip_prefix(short);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
    };
    within(one, other) || within(other, one)
}

/// The keys of `node` that `value` does not have.
fn compare(node: &Node, value: &Json, path: &Path, lost: &mut Lost) {
    let node = node.resolved();
    match &node.kind {
        Kind::Mapping { entries, .. } => {
            for entry in entries {
                let Some(key) = entry.key.as_text() else { continue };
                if key == "<<" {
                    continue;
                }
                let found = kept(value, key, is_map(&path.to_string()));
                let below = path.key(key);
                match found {
                    Some(value) => compare(&entry.value, value, &below, lost),
                    None if sets_nothing(&entry.value) => lost.empty.push(below.to_string()),
                    None => lost.keys.push(below.to_string()),
                }
            }
        }
        Kind::Sequence { items, .. } => {
            // A list where a map is: its indices become keys.
            if value.is_object() {
                lost.keys.push(path.to_string());
            }
            let values = value.as_array().map_or(&[][..], Vec::as_slice);
            for (index, item) in items.iter().enumerate() {
                match values.get(index) {
                    Some(value) => compare(item, value, &path.index(index), lost),
                    None if value.is_array() => lost.keys.push(path.index(index).to_string()),
                    None => {}
                }
            }
        }
        _ => {}
    }
}

/// What became of a key.
fn kept<'a>(value: &'a Json, key: &str, own_keys: bool) -> Option<&'a Json> {
    if let Some(items) = value.as_array() {
        // A list may be written as a mapping of its indices.
        return items.get(key.parse::<usize>().ok()?);
    }
    let map = value.as_object()?;
    let bracketed = key.strip_prefix('[').and_then(|key| key.strip_suffix(']'));
    let exact = map.get(key).or_else(|| map.get(bracketed?));
    // A property in another spelling is kept.
    exact.or_else(|| {
        let spelt = map.iter().find(|(other, _)| uniform(other) == uniform(key))?;
        (!own_keys).then_some(spelt.1)
    })
}

/// Whether nothing is written: null unsets some properties, which is no loss.
fn sets_nothing(node: &Node) -> bool {
    node.as_text().is_some_and(|text| matches!(text, "" | "~" | "null"))
}

/// Whether the keys there are a map's own, where spelling counts.
fn is_map(path: &str) -> bool {
    ["labels", "annotations", "nodeSelector", "matchLabels", "limits", "requests", "overhead"]
        .iter()
        .any(|name| path.ends_with(name))
}

fn uniform(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}
