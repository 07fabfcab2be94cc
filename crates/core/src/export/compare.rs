//! A file's stages against what runs: the JSON of `GET /jobs/preconfigured`,
//! or the profile that was deployed.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::document::{Source, TroubleKind};
use crate::forms::{Form, StageKind};
use crate::installation::install;
use crate::java::{Data, Value, from_json};
use crate::limits;
use crate::spinnaker::Target;
use crate::spinnaker::load::Environment;
use crate::spinnaker::registration::{Installation, endpoint};
use crate::{Analysis, Stage, analyze_in};

/// Stages that run.
#[derive(Clone, Debug, PartialEq)]
pub enum Running {
    /// As Orca lists them: enabled job stages, without manifest and account.
    Listed(Vec<Value>),
    /// As they were deployed, whole.
    Deployed(Vec<Value>),
}

/// How a stage here and one that runs differ.
#[derive(Clone, Debug, PartialEq)]
pub struct StageDifference {
    /// The stage's `type`.
    pub stage_type: String,
    /// How.
    pub differs: Differs,
}

/// A kind of difference.
#[derive(Clone, Debug, PartialEq)]
pub enum Differs {
    /// It does not run yet, or is disabled there.
    OnlyHere,
    /// It runs and is not, or not enabled, in the file.
    OnlyRunning,
    /// Values differ: their paths, what is here, what runs.
    Values(Vec<(String, Option<Value>, Option<Value>)>),
    /// It is the same.
    Same,
}

/// Reads what somebody pasted: the JSON of `GET /jobs/preconfigured` (of Orca
/// or Gate), or the deployed file in any form. `environment` is Orca's there.
pub fn running(
    text: &str,
    target: Target,
    environment: &Arc<Environment>,
) -> Result<Running, String> {
    if let Ok(json) = serde_json::from_str::<serde_json::Value>(text)
        && let Some(list) = json.as_array()
    {
        let stages: Vec<Value> = list.iter().map(from_json).collect();
        if stages.iter().any(|stage| type_of(stage).is_none()) {
            return Err("It is a JSON list, but not of stages: each has a `type`.".into());
        }
        return Ok(Running::Listed(stages));
    }
    let analysis = analyze_in(&Source::new(text), target, environment, None);
    let troubles = analysis.regions.regions.iter().flat_map(|region| &region.parsed.troubles);
    let broken = troubles.into_iter().any(|trouble| trouble.kind == TroubleKind::Syntax);
    if analysis.stages.is_empty() || broken {
        return Err("It is neither the JSON list of GET /jobs/preconfigured nor a file with stages that can be read.".into());
    }
    Ok(Running::Deployed(values(&analysis)))
}

/// The differences by stage: first those of an installation's files, the lowest
/// precedence first, then those that only run. A plugin's stage and fragments
/// are added to the lists that count.
pub fn differences(here: &[&Analysis], running: &Running) -> Vec<StageDifference> {
    let held = held(here);
    let (ours, theirs) = match running {
        Running::Listed(theirs) => (held.listed(), theirs),
        Running::Deployed(theirs) => (held.all(), theirs),
    };
    let mut out = Vec::new();
    let mut seen = BTreeSet::new();
    for stage in &ours {
        let stage_type = type_of(stage).unwrap_or_default();
        // The first of a type is the one that Orca runs.
        if !seen.insert(stage_type.clone()) {
            continue;
        }
        let other = theirs.iter().find(|other| type_of(other).as_deref() == Some(&stage_type));
        let differs = other.map_or(Differs::OnlyHere, |other| {
            let mut found = Vec::new();
            compare(Some(stage), Some(other), &mut String::new(), &mut found);
            if found.is_empty() { Differs::Same } else { Differs::Values(found) }
        });
        out.push(StageDifference { stage_type, differs });
    }
    for stage in theirs {
        let stage_type = type_of(stage).unwrap_or_default();
        if seen.insert(stage_type.clone()) {
            out.push(StageDifference { stage_type, differs: Differs::OnlyRunning });
        }
    }
    out
}

