//! A sample execution in which the stage that is looked at runs. Only the
//! running stage is touched; all else stays as the sample says.

use crate::java::{Data, Map, Value, from_json};
use crate::spinnaker::spel::Execution;

/// An execution as a person gives it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sample {
    /// The execution in Orca's own JSON.
    pub json: Value,
    /// The id of the stage in it that stands for the one looked at; without
    /// it, the first of the same type, or else one that comes after all.
    pub stage: Option<String>,
}

impl Sample {
    /// The sample where nobody gave one: a manual run of `Deploy myapp` with
    /// two parameters, after a judgment and a job with two outputs
    /// (`data/sample-execution.json`). It has no artifacts, so that it changes
    /// no image.
    pub fn built_in() -> Self {
        let json: serde_json::Value = serde_json::from_str(BUILT_IN).unwrap_or_default();
        Self { json: from_json(&json), stage: None }
    }
}

/// Its text, as a starting point for one's own.
pub const BUILT_IN: &str = include_str!("../../../data/sample-execution.json");

/// The fields of a stage that a pipeline's stage JSON sets.
const FIELDS: [&str; 4] = ["type", "name", "refId", "requisiteStageRefIds"];

/// The sample with the stage of this type running, as `stage_json` has it.
/// Its context is left to the evaluation, which is given one.
pub fn running(sample: &Sample, stage_json: &Map, stage_type: &str) -> Execution {
    let mut json = sample.json.clone();
    let Some(map) = json.as_map_mut() else {
        return Execution::new(json, sample.stage.as_deref().unwrap_or_default());
    };
    if !matches!(map.get("stages").map(|stages| &stages.data), Some(Data::List(_))) {
        map.insert("stages", Value::from(Data::List(Vec::new())));
    }
    let mut id = sample.stage.clone().unwrap_or_default();
    if let Some(Data::List(stages)) = map.get_mut("stages").map(|stages| &mut stages.data) {
        let text = |stage: &Value, key: &str| {
            stage.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
        };
        let named = |stage: &Value| match &sample.stage {
            Some(id) => text(stage, "id") == *id,
            None => text(stage, "type") == stage_type,
        };
        let at = stages.iter().position(named).unwrap_or_else(|| {
            stages.push(last_of_all(stages, &id));
            stages.len() - 1
        });
        if let Some(stage) = stages.get_mut(at).and_then(Value::as_map_mut) {
            for field in FIELDS {
                if let Some(value) = stage_json.get(field).filter(|value| !value.is_null()) {
                    stage.insert(field, value.clone());
                }
            }
            if !stage_json.contains_key("type") {
                stage.insert("type", stage_type.into());
            }
            stage.insert("status", "RUNNING".into());
        }
        id = stages.get(at).map(|stage| text(stage, "id")).unwrap_or_default();
    }
    Execution::new(json, &id)
}

/// A stage that waits for those that no other waits for.
fn last_of_all(stages: &[Value], id: &str) -> Value {
    let text = |stage: &Value, key: &str| stage.get(key).and_then(Value::as_str).map(str::to_owned);
    let waited: Vec<&str> = stages
        .iter()
        .filter_map(|stage| stage.get("requisiteStageRefIds")?.as_list())
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let taken = |wanted: &str, key: &str| {
        stages.iter().any(|stage| text(stage, key).as_deref() == Some(wanted))
    };
    let free = |key: &str, base: &str| {
        (stages.len() + 1..=2 * stages.len() + 1)
            .map(|number| format!("{base}{number}"))
            .find(|name| !taken(name, key))
            .unwrap_or_default()
    };
    let ends: Vec<Value> = stages
        .iter()
        .filter_map(|stage| text(stage, "refId"))
        .filter(|id| !waited.contains(&&**id))
        .map(|id| Value::from(&*id))
        .collect();
    let id = if id.is_empty() { free("id", "stage-") } else { id.to_owned() };
    let mut stage = Map::new();
    stage.insert("id", Value::from(&*id));
    stage.insert("refId", Value::from(&*free("refId", "")));
    stage.insert("requisiteStageRefIds", Value::from(Data::List(ends)));
    stage.insert("context", Value::from(Data::Map(Map::new())));
    stage.insert("outputs", Value::from(Data::Map(Map::new())));
    Value::from(Data::Map(stage))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn placed(json: &serde_json::Value, stage: Option<&str>) -> String {
        let sample = Sample { json: from_json(json), stage: stage.map(str::to_owned) };
        let stage_json = from_json(&json!({"name": "Mine"}));
        let execution = running(&sample, stage_json.as_map().unwrap(), "echo");
        let own = execution.json.get("stages").unwrap().as_list().unwrap();
        let own = own
            .iter()
            .find(|stage| stage.get("id").and_then(Value::as_str) == Some(&execution.stage));
        crate::java::to_json(own.unwrap()).to_string()
    }

    #[test]
    fn the_stage_of_the_same_type_runs_with_the_pipelines_name() {
        let json = json!({"stages": [{"id": "a", "type": "bake"}, {"id": "b", "type": "echo", "name": "Old"}]});
        insta::assert_snapshot!(placed(&json, None), @r#"{"id":"b","type":"echo","name":"Mine","status":"RUNNING"}"#);
    }

    #[test]
    fn a_stage_that_the_sample_lacks_comes_after_all() {
        let json = json!({"stages": [
            {"id": "a", "refId": "1"}, {"id": "b", "refId": "2", "requisiteStageRefIds": ["1"]}, {"id": "c", "refId": "4"}
        ]});
        insta::assert_snapshot!(placed(&json, None), @r#"{"id":"stage-4","refId":"5","requisiteStageRefIds":["2","4"],"context":{},"outputs":{},"name":"Mine","type":"echo","status":"RUNNING"}"#);
        insta::assert_snapshot!(placed(&json!({}), Some("x")), @r#"{"id":"x","refId":"1","requisiteStageRefIds":[],"context":{},"outputs":{},"name":"Mine","type":"echo","status":"RUNNING"}"#);
    }

    #[test]
    fn the_built_in_sample_is_an_execution_with_stages_before() {
        let execution = running(&Sample::built_in(), &Map::new(), "echo");
        let names: Vec<_> = execution
            .ancestors()
            .iter()
            .map(|stage| stage.get("type").and_then(Value::as_str).unwrap_or("-").to_owned())
            .collect();
        assert_eq!(names, ["echo", "runJobManifest", "manualJudgment"]);
        assert_eq!(execution.user, "alice@example.com");
    }
}
