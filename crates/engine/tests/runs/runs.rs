//! What a run sends and makes of the answers.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::json;
use stage_engine::run::{Event, Instance, Order, Reason, RunRecord, leftovers, run};
use tokio::sync::{mpsc, watch};

use crate::fake::{Answer, Log, cluster, done, job, list, order, refused};

const JOBS: &str = "/apis/batch/v1/namespaces/stage/jobs";

/// Runs an order in a folder, against a server.
pub(crate) async fn ran(
    folder: &Path,
    order: &Order,
    answer: impl Fn(&str, usize) -> Answer + Send + Sync + 'static,
) -> (RunRecord, Vec<Event>, Log) {
    let (cluster, log) = cluster(answer);
    let instance = Instance::start(folder).expect("started");
    let (sender, mut receiver) = mpsc::channel(1000);
    let (_stopper, stop) = watch::channel(false);
    let record = run(&cluster, &instance, order, sender, stop).await.expect("a record");
    let mut events = Vec::new();
    while let Ok(event) = receiver.try_recv() {
        events.push(event);
    }
    (record, events, log)
}

fn notes(events: &[Event]) -> String {
    let note = |event: &Event| match event {
        Event::Note { text } => Some(text.clone()),
        _ => None,
    };
    events.iter().filter_map(note).collect::<Vec<_>>().join("\n")
}

/// A server on which all goes well; the Job is done at once.
pub(crate) fn well(line: &str) -> Answer {
    match line {
        line if line.starts_with("POST") => Answer::Json(201, job(&json!({}))),
        line if line.starts_with("DELETE") => Answer::Json(200, json!({"kind": "Status"})),
        line if line.contains("labelSelector") => list(&[]),
        line if line.contains("watch=true") => Answer::Lines(Vec::new()),
        line if line.contains(&format!("{JOBS}?")) => list(&[done()]),
        line if line.contains("/jobs/") => refused(404, "gone"),
        _ => list(&[]),
    }
}

#[tokio::test]
async fn the_journal_has_a_run_before_the_cluster_hears_of_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let journal = folder.path().join("journal");
    let at = journal.clone();
    let (record, _, log) = ran(folder.path(), &order(None), move |line, _| {
        if line.starts_with("POST") {
            let noted = std::fs::read_dir(&at).expect("a journal").count();
            assert_eq!(noted, 1, "it is noted when the request comes");
        }
        well(line)
    })
    .await;
    assert_eq!(record.status.reason(), Reason::Succeeded, "{record:#?}");
    assert_eq!(log.of("POST").len(), 1);
    assert_eq!(std::fs::read_dir(journal).expect("a journal").count(), 0, "and then forgotten");
}

#[tokio::test]
async fn the_json_that_is_shown_is_sent_with_strict_fields_and_kept_without_secrets() {
    let folder = tempfile::tempdir().expect("a folder");
    let (record, _, log) = ran(folder.path(), &order(None), |line, _| well(line)).await;
    let (line, sent) = log.of("POST").remove(0);
    assert_eq!(line, format!("POST {JOBS}?fieldManager=kubectl-create&fieldValidation=Strict"));
    let value = "/spec/template/spec/containers/0/env/0/value";
    assert_eq!(sent.pointer(value), Some(&json!("very-secret-1")));
    assert_eq!(record.status.manifest.pointer(value), Some(&json!("<masked>")));
    let kept =
        std::fs::read_to_string(folder.path().join("history").join(&record.id).join("record.json"));
    assert!(!kept.expect("kept").contains("very-secret-1"));
}

#[tokio::test]
async fn a_refusal_is_told_and_leaves_nothing_to_clean() {
    let folder = tempfile::tempdir().expect("a folder");
    let (record, _, _) = ran(folder.path(), &order(None), |line, _| match line {
        line if line.starts_with("POST") => refused(403, "jobs is forbidden: exceeded quota: q"),
        line => well(line),
    })
    .await;
    assert_eq!(record.status.reason(), Reason::RunRefused);
    let said = &record.status.conditions[0].message;
    assert!(said.contains("quota is used up"), "{said}");
}

#[tokio::test]
async fn an_answer_lost_on_the_way_is_no_refusal() {
    let folder = tempfile::tempdir().expect("a folder");
    let (record, _, log) = ran(folder.path(), &order(None), |line, number| match line {
        line if line.starts_with("POST") => Answer::Broken,
        // The Job was made all the same, and is found by its label.
        line if line.contains("jobs?labelSelector") && number == 0 => list(&[job(&json!({}))]),
        line => well(line),
    })
    .await;
    assert_eq!(record.status.reason(), Reason::Succeeded, "{record:#?}");
    assert_eq!(log.of("POST").len(), 1, "it is not made twice");
}

