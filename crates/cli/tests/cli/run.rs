//! `stagectl run` before it comes to a cluster.

use crate::program::{ECHO, Folder, Said};

const STAGE: &str = "\
label: A
type: a
account: k
cloudProvider: kubernetes
parameters:
- {name: WORD, mapping: 'manifest.spec.template.spec.containers[0].image'}
manifest:
  apiVersion: batch/v1
  kind: Job
  metadata: {generateName: a-}
  spec: {template: {spec: {containers: [{name: a, image: x}]}}}
";

fn kubeconfig(contexts: &[&str]) -> String {
    let contexts: Vec<String> = contexts
        .iter()
        .map(|name| format!("{{name: {name}, context: {{cluster: c, user: u}}}}"))
        .collect();
    format!(
        "{{apiVersion: v1, kind: Config, clusters: [{{name: c, cluster: {{server: 'https://127.0.0.1:1'}}}}], \
         users: [{{name: u, user: {{token: t}}}}], contexts: [{}], current-context: prod}}",
        contexts.join(", ")
    )
}

fn run(contexts: &[&str], words: &str) -> Said {
    let folder = Folder::with("a.yml", STAGE).and("kubeconfig", kubeconfig(contexts));
    let output = folder
        .command(&format!("run a.yml {words}"))
        .env("KUBECONFIG", folder.path().join("kubeconfig"))
        .env("STAGE_DESIGNER_DATA", folder.path().join("data"))
        .stdin(std::process::Stdio::null())
        .output()
        .expect("the program runs");
    Said {
        out: String::from_utf8(output.stdout).expect("UTF-8"),
        err: String::from_utf8(output.stderr).expect("UTF-8"),
        status: output.status.code().expect("no signal ends it"),
    }
}

#[test]
fn no_cluster_is_chosen_by_a_file() {
    let said = run(&["dev", "prod"], "");
    assert_eq!((said.status, said.out.as_str()), (2, ""));
    assert!(said.err.contains("Name it by --kube-context: dev, prod"), "{}", said.err);
}

#[test]
fn a_protected_cluster_wants_its_name_twice() {
    let said = run(&["dev", "prod"], "--kube-context prod");
    assert_eq!(said.status, 2, "{}", said.err);
    assert!(said.err.contains("add --confirm-context prod"), "{}", said.err);
    let wrong = run(&["dev", "prod"], "--kube-context prod --confirm-context dev");
    assert!(wrong.err.contains("is protected"), "{}", wrong.err);
    let named = run(&["dev"], "--namespace live");
    assert!(named.err.contains("live has the word live"), "{}", named.err);
}

#[test]
fn a_cluster_that_does_not_answer_is_no_failure_of_the_stage() {
    let said = run(&["dev"], "--dry-run");
    assert_eq!(said.status, 2, "{}", said.err);
    assert!(said.err.contains("Nothing answers at that address"), "{}", said.err);
}

#[test]
fn a_stage_that_would_not_load_is_not_run() {
    let folder = Folder::with("a.yml", STAGE.replace("image: x", "image: [x]"));
    let said = folder.run("run a.yml");
    assert_eq!(said.status, 1, "{}", said.err);
}

#[test]
fn without_runs_there_is_nothing_to_list_or_clean() {
    let folder = Folder::new();
    for words in ["runs list", "runs clean"] {
        let output = folder.command(words).env("STAGE_DESIGNER_DATA", folder.path()).output();
        let output = output.expect("the program runs");
        assert!(output.status.success() && output.stdout.is_empty(), "{words}: {output:?}");
    }
    let output = folder.command("runs show x").env("STAGE_DESIGNER_DATA", folder.path()).output();
    assert_eq!(output.expect("the program runs").status.code(), Some(2));
}

#[test]
fn a_run_made_again_from_what_was_kept_is_protected_by_its_workspace() {
    let folder = Folder::with("kubeconfig", kubeconfig(&["dev"]))
        .and("team/stage-designer.toml", "[protection]\ncontexts = [\"dev\"]\n");
    let file = folder.path().join("team/stages/gone.yml").display().to_string();
    let record = serde_json::json!({
        "version": 1, "id": "r1", "stage": {"type": "a", "label": "A", "file": file},
        "parameters": [], "serviceAccountName": "", "workspaces": [], "uses": [],
        "kubeContext": "dev", "server": "https://127.0.0.1:1", "namespace": "stage",
        "exact": false, "timeout": 60, "retries": 0, "startTime": "", "conditions": [],
        "results": [], "job": "", "uid": "", "manifest": {}, "changes": [], "timeLine": [],
        "logs": [], "retriesStatus": [], "definition": STAGE,
    });
    let folder = folder.and("data/runs/history/r1/record.json", record.to_string());
    let rerun = |words: &str| {
        let mut command = folder.command(&format!("runs rerun r1 {words}"));
        command.env("KUBECONFIG", folder.path().join("kubeconfig"));
        command.env("STAGE_DESIGNER_DATA", folder.path().join("data"));
        command.stdin(std::process::Stdio::null());
        String::from_utf8(command.output().expect("it runs").stderr).expect("UTF-8")
    };
    let refused = rerun("");
    assert!(refused.contains("add --confirm-context dev"), "{refused}");
    let confirmed = rerun("--confirm-context dev");
    assert!(confirmed.contains("Nothing answers at that address"), "{confirmed}");
}

#[test]
fn placeholders_are_filled_in_from_the_environment_that_is_given() {
    let folder = Folder::with("a.yml", format!("{ECHO}        waitForCompletion: \"${{WAIT}}\"\n"))
        .and("kubeconfig", kubeconfig(&["dev"]));
    let run = |words: &str| {
        let mut command = folder.command(&format!("run a.yml --dry-run {words}"));
        command.env("KUBECONFIG", folder.path().join("kubeconfig"));
        command.stdin(std::process::Stdio::null());
        String::from_utf8(command.output().expect("it runs").stderr).expect("UTF-8")
    };
    let without = run("");
    assert!(without.contains("WAIT"), "{without}");
    let with = run("--env WAIT=true");
    assert!(with.contains("Nothing answers at that address"), "{with}");
}
