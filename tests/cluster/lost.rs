//! What a run needs is taken from it while it goes on: the namespace, the pod,
//! the credentials, the connection, the disk. Nothing lost, nothing left, a
//! clear message.

use std::io::{BufRead, BufReader, Read};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::between::Between;
use crate::cluster::{kubeconfig, kubectl, left_of, own, shared, soak, until, user};
use crate::program::Place;
use crate::stages::{script, stage};

#[test]
fn a_namespace_deleted_in_mid_run_ends_it_as_in_spinnaker() {
    let _quiet = shared();
    let Some(admin) = user("admin") else { return };
    kubectl(&["create", "namespace", "doomed"]);
    until(60, "the namespace has its account", || {
        !kubectl(&["-n", "doomed", "get", "serviceaccount", "default", "-o", "name"]).is_empty()
    });
    // A Job that outlives its first pod, which the namespace takes away first.
    let text = script("echo ready; sleep 600").replace("backoffLimit: 0", "backoffLimit: 5");
    let place = Place::new(&text).user(admin);
    let mut running = place.start("--namespace doomed");
    let run = running.id();
    running.until_log("ready");
    kubectl(&["delete", "namespace", "doomed", "--wait=false"]);
    let ended = running.wait();
    assert_eq!((ended.status, ended.reason()), (Some(1), "RunFailed"), "{ended:#?}");
    let error = ended.record()["verdict"]["error"].as_str().expect("Orca's words");
    assert!(error.starts_with("Job not found (account: kubernetes, location: doomed"), "{error}");
    assert_eq!(left_of(&run), [""; 0]);
}

#[test]
fn a_pod_deleted_in_mid_run_is_told_and_the_job_is_judged() {
    let _quiet = shared();
    let place = Place::new(&script("echo ready; sleep 600"));
    let mut running = place.start("");
    let run = running.id();
    running.until_log("ready");
    kubectl(&["-n", "stage", "delete", "pod", "-l", &format!("stage-designer.io/run={run}")]);
    let ended = running.wait();
    assert_eq!((ended.status, ended.reason()), (Some(1), "RunFailed"), "{ended:#?}");
    assert!(ended.told().contains("\"terminating\""), "{}", ended.told());
    assert!(ended.log().contains("ready\n"), "{}", ended.log());
    assert_eq!(ended.record()["verdict"]["kubernetes"]["reason"], "BackoffLimitExceeded");
    assert_eq!(left_of(&run), [""; 0]);
}

#[test]
fn credentials_revoked_in_mid_run_lose_the_run_and_not_its_job() {
    let _quiet = shared();
    let Some(short_lived) = short_lived() else { return };
    let place = Place::new(&script("echo ready; sleep 600")).user(short_lived);
    let mut running = place.start("");
    let run = running.id();
    running.until_log("ready");
    kubectl(&["-n", "stage", "delete", "serviceaccount", "brief"]);
    let ended = running.wait();
    assert_eq!((ended.status, ended.reason()), (Some(1), "RunLost"), "{ended:#?}");
    let said = ended.record()["conditions"][0]["message"].as_str().expect("a message");
    assert!(said.contains("sign in again"), "{said}");
    assert!(ended.told().contains("runs clean"), "{}", ended.told());
    assert_ne!(left_of(&run), [""; 0], "nobody could remove it");
    // Signed in again, under the same name.
    let text = std::fs::read_to_string(kubeconfig()).expect("a kubeconfig");
    let again = place.data().with_file_name("kubeconfig");
    std::fs::write(&again, text.replace("{name: runner, context", "{name: brief, context"))
        .expect("written");
    let cleaned =
        place.command("runs clean --yes").env("KUBECONFIG", again).output().expect("it runs");
    assert!(cleaned.status.success(), "{}", String::from_utf8_lossy(&cleaned.stderr));
    assert_eq!(left_of(&run), [""; 0]);
}

/// The kubeconfig of an account that can be deleted, and what it may do.
fn short_lived() -> Option<PathBuf> {
    own()?;
    kubectl(&["-n", "stage", "create", "serviceaccount", "brief"]);
    for role in ["jobs", "pods", "logs"] {
        let (name, role) = (format!("brief-{role}"), format!("--clusterrole={role}"));
        let account = "--serviceaccount=stage:brief";
        kubectl(&["-n", "stage", "create", "rolebinding", &name, &role, account]);
    }
    let token = kubectl(&["-n", "stage", "create", "token", "brief"]);
    let text = std::fs::read_to_string(kubeconfig()).expect("a kubeconfig");
    let (before, rest) = text.split_once("token: ").expect("a token");
    let (_, after) = rest.split_once('}').expect("its end");
    let text = format!("{before}token: {}}}{after}", token.trim());
    let folder = tempfile::tempdir().expect("a folder").keep();
    let path = folder.join("kubeconfig");
    std::fs::write(&path, text.replace("{name: runner, context", "{name: brief, context"))
        .expect("written");
    Some(path)
}

