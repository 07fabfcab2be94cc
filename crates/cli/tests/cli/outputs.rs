//! `stagectl outputs`.

use insta::assert_snapshot;

use crate::program::Folder;
use crate::schema::{schema, violations};

const LOG: &str = "\
starting
SPINNAKER_PROPERTY_URL=https://x/?a=b
[i] SPINNAKER_PROPERTY_B=1
SPINNAKER_PROPERTY_EMPTY=
spinnaker_property_c=1
SPINNAKER_CONFIG_JSON={\"version\": \"1\\u001b[31m\", \"account\": 5}
SPINNAKER_PROPERTY_PASSWORD=v7Kp2xQ9wL
";

#[test]
fn every_line_that_matters_is_told() {
    assert_snapshot!(Folder::with("log", LOG).run("outputs log"), @r#"
    + line 2: gives `url` the value `https://x/?a=b`
    + line 3: gives `[i] b` the value `1`
    + line 3: `[i] ` before the marker stays in the key: print the marker first
    - line 4: is ignored: the value is empty
    - line 5: is ignored: the marker must be in upper case
    + line 6: gives 2 keys from JSON: version, account
    + line 7: gives `password` the value `<masked>`
    url = "https://x/?a=b"  (${url})
    [i] b = "1"  (${#stage('NAME')['outputs']['[i] b']})
    version = "1\u001b[31m"  (${version})
    account = 5  (${account})
    password = "<masked>"  (${password})
    --- status 0
    "#);
}

#[test]
fn the_older_parser_and_the_older_release_read_less() {
    let folder = Folder::with("log", LOG);
    let said = folder.run("outputs log --parser before-2026-07");
    assert!(said.out.contains("3 pieces"), "{said}");
    assert_eq!(said.out, folder.run("outputs log --target 2025.3").out);
}

#[test]
fn one_bad_line_spoils_everything_and_nothing_is_said_to_be_missing() {
    let folder =
        Folder::with("bad", format!("{LOG}SPINNAKER_CONFIG_JSON={{oops\n")).and("none", "hello\n");
    assert_snapshot!(folder.run("outputs bad --format json"), @r#"
    {
      "version": 1,
      "lines": [
        {
          "line": 2,
          "accepted": true,
          "words": [
            "gives `url` the value `https://x/?a=b`"
          ]
        },
        {
          "line": 3,
          "accepted": true,
          "words": [
            "gives `[i] b` the value `1`",
            "`[i] ` before the marker stays in the key: print the marker first"
          ]
        },
        {
          "line": 4,
          "accepted": false,
          "words": [
            "is ignored: the value is empty"
          ]
        },
        {
          "line": 5,
          "accepted": false,
          "words": [
            "is ignored: the marker must be in upper case"
          ]
        },
        {
          "line": 6,
          "accepted": true,
          "words": [
            "gives 2 keys from JSON: version, account"
          ]
        },
        {
          "line": 7,
          "accepted": true,
          "words": [
            "gives `password` the value `<masked>`"
          ]
        },
        {
          "line": 8,
          "accepted": false,
          "words": [
            "is not a JSON object (a name in double quotes was expected at byte 24): everything captured is lost (JsonParseException)"
          ]
        }
      ],
      "outputs": null,
      "error": "line 8 spoils the capture (JsonParseException: a name in double quotes was expected): 5 of the lines before it are lost, and nothing is captured"
    }
    --- status 1
    "#);
    assert_snapshot!(folder.run("outputs none"), @r#"
    --- standard error
    note: nothing is captured: with `propertyFile` set, a Job that succeeds would fail the stage with "Expected properties file"
    --- status 0
    "#);
}

#[test]
fn an_artifact_is_read_as_json() {
    let folder =
        Folder::with("a.json", r#"{"a": {"b": 1}, "x-y": null, "c": "d"}"#).and("b.json", "a: 1");
    assert_snapshot!(folder.run("outputs --artifact a.json"), @r#"
    a = {"b":1}  (${a})
    c = "d"  (${c})
    --- standard error
    note: these become the stage's outputs; unlike those of a log, not its context
    --- status 0
    "#);
    assert_snapshot!(folder.run("outputs --artifact b.json"), @"
    Failed to deserialize artifact as JSON: a value was expected
    --- status 1
    ");
}

#[test]
fn json_keeps_to_its_schema() {
    let schema = schema("stagectl-outputs-v1.schema.json");
    let folder = Folder::with("log", LOG).and("bad", "SPINNAKER_CONFIG_JSON=null\n");
    for words in ["outputs log", "outputs bad", "outputs --artifact bad"] {
        let said = folder.run(&format!("{words} --format json"));
        let json = serde_json::from_str(&said.out).expect("JSON");
        assert_eq!(violations(&schema, &json), Vec::<String>::new(), "{words}");
    }
}
