//! Runs that nothing disturbs.

use serde_json::json;

use crate::cluster::{kubectl, left_of, shared, until};
use crate::program::Place;
use crate::stages::{script, stage};

#[test]
fn a_run_shows_log_outputs_and_verdict_and_leaves_nothing() {
    let _quiet = shared();
    let text = "echo \"said $WORD\"; echo SPINNAKER_PROPERTY_TAG=1.2; echo SPINNAKER_CONFIG_JSON={\\\"n\\\":1}";
    let place = Place::new(&stage(text, "parallelism: 1", "propertyFile: main"));
    let ended = place.run("--param WORD=hi");
    assert_eq!(ended.status, Some(0), "{ended:#?}");
    let record = ended.record();
    assert!(ended.log().contains("said hi\n"), "{}", ended.log());
    assert_eq!(record["verdict"]["status"], "SUCCEEDED");
    assert_eq!(record["verdict"]["outputs"], json!({"tag": "1.2", "n": 1}));
    assert_eq!(record["results"][0]["expression"], "${tag}");
    assert_eq!(record["conditions"][0]["status"], "True");
    let told = ended.told();
    for what in ["created", "scheduled", "running", "ended", "complete"] {
        assert!(told.contains(&format!("\"{what}\"")), "the time line has {what}: {told}");
    }
    let run = record["id"].as_str().expect("an id");
    assert_eq!(left_of(run), [""; 0], "the cluster is as it was");
    let shown = place.command(&format!("runs show {run}")).output().expect("it runs");
    assert!(String::from_utf8_lossy(&shown.stdout).contains("Succeeded"), "it is kept");
    let log = record["logs"][0]["file"].as_str().expect("a log");
    let kept = place.data().join("runs/history").join(run).join(log);
    assert!(std::fs::read_to_string(kept).expect("kept").contains("said hi\n"));
}

#[test]
fn stopping_ends_the_pods_before_the_program_ends() {
    let _quiet = shared();
    let place = Place::new(&script("echo ready; sleep 600"));
    let mut running = place.start("");
    let run = running.id();
    running.until_log("ready");
    running.signal("-INT");
    let ended = running.wait();
    assert_eq!((ended.status, ended.reason()), (Some(1), "RunCancelled"), "{ended:#?}");
    assert_eq!(left_of(&run), [""; 0]);
}

#[test]
fn every_attempt_is_seen_with_its_log_and_exit_code() {
    let _quiet = shared();
    let place = Place::new(
        &stage("echo try; exit 3", "# three attempts", "description: x")
            .replace("backoffLimit: 0", "backoffLimit: 2"),
    );
    let ended = place.run("");
    assert_eq!((ended.status, ended.reason()), (Some(1), "RunFailed"), "{ended:#?}");
    let record = ended.record();
    assert_eq!(record["logs"].as_array().map(Vec::len), Some(3), "{record:#}");
    assert_eq!(ended.log().matches("try\n").count(), 3, "{}", ended.log());
    assert_eq!(ended.told().matches("exit code 3").count(), 3, "{}", ended.told());
    let error = record["verdict"]["error"].as_str().expect("Orca's words");
    assert!(error.contains("failed. Reason: BackoffLimitExceeded."), "{error}");
}

#[test]
fn a_time_limit_ends_a_run_and_reruns_are_kept() {
    let _quiet = shared();
    let place = Place::new(&script("echo round; sleep 600"));
    let ended = place.run("--timeout 4 --rerun 1");
    assert_eq!((ended.status, ended.reason()), (Some(1), "RunTimedOut"), "{ended:#?}");
    let before = &ended.record()["retriesStatus"];
    assert_eq!(before.as_array().map(Vec::len), Some(1), "{before:#}");
    assert_eq!(before[0]["conditions"][0]["status"], "Unknown", "it was run again");
}

