//! `stagectl check`.

use insta::assert_snapshot;

use crate::program::{CLEAN, Folder, broken};
use crate::schema::{schema, violations};

#[test]
fn a_finding_is_shown_with_its_line_and_without_secrets() {
    let folder = Folder::with("a.yml", broken());
    assert_snapshot!(folder.run("check a.yml"), @"
    error[syntax]: a second `: ` on one line: quote the value
      --> a.yml:33:26
       |
    33 |         password: <masked>: x
       |                           ^^^
       = note: in stage Bad, job.preconfigured.kubernetes[1]

    1 file, 2 stages: 1 error
    --- status 1
    ");
}

#[test]
fn json_keeps_its_promised_shape() {
    let said = Folder::with("a.yml", broken()).and("b.yml", CLEAN).run("check . --format json");
    let json = serde_json::from_str(&said.out).expect("JSON");
    assert_eq!(violations(&schema("stagectl-check-v1.schema.json"), &json), [""; 0]);
    assert_snapshot!(said, @r#"
    {
      "version": 1,
      "files": [
        {
          "path": "a.yml",
          "form": "profile",
          "stages": [
            "good",
            "bad"
          ],
          "findings": [
            {
              "rule": "syntax",
              "severity": "error",
              "message": "a second `: ` on one line: quote the value",
              "stage": "bad",
              "yamlPath": "job.preconfigured.kubernetes[1]",
              "line": 33,
              "column": 26,
              "endLine": 33,
              "endColumn": 29,
              "fixes": []
            }
          ]
        },
        {
          "path": "b.yml",
          "form": "profile",
          "stages": [
            "good"
          ],
          "findings": []
        }
      ]
    }
    --- status 1
    "#);
}

#[test]
fn a_folder_is_walked_by_gits_rules_for_files_with_stages() {
    let folder = Folder::with("k8s/orca-local.yml", CLEAN)
        .and("k8s/deployment.yaml", "kind: Deployment\n")
        .and("ignored/a.yml", broken())
        .and(".gitignore", "ignored/\n");
    assert_snapshot!(folder.run("check ."), @"
    1 file, 1 stage: nothing found
    --- status 0
    ");
    assert_snapshot!(folder.run("check ignored/a.yml k8s/deployment.yaml --format json"), @r#"
    {
      "version": 1,
      "files": [
        {
          "path": "ignored/a.yml",
          "form": "profile",
          "stages": [
            "good",
            "bad"
          ],
          "findings": [
            {
              "rule": "syntax",
              "severity": "error",
              "message": "a second `: ` on one line: quote the value",
              "stage": "bad",
              "yamlPath": "job.preconfigured.kubernetes[1]",
              "line": 33,
              "column": 26,
              "endLine": 33,
              "endColumn": 29,
              "fixes": []
            }
          ]
        },
        {
          "path": "k8s/deployment.yaml",
          "form": "none",
          "stages": [],
          "findings": []
        }
      ]
    }
    --- standard error
    note: no stages in k8s/deployment.yaml: it has neither job.preconfigured nor webhook.preconfigured, and does not look like a stage definition
    --- status 1
    "#);
}

#[test]
fn a_file_named_twice_is_checked_once() {
    assert_snapshot!(Folder::with("a.yml", CLEAN).run("check a.yml . ./a.yml"), @"
    1 file, 1 stage: nothing found
    --- status 0
    ");
}

#[test]
fn standard_input_is_a_dash() {
    let said = Folder::new().run_with("check -", broken().as_bytes());
    assert!(said.out.contains("--> -:33:"), "{said}");
    assert_eq!(said.status, 1);
}

#[test]
fn an_unreadable_file_is_reported_and_the_rest_go_on() {
    let folder = Folder::with("a.yml", CLEAN).and("latin1.yml", b"job: {preconfigured: \xe9}");
    assert_snapshot!(folder.run("check missing.yml a.yml latin1.yml"), @"
    1 file, 1 stage: nothing found
    --- standard error
    error: Could not read missing.yml: No such file or directory (os error 2). Check the name; the file may have been moved or deleted.
    error: latin1.yml is not UTF-8 (byte 21). Convert it to UTF-8.
    --- status 2
    ");
}

#[test]
fn wrong_use_is_status_2() {
    for words in ["", "check", "check --format xml a.yml", "nonsense"] {
        let said = Folder::with("a.yml", CLEAN).run(words);
        assert_eq!((said.status, said.out.as_str()), (2, ""), "stagectl {words}: {said}");
    }
}

#[test]
fn the_severity_that_fails_can_be_chosen() {
    let folder = Folder::with("a.yml", broken());
    for severity in ["error", "warning", "note"] {
        assert_eq!(folder.run(&format!("check a.yml --fail-on {severity}")).status, 1);
    }
    assert_snapshot!(folder.run("check --fail-on nothing a.yml"), @"
    --- standard error
    error: invalid value 'nothing' for '--fail-on <SEVERITY>'
      [possible values: error, warning, note]

      tip: a similar value exists: 'note'

    For more information, try '--help'.
    --- status 2
    ");
}
