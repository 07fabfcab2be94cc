//! What `check` does besides saying it to people: fixing, comparing with a
//! revision, the team's settings, and the formats of other programs.

use std::process::Command;

use insta::assert_snapshot;
use serde_sarif::sarif::{ResultLevel, Sarif};

use crate::program::{CLEAN, Folder, Said, trapped};
use crate::schema::{schema, violations};

fn git(folder: &Folder, words: &[&str]) {
    let done = Command::new("git")
        .args(["-c", "user.name=t", "-c", "user.email=t@example.com"])
        .args(words)
        .current_dir(folder.path())
        .output()
        .expect("git is there");
    assert!(done.status.success(), "git {words:?}: {}", String::from_utf8_lossy(&done.stderr));
}

/// The first lines of the findings, without the places.
fn told(said: &Said) -> Vec<&str> {
    said.out.lines().filter(|line| line.contains("]: ")).collect()
}

#[test]
fn a_dry_run_shows_the_diff_and_writes_nothing() {
    let folder = Folder::with("a.yml", trapped());
    assert_snapshot!(folder.run("check a.yml --fix --dry-run"), @r#"
    --- a/a.yml
    +++ b/a.yml
    @@ -5,7 +5,7 @@
             type: good
             cloudProvider: kubernetes
             account: kubernetes
    -        enable: true
    +        enabled: true
             application: "${execution.application}"
             manifest:
               apiVersion: batch/v1
    @@ -27,3 +27,4 @@
                         resources:
                           limits:
                             memory: "64Mi"
    +            ttlSecondsAfterFinished: 86400
    --- standard error
    note: a.yml: 2 fixes would be made
    --- status 0
    "#);
    let text = std::fs::read_to_string(folder.path().join("a.yml")).expect("it is there");
    assert_eq!(text, trapped(), "a dry run writes nothing");
}

#[test]
fn fixes_are_written_and_the_rest_is_reported() {
    let folder = Folder::with("a.yml", trapped());
    assert_snapshot!(folder.run("check a.yml --fix"), @"
    1 file, 1 stage: nothing found
    --- standard error
    note: a.yml: 2 fixes made
    --- status 0
    ");
    assert_snapshot!(folder.run("check a.yml --fix --fail-on note"), @"
    1 file, 1 stage: nothing found
    --- status 0
    ");
    let said = Folder::new().run_with("check - --fix", trapped().as_bytes());
    assert_eq!(said.status, 2, "standard input cannot be written: {said}");
}

#[test]
fn only_what_is_new_since_a_revision_is_reported() {
    let folder = Folder::with("a.yml", trapped());
    git(&folder, &["init", "-q"]);
    git(&folder, &["add", "-A"]);
    git(&folder, &["commit", "-q", "-m", "first"]);
    assert_eq!(told(&folder.run("check a.yml --since HEAD")), [""; 0]);
    let moved = format!("# a line more\n{}", trapped())
        .replace("restartPolicy: Never", "restartPolicy: Always");
    let folder = folder.and("a.yml", moved).and("new.yml", trapped());
    let said = folder.run("check a.yml new.yml --since HEAD");
    assert_eq!(
        told(&said),
        [
            "error[restart-policy]: Kubernetes refuses a Job with the restart policy Always.",
            "warning[unknown-key]: There is no property `enable` in a Kubernetes stage; did you mean `enabled`?",
            "warning[no-ttl]: Nobody removes the finished Job and its pods.",
        ],
        "{said}"
    );
    assert_eq!(folder.run("check a.yml --since no-such-revision").status, 2);
    assert_eq!(folder.run("check a.yml --since=--help").status, 2);
}

#[test]
fn the_teams_settings_are_found_and_kept() {
    let settings = "accounts = [\"other\"]\n[rules]\nno-ttl = \"error\"\n\
                    [[allow]]\nrule = \"unknown-key\"\nreason = \"read by a plugin\"\nstage = \"good\"\n";
    let folder = Folder::with("k8s/a.yml", trapped()).and("stage-designer.toml", settings);
    let said = folder.run("check k8s/a.yml");
    assert_eq!(
        told(&said),
        [
            "warning[unknown-account]: The installation has no account kubernetes.",
            "error[no-ttl]: Nobody removes the finished Job and its pods.",
        ]
    );
    assert_eq!(said.status, 1);
    let folder = folder.and("wrong.toml", "[rules]\nwould-not-start = \"off\"\n");
    assert_snapshot!(folder.run("check k8s/a.yml --config wrong.toml"), @"
    --- standard error
    error: wrong.toml: would-not-start is always an error. See schemas/stage-designer.schema.json for what it may say.
    --- status 2
    ");
}

#[test]
fn a_comment_allows_a_finding() {
    let allowed = trapped().replace(
        "enable: true",
        "enable: true # stage-designer: allow unknown-key a plugin reads it",
    );
    let folder = Folder::with("a.yml", allowed);
    let said = folder.run("check a.yml");
    assert_eq!(told(&said), ["warning[no-ttl]: Nobody removes the finished Job and its pods."]);
}

#[test]
fn sarif_is_read_back_by_another_reader() {
    let said = Folder::with("my stages/a b.yml", trapped()).run("check . --format sarif");
    let sarif: Sarif = serde_json::from_str(&said.out).expect("it is SARIF");
    let run = &sarif.runs[0];
    let rules = run.tool.driver.rules.as_ref().expect("the rules are described");
    let results = run.results.as_ref().expect("there are results");
    let told: Vec<(String, Option<ResultLevel>)> =
        results.iter().map(|it| (it.rule_id.clone().unwrap_or_default(), it.level)).collect();
    assert_eq!(
        told,
        [
            ("unknown-key".to_owned(), Some(ResultLevel::Warning)),
            ("no-ttl".to_owned(), Some(ResultLevel::Warning))
        ]
    );
    for result in results {
        let index = usize::try_from(result.rule_index.expect("an index")).expect("not negative");
        assert_eq!(Some(&rules[index].id), result.rule_id.as_ref(), "the index leads to the rule");
        let location = &result.locations.as_ref().expect("a place")[0];
        let place = location.physical_location.as_ref().expect("in a file");
        let uri = place.artifact_location.as_ref().and_then(|it| it.uri.clone());
        assert_eq!(uri.as_deref(), Some("my%20stages/a%20b.yml"));
    }
}

#[test]
fn annotations_are_one_command_a_line() {
    let said = Folder::with("a.yml", trapped()).run("check a.yml --format github");
    assert_snapshot!(said, @"
    ::warning file=a.yml,line=8,endLine=8,col=9,endColumn=15,title=unknown-key::There is no property `enable` in a Kubernetes stage; did you mean `enabled`?
    ::warning file=a.yml,line=15,endLine=15,col=11,endColumn=15,title=no-ttl::Nobody removes the finished Job and its pods.
    --- status 0
    ");
}

#[test]
fn every_rule_is_explained() {
    let folder = Folder::new();
    let list = folder.run("rules");
    let ids: Vec<&str> = list
        .out
        .lines()
        .filter_map(|line| line.strip_prefix("  ")?.split_whitespace().next())
        .collect();
    assert!(ids.len() > 80, "{list}");
    for id in &ids {
        let said = folder.run(&format!("explain {id}"));
        assert!(
            said.status == 0 && said.out.contains("\nWrong:\n") && said.out.contains("\nRight:\n"),
            "{said}"
        );
    }
    assert_snapshot!(folder.run("explain short-ttl"), @"
    short-ttl (warning)

    The Job may be gone before Spinnaker has seen its end.

    Spinnaker asks for the Job's state every ten seconds and reads its log after
    that. When Kubernetes removes the Job within that time, the stage fails although
    the Job succeeded, and its logs are gone.

    Wrong:

        # in the job's spec
        ttlSecondsAfterFinished: 10

    Right:

        # in the job's spec
        ttlSecondsAfterFinished: 86400
    --- status 0
    ");
    assert_eq!(folder.run("explain no-such-thing").status, 2);
}

#[test]
fn a_clean_file_is_clean_in_every_format() {
    let folder = Folder::with("a.yml", CLEAN);
    assert_eq!(folder.run("check a.yml --format github").out, "");
    let json = serde_json::from_str(&folder.run("check a.yml --format json").out).expect("JSON");
    assert_eq!(violations(&schema("stagectl-check-v1.schema.json"), &json), [""; 0]);
}