#[test]
fn a_dry_run_asks_the_api_server_and_makes_nothing() {
    let _quiet = shared();
    let place = Place::new(&script("echo never"));
    let ended = place.run("--dry-run");
    assert_eq!(ended.status, Some(0), "{ended:#?}");
    assert_eq!(ended.events.len(), 1, "{ended:#?}");
    let found = &ended.events[0];
    let admitted = &found["admitted"]["spec"]["template"]["spec"]["dnsPolicy"];
    assert_eq!(*admitted, "ClusterFirst", "what the server adds is shown");
    assert_eq!(found["namespace"], "stage");
    assert!(!place.data().join("runs/history").exists(), "nothing was run");
}

#[test]
fn an_unknown_field_is_refused_as_spinnaker_would_see_it() {
    let _quiet = shared();
    let place = Place::new(&script("true"));
    let json = place.data().with_file_name("stage.json");
    // The pipeline's own manifest is used where the stage has none.
    let manifest = json!({"manifest": {"apiVersion": "batch/v1", "kind": "Job",
        "metadata": {"name": "x"}, "spec": {"bakoffLimit": 1, "template": {"spec":
        {"restartPolicy": "Never", "containers": [{"name": "a", "image": "b"}]}}}}});
    std::fs::write(&json, manifest.to_string()).expect("written");
    let text = std::fs::read_to_string(place.data().with_file_name("stage.yml")).expect("read");
    let (without, _) = text.split_once("      parameters:").expect("it has parameters");
    std::fs::write(place.data().with_file_name("stage.yml"), without).expect("written");
    let ended = place.run("--stage-json stage.json --namespace stage");
    assert_eq!((ended.status, ended.reason()), (Some(1), "RunRefused"), "{ended:#?}");
    assert!(
        ended.told().contains("bakoffLimit") || ended.record().to_string().contains("bakoffLimit")
    );
}

#[test]
fn an_exact_run_asks_before_it_deletes_and_takes_nobody_elses_running_job() {
    let _quiet = shared();
    let text = script("echo exact").replace("generateName: test-", "name: fixed-name");
    let place = Place::new(&text);
    let taken = [
        "-n",
        "stage",
        "create",
        "job",
        "fixed-name",
        "--image",
        "stage-designer.local/busybox:1",
        "--",
        "sleep",
    ];
    kubectl(&[&taken[..], &["600"]].concat());
    let refused = place.run("--exact --confirm-job fixed-name");
    assert_eq!(refused.status, Some(2), "{refused:#?}");
    assert!(refused.err.contains("not yours"), "{}", refused.err);
    kubectl(&["-n", "stage", "delete", "job", "fixed-name"]);
    kubectl(&[&taken[..], &["0"]].concat());
    until(60, "the Job is done", || {
        kubectl(&["-n", "stage", "get", "job", "fixed-name", "-o", "jsonpath={.status.succeeded}"])
            == "1"
    });
    let asked = place.run("--exact");
    assert!(asked.err.contains("--confirm-job fixed-name"), "{}", asked.err);
    let ended = place.run("--exact --confirm-job fixed-name");
    assert_eq!(ended.status, Some(0), "{ended:#?}");
    let sent = ended.record()["manifest"]["metadata"]["labels"].to_string();
    assert!(
        sent.contains("\"app.kubernetes.io/managed-by\":\"spinnaker\""),
        "as Spinnaker: {sent}"
    );
    assert_eq!(kubectl(&["-n", "stage", "get", "job", "fixed-name", "-o", "name"]), "");
}

#[test]
#[ignore = "looks at what all others left, after them"]
fn after_the_whole_suite_nothing_with_the_label_of_a_run_is_left() {
    // Asked for by itself, when all other tests have ended.
    let _alone = crate::cluster::alone();
    let answers = kubectl(&["get", "namespace", "stage", "-o", "name"]);
    assert_eq!(answers, "namespace/stage\n", "the cluster answers");
    let selector = "stage-designer.io/run";
    assert_eq!(kubectl(&["get", "jobs,pods", "-A", "-l", selector, "-o", "name"]), "");
}