#[tokio::test]
async fn a_watch_that_is_too_old_is_begun_anew() {
    let folder = tempfile::tempdir().expect("a folder");
    let gone = json!({"type": "ERROR", "object": {"kind": "Status", "code": 410, "message": "too old",
        "status": "Failure", "reason": "Expired"}});
    let (record, events, log) = ran(folder.path(), &order(None), move |line, number| match line {
        line if line.contains("fieldSelector") && line.contains("watch=true") => {
            Answer::Lines(vec![gone.clone()])
        }
        line if line.contains("jobs?fieldSelector") && number < 2 => list(&[job(&json!({}))]),
        line => well(line),
    })
    .await;
    assert_eq!(record.status.reason(), Reason::Succeeded, "{record:#?}");
    let listed = log.of(&format!("GET {JOBS}?fieldSelector"));
    assert!(listed.iter().filter(|(line, _)| !line.contains("watch")).count() >= 2, "{listed:?}");
    assert_eq!(notes(&events), "", "that is nothing to tell");
}

#[tokio::test]
async fn a_lost_connection_is_told_and_survived() {
    let folder = tempfile::tempdir().expect("a folder");
    let (record, events, _) = ran(folder.path(), &order(None), |line, number| match line {
        line if line.contains("jobs?fieldSelector") && number < 2 => Answer::Broken,
        line => well(line),
    })
    .await;
    assert_eq!(record.status.reason(), Reason::Succeeded, "{record:#?}");
    assert!(notes(&events).contains("Trying again"), "{}", notes(&events));
}

#[tokio::test]
async fn an_exact_run_deletes_only_what_was_confirmed() {
    let folder = tempfile::tempdir().expect("a folder");
    let there = |line: &str, number: usize| match line {
        line if line.ends_with("jobs/migrate") && line.starts_with("GET") && number == 0 => {
            Answer::Json(200, json!({"metadata": {"name": "migrate", "uid": "old"}}))
        }
        line => well(line),
    };
    let (record, _, log) = ran(folder.path(), &order(Some("migrate")), there).await;
    assert_eq!(record.status.reason(), Reason::RunRefused);
    assert_eq!(log.of("DELETE"), [], "nothing was confirmed");
    let confirmed = Order { replaces: Some("old".into()), ..order(Some("migrate")) };
    let (record, _, log) = ran(folder.path(), &confirmed, there).await;
    assert_eq!(record.status.reason(), Reason::Succeeded, "{record:#?}");
    let (_, body) = log.of("DELETE").remove(0);
    assert_eq!(body["preconditions"]["uid"], "old");
    assert_eq!(body["propagationPolicy"], "Background", "as kubectl has it");
    let (line, sent) = log.of("POST").remove(0);
    assert!(line.contains("fieldManager=kubectl-client-side-apply"), "{line}");
    let applied =
        &sent["metadata"]["annotations"]["kubectl.kubernetes.io/last-applied-configuration"];
    assert!(applied.as_str().is_some_and(|text| text.contains("migrate")), "{sent}");
}

#[tokio::test]
async fn reruns_are_kept_and_have_names_of_their_own() {
    let folder = tempfile::tempdir().expect("a folder");
    let failed = job(&json!({"conditions": [{"type": "Failed", "status": "True"}]}));
    let order = Order { reruns: 2, ..order(None) };
    let (record, _, log) = ran(folder.path(), &order, move |line, _| match line {
        line if line.contains("jobs?fieldSelector") => list(std::slice::from_ref(&failed)),
        line => well(line),
    })
    .await;
    let statuses: Vec<&str> = record
        .retries_status
        .iter()
        .chain([&record.status])
        .map(|status| status.conditions[0].status.as_str())
        .collect();
    assert_eq!(statuses, ["Unknown", "Unknown", "False"], "False only when all are used up");
    let names: std::collections::BTreeSet<String> =
        log.of("POST").into_iter().map(|(_, sent)| sent["metadata"]["name"].to_string()).collect();
    assert_eq!(names.len(), 3);
}

#[tokio::test]
async fn unconfirmed_expressions_are_not_run() {
    let folder = tempfile::tempdir().expect("a folder");
    let (cluster, log) = cluster(|line, _| well(line));
    let instance = Instance::start(folder.path()).expect("started");
    let order = Order { unconfirmed: vec!["spec.x".into()], ..order(None) };
    let (sender, _receiver) = mpsc::channel(10);
    let (_stopper, stop) = watch::channel(false);
    let error = run(&cluster, &instance, &order, sender, stop).await.expect_err("refused");
    assert!(error.message.contains("spec.x"), "{error}");
    assert_eq!(log.all(), []);
    assert!(leftovers(folder.path()).is_empty());
}

