//! `steps.jsonl`: a file, a pipeline's stage and an execution, and the stage
//! after each step on its way to the cluster.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::{Map as JsonMap, Value as Json, json};
use stage_core::java::{self, Data, Map, Value, to_json};
use stage_core::spinnaker::load::{Environment, Loaded, Source, load};
use stage_core::spinnaker::queue::{Planned, Sample, artifacts, pass, running, start_stage};
use stage_core::spinnaker::spel::{self, Evaluated, Execution, Level, PathStep};
use stage_core::spinnaker::submit::{Action, Cluster, Refusal, Settings, Submission, submit};
use stage_core::spinnaker::{Provider, Target};

use super::{Outcome, canonical, contexts, errors, forgotten_text, read};

/// Runs the lines; the contexts lie in `dir`.
pub fn run(lines: &mut dyn Iterator<Item = String>, dir: &Path) -> Outcome {
    contexts::each(lines, dir, difference)
}

/// The first step on which we differ.
fn difference(case: &Json, context: &Json) -> Option<String> {
    let actual = steps(case, context);
    let expected = &case["result"];
    let names = ["loaded", "filled", "evaluated", "evaluatedAgain", "submitted"];
    let failures = ["evaluatedFailures", "definitionFailures", "evaluatedAgainFailures"];
    names.into_iter().chain(failures).find_map(|name| {
        let (should, is) = (comparable(expected, name), comparable(&actual, name));
        let is = forgotten_text(&should, is);
        let mut one = Outcome::default();
        one.compare(&format!("{} {name}", case["id"]), &should, &is);
        one.differences.pop()
    })
}

/// One step of a result in the form in which it is compared.
fn comparable(result: &Json, name: &str) -> String {
    let Some(step) = result.get(name) else { return "nothing".into() };
    if let (Some(error), true) = (step.get("error").and_then(Json::as_str), name == "filled") {
        return error.to_owned();
    }
    if name == "loaded" {
        return errors::answer(&json!({"bound": step, "error": step.get("error")}));
    }
    if name == "submitted" {
        return canonical(&super::submitted::comparable(&without_class_path(step)));
    }
    canonical(step)
}

/// Errors of Orca's own carry their package here, those of clouddriver not.
fn without_class_path(step: &Json) -> Json {
    let mut step = step.clone();
    for key in ["error", "cause"] {
        if let Some(Json::String(text)) = step.get_mut(key) {
            let (class, message) = text.split_once(':').unwrap_or((text, ""));
            let simple = class.rsplit('.').next().unwrap_or(class);
            *text = format!("{simple}:{message}");
        }
    }
    step
}

fn steps(case: &Json, context: &Json) -> Json {
    let mut out = JsonMap::new();
    let text = |key: &str| case[key].as_str().unwrap_or_default();
    let stage_type = text("type");
    let (definition, provider) = match definition(text("yaml"), stage_type) {
        Ok(found) => found,
        Err(error) => return json!({"loaded": {"error": error}}),
    };
    out.insert("loaded".into(), to_json(&definition));
    let stage_json = java::from_json(&case["stageJson"]).as_map().cloned().unwrap_or_default();
    let sample = Sample {
        json: java::from_json(&context["execution"]),
        stage: context["stageId"].as_str().map(str::to_owned),
    };
    let mut execution = running(&sample, &stage_json, stage_type);
    execution.user = "alice@example.com".into();
    after_loading(&mut out, &definition, &stage_json, provider, &execution);
    Json::Object(out)
}

fn after_loading(
    out: &mut JsonMap<String, Json>,
    definition: &Value,
    stage_json: &Map,
    provider: Provider,
    execution: &Execution,
) {
    let Planned { filled, .. } = start_stage(definition, stage_json, provider, execution);
    let filled = match filled {
        Ok(filled) => filled.context,
        Err(error) => {
            out.insert("filled".into(), json!({"error": error.to_string()}));
            return;
        }
    };
    out.insert("filled".into(), shown(&filled));
    let first = pass(&filled, execution);
    out.insert("evaluated".into(), shown(&first.context));
    let (own, of_definition) = failures(&first);
    out.insert("evaluatedFailures".into(), own);
    if of_definition != json!([]) {
        out.insert("definitionFailures".into(), of_definition);
    }
    let second = pass(&first.context, execution);
    if shown(&second.context) != shown(&first.context) {
        out.insert("evaluatedAgain".into(), shown(&second.context));
        out.insert("evaluatedAgainFailures".into(), failures(&second).0);
    }
    out.insert("submitted".into(), submitted(&second.context, execution));
}

