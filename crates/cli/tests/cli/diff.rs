//! `stagectl diff`.

use insta::assert_snapshot;

use crate::program::{ECHO, Folder};
use crate::schema::{schema, violations};

#[test]
fn a_new_file_says_what_pipelines_notice() {
    let new = ECHO.replace("alpine:3.22.1", "alpine:3.23").replace("v7Kp2xQ9", "w8Lq3yR0")
        + "      - label: Other\n        type: other\n";
    let folder = Folder::with("old.yml", ECHO).and("new.yml", new);
    assert_snapshot!(folder.run("diff old.yml new.yml"), @r#"
    ~ echoPhrase: manifest.spec.template.spec.containers[0].env[1].value: "<masked>" -> "<masked>"
    ~ echoPhrase: manifest.spec.template.spec.containers[0].image: "alpine:3.22.1" -> "alpine:3.23"
    + other: new (new.yml:30)
    --- status 0
    "#);
    assert_snapshot!(folder.run("diff new.yml old.yml"), @r#"
    ~ echoPhrase: manifest.spec.template.spec.containers[0].env[1].value: "<masked>" -> "<masked>"
    ~ echoPhrase: manifest.spec.template.spec.containers[0].image: "alpine:3.23" -> "alpine:3.22.1"
    - other: gone; pipelines that use it fail (line 30)
    --- status 1
    "#);
    assert_snapshot!(folder.run("diff old.yml old.yml"), @"
    nothing changes
    --- status 0
    ");
}

const UPGRADE: &str = "\
job:
  preconfigured:
    kubernetes:
      - label: A
        type: a
        manifest:
          spec:
            podFailurePolicy:
              rules: [{action: Ignore, onPodConditions: [{type: x, status: \"True\"}]}]
            template:
              spec:
                nodeSelector: {}
                containers: [{name: c, args: [\"${X:-d}\", '\\${HOME}']}]
";

#[test]
fn an_upgrade_says_what_changes_for_the_same_file() {
    let folder = Folder::with("a.yml", UPGRADE);
    assert_snapshot!(folder.run("diff a.yml --target-old 2025.3 --env HOME=/h"), @r#"
    ~ a: manifest.spec.podFailurePolicy: not set -> {"rules":[{"action":"Ignore","onPodConditions":[{"status":"True","type":"x"}]}]}
    ~ a: manifest.spec.template.spec.containers[0].args[1]: "\\/h" -> "${HOME}"
    ~ a: manifest.spec.template.spec.nodeSelector: {} -> not set
    --- standard error
    note: the parsers of outputs differ too: the older one ignores a value with `=` in it; see stagectl outputs
    --- status 0
    "#);
    let empty = UPGRADE.replace("nodeSelector", "securityContext");
    let folder = folder.and("b.yml", empty).and("env", "# ours\nHOME=/h\n");
    assert_snapshot!(folder.run("diff b.yml --target-old 2026.2 --target 2025.3 --env env"), @"
    ! Orca no longer starts (b.yml:12)
        org.springframework.boot.context.properties.bind.BindException: Failed to bind properties under 'job.preconfigured.kubernetes[0].manifest.spec.template.spec.security-context' to io.kubernetes.client.openapi.models.V1PodSecurityContext
        org.springframework.core.convert.ConverterNotFoundException: No converter found capable of converting from type [java.util.LinkedHashMap<?, ?>] to type [@com.google.gson.annotations.SerializedName io.kubernetes.client.openapi.models.V1PodSecurityContext]
    --- standard error
    note: the parsers of outputs differ too: the older one ignores a value with `=` in it; see stagectl outputs
    --- status 1
    ");
    assert_eq!(folder.run("diff a.yml").status, 2, "nothing to compare is wrong use");
}

#[test]
fn json_keeps_to_its_schema() {
    let schema = schema("stagectl-diff-v1.schema.json");
    let folder = Folder::with("a.yml", UPGRADE)
        .and("b.yml", UPGRADE.replace("nodeSelector", "securityContext"))
        .and("c.yml", ECHO);
    for words in ["a.yml --target-old 2025.3", "b.yml --target-old 2025.3", "a.yml c.yml"] {
        let said = folder.run(&format!("diff {words} --format json"));
        let json = serde_json::from_str(&said.out).expect("JSON");
        assert_eq!(violations(&schema, &json), Vec::<String>::new(), "{words}");
    }
}