#[test]
fn a_slow_connection_that_is_cut_again_and_again_loses_no_line() {
    let _quiet = shared();
    if own().is_none() {
        return;
    }
    let between = Between::start(1500, Duration::from_millis(20));
    let text = "i=0; while [ $i -lt 1200 ]; do echo \"line $i\"; i=$((i+1)); \
                [ $((i % 10)) -gt 0 ] || sleep 0.1; done";
    let place = Place::new(&script(text)).user(between.kubeconfig());
    let mut running = place.start("");
    let run = running.id();
    for line in ["line 200\n", "line 500\n", "line 900\n"] {
        running.until_log(line);
        assert!(between.cut() > 0, "there was something to cut");
    }
    let ended = running.wait();
    assert_eq!(ended.status, Some(0), "{ended:#?}");
    let expected = crate::faults::numbered(1200, "");
    assert_eq!(ended.log(), expected, "nothing lost, nothing twice");
    assert_eq!(left_of(&run), [""; 0]);
}

#[test]
fn fifty_megabytes_of_log_come_whole() {
    let _quiet = shared();
    // A gigabyte in a soak.
    let lines = if soak() { 10_000_000 } else { 500_000 };
    let text = format!(
        "awk \"BEGIN{{for(i=0;i<{lines};i++)printf \\\"%08d of a log with long lines, about a \
         hundred bytes of them, as programs write that tell too much\\\\n\\\",i}}\""
    );
    let place = Place::new(&script(&text));
    let mut run = place.command("run stage.yml --format json");
    let ended = run.stdout(Stdio::null()).stderr(Stdio::null()).status().expect("it runs");
    assert_eq!(ended.code(), Some(0), "Spinnaker's stage would succeed");
    let listed = place.command("runs list").output().expect("it runs");
    let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
    let run = listed.split(' ').next().expect("an id");
    let shown = place.command(&format!("runs show {run} --json")).output().expect("it runs");
    let record: serde_json::Value = serde_json::from_slice(&shown.stdout).expect("a record");
    let log = &record["logs"][0];
    assert_eq!(log.get("missing"), None, "{log:#}");
    let name = log["file"].as_str().expect("a file");
    let file = std::fs::File::open(place.data().join("runs/history").join(run).join(name));
    let mut next = 0;
    for line in BufReader::new(file.expect("kept")).lines() {
        let line = line.expect("text");
        assert!(line.starts_with(&format!("{next:08} of")), "every line, once, in order: {line}");
        next += 1;
    }
    assert_eq!(next, lines, "to the last line");
}

#[test]
fn a_disk_that_is_full_stops_the_log_file_and_not_the_run() {
    let _quiet = shared();
    if own().is_none() {
        return;
    }
    let text = "i=0; while [ $i -lt 40000 ]; do echo \"line $i of a log that is too long\"; \
                i=$((i+1)); done; echo SPINNAKER_PROPERTY_A=b";
    let place = Place::new(&stage(text, "parallelism: 1", "propertyFile: main"));
    // In a mount namespace of its own: the small disk goes with the program.
    std::fs::create_dir_all(place.data()).expect("made");
    let run = place.command("run stage.yml --format json");
    let small = "mount -t tmpfs -o size=600k none \"$STAGE_DESIGNER_DATA\" && exec \"$0\" \"$@\"";
    let mut command = Command::new("unshare");
    command.args(["--mount", "sh", "-c", small]).arg(run.get_program()).args(run.get_args());
    for (name, value) in run.get_envs() {
        command.env(name, value.unwrap_or_default());
    }
    command.current_dir(run.get_current_dir().expect("a folder")).stdin(Stdio::null());
    let mut child = command.stdout(Stdio::piped()).spawn().expect("it starts");
    let mut out = String::new();
    child.stdout.take().expect("a pipe").read_to_string(&mut out).expect("text");
    assert!(child.wait().expect("it ends").success(), "{}", &out[out.len().saturating_sub(3000)..]);
    let last = out.lines().last().unwrap_or_default();
    let record: serde_json::Value = serde_json::from_str(last).expect("the record");
    let missing = record["logs"][0]["missing"].to_string();
    assert!(missing.contains("could not be written to disk"), "{missing}");
    assert_eq!(record["verdict"]["outputs"]["a"], "b", "the log was read to its end");
    assert_eq!(left_of(record["id"].as_str().expect("an id")), [""; 0]);
}