/// The stage of that type, or the start-up's failure.
fn definition(yaml: &str, stage_type: &str) -> Result<(Value, Provider), Json> {
    if let Some(refusal) = spel::refusal(yaml) {
        return Err(json!([refusal.class]));
    }
    let roots = read::read(yaml).map_err(|message| json!([message]))?;
    let target = Target::default();
    let source = Source { roots: &roots, regions: &[] };
    let loaded: Loaded = load(&[source], target, &Environment::default(), None);
    if let Some(failure) = loaded.failures.first() {
        return Err(json!(failure.messages()));
    }
    let kinds = [(Provider::Titus, &loaded.titus), (Provider::Kubernetes, &loaded.kubernetes)];
    let values = kinds.into_iter().flat_map(|(provider, stages)| {
        stages.iter().filter_map(move |stage| Some((stage.loaded.value.clone()?, provider)))
    });
    let named = |value: &Value| value.get("type").and_then(Value::as_str) == Some(stage_type);
    values.into_iter().find(|(value, _)| named(value)).ok_or_else(|| json!(["no such stage"]))
}

/// A context without the copy of the parameters' definitions.
fn shown(context: &Map) -> Json {
    let mut context = context.clone();
    context.remove("preconfiguredJobParameters");
    to_json(&Data::Map(context).into())
}

/// The summary's entries, and those that come from the parameters' definitions
/// alone.
fn failures(evaluated: &Evaluated) -> (Json, Json) {
    let (mut own, mut of_definition) = (BTreeSet::new(), BTreeSet::new());
    for result in &evaluated.results {
        let failure = match &result.outcome {
            spel::Outcome::Raw(failure) => Some(failure),
            spel::Outcome::Value { failure, .. } => failure.as_ref(),
            spel::Outcome::Plain => None,
        };
        let Some(failure) = failure else { continue };
        let level = if failure.level == Level::Info { "INFO" } else { "ERROR" };
        let entry = json!({"expression": failure.expression, "level": level, "kind": failure.kind});
        let defined = matches!(
            result.path.first(),
            Some(PathStep::Key(key)) if &**key == "preconfiguredJobParameters"
        );
        let of = if defined { &mut of_definition } else { &mut own };
        of.insert(entry.to_string());
    }
    let list = |entries: BTreeSet<String>| {
        entries.iter().filter_map(|entry| serde_json::from_str::<Json>(entry).ok()).collect()
    };
    let alone = of_definition.difference(&own).cloned().collect();
    (list(own), list(alone))
}

fn submitted(context: &Map, execution: &Execution) -> Json {
    let artifacts = match artifacts(context, execution) {
        Ok(artifacts) => artifacts,
        Err(error) => return json!({"error": error.to_string()}),
    };
    let submission = submit(context, &artifacts, &Settings::default(), &Cluster::default());
    told(&submission)
}

fn told(submission: &Submission) -> Json {
    let mut out = JsonMap::new();
    match &submission.result {
        Ok(_) => {
            let manifest = submission.manifest.as_ref().map(to_json);
            out.insert("manifest".into(), manifest.unwrap_or_default());
        }
        Err(Refusal::Orca(exception) | Refusal::Clouddriver(exception)) => {
            out.insert("error".into(), exception.to_string().into());
            if let Some(cause) = &exception.cause {
                out.insert("cause".into(), cause.to_string().into());
            }
        }
        Err(Refusal::NotKnown(why)) => {
            out.insert("notKnown".into(), (*why).into());
        }
    }
    if !submission.actions.is_empty() {
        let actions: Vec<Json> = submission.actions.iter().map(action).collect();
        out.insert("actions".into(), actions.into());
    }
    Json::Object(out)
}

fn action(action: &Action) -> Json {
    super::submitted::action(action)
}
