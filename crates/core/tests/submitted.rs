//! What a platform engineer is shown of the `submitted` step.

use std::fmt::Write as _;

use serde_json::{Value as Json, json};
use stage_core::java::{Data, Map, Origin, Value, from_json, to_json};
use stage_core::spinnaker::submit::{
    Artifacts, Cluster, Refusal, Settings, Submission, Verb, submit, visible_artifacts,
};

fn map(json: &Json) -> Map {
    from_json(json).as_map().cloned().unwrap_or_default()
}

/// A stage as loading gives it: every value is the file's.
fn from_file(value: &mut Value) {
    value.origin = Origin::File(stage_core::java::Span::default());
    match &mut value.data {
        Data::Map(map) => map.values_mut().for_each(from_file),
        Data::List(items) => items.iter_mut().for_each(from_file),
        _ => {}
    }
}

fn stage(manifest: &Json) -> Map {
    let mut context = map(&json!({
        "cloudProvider": "kubernetes", "account": "k8s-prod", "application": "payments",
    }));
    let mut manifest = from_json(manifest);
    from_file(&mut manifest);
    context.insert("manifest", manifest);
    context
}

fn submitted(context: &Map, artifacts: &Artifacts, cluster: &Cluster) -> Submission {
    submit(context, artifacts, &Settings::default(), cluster)
}

/// Each single value with who wrote it.
fn told(value: &Value, at: &str, out: &mut String) {
    match &value.data {
        Data::Map(entries) => {
            for (key, item) in entries.iter() {
                told(item, &format!("{at}/{}", key.replace('/', "~")), out);
            }
        }
        Data::List(items) => {
            for (index, item) in items.iter().enumerate() {
                told(item, &format!("{at}/{index}"), out);
            }
        }
        _ => {
            let who = match &value.origin {
                Origin::File(_) => "the file".into(),
                Origin::Clouddriver(why) => format!("clouddriver: {why}"),
                other => format!("{other:?}"),
            };
            let _ = writeln!(out, "{at} = {} ({who})", to_json(value));
        }
    }
}

fn manifest_told(submission: &Submission) -> String {
    let mut out = String::new();
    told(submission.manifest.as_ref().expect("a manifest was sent"), "", &mut out);
    out
}

fn actions(submission: &Submission) -> String {
    let lines: Vec<String> =
        submission.actions.iter().map(|action| action.argv.join(" ")).collect();
    lines.join("\n")
}

fn losses(submission: &Submission) -> String {
    let lines: Vec<String> = submission
        .dropped
        .iter()
        .map(|one| format!("{} = {}: {}", one.path, to_json(&one.was), one.reason))
        .collect();
    lines.join("\n")
}