fn type_of(stage: &Value) -> Option<String> {
    stage.get("type").and_then(Value::as_str).map(str::to_owned)
}

/// The stages that an installation holds, with those of fragments, which are
/// still to be put into one.
#[derive(Default)]
struct Held {
    titus: Vec<Value>,
    kubernetes: Vec<Value>,
    webhooks: Vec<Value>,
    plugins: Vec<Value>,
}

fn held(here: &[&Analysis]) -> Held {
    let Some(first) = here.first() else { return Held::default() };
    let installed = install(here, first.target, &first.environment, None);
    let mut held = Held::default();
    for member in &installed.stages {
        let own = || Some(&*here.get(member.file)?.stages.get(member.stage)?.loaded);
        let is_fragment =
            here.get(member.file).is_some_and(|file| file.detected.form == Form::Fragment);
        let loaded = if is_fragment { own() } else { member.known() };
        let list = match member.kind {
            _ if member.plugin => &mut held.plugins,
            StageKind::Titus => &mut held.titus,
            StageKind::Kubernetes => &mut held.kubernetes,
            StageKind::Webhook => &mut held.webhooks,
        };
        list.extend(loaded.and_then(|loaded| loaded.value.clone()));
    }
    held
}

impl Held {
    /// The stages as Orca would list them.
    fn listed(&self) -> Vec<Value> {
        let [titus, kubernetes, plugins] = [&self.titus, &self.kubernetes, &self.plugins]
            .map(|list| list.iter().collect::<Vec<_>>());
        let installation = Installation {
            titus: &titus,
            kubernetes: &kubernetes,
            plugins: &plugins,
            webhooks: &[],
        };
        endpoint(&installation).into_iter().map(|map| Data::Map(map).into()).collect()
    }

    /// All of them, whole.
    fn all(self) -> Vec<Value> {
        let Self { titus, kubernetes, webhooks, plugins } = self;
        [titus, kubernetes, webhooks, plugins].into_iter().flatten().collect()
    }
}

/// The stages of one text as Orca loads them.
fn values(analysis: &Analysis) -> Vec<Value> {
    let of = |(index, stage): (usize, &Arc<Stage>)| {
        let loaded = analysis.loaded_stage(index).unwrap_or(&stage.loaded);
        loaded.value.clone()
    };
    analysis.stages.iter().enumerate().filter_map(of).collect()
}

