//! Preflight and cleaning.

use std::time::Duration;

use serde_json::json;
use stage_engine::run::{Api, Identity, clean, preflight, preflight_with};

use crate::fake::{Answer, cluster, list, refused};

fn identity() -> Identity {
    Identity { run: "r1".into(), installation: "i1".into() }
}

#[tokio::test]
async fn nothing_without_the_label_is_deleted_whatever_the_server_lists() {
    let labels = json!({"stage-designer.io/run": "r1"});
    let (ours, others) = (
        json!({"metadata": {"name": "ours", "uid": "1", "labels": labels}}),
        json!({"metadata": {"name": "others", "uid": "2", "labels": {"app": "shop"}}}),
    );
    let (cluster, log) = cluster(move |line, number| match line {
        line if line.starts_with("DELETE") => Answer::Json(200, json!({})),
        line if line.contains("/jobs?") && number == 0 => list(&[ours.clone(), others.clone()]),
        line if line.contains("/jobs?") => list(std::slice::from_ref(&others)),
        _ => list(&[]),
    });
    let api = Api { client: cluster.client, namespace: "stage".into() };
    let cleaned = clean(&api, &identity(), None, Duration::ZERO, false).await.expect("cleaned");
    assert_eq!(cleaned.deleted, ["job ours"]);
    let (line, body) = log.of("DELETE").remove(0);
    assert_eq!(log.of("DELETE").len(), 1, "{line}");
    assert_eq!(
        (body["preconditions"]["uid"].as_str(), &body["gracePeriodSeconds"]),
        (Some("1"), &json!(null))
    );
}

#[tokio::test]
async fn what_is_still_terminating_is_named_with_its_node() {
    let pod = json!({"metadata": {"name": "p", "uid": "1", "labels": {"stage-designer.io/run": "r1"}},
                     "spec": {"nodeName": "worker-3"}});
    let (cluster, _) = cluster(move |line, _| match line {
        line if line.starts_with("DELETE") => Answer::Json(200, json!({})),
        line if line.contains("/pods?") => list(std::slice::from_ref(&pod)),
        _ => list(&[]),
    });
    let api = Api { client: cluster.client, namespace: "stage".into() };
    let cleaned = clean(&api, &identity(), None, Duration::from_millis(10), false).await;
    assert_eq!(cleaned.expect("cleaned").terminating, ["pod p on node worker-3"]);
}

#[tokio::test]
async fn a_preflight_tells_what_is_missing_and_who_would_be_touched() {
    let manifest = json!({"spec": {"template": {
        "metadata": {"labels": {"app": "shop"}},
        "spec": {"serviceAccountName": "gone", "containers": [{"envFrom": [
            {"secretRef": {"name": "hidden"}}, {"configMapRef": {"name": "there"}}]}]}}}});
    let (cluster, _) = cluster(|line, _| match line {
        line if line.contains("selfsubjectaccessreviews") => {
            Answer::Json(201, json!({"status": {"allowed": true}}))
        }
        line if line.contains("/serviceaccounts/") => refused(404, "not found"),
        line if line.contains("/secrets/") => refused(403, "forbidden"),
        line if line.ends_with("/services") => list(&[
            json!({"metadata": {"name": "shop"}, "spec": {"selector": {"app": "shop"}}}),
            json!({"metadata": {"name": "all"}, "spec": {}}),
        ]),
        line if line.contains("dryRun=All") => refused(422, "spec.template: Required value"),
        _ => Answer::Json(200, json!({})),
    });
    let api = Api { client: cluster.client, namespace: "stage".into() };
    let found = preflight(&api, &manifest).await;
    assert_eq!(found.services, ["shop"], "a service without a selector selects nobody");
    let there: Vec<_> =
        found.uses.iter().map(|used| (used.named.name.as_str(), used.there)).collect();
    assert_eq!(there, [("gone", Some(false)), ("hidden", None), ("there", Some(true))]);
    insta::assert_snapshot!(found.problems.join("\n"), @"
    There is no service account gone in stage.
    The API server refuses the Job: spec.template: Required value
    ");
}

#[tokio::test]
async fn a_preflight_tells_what_would_stop_the_pods_of_a_job_that_is_taken() {
    let manifest = json!({"metadata": {"name": "a"}, "spec": {"template": {
        "spec": {"containers": [{"name": "main"}]}}}});
    let (cluster, log) = cluster(|line, _| match line {
        line if line.contains("/selfsubject") => {
            Answer::Json(201, json!({"status": {"allowed": true}}))
        }
        line if line.contains("/subjectaccess") => {
            Answer::Json(201, json!({"status": {"allowed": false}}))
        }
        line if line.ends_with("/resourcequotas") => list(&[json!({"metadata": {"name": "team"},
            "status": {"hard": {"pods": "3"}, "used": {"pods": "3"}}})]),
        line if line.contains("/pods?dryRun") => {
            refused(403, "pods \"x\" is forbidden: violates PodSecurity \"restricted:latest\": a")
        }
        line if line.contains("/jobs?") => Answer::Json(
            201,
            json!({"metadata": {"name": "a"},
            "spec": {"suspend": false, "template": {"spec": {"containers": [{"name": "main"}]}}}}),
        ),
        _ => Answer::Json(200, json!({})),
    });
    let api = Api { client: cluster.client, namespace: "stage".into() };
    let found = preflight_with(&api, &manifest, Some("spinnaker/clouddriver")).await;
    assert!(found.quotas[0].contains("3 of 3 pods"), "{:?}", found.quotas);
    assert!(found.problems[0].contains("Pod Security level forbids"), "{:?}", found.problems);
    let added: Vec<&str> = found.admitted_changes.iter().map(|it| it.path.as_str()).collect();
    assert_eq!(added, ["spec.suspend"]);
    let spinnaker = found.spinnaker.expect("its account was named");
    assert!(spinnaker.access.iter().all(|access| access.allowed == Some(false)));
    let (_, asked) = log.of("POST /apis/authorization.k8s.io/v1/subjectaccessreviews").remove(0);
    assert_eq!(asked["spec"]["user"], "system:serviceaccount:spinnaker:clouddriver");
}
