//! `stagectl run` before it comes to a cluster.

use crate::program::{Folder, Said};

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