/// Walks both values; the depth of either is bounded where it was read.
fn compare(
    here: Option<&Value>,
    there: Option<&Value>,
    path: &mut String,
    found: &mut Vec<(String, Option<Value>, Option<Value>)>,
) {
    if found.len() >= limits::FINDINGS || here == there {
        return;
    }
    match (here.map(|value| &value.data), there.map(|value| &value.data)) {
        (Some(Data::Map(one)), Some(Data::Map(other))) => {
            let mut keys: Vec<_> = one.iter().map(|(key, _)| key.clone()).collect();
            keys.extend(
                other.iter().map(|(key, _)| key.clone()).filter(|key| !one.contains_key(key)),
            );
            for key in keys {
                let length = path.len();
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(&key);
                compare(one.get(&key), other.get(&key), path, found);
                path.truncate(length);
            }
        }
        (Some(Data::List(one)), Some(Data::List(other))) => {
            for index in 0..one.len().max(other.len()) {
                let length = path.len();
                path.push_str(&format!("[{index}]"));
                compare(one.get(index), other.get(index), path, found);
                path.truncate(length);
            }
        }
        // Nulls are left out of the list.
        (Some(Data::Null) | None, Some(Data::Null) | None) => {}
        _ => found.push((path.clone(), here.cloned(), there.cloned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze;

    const FILE: &str = "\
job:
  preconfigured:
    kubernetes:
    - {label: A, type: a, cloudProvider: kubernetes, parameters: [{name: x, label: X, mapping: manifest.kind}]}
    - {label: B, type: b, cloudProvider: kubernetes, description: new}
    - {label: C, type: c, cloudProvider: kubernetes, enabled: false}
";

    fn shown(running_: &str) -> String {
        let here = analyze(&Source::new(FILE), None);
        told(&[&here], running_)
    }

    fn told(here: &[&Analysis], running_: &str) -> String {
        let running = running(running_, Target::default(), &Arc::default()).unwrap();
        differences(here, &running)
            .iter()
            .map(|one| match &one.differs {
                Differs::Values(values) => format!(
                    "{}: {:?}\n",
                    one.stage_type,
                    values.iter().map(|(path, ..)| path.as_str()).collect::<Vec<_>>()
                ),
                other => format!("{}: {other:?}\n", one.stage_type),
            })
            .collect()
    }

    #[test]
    fn what_orca_lists_is_compared_stage_by_stage() {
        let list = r#"[
          {"label": "A", "type": "a", "waitForCompletion": true, "noUserConfigurableFields": true, "uiType": "BASIC", "producesArtifacts": false,
           "parameters": [{"name": "x", "label": "X", "mapping": "manifest.kind", "type": "string", "order": 0}]},
          {"label": "Old", "type": "b", "waitForCompletion": true, "noUserConfigurableFields": true, "parameters": []},
          {"label": "D", "type": "d"}]"#;
        insta::assert_snapshot!(shown(list), @r#"
        a: ["producesArtifacts"]
        b: ["label", "description", "producesArtifacts", "uiType", "parameters"]
        d: OnlyRunning
        "#);
    }

    #[test]
    fn a_deployed_profile_is_compared_in_full() {
        let deployed = format!(
            "kind: Secret\nstringData:\n  orca.yml: |\n{}",
            super::super::wrap::moved(&FILE.replace("new", "old"), 4)
        );
        insta::assert_snapshot!(shown(&deployed), @r#"
        a: Same
        b: ["description"]
        c: Same
        "#);
    }

    #[test]
    fn of_several_profiles_the_last_list_counts_and_a_plugin_adds_its_stage() {
        let first = analyze(&Source::new(FILE), None);
        let last = "job: {preconfigured: {kubernetes: [{label: Z, type: z}]}}\n";
        let last = analyze(&Source::new(last), None);
        let plugin = analyze(
            &Source::new("label: P\ntype: p\ncloudProvider: kubernetes\nmanifest: {kind: Job}\n"),
            None,
        );
        let fragment = analyze(&Source::new("- {label: F, type: f, account: a}\n"), None);
        assert_eq!(plugin.detected.form, Form::Plugin);
        assert_eq!(fragment.detected.form, Form::Fragment);
        insta::assert_snapshot!(told(&[&first, &last, &plugin, &fragment], r#"[{"type": "a"}]"#), @"
        z: OnlyHere
        f: OnlyHere
        p: OnlyHere
        a: OnlyRunning
        ");
    }

    #[test]
    fn files_are_compared_as_the_one_installation_that_they_are() {
        let file = |text: &str| analyze(&Source::new(text), None);
        let first = file(FILE);
        let empty = file("job: {preconfigured: {kubernetes: []}}\n");
        assert_eq!(told(&[&first, &empty], r#"[{"type": "a"}]"#), "a: OnlyRunning\n");
        // What one file asks for another one may say.
        let asks = file("job: {preconfigured: {kubernetes: [{label: '${team}', type: a}]}}\n");
        let says = file("team: Ops\n");
        let deployed = "job: {preconfigured: {kubernetes: [{label: Ops, type: a}]}}\n";
        assert_eq!(told(&[&asks, &says], deployed), "a: Same\n");
    }

    #[test]
    fn anything_else_is_refused_in_words() {
        for text in ["{}", "[1]", "", "server: 1", "[{\"label\": 1}]"] {
            assert!(running(text, Target::default(), &Arc::default()).is_err(), "{text}");
        }
    }
}
