//! `stagectl compare`.

use insta::assert_snapshot;

use crate::program::{ECHO, Folder};
use crate::schema::{schema, violations};

const LIST: &str = r#"[
  {"label": "Echo it", "type": "echoPhrase", "waitForCompletion": true,
   "noUserConfigurableFields": true, "uiType": "CUSTOM", "producesArtifacts": false,
   "parameters": [{"name": "PHRASE", "label": null, "mapping": "manifest.spec.template.spec.containers[0].env[0].value",
                   "defaultValue": "Hello", "type": "string", "order": 0}]},
  {"label": "Old", "type": "old"}]"#;

#[test]
fn files_are_compared_with_the_list_that_orca_serves() {
    let folder = Folder::with("a.yml", ECHO).and("jobs.json", LIST);
    assert_snapshot!(folder.run("compare a.yml --with jobs.json"), @r#"
    ~ echoPhrase: differs
        label: "Echo it" -> "Echo"
        producesArtifacts: false -> true
        uiType: "CUSTOM" -> "BASIC"
    - old: runs, and is not in the files
    --- standard error
    note: the list has no manifests and accounts: those are not compared
    --- status 1
    "#);
    let piped = folder.run_with("compare a.yml --with -", LIST.as_bytes());
    assert_eq!(piped.out, folder.run("compare a.yml --with jobs.json").out, "from a pipe too");
}

#[test]
fn files_are_compared_with_the_deployed_object_and_secrets_stay_hidden() {
    let old = ECHO.replace("alpine:3.22.1", "alpine:3.21").replace("v7Kp2xQ9", "w8Lq3yR0");
    let folder = Folder::with("a.yml", ECHO).and("old.yml", &old);
    let said = ["configmap", "secret", "secret-data"].map(|object| {
        let words = format!("convert old.yml --as configmap --object {object} -o {object}.yml");
        let made = folder.run(&words);
        assert_eq!(made.status, 0, "{made}");
        folder.run(&format!("compare a.yml --with {object}.yml")).to_string()
    });
    assert_snapshot!(said[0], @r#"
    ~ echoPhrase: differs
        manifest.spec.template.spec.containers[0].env[1].value: "<masked>" -> "<masked>"
        manifest.spec.template.spec.containers[0].image: "alpine:3.21" -> "alpine:3.22.1"
    --- status 1
    "#);
    assert_eq!(said[0], said[1], "a Secret reads as a ConfigMap does");
    assert_eq!(said[0], said[2], "in Base64 too");
    let same = folder.run("compare a.yml --with a.yml");
    assert_eq!((same.out.as_str(), same.status), ("= echoPhrase: the same\n", 0));
}

#[test]
fn what_is_no_answer_of_orcas_is_refused_in_words() {
    let folder = Folder::with("a.yml", ECHO).and("b.json", "{}").and("none.yml", "a: 1\n");
    for words in
        ["a.yml --with b.json", "none.yml --with a.yml", "a.yml --with gone.json", "- --with -"]
    {
        let said = folder.run(&format!("compare {words}"));
        assert!(said.status == 2 && said.out.is_empty() && !said.err.is_empty(), "{said}");
    }
    assert_eq!(folder.run("compare a.yml").status, 2, "what runs must be named");
    let bad = ECHO.replace("restartPolicy: Never", "terminationGracePeriodSeconds: soon");
    let folder = Folder::with("a.yml", bad).and("jobs.json", LIST);
    let said = folder.run("compare a.yml --with jobs.json");
    assert!(said.status == 1 && said.err.contains("Orca would not start with a.yml"), "{said}");
}

#[test]
fn json_keeps_to_its_schema() {
    let schema = schema("stagectl-compare-v1.schema.json");
    let folder = Folder::with("a.yml", ECHO).and("jobs.json", LIST);
    for words in ["a.yml --with jobs.json", "a.yml --with a.yml"] {
        let said = folder.run(&format!("compare {words} --format json"));
        let json = serde_json::from_str(&said.out).expect("JSON");
        assert_eq!(violations(&schema, &json), Vec::<String>::new(), "{words}");
    }
}

#[test]
fn a_kube_context_that_is_not_there_is_said() {
    let folder = Folder::with("a.yml", ECHO).and(
        "config",
        "{apiVersion: v1, kind: Config, contexts: [{name: dev, context: {cluster: c, user: u}}]}",
    );
    let mut command = folder.command("compare a.yml --kube-context prod");
    let output = command.env("KUBECONFIG", folder.path().join("config")).output().expect("runs");
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.code() == Some(2) && err.contains("no kube context prod"), "{err}");
}
