//! What goes wrong in clusters, and is survived: nothing lost, nothing left, a
//! clear message.

use crate::cluster::{alone, kubectl, left_of, own, restart_api_server, shared, soak, until};
use crate::program::Place;
use crate::stages::{script, stage};

#[test]
fn a_missing_image_is_explained() {
    let _quiet = shared();
    let text = script("true").replace("busybox:1", "no-such-image:1");
    let ended = Place::new(&text).run("--timeout 12");
    assert_eq!(ended.reason(), "RunTimedOut", "{ended:#?}");
    assert!(ended.told().contains("There is no such image"), "{}", ended.told());
}

#[test]
fn a_missing_secret_is_found_before_the_run_and_explained_in_it() {
    let _quiet = shared();
    let text = script("true").replace(
        "- {name: WORD, value: placeholder}",
        "- {name: WORD, value: placeholder}\n                - {name: PASSWORD, valueFrom: {secretKeyRef: {name: nowhere, key: p}}}",
    );
    let ended = Place::new(&text).run("--timeout 12");
    assert_eq!(ended.reason(), "RunTimedOut", "{ended:#?}");
    let uses = ended.events[0]["uses"].to_string();
    assert!(uses.contains("\"name\":\"nowhere\""), "the preflight lists it: {uses}");
    assert!(ended.told().contains("A secret that the pod needs"), "{}", ended.told());
}

#[test]
fn a_job_that_removes_itself_while_it_is_seen_is_judged() {
    let _quiet = shared();
    let place = Place::new(&stage("echo brief", "ttlSecondsAfterFinished: 0", "description: x"));
    let ended = place.run("");
    let error = &ended.record()["verdict"]["error"];
    let notes = ended.record()["verdict"]["notes"].to_string();
    assert!(
        error.as_str().is_some_and(|error| error.starts_with("Job not found"))
            || notes.contains("ttlSecondsAfterFinished"),
        "{ended:#?}"
    );
    assert!(ended.log().contains("brief\n"), "{}", ended.log());
}

#[test]
fn a_job_deleted_by_somebody_else_fails_as_in_spinnaker() {
    let _quiet = shared();
    let place = Place::new(&script("echo ready; sleep 600"));
    let mut running = place.start("");
    let run = running.id();
    running.until_log("ready");
    kubectl(&["-n", "stage", "delete", "job", "-l", &format!("stage-designer.io/run={run}")]);
    let ended = running.wait();
    assert_eq!((ended.status, ended.reason()), (Some(1), "RunFailed"), "{ended:#?}");
    let error = ended.record()["verdict"]["error"].as_str().expect("Orca's words");
    assert!(error.starts_with("Job not found (account: kubernetes, location: stage"), "{error}");
}

#[test]
fn a_deadline_is_told_by_both() {
    let _quiet = shared();
    let place = Place::new(&stage("sleep 600", "activeDeadlineSeconds: 3", "description: x"));
    let ended = place.run("");
    assert_eq!(ended.reason(), "RunFailed", "{ended:#?}");
    assert_eq!(ended.record()["verdict"]["kubernetes"]["reason"], "DeadlineExceeded");
    assert!(ended.told().contains("activeDeadlineSeconds"), "{}", ended.told());
}

#[test]
fn killed_at_any_point_the_job_is_found_and_removed_afterwards() {
    let _quiet = shared();
    for point in ["submitted", "running", "log"] {
        let place = Place::new(&script("echo ready; sleep 600"));
        let mut running = place.start("");
        let run = running.id();
        match point {
            "running" => drop(running.until("it runs", |event| event["what"] == "running")),
            "log" => running.until_log("ready"),
            _ => {}
        }
        running.signal("-KILL");
        running.wait();
        let listed = place.command("runs clean").output().expect("it runs");
        assert!(String::from_utf8_lossy(&listed.stdout).contains(&run), "{point}: it is known");
        let cleaned = place.command("runs clean --yes").output().expect("it runs");
        assert!(cleaned.status.success(), "{point}: {}", String::from_utf8_lossy(&cleaned.stderr));
        until(30, "nothing is left", || left_of(&run).is_empty());
        let again = place.command("runs clean").output().expect("it runs");
        assert!(again.stdout.is_empty(), "{point}: nothing more to do");
    }
}

#[test]
fn killed_at_any_moment_nothing_is_left_after_cleaning() {
    let _quiet = shared();
    // Moments from its start to well after the Job runs; twenty in a soak.
    let moments = if soak() { 20 } else { 2 };
    for number in 0..moments {
        let place = Place::new(&script("echo ready; sleep 600"));
        let running = place.start("");
        std::thread::sleep(std::time::Duration::from_millis(100 + number * 6000 / moments));
        running.signal("-KILL");
        running.wait();
        let cleaned = place.command("runs clean --yes").output().expect("it runs");
        assert!(cleaned.status.success(), "{number}: {}", String::from_utf8_lossy(&cleaned.stderr));
        let installation = place.data().join("runs/installation");
        let Ok(installation) = std::fs::read_to_string(installation) else { continue };
        until(30, "nothing is left", || {
            let ours = format!("stage-designer.io/installation={}", installation.trim());
            kubectl(&["get", "jobs,pods", "-A", "-l", &ours, "-o", "name"]).is_empty()
        });
    }
}

