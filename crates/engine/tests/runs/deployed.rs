//! What is read of a deployed Orca, and nothing more.

use serde_json::json;
use stage_engine::cluster::deployed;

use crate::fake::{Answer, cluster, refused};

fn orca() -> Answer {
    Answer::Json(
        200,
        json!({"spec": {"template": {"spec": {"volumes": [
            {"name": "files", "secret": {"secretName": "spin-orca-files-1"}},
            {"name": "gone", "configMap": {"name": "old", "optional": true}},
            {"name": "all", "projected": {"sources": [
                {"configMap": {"name": "profiles"}}, {"secret": {"name": "spin-orca-files-1"}}]}},
            {"name": "tmp", "emptyDir": {}},
        ]}}}}),
    )
}

#[tokio::test]
async fn the_objects_that_orca_mounts_are_read_once_and_without_their_annotations() {
    let (cluster, log) = cluster(|line, _| match line.rsplit('/').next().unwrap_or_default() {
        "spin-orca" => orca(),
        "old" => refused(404, "not found"),
        name => Answer::Json(
            200,
            json!({"metadata": {"annotations": {"last-applied": "job: secret"}}, "data": {"orca-local.yml": name}}),
        ),
    });
    let found = deployed(&cluster.client, "spinnaker", "spin-orca").await.expect("read");
    let names: Vec<_> = found.iter().map(|object| object.name.as_str()).collect();
    assert_eq!(names, ["Secret spin-orca-files-1", "ConfigMap profiles"]);
    assert_eq!(
        found[0].text, r#"{"kind":"Secret","data":{"orca-local.yml":"spin-orca-files-1"}}"#,
        "an older copy in an annotation is not what runs"
    );
    let asked: Vec<_> = log.all().into_iter().map(|(line, _)| line).collect();
    assert_eq!(
        asked,
        [
            "GET /apis/apps/v1/namespaces/spinnaker/deployments/spin-orca",
            "GET /api/v1/namespaces/spinnaker/secrets/spin-orca-files-1",
            "GET /api/v1/namespaces/spinnaker/configmaps/old",
            "GET /api/v1/namespaces/spinnaker/configmaps/profiles",
        ]
    );
}

#[tokio::test]
async fn a_wrong_name_and_a_missing_right_are_told_apart() {
    let (nowhere, _) = cluster(|_, _| refused(404, "not found"));
    let error = deployed(&nowhere.client, "n", "orca").await.err().expect("refused");
    assert!(error.message.contains("no Deployment orca in n"), "{error}");
    let (forbidden, _) = cluster(|line, _| {
        if line.contains("/secrets/") { refused(403, "secrets is forbidden") } else { orca() }
    });
    let error = deployed(&forbidden.client, "n", "spin-orca").await.err().expect("refused");
    assert!(error.message.contains("Secret spin-orca-files-1 in n"), "{error}");
    assert!(error.remedy.contains("ask for the permission"), "{error}");
}