#[tokio::test]
async fn outputs_come_from_the_log_that_spinnaker_would_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut order = order(None);
    order.stage.property_file = Some("main".into());
    let pod = json!({"metadata": {"name": "j-1", "uid": "p1", "resourceVersion": "1"},
        "status": {"phase": "Succeeded", "containerStatuses": [{"name": "main", "restartCount": 0,
            "state": {"terminated": {"exitCode": 0}}}]}});
    let (record, events, log) = ran(folder.path(), &order, move |line, _| match line {
        line if line.contains("/log?") => {
            Answer::Text("token very-secret-1\nSPINNAKER_PROPERTY_TAG=1.2\n".into())
        }
        line if line.contains("pods?labelSelector=uid") => list(std::slice::from_ref(&pod)),
        line => well(line),
    })
    .await;
    let verdict = record.status.verdict.expect("a verdict");
    assert_eq!((verdict.status.as_str(), &verdict.outputs["tag"]), ("SUCCEEDED", &json!("1.2")));
    assert_eq!(record.status.results[0].expression, "${tag}");
    let asked = log.of("GET /api/v1/namespaces/stage/pods/j-1/log");
    assert!(asked.iter().any(|(line, _)| line.ends_with("/log?container=main")), "{asked:?}");
    let told = |event: &Event| match event {
        Event::Log { text, .. } => Some(text.clone()),
        _ => None,
    };
    let shown: String = events.iter().filter_map(told).collect();
    assert_eq!(shown, "token <masked>\nSPINNAKER_PROPERTY_TAG=1.2\n");
}

#[tokio::test]
async fn an_empty_first_reading_is_made_up_for_by_the_pod_that_succeeded() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut order = order(None);
    order.stage.property_file = Some("main".into());
    let pod = |name: &str, phase: &str, created: &str| {
        json!({"metadata": {"name": name, "uid": name, "creationTimestamp": created},
               "spec": {"nodeName": "n"},
               "status": {"phase": phase, "containerStatuses": [{"name": "main",
                   "restartCount": 0, "state": {"terminated": {"exitCode": 0}}}]}})
    };
    let pods = [
        pod("second", "Succeeded", "2026-01-01T00:00:09Z"),
        pod("first", "Failed", "2026-01-01T00:00:01Z"),
    ];
    let (record, _, log) = ran(folder.path(), &order, move |line, _| match line {
        line if line.contains("/first/log?") => Answer::Text("nothing to capture\n".into()),
        line if line.contains("/second/log?") => Answer::Text("SPINNAKER_PROPERTY_TAG=2\n".into()),
        line if line.contains("pods?labelSelector=uid") => list(&pods),
        line => well(line),
    })
    .await;
    let read: Vec<String> = log
        .of("GET /api/v1/namespaces/stage/pods/")
        .into_iter()
        .map(|(line, _)| line)
        .filter(|line| line.ends_with("/log?container=main"))
        .collect();
    let expected = ["first", "second"]
        .map(|pod| format!("GET /api/v1/namespaces/stage/pods/{pod}/log?container=main"));
    assert_eq!(read, expected, "as kubectl picks, and then as Orca does");
    assert_eq!(record.status.verdict.expect("a verdict").outputs["tag"], json!("2"));
}

#[tokio::test]
async fn a_watch_refused_as_too_old_is_begun_anew_and_what_went_meanwhile_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let pod = json!({"metadata": {"name": "j-1", "uid": "p1", "resourceVersion": "1"}});
    let told_of_it = AtomicBool::new(false);
    let (record, _, _) = ran(folder.path(), &order(None), move |line, number| match line {
        // 410 as the answer itself, not as an event.
        line if line.contains("pods?labelSelector=uid") && line.contains("watch=true") => {
            refused(410, "too old resource version")
        }
        line if line.contains("pods?labelSelector=uid") && number == 0 => {
            list(std::slice::from_ref(&pod))
        }
        line if line.contains("pods?labelSelector=uid") => {
            // Who asks a second time has told what the first time said.
            told_of_it.fetch_or(number > 3, Ordering::SeqCst);
            list(&[])
        }
        line if line.contains("jobs?fieldSelector") && !told_of_it.load(Ordering::SeqCst) => {
            list(&[job(&json!({}))])
        }
        line => well(line),
    })
    .await;
    let told: Vec<String> = record
        .status
        .time_line
        .iter()
        .map(|moment| format!("{} {}", moment.subject, moment.what))
        .collect();
    assert!(told.contains(&"pod j-1 deleted".to_owned()), "{told:?}");
}
