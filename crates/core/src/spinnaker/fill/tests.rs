//! What the fill-in promises about origins, marks and the odd corners that no
//! vector shows.
#![allow(clippy::needless_pass_by_value, reason = "a `json!` reads better without a borrow")]

use serde_json::{Value as Json, json};

use super::{Effect, Execution, FillError, Filled, Giver, fill, stage_context, stored};
use crate::java::{Data, Map, Origin, Span, Value, from_json, to_json};
use crate::spinnaker::Provider;

fn map(json: Json) -> Map {
    match from_json(&json).data {
        Data::Map(map) => map,
        _ => Map::new(),
    }
}

fn try_fill(stage: Json, stage_json: Json, outputs: Json) -> Result<Filled, Box<FillError>> {
    let outputs = map(outputs);
    let execution = Execution { application: Some("shop"), outputs: &outputs };
    fill(&from_json(&stage), &map(stage_json), Provider::Kubernetes, &execution)
}

fn filled(stage: Json, stage_json: Json) -> Filled {
    try_fill(stage, stage_json, json!({})).expect("these fill")
}

fn shown(filled: &Filled) -> String {
    let lines = filled.applied.iter().map(|applied| match &applied.effect {
        Effect::Set { before, after, .. } => {
            let before =
                before.as_ref().map_or("nothing".into(), |value| to_json(value).to_string());
            format!("{:?}: {before} → {}", applied.giver, to_json(after))
        }
        other => format!("{:?}: {other:?}", applied.giver),
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn stage() -> Json {
    json!({"account": "prod", "waitForCompletion": true, "manifest": {"spec": {"n": 1}},
        "parameters": [
            {"name": "a", "mapping": "manifest.spec.n", "defaultValue": "3"},
            {"name": "free", "defaultValue": "x"},
            {"name": "a", "mapping": "manifest.spec.twin", "defaultValue": "t"}]})
}

#[test]
fn every_value_tells_what_it_did() {
    let filled = filled(
        stage(),
        json!({
        "parameters": {"a": 5, "free": "y", "other": 1}, "dynamicParameters": {"region": true}}),
    );
    insta::assert_snapshot!(shown(&filled), @r#"
    Default { index: 0, name: Some("a") }: 1 → "3"
    Default { index: 1, name: Some("free") }: NoMapping
    Default { index: 2, name: Some("a") }: nothing → "t"
    User { index: Some(0), name: "a" }: "3" → "5"
    User { index: Some(1), name: "free" }: NoMapping
    User { index: None, name: "other" }: UnknownParameter
    Dynamic { key: "region" }: null → "true"
    "#);
}

#[test]
fn every_value_tells_who_wrote_it() {
    let mut bound = from_json(&stage());
    let span = Span::new(10, 13);
    if let Some(Data::List(parameters)) =
        bound.as_map_mut().and_then(|map| map.get_mut("parameters")).map(|value| &mut value.data)
    {
        let default = parameters[0].as_map_mut().and_then(|map| map.get_mut("defaultValue"));
        default.expect("a default").origin = Origin::File(span);
    }
    let context = map(json!({"extra": [1], "dynamicParameters": {"namespace": "ops"}}));
    let execution = Execution { application: None, outputs: &Map::new() };
    let filled = fill(&bound, &context, Provider::Kubernetes, &execution).expect("it fills");
    let origin = |path: &[&str]| {
        let (first, rest) = path.split_first().expect("a path");
        let value = filled.context.get(first);
        rest.iter().fold(value, |value, key| value?.get(key)).map(|value| value.origin.clone())
    };
    assert_eq!(
        origin(&["manifest", "spec", "n"]),
        Some(Origin::Default { parameter: "a".into(), span: Some(span) })
    );
    assert_eq!(origin(&["namespace"]), Some(Origin::DynamicParameter { key: "namespace".into() }));
    assert_eq!(origin(&["extra"]), Some(Origin::StageJson));
    assert!(matches!(origin(&["region"]), Some(Origin::Orca(_))), "Orca writes the missing null");
}

#[test]
fn a_user_value_that_was_an_expression_still_says_so() {
    let mut context = map(json!({"parameters": {"a": 5}}));
    let made = Origin::Expression { text: "${n}".into(), of: Box::new(Origin::StageJson) };
    let parameters = context.get_mut("parameters").and_then(Value::as_map_mut).expect("a map");
    parameters.get_mut("a").expect("a value").origin = made;
    let execution = Execution { application: None, outputs: &Map::new() };
    let filled = fill(&from_json(&stage()), &context, Provider::Kubernetes, &execution);
    let filled = filled.expect("it fills");
    let n = filled.context.get("manifest").and_then(|value| value.get("spec")?.get("n"));
    let of = Box::new(Origin::Parameter { parameter: "a".into() });
    assert_eq!(
        n.map(|value| value.origin.clone()),
        Some(Origin::Expression { text: "${n}".into(), of })
    );
}

#[test]
fn a_failure_shows_all_that_came_before_it() {
    let stage = json!({"parameters": [
        {"name": "ok", "mapping": "region", "defaultValue": "eu"},
        {"name": "bad", "mapping": "manifest.x", "defaultValue": "v"}]});
    let error = try_fill(stage, json!({}), json!({})).expect_err("there is no manifest");
    assert!(
        error.to_string().starts_with("java.lang.IllegalArgumentException: no property manifest")
    );
    assert_eq!(error.so_far.applied.len(), 2);
    assert!(matches!(error.so_far.applied[1].effect, Effect::Failed(_)));
    assert_eq!(error.so_far.context.get("region").and_then(Value::as_str), Some("eu"));
}

#[test]
fn outputs_of_earlier_stages_count_as_set() {
    let stage = json!({"parameters": [{"name": "p", "mapping": "made.by", "defaultValue": "v"}]});
    let outputs = json!({"account": "theirs", "made": {"by": "them"}});
    let filled = try_fill(stage, json!({}), outputs).expect("it fills");
    assert!(!filled.context.contains_key("account"), "seen in the outputs, so not written");
    assert!(filled.context.contains_key("region"));
    assert!(matches!(filled.applied[0].effect, Effect::SetInOutput { .. }));
    assert!(!filled.context.contains_key("made"));
}

#[test]
fn a_titus_cluster_gets_the_pipelines_application() {
    let fill_titus = |cluster: Json| {
        let stage = from_json(&json!({"cluster": cluster, "account": "stays behind"}));
        let execution = Execution { application: Some("shop"), outputs: &Map::new() };
        let filled = fill(&stage, &Map::new(), Provider::Titus, &execution).expect("it fills");
        assert!(!filled.context.contains_key("account"));
        to_json(filled.context.get("cluster").expect("a cluster"))
    };
    assert_eq!(fill_titus(json!({"cpu": 1})), json!({"cpu": 1, "application": "shop"}));
    assert_eq!(fill_titus(json!({"application": ""})), json!({"application": ""}));
}

#[test]
fn parameters_that_write_into_parameters_are_followed() {
    let stage = json!({"parameters": [
        {"name": "a", "mapping": "parameters.b"},
        {"name": "b", "mapping": "region"},
        {"name": "new", "mapping": "parameters.c"},
        {"name": "all", "mapping": "parameters"}]});
    let one = filled(stage.clone(), json!({"parameters": {"a": "1", "b": "2"}}));
    assert_eq!(one.context.get("region").and_then(Value::as_str), Some("1"));
    let grown = try_fill(stage.clone(), json!({"parameters": {"new": "1", "b": "2"}}), json!({}));
    assert_eq!(
        grown.expect_err("the map grows under Orca's hands").to_string(),
        "java.util.ConcurrentModificationException: null"
    );
    filled(stage.clone(), json!({"parameters": {"b": "2", "new": "1"}}));
    let replaced = filled(stage, json!({"parameters": {"all": "gone", "b": "2"}}));
    assert_eq!(replaced.context.get("region").and_then(Value::as_str), Some("2"));
}

#[test]
fn parameters_that_are_no_map_fail_unless_groovy_finds_them_false() {
    for harmless in [json!([]), json!(""), json!(0), json!(false), json!(null)] {
        filled(json!({}), json!({"parameters": harmless}));
    }
    let error = try_fill(json!({}), json!({"parameters": ["a"]}), json!({})).expect_err("a list");
    let words = "_closure3.doCall() is applicable for argument types: (String) values: [a]";
    assert!(error.to_string().contains(words), "{error}");
}

#[test]
fn a_list_of_pairs_does_what_a_map_does() {
    let stage = json!({"parameters": [{"name": "a", "mapping": "region"}, {"name": "1"}]});
    let given = json!({"parameters": [["a", 5], [1, "not the text 1"]],
        "dynamicParameters": [["account", ["x"]], [null, "nowhere"]]});
    let filled = filled(stage.clone(), given);
    let text = |key: &str| filled.context.get(key).and_then(Value::as_str);
    assert_eq!((text("region"), text("account")), (Some("5"), Some("[x]")));
    assert_eq!(filled.applied[1].effect, Effect::UnknownParameter);
    assert_eq!(filled.applied[3].effect, Effect::NoMapping);
    let error = try_fill(stage, json!({"dynamicParameters": [["x", 1], [null]]}), json!({}));
    let error = error.expect_err("a list of one is no pair");
    assert!(error.to_string().contains("_closure4.doCall()"), "{error}");
    assert_eq!(error.so_far.applied.len(), 1, "the pair before it was put");
}

#[test]
fn a_stage_begins_without_its_own_fields_and_without_nulls() {
    let begun = stage_context(&map(json!({
        "type": "t", "name": "n", "refId": "1", "requisiteStageRefIds": [], "alias": "preconfiguredJob",
        "parameters": {"a": null, "b": {"c": null}}, "list": [null]})));
    let expected = json!({
        "alias": "preconfiguredJob", "parameters": {"b": {}}, "list": [null]});
    assert_eq!(to_json(&Data::Map(begun.clone()).into()), expected);
    let parameter = begun.get("parameters").and_then(|value| value.get("b"));
    assert_eq!(
        parameter.map(|value| value.origin.clone()),
        Some(Origin::Parameter { parameter: "b".into() })
    );
    assert_eq!(stored(begun.clone()), begun);
}

#[test]
fn a_default_is_named_in_its_giver() {
    let filled = filled(stage(), json!({}));
    let giver = Giver::Default { index: 0, name: Some("a".into()) };
    assert_eq!(filled.applied[0].giver, giver);
}
