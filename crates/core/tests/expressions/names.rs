//! What names, indices and properties lead to (spel §8), by the shortest
//! examples.

use serde_json::{Value as Json, json};

use crate::sample::{ARGUMENT, CONVERTER, SPEL, all, execution, in_execution, word};

#[test]
fn names_are_the_contexts_and_the_outputs_before_it() {
    all(&[
        ("${account}", r#""prod""#),
        ("${#root.account}", r#""prod""#),
        ("${#root['account']}", r#""prod""#),
        ("${mine}", r#""own output""#),
        // The nearest stage first, never a later one, never another's context.
        ("${url}", r#""near""#),
        ("${image}", r#""shop:1""#),
        ("${late}", "null"),
        ("${own}", "null"),
        ("${#root.containsKey('url')}", "false"),
        // What a stage is, is no name.
        ("${refId}", "null"),
        ("${status}", "null"),
        ("${outputs}", "null"),
        ("${stages}", "null"),
    ]);
}

#[test]
fn parameters_are_the_triggers_or_else_the_stages() {
    all(&[
        ("${parameters.tag}", r#""1.2""#),
        ("${parameters.own}", "null"),
        ("${parameters.containsKey('nothing')}", "false"),
    ]);
    let mut own = execution();
    own["trigger"]["parameters"] = json!({});
    assert_eq!(word(&in_execution(&own, "${parameters}")), r#"{"own":"stage's"}"#);
    own["stages"][2]["context"].as_object_mut().map(|context| context.remove("parameters"));
    assert_eq!(word(&in_execution(&own, "${parameters}")), "{}");
    own["stages"][2]["context"]["parameters"] = Json::Null;
    assert_eq!(word(&in_execution(&own, "${parameters}")), "null", "a null of its own hides them");
}

#[test]
fn an_orchestration_has_no_execution_and_template_variables_need_version_four() {
    let mut other = execution();
    other["type"] = json!("ORCHESTRATION");
    assert_eq!(word(&in_execution(&other, "${execution.id}")), SPEL);
    assert_eq!(word(&in_execution(&other, "${trigger}")), "null");
    let mut variables = execution();
    variables["templateVariables"] = json!({"x": 1});
    assert_eq!(word(&in_execution(&variables, "${templateVariables}")), "null");
    variables["spelEvaluator"] = json!("v4");
    assert_eq!(word(&in_execution(&variables, "${templateVariables.x}")), "1");
}

#[test]
fn the_trigger_is_a_map_and_the_executions_an_object() {
    all(&[
        ("${trigger.payload.ref}", r#""main""#),
        ("${trigger.nothing}", "null"),
        ("${trigger.containsKey('none')}", "false"),
        ("${execution.trigger.user}", r#""bo""#),
        ("${execution.trigger.payload}", ARGUMENT),
        ("${execution.trigger.other['payload'].ref}", r#""main""#),
        ("${execution.nope}", ARGUMENT),
        ("${execution.type}", ARGUMENT),
        ("${execution.class}", ARGUMENT),
        ("${execution['name']}", r#""release""#),
        ("${execution.stages[0].context.own}", r#""of A""#),
        ("${execution.stages[2].context.image}", r#""shop:1""#),
        ("${execution.stages[2].context.late}", "null"),
        ("${execution.stages[0].lastModified}", ARGUMENT),
    ]);
}

#[test]
fn the_source_is_the_first_whose_branch_is_a_branch_of_its_own() {
    let mut jenkins = execution();
    let scm = |branches: &[&str]| -> Json {
        branches
            .iter()
            .map(|branch| json!({"name": "origin", "branch": branch, "sha1": "ab"}))
            .collect()
    };
    for (branches, expected) in [
        (&["master", "feature", "other"][..], r#""feature""#),
        (&["master", "develop"], r#""master""#),
        (&["develop"], r#""develop""#),
    ] {
        jenkins["trigger"] = json!({"type": "jenkins", "master": "m", "job": "j", "buildNumber": 1,
            "buildInfo": {"name": "j", "number": 1, "url": "u", "scm": scm(branches)}});
        assert_eq!(word(&in_execution(&jenkins, "${scmInfo.branch}")), expected);
    }
    all(&[("${scmInfo}", "null")]);
}

#[test]
fn a_bare_word_as_index_is_a_maps_key() {
    all(&[
        ("${map[key]}", r#""of key""#),
        ("${map[(key)]}", r#""of key""#),
        ("${map['key']}", r#""of key""#),
        ("${map[key + '']}", r#""v""#),
        ("${map[#root.key]}", r#""v""#),
        ("${map.size}", "null"),
        ("${map.class}", "null"),
        ("${map[null]}", "IllegalStateException"),
    ]);
}

#[test]
fn lists_and_texts_are_indexed_from_nought_and_not_beyond_their_end() {
    all(&[
        ("${list[i - 1]}", r#""c""#),
        ("${list[0.0]}", r#""a""#),
        ("${list['1']}", r#""b""#),
        ("${list['x']}", "NumberFormatException"),
        ("${list[true]}", CONVERTER),
        ("${list[3]}", SPEL),
        ("${list[-1]}", "IndexOutOfBoundsException"),
        ("${account[1]}", r#""r""#),
        ("${account[-1]}", "StringIndexOutOfBoundsException"),
        ("${nul[0]}", SPEL),
        ("${nul?.[0]}", "null"),
        ("${nul?.x}", "null"),
        ("${list.size}", "3"),
        ("${list.length}", ARGUMENT),
        ("${'a,b'.split(',').length}", "2"),
        ("${account.toUpperCase}", r#""PROD""#),
        ("${account.nope}", ARGUMENT),
    ]);
}
