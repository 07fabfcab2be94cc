//! `stagectl eval`.

use insta::assert_snapshot;

use crate::program::Folder;
use crate::schema::{schema, violations};

const EXECUTION: &str = r#"{
  "type": "PIPELINE", "application": "shop", "id": "01",
  "trigger": {"type": "manual", "parameters": {"count": 3, "list": ["a", "b"], "token": "v7Kp2xQ9"}},
  "stages": [
    {"id": "A", "refId": "1", "name": "Bake", "type": "bake", "status": "SUCCEEDED", "outputs": {"image": "shop:7"}},
    {"id": "B", "refId": "2", "name": "Run", "type": "echo", "status": "RUNNING", "requisiteStageRefIds": ["1"], "context": {"region": "north"}}
  ]
}"#;

#[test]
fn an_expression_may_come_from_standard_input() {
    let folder = Folder::with("e.json", EXECUTION);
    let said = folder.run_with("eval - --execution e.json", b"echo ${parameters.count}\n");
    assert_eq!((said.out.as_str(), said.status), ("echo 3\n", 0));
    let both = folder.run_with("eval - --execution -", EXECUTION.as_bytes());
    assert_eq!(both.status, 2, "{both}");
}

#[test]
fn what_is_wrong_with_a_long_expression_can_be_seen() {
    let long = format!("${{{} nope nope}}", "1 + ".repeat(1_000));
    let said = Folder::new().run_with("eval -", long.as_bytes());
    assert!(said.err.len() < 600 && said.err.contains("characters more"), "{}", said.err);
    assert!(said.out.len() > 4_000, "the text itself stays whole");
}

#[test]
fn an_execution_may_be_larger_than_any_configuration() {
    let big = format!(
        r#"{{"type": "PIPELINE", "id": "01", "stages": [{{"id": "A", "context": {{"big": "{}"}}}}]}}"#,
        "x".repeat(17 * 1024 * 1024)
    );
    let folder = Folder::with("big.json", &big);
    let said = folder.run("eval big.length() --execution big.json");
    assert_eq!((said.out.as_str(), said.status), ("17825792\n", 0), "{}", said.err);
}

#[test]
fn a_value_is_orcas() {
    let folder = Folder::with("e.json", EXECUTION);
    let mut said = String::new();
    for expression in [
        "parameters.count+1",
        "${image}-${region}",
        "parameters.list",
        "#stage('Bake').status",
        "${VAR}",
        "${DIR%/}",
        "parameters.nothing.more",
        "#fromUrl('http://localhost')",
        "parameters.token",
    ] {
        let answer = folder.run(&format!("eval {expression} --execution e.json"));
        said.push_str(&format!("> {expression}\n{answer}\n"));
    }
    assert_snapshot!(said, @r#"
    > parameters.count+1
    4
    --- status 0
    > ${image}-${region}
    shop:7-north
    --- status 0
    > parameters.list
    [
      "a",
      "b"
    ]
    --- status 0
    > #stage('Bake').status
    SUCCEEDED
    --- status 0
    > ${VAR}
    ${VAR}
    --- standard error
    error: Failed to evaluate: VAR not found
    --- status 1
    > ${DIR%/}
    ${DIR%/}
    --- standard error
    error: Failed to evaluate DIR%/: SpelParseException: the right operand is missing
    --- status 1
    > parameters.nothing.more
    ${parameters.nothing.more}
    --- standard error
    error: Failed to evaluate parameters.nothing.more: SpelEvaluationException: null has no property `more`
    --- status 1
    > #fromUrl('http://localhost')
    ${#fromUrl('http://localhost')}
    --- standard error
    error: cannot be known here: the answer comes over the network
    --- status 1
    > parameters.token
    <masked>
    --- status 0
    "#);
}

#[test]
fn the_running_stage_is_the_one_that_is_named() {
    let folder = Folder::with("e.json", EXECUTION);
    for (stage, region) in [("B", "north"), ("2", "north"), ("Run", "north"), ("A", "${region}")] {
        let said = folder.run(&format!("eval region --execution e.json --stage {stage}"));
        assert_eq!(said.out.trim(), region, "{stage}: {said}");
    }
    assert_snapshot!(folder.run("eval 1 --execution e.json --stage C"), @"
    --- standard error
    error: the execution has no stage C; by refId it has: 1 (Bake), 2 (Run)
    --- status 2
    ");
    assert_snapshot!(folder.run("eval execution.application"), @"
    myapp
    --- status 0
    ");
}

#[test]
fn the_json_keeps_to_its_schema() {
    let folder = Folder::with("e.json", EXECUTION);
    for expression in ["parameters", "VAR", "1/0", "'a'.bytes", "#fromUrl('x')", "${region}x"] {
        let said = folder.run(&format!("eval {expression} --execution e.json --format json"));
        let json = serde_json::from_str(&said.out).expect("JSON");
        assert_eq!(violations(&schema("stagectl-eval-v1.schema.json"), &json), [""; 0], "{said}");
    }
    let said = folder.run("eval ${region}-${VAR} --execution e.json --format json");
    assert_snapshot!(said, @r#"
    {
      "version": 1,
      "value": "north-${VAR}",
      "type": "String",
      "reads": [
        {
          "name": "region",
          "value": "north"
        },
        {
          "name": "VAR",
          "value": "null"
        }
      ],
      "failure": {
        "expression": "region-VAR",
        "level": "INFO",
        "kind": null,
        "message": "the value is null",
        "unknown": false
      }
    }
    --- status 1
    "#);
}

#[test]
fn wrong_use_is_status_2() {
    let folder = Folder::with("e.json", "[]").and("bad.json", "{");
    for words in [
        "eval 1 --execution e.json",
        "eval 1 --execution bad.json",
        "eval 1 --execution no.json",
        "eval",
    ] {
        let said = folder.run(words);
        assert_eq!((said.status, said.out.as_str()), (2, ""), "{words}: {said}");
    }
}

#[test]
fn a_file_that_is_no_execution_is_told_from_one() {
    let folder = Folder::with("empty.json", " \n")
        .and("list.json", "[{}, {}]")
        .and("stages.json", r#"{"stages": 5}"#)
        .and("stage.json", r#"{"stages": [{"id": "A"}, "B"]}"#)
        .and("bare.json", "{}");
    let mut said = String::new();
    for name in ["empty", "list", "stages", "stage", "bare"] {
        let answer = folder.run(&format!("eval 1 --execution {name}.json"));
        said.push_str(&format!("> {name}\n{answer}\n"));
    }
    assert_snapshot!(said, @"
    > empty
    --- standard error
    error: empty.json is empty: it should hold an execution as a JSON object
    --- status 2
    > list
    --- standard error
    error: list.json is not an execution: it is a list of 2. Write one of them into a file of its own.
    --- status 2
    > stages
    --- standard error
    error: stages.json is not an execution as Orca and Gate write it: its `stages` are no list. Gate answers one at /pipelines/ID.
    --- status 2
    > stage
    --- standard error
    error: stage.json is not an execution as Orca and Gate write it: stages[1] is no object. Gate answers one at /pipelines/ID.
    --- status 2
    > bare
    1
    --- status 0
    ");
}