#[test]
fn every_value_that_reaches_the_cluster_says_who_wrote_it() {
    let context = stage(&json!({
        "apiVersion": "batch/v1", "kind": "Job",
        "metadata": {"name": "db-migrate", "namespace": "prod"},
        "spec": {"template": {
            "metadata": {"labels": {"team": "x", "app.kubernetes.io/managed-by": "helm"}},
            "spec": {"containers": [{"name": "main", "image": "acme/app:1", "command": null}]},
        }},
    }));
    let image = json!({"type": "docker/image", "name": "acme/app", "reference": "acme/app:2"});
    let artifacts = Artifacts { required: Vec::new(), optional: vec![from_json(&image)] };
    let submission = submitted(&context, &artifacts, &Cluster::default());
    insta::assert_snapshot!(manifest_told(&submission), @r#"
    /apiVersion = "batch/v1" (the file)
    /kind = "Job" (the file)
    /metadata/name = "db-migrate" (the file)
    /metadata/namespace = "prod" (the file)
    /metadata/annotations/strategy.spinnaker.io~recreate = "true" (clouddriver: a Run Job stage recreates its Job)
    /metadata/annotations/artifact.spinnaker.io~type = "kubernetes/job" (clouddriver: the Job as an artifact)
    /metadata/annotations/artifact.spinnaker.io~name = "db-migrate" (clouddriver: the Job as an artifact)
    /metadata/annotations/artifact.spinnaker.io~location = "prod" (clouddriver: the Job as an artifact)
    /metadata/annotations/artifact.spinnaker.io~version = "" (clouddriver: the Job as an artifact)
    /metadata/annotations/moniker.spinnaker.io~cluster = "job db-migrate" (clouddriver: what the Job belongs to)
    /metadata/annotations/moniker.spinnaker.io~application = "payments" (clouddriver: what the Job belongs to)
    /metadata/labels/app.kubernetes.io~name = "payments" (clouddriver: the stage's application)
    /metadata/labels/app.kubernetes.io~managed-by = "spinnaker" (clouddriver: marks what Spinnaker manages)
    /spec/template/metadata/labels/team = "x" (the file)
    /spec/template/metadata/labels/app.kubernetes.io~managed-by = "spinnaker" (clouddriver: marks what Spinnaker manages)
    /spec/template/metadata/labels/app.kubernetes.io~name = "payments" (clouddriver: the stage's application)
    /spec/template/metadata/annotations/artifact.spinnaker.io~type = "kubernetes/job" (clouddriver: the Job as an artifact)
    /spec/template/metadata/annotations/artifact.spinnaker.io~name = "db-migrate" (clouddriver: the Job as an artifact)
    /spec/template/metadata/annotations/artifact.spinnaker.io~location = "prod" (clouddriver: the Job as an artifact)
    /spec/template/metadata/annotations/artifact.spinnaker.io~version = "" (clouddriver: the Job as an artifact)
    /spec/template/metadata/annotations/moniker.spinnaker.io~cluster = "job db-migrate" (clouddriver: what the Job belongs to)
    /spec/template/metadata/annotations/moniker.spinnaker.io~application = "payments" (clouddriver: what the Job belongs to)
    /spec/template/spec/containers/0/name = "main" (the file)
    /spec/template/spec/containers/0/image = "acme/app:2" (clouddriver: an artifact of the pipeline, bound by its name)
    "#);
    insta::assert_snapshot!(losses(&submission), @r#"
    manifest.spec.template.spec.containers[0].command = null: Orca keeps and sends no nulls
    manifest.spec.template.spec.containers[0].image = "acme/app:1": replaced by the reference of an artifact with this name
    manifest.spec.template.metadata.labels["app.kubernetes.io/managed-by"] = "helm": clouddriver always writes this label itself
    "#);
    insta::assert_snapshot!(actions(&submission), @r"
    kubectl --namespace=prod delete job/db-migrate --ignore-not-found=true
    kubectl apply -o json -f -
    ");
}

#[test]
fn a_generated_name_is_created_and_never_deleted() {
    let context = stage(&json!({"kind": "Job", "metadata": {"generateName": "g-"}}));
    let submission = submitted(&context, &Artifacts::default(), &Cluster::default());
    insta::assert_snapshot!(actions(&submission), @"kubectl create -o json -f -");
    let deployed = submission.result.expect("it is accepted");
    assert_eq!(
        (deployed.location.as_str(), deployed.full_name.as_str()),
        ("default", "job g-xxxxx")
    );
}

#[test]
fn a_stage_namespace_replaces_the_manifests_and_settings_of_other_stages_are_ignored() {
    let mut context = stage(&json!({"kind": "Job", "metadata": {"name": "n", "namespace": "y"}}));
    context.insert("namespace", Value::from("x"));
    context.insert("versioned", Data::Boolean(true).into());
    let submission = submitted(&context, &Artifacts::default(), &Cluster::default());
    insta::assert_snapshot!(losses(&submission), @r#"
    versioned = true: a Run Job stage has no such setting for its deployment
    manifest.metadata.namespace = "y": the stage's namespace replaces the manifest's
    "#);
}

#[test]
fn refusals_come_in_their_own_words() {
    let refused = |manifest: Json, cluster: &Cluster| match submitted(
        &stage(&manifest),
        &Artifacts::default(),
        cluster,
    )
    .result
    {
        Err(Refusal::Orca(exception)) => format!("Orca: {exception}"),
        Err(Refusal::Clouddriver(exception)) => format!("clouddriver: {exception}"),
        Err(Refusal::NotKnown(why)) => format!("not known: {why}"),
        Ok(_) => "accepted".into(),
    };
    let cluster = Cluster::default();
    let versioned = json!({"kind": "Job", "metadata": {
        "name": "n", "annotations": {"strategy.spinnaker.io/versioned": true},
    }});
    let job = json!({"kind": "Job", "metadata": {"name": "n"}});
    let immutable = Cluster {
        errors: [(Verb::Deploy, "field is immutable".to_owned())].into(),
        ..Cluster::default()
    };
    let forbidden_delete =
        Cluster { errors: [(Verb::Delete, "Forbidden".to_owned())].into(), ..Cluster::default() };
    let all = [
        refused(json!("text"), &cluster),
        refused(json!({"kind": "CronJob"}), &cluster),
        refused(json!({"metadata": {}}), &cluster),
        refused(json!({"kind": "Job", "metadata": {"name": 5}}), &cluster),
        refused(versioned, &cluster),
        refused(job.clone(), &immutable),
        refused(job, &forbidden_delete),
    ];
    insta::assert_snapshot!(all.join("\n"), @r"
    Orca: IllegalArgumentException: Unable to map context to class com.netflix.spinnaker.orca.clouddriver.tasks.manifest.RunJobManifestContext
    clouddriver: IllegalArgumentException: Only kind of Job is accepted for the Run Job operation.
    clouddriver: MalformedManifestException: Missing required field 'kind' on manifest:
    clouddriver: ClassCastException: class java.lang.Integer cannot be cast to class java.lang.String (java.lang.Integer and java.lang.String are in module java.base of loader 'bootstrap')
    clouddriver: ClassCastException: class java.lang.Boolean cannot be cast to class java.lang.String (java.lang.Boolean and java.lang.String are in module java.base of loader 'bootstrap')
    clouddriver: KubectlException: Deploy failed for manifest: job n. Error: field is immutable
    accepted
    ");
    let mut from_artifact = stage(&json!(null));
    from_artifact.insert("source", Value::from("artifact"));
    let result = submitted(&from_artifact, &Artifacts::default(), &cluster).result;
    assert!(matches!(result, Err(Refusal::NotKnown(_))));
}

#[test]
fn a_stage_sees_its_own_artifacts_first_and_the_triggers_last() {
    let list = |name: &str| from_json(&json!([{"type": "t", "name": name, "extra": 1}]));
    let (own, near, far, trigger) = (list("own"), list("near"), list("far"), list("trigger"));
    let seen = visible_artifacts(Some(&own), [&near, &far], Some(&trigger)).expect("all lists");
    let names: Vec<_> = seen.iter().filter_map(|one| one.get("name")?.as_str()).collect();
    assert_eq!(names, ["own", "near", "far", "trigger"]);
    assert!(visible_artifacts(Some(&Value::from("x")), [], None).is_err());
}
