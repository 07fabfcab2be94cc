//! `stagectl preview`.

use insta::assert_snapshot;

use crate::program::{BROKEN, ECHO, Folder};
use crate::schema::{schema, violations};

#[test]
fn without_inputs_a_stage_is_shown_as_written() {
    assert_snapshot!(Folder::with("a.yml", ECHO).run("preview a.yml"), @"
    label: Echo
    type: echoPhrase
    cloudProvider: kubernetes
    account: kubernetes # ours
    parameters:
      - name: PHRASE
        mapping: manifest.spec.template.spec.containers[0].env[0].value
        defaultValue: Hello
    manifest:
      apiVersion: batch/v1
      kind: Job
      metadata:
        generateName: hello-
      spec:
        template:
          spec:
            restartPolicy: Never
            containers:
              - name: hello
                image: alpine:3.22.1
                env:
                  - name: PHRASE
                    value: placeholder
                  - name: API_TOKEN
                    value: <masked>
    --- status 0
    ");
}

#[test]
fn values_are_seen_where_they_land() {
    let folder = Folder::with("a.yml", ECHO);
    assert_snapshot!(folder.run("preview a.yml --param PHRASE=a=b --param NONE=1 --marks"), @r#"
    account: kubernetes
    manifest:
      apiVersion: batch/v1
      kind: Job
      metadata:
        generateName: hello-
      spec:
        template:
          spec:
            containers:
            - env:
              - name: PHRASE
                value: a=b  # changed: from PHRASE
              - name: API_TOKEN
                value: "<masked>"
              image: alpine:3.22.1
              name: hello
            restartPolicy: Never
    waitForCompletion: true
    cloudProvider: kubernetes
    --- standard error
    note: the stage has no parameter NONE: Spinnaker ignores the value
    --- status 0
    "#);
}

#[test]
fn the_stages_json_brings_values_and_the_flags_come_after() {
    let folder = Folder::with("a.yml", ECHO).and(
        "stage.json",
        r#"{"type": "echoPhrase", "parameters": {"PHRASE": "one", "OTHER": 2}, "manifest": {}}"#,
    );
    let words = "preview a.yml --stage-json stage.json --param PHRASE=two --format json";
    let said = folder.run(words);
    let json: serde_json::Value = serde_json::from_str(&said.out).expect("JSON");
    let env = "/manifest/spec/template/spec/containers/0/env";
    assert_eq!(json.pointer(&format!("{env}/0/value")), Some(&"two".into()), "{said}");
    assert_eq!(json.pointer(&format!("{env}/1/value")), Some(&"<masked>".into()), "{said}");
    assert_eq!(json.pointer("/parameters/OTHER"), Some(&2.into()), "{said}");
}

#[test]
fn all_stages_are_shown_as_orca_holds_them() {
    let webhook = "webhook:\n  preconfigured:\n  - {label: Call, type: call, url: 'https://x'}\n";
    let folder = Folder::with("a.yml", format!("{ECHO}{webhook}"));
    let said = folder.run("preview a.yml --step loaded --format json");
    let json: serde_json::Value = serde_json::from_str(&said.out).expect("JSON");
    assert_eq!(violations(&schema("stagectl-preview-v1.schema.json"), &json), [""; 0]);
    let count = |kind: &str| json[kind].as_array().map(Vec::len);
    assert_eq!(
        (count("kubernetes"), count("titus"), count("webhook")),
        (Some(1), Some(0), Some(1))
    );
    let said = folder.run("preview a.yml --step loaded");
    assert!(
        said.out.starts_with("kubernetes:\n- ") && said.out.contains("\n  label: Echo\n"),
        "{said}"
    );
}

#[test]
fn a_placeholder_may_name_another_property_of_the_file() {
    let text = ECHO.replace("image: alpine:3.22.1", "image: ${tools.image}");
    let folder = Folder::with("a.yml", format!("tools: {{image: 'busybox:1.37.0'}}\n{text}"));
    let said = folder.run("preview a.yml --stage echoPhrase --step loaded");
    assert!(said.out.contains("image: busybox:1.37.0\n"), "{said}");
}

#[test]
fn a_file_that_orca_cannot_read_is_an_error_with_status_1() {
    let folder = Folder::with("a.yml", BROKEN);
    let said = folder.run("preview a.yml --step loaded --format json");
    let json = serde_json::from_str(&said.out).expect("JSON");
    assert_eq!(violations(&schema("stagectl-preview-v1.schema.json"), &json), [""; 0]);
    assert_snapshot!(said, @r#"
    {
      "error": [
        "line 10: a second `: ` on one line: quote the value"
      ]
    }
    --- status 1
    "#);
    assert_snapshot!(folder.run("preview a.yml --step loaded"), @"
    --- standard error
    error: a second `: ` on one line: quote the value
      --> a.yml:10:26
       |
    10 |         password: <masked>: x
       |                           ^^^
    --- status 1
    ");
    assert_snapshot!(folder.run("preview a.yml --stage good"), @"
    label: Good
    type: good
    cloudProvider: kubernetes
    --- status 0
    ");
    assert_snapshot!(folder.run("preview a.yml --stage bad"), @"
    label: Bad
    type: bad
    cloudProvider: kubernetes
    --- standard error
    error: a second `: ` on one line: quote the value
      --> a.yml:10:26
       |
    10 |         password: <masked>: x
       |                           ^^^
    --- status 1
    ");
}

#[test]
fn a_value_that_fits_nowhere_fails_as_in_orca() {
    let text = ECHO.replace("containers[0].env[0].value", "containers[3].env[0].value");
    let folder = Folder::with("a.yml", text);
    assert_snapshot!(folder.run("preview a.yml --step filled"), @"
    --- standard error
    error: java.lang.IllegalArgumentException: Invalid index 3 for list containers
      --> a.yml:11:22
       |
    11 |             mapping: manifest.spec.template.spec.containers[3].env[0].value
       |                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    --- status 1
    ");
    assert_snapshot!(folder.run("preview a.yml --step filled --format json"), @r#"
    {
      "error": [
        "java.lang.IllegalArgumentException: Invalid index 3 for list containers"
      ]
    }
    --- status 1
    "#);
}

#[test]
fn a_stage_is_chosen_by_type_then_label_then_number() {
    let folder = Folder::with(
        "a.yml",
        "- {label: b, type: a, description: 1}\n- {label: a, type: b, description: 2}\n\
         - {label: c, type: a, description: 3}\n",
    );
    for (wanted, found) in [("b", "2"), ("c", "3"), ("#3", "3")] {
        let said = folder.run(&format!("preview a.yml --stage {wanted}"));
        assert!(said.out.contains(&format!("description: {found}")), "{wanted}: {said}");
    }
    assert_snapshot!(folder.run("preview a.yml --stage a"), @"
    {label: b, type: a, description: 1}
    --- standard error
    note: 2 stages have the type a: this is the first
    --- status 0
    ");
    assert_snapshot!(folder.run("preview a.yml"), @"
    --- standard error
    error: which stage? Choose one by --stage; a.yml has:
      #1 a (b)
      #2 b (a)
      #3 a (c)
    --- status 2
    ");
    assert_snapshot!(folder.run("preview a.yml --stage #4"), @"
    --- standard error
    error: no stage is called #4; a.yml has:
      #1 a (b)
      #2 b (a)
      #3 a (c)
    --- status 2
    ");
}

#[test]
fn wrong_use_is_status_2_and_says_why() {
    let folder = Folder::with("a.yml", ECHO)
        .and("none.yml", "a: 1\n")
        .and("bad.json", "{")
        .and("list.json", "[]");
    let words = [
        "preview missing.yml",
        "preview none.yml",
        "preview a.yml --stage-json bad.json",
        "preview a.yml --stage-json list.json",
        "preview - --stage-json -",
        "preview a.yml --marks --format json",
        "preview a.yml --marks --step loaded",
    ];
    let mut said = String::new();
    for words in words {
        let answer = folder.run_with(words, ECHO.as_bytes());
        assert_eq!((answer.status, answer.out.as_str()), (2, ""), "{words}: {answer}");
        said.push_str(&answer.err);
    }
    assert_snapshot!(said, @"
    error: Could not read missing.yml: No such file or directory (os error 2). Check the name; the file may have been moved or deleted.
    error: no stages in none.yml: it has neither job.preconfigured nor webhook.preconfigured, and does not look like a stage definition
    error: bad.json is not JSON: EOF while parsing an object at line 1 column 1
    error: list.json is not a stage's JSON: it is no object
    error: standard input can be only one of FILE, --stage-json and --execution
    error: --marks are comments, which JSON has none of: leave out one of the two
    error: --marks are for one stage: choose it by --stage
    ");
    for words in ["preview a.yml --param x", "preview a.yml --target 3", "preview a.yml --step x"] {
        assert_eq!(folder.run(words).status, 2, "{words}");
    }
}

#[test]
fn expressions_look_at_the_execution_that_is_given() {
    let text = ECHO
        .replace("value: placeholder", "value: to ${parameters.region} by ${VAR}")
        .replace("image: alpine:3.22.1", "image: alpine:${trigger.tag}");
    let folder = Folder::with("a.yml", text).and(
        "execution.json",
        r#"{"type": "PIPELINE", "trigger": {"type": "manual", "tag": "3.20",
            "parameters": {"region": "north", "password": "hunter2-tree", "phrase": "hunter2-tree"}}}"#,
    );
    let words = "preview a.yml --execution execution.json --step evaluated --marks --param PHRASE=${parameters.phrase}";
    assert_snapshot!(folder.run(words), @r#"
    manifest:
      apiVersion: batch/v1
      kind: Job
      metadata:
        generateName: hello-
      spec:
        template:
          spec:
            containers:
            - env:
              - name: PHRASE
                value: "<masked>"  # set: evaluated from ${parameters.phrase}
              - name: API_TOKEN
                value: "<masked>"
              image: alpine:3.20  # changed: trigger.tag is 3.20
              name: hello
            restartPolicy: Never
    cloudProvider: kubernetes
    waitForCompletion: true
    account: kubernetes
    --- status 0
    "#);
    let said = folder.run("preview a.yml --step evaluated");
    assert!(said.out.contains("image: alpine:${trigger.tag}\n"), "{said}");
}