#[test]
fn cleaning_leaves_a_living_run_alone() {
    let _quiet = shared();
    let place = Place::new(&script("echo ready; sleep 600"));
    let mut killed = place.start("");
    let dead = killed.id();
    killed.until_log("ready");
    let mut living = place.start("");
    let alive = living.id();
    living.until_log("ready");
    killed.signal("-KILL");
    killed.wait();
    let cleaned = place.command("runs clean --yes").output().expect("it runs");
    assert!(cleaned.status.success(), "{}", String::from_utf8_lossy(&cleaned.stderr));
    assert_eq!(left_of(&dead), [""; 0]);
    assert_ne!(left_of(&alive), [""; 0], "the other's run lives");
    living.signal("-TERM");
    assert_eq!(living.wait().reason(), "RunCancelled");
    assert_eq!(left_of(&alive), [""; 0]);
}

#[test]
fn a_long_log_comes_whole_and_binary_is_no_trouble() {
    let _quiet = shared();
    // It ends when the node has had its log: containerd drops what it has not read
    // two seconds after the end.
    let text = "i=0; while [ $i -lt 20000 ]; do echo \"line $i of the log\"; i=$((i+1)); done; printf \"\\377\\033[31m\\n\"; sleep 6";
    let ended = Place::new(&script(text)).run("");
    assert_eq!(ended.status, Some(0), "{:#?}", ended.record());
    let log = ended.log();
    let expected = numbered(20_000, " of the log");
    let differs = log.lines().zip(expected.lines()).find(|(got, wanted)| got != wanted);
    let about = &ended.record()["logs"];
    assert_eq!(differs, None, "every line, once, in order: {about:#}");
    assert!(log.len() > expected.len(), "to the last: {about:#}");
}

#[test]
fn an_api_server_that_restarts_loses_no_line_and_no_event() {
    let Some(cluster) = own() else { return };
    let _alone = alone();
    let text = "i=0; while [ $i -lt 160 ]; do echo \"line $i\"; i=$((i+1)); sleep 0.1; done";
    let place = Place::new(&script(text));
    let mut running = place.start("");
    let run = running.id();
    running.until_log("line 20\n");
    for _ in 0..if soak() { 5 } else { 1 } {
        restart_api_server(&cluster);
    }
    let ended = running.wait();
    assert_eq!(ended.status, Some(0), "{ended:#?}");
    let expected = numbered(160, "");
    assert_eq!(ended.log(), expected, "nothing lost, nothing twice");
    assert!(ended.told().contains("answers again"), "{}", ended.told());
    assert_eq!(left_of(&run), [""; 0]);
}

#[test]
fn a_line_of_five_megabytes_without_an_end_comes_whole() {
    let _quiet = shared();
    let text = "head -c 5000000 /dev/zero | tr \"\\000\" x; printf \"\\nend\\n\"";
    let ended = Place::new(&script(text)).run("");
    assert_eq!(ended.status, Some(0), "{:#?}", ended.record());
    let log = ended.log();
    let (line, rest) = log.split_once('\n').expect("two lines");
    assert_eq!((line.len(), rest), (5_000_000, "end\n"));
    assert!(line.bytes().all(|byte| byte == b'x'), "nothing is between its pieces");
}

#[test]
fn a_used_up_quota_is_explained() {
    let _alone = alone();
    kubectl(&["-n", "stage", "create", "quota", "no-pods", "--hard=pods=0"]);
    until(30, "the quota counts", || {
        let used = ["-n", "stage", "get", "quota", "no-pods", "-o", "jsonpath={.status.hard.pods}"];
        kubectl(&used) == "0"
    });
    let ended = Place::new(&script("true")).run("--timeout 8");
    kubectl(&["-n", "stage", "delete", "quota", "no-pods"]);
    assert_eq!(ended.reason(), "RunTimedOut", "{ended:#?}");
    assert!(ended.told().contains("quota is used up"), "{}", ended.told());
}

#[test]
fn twenty_runs_at_once_end_well_and_leave_nothing() {
    let _quiet = shared();
    let place = Place::new(&script("echo $WORD; sleep 1"));
    let mut all: Vec<_> =
        (0..20).map(|number| place.start(&format!("--param WORD=w{number}"))).collect();
    let ids: Vec<String> = all.iter_mut().map(crate::program::Running::id).collect();
    for (number, running) in all.into_iter().enumerate() {
        let ended = running.wait();
        assert_eq!(ended.status, Some(0), "{ended:#?}");
        assert_eq!(ended.log(), format!("w{number}\n"), "each has its own log");
    }
    for id in ids {
        assert_eq!(left_of(&id), [""; 0]);
    }
}

/// So many numbered lines.
pub(crate) fn numbered(count: usize, end: &str) -> String {
    let lines: Vec<String> = (0..count).map(|number| format!("line {number}{end}\n")).collect();
    lines.concat()
}
