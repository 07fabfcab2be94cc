//! Stopping for real, and exact runs beside others' Jobs.

use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::{Value, json};
use stage_engine::run::{Api, Instance, Reason, Replaced, replaced, run};
use tokio::sync::{mpsc, watch};

use crate::fake::{Answer, cluster, job, list, order, refused};
use crate::runs::well;

#[tokio::test]
async fn a_run_that_is_stopped_is_deleted_by_uid_and_waited_for_until_nothing_is_left() {
    let folder = tempfile::tempdir().expect("a folder");
    let (stopper, stop) = watch::channel(false);
    let looks = AtomicUsize::new(0);
    let (cluster, log) = cluster(move |line, _| match line {
        // It runs on and on: stopping is what ends it.
        line if line.contains("jobs?fieldSelector") && !line.contains("watch") => {
            let _ = stopper.send(true);
            list(&[job(&json!({"active": 1}))])
        }
        line if line.contains("jobs?labelSelector") && looks.fetch_add(1, Ordering::SeqCst) < 3 => {
            list(&[job(&json!({"active": 1}))])
        }
        line => well(line),
    });
    let instance = Instance::start(folder.path()).expect("started");
    let (sender, _events) = mpsc::channel(1000);
    let record = run(&cluster, &instance, &order(None), sender, stop).await.expect("a record");
    assert_eq!(record.status.reason(), Reason::RunCancelled, "{record:#?}");
    let deleted = log.of("DELETE");
    assert_eq!(deleted.len(), 1, "asked once: {deleted:?}");
    assert_eq!(deleted[0].1["preconditions"]["uid"], "u1");
    let looked = log.all().iter().rposition(|(line, _)| line.contains("jobs?labelSelector"));
    let asked = log.all().iter().position(|(line, _)| line.starts_with("DELETE"));
    assert!(looked > asked, "looked until it was gone");
    assert_eq!(std::fs::read_dir(folder.path().join("journal")).expect("a journal").count(), 0);
}

/// What is said of a Job that is in the way of an exact run of `migrate`.
async fn in_the_way(there: Option<Value>, instance: &Instance) -> Result<Option<Replaced>, String> {
    let (cluster, log) = cluster(move |_, _| match &there {
        Some(job) => Answer::Json(200, job.clone()),
        None => refused(404, "not found"),
    });
    let api = Api { client: cluster.client, namespace: "stage".into() };
    let manifest = json!({"metadata": {"name": "migrate"}});
    let found = replaced(&api, &manifest, instance).await.map_err(|error| error.to_string());
    assert!(log.all().iter().all(|(line, _)| line.starts_with("GET")), "it only looks");
    found
}

fn migrate(labels: &Value, status: &Value) -> Value {
    let mut job = job(status);
    job["metadata"]["name"] = "migrate".into();
    job["metadata"]["labels"] = labels.clone();
    job
}

#[tokio::test]
async fn an_exact_run_takes_no_running_job_from_others_and_shows_what_it_would_delete() {
    let folder = tempfile::tempdir().expect("a folder");
    let instance = Instance::start(folder.path()).expect("started");
    assert_eq!(in_the_way(None, &instance).await, Ok(None), "nothing is in the way");

    let running = json!({"active": 1});
    let others = migrate(&json!({"app.kubernetes.io/managed-by": "spinnaker"}), &running);
    let refused = in_the_way(Some(others), &instance).await.expect_err("a pipeline may poll it");
    assert!(refused.contains("migrate is running in stage, and it is not yours"), "{refused}");

    let own = json!({"stage-designer.io/installation": instance.installation});
    let found = in_the_way(Some(migrate(&own, &running)), &instance).await.expect("one's own");
    assert_eq!(found.map(|job| job.uid).as_deref(), Some("u1"));

    let over = json!({"conditions": [{"type": "Complete", "status": "True"}]});
    let label = json!({"app.kubernetes.io/managed-by": "spinnaker"});
    let found = in_the_way(Some(migrate(&label, &over)), &instance).await.expect("it has ended");
    let found = found.expect("it is shown");
    assert_eq!((found.owner.as_str(), found.age > 0), ("spinnaker", true));

    let mut ahead = migrate(&label, &over);
    ahead["metadata"]["creationTimestamp"] = "2999-01-01T00:00:00Z".into();
    let found = in_the_way(Some(ahead), &instance).await.expect("it has ended");
    assert_eq!(found.map(|job| job.age), Some(0), "the cluster's clock may be ahead");
}
