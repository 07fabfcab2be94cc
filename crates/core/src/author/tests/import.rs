//! What somebody has becomes a stage that Orca loads.

use crate::author::import::{
    ImportError, from_cluster, from_manifest, from_pipeline, with_parameters,
};
use crate::document::Source;
use crate::finding::Finding;
use crate::rules;
use crate::{Analysis, analyze};

/// The stage in a profile: Orca loads it, and loses nothing of it.
fn clean(yaml: &str) -> Analysis {
    let item = yaml.lines().collect::<Vec<_>>().join("\n      ");
    let profile = format!("job:\n  preconfigured:\n    kubernetes:\n    - {item}\n");
    let analysis = analyze(&Source::new(profile.as_str()), None);
    let (_, of_loading) = rules::chapters().find(|(name, _)| *name == "Loading").unwrap();
    let lost = |finding: &Finding| of_loading.iter().any(|rule| rule.id == finding.rule);
    let losses: Vec<Finding> = analysis.findings().into_iter().filter(lost).collect();
    assert!(losses.is_empty(), "{yaml}\n{losses:?}");
    assert!(analysis.stages[0].loaded.failure.is_none(), "{yaml}");
    analysis
}

const JOB: &str = "\
apiVersion: v1
kind: ConfigMap
---
apiVersion: batch/v1
kind: Job
metadata:
  name: migrate
  namespace: data
  uid: 1-2-3
  labels: {app.kubernetes.io/name: migrate, controller-uid: x}
spec:
  selector: {matchLabels: {controller-uid: x}}
  template:
    metadata: {labels: {job-name: migrate}, creationTimestamp: null}
    spec:
      restartPolicy: Never
      containers:
      - name: main
        image: migrate:3
        env:
        - {name: DB, value: orders}
        ports:
        - containerPort: 80
        livenessProbe: {httpGet: {port: 80}}
        resources: {limits: {cpu: 1, nvidia.com/gpu: 1}}
status: {succeeded: 1}
";

#[test]
fn a_jobs_manifest_becomes_a_stage() {
    let made = from_manifest(JOB).unwrap();
    insta::assert_snapshot!(made.yaml, @r#"
    label: Migrate
    type: migrate
    description: Runs a Job.
    cloudProvider: kubernetes
    account: my-account
    credentials: my-account
    application: my-application
    waitForCompletion: true
    manifest:
      apiVersion: batch/v1
      kind: Job
      metadata:
        namespace: data
        labels:
          "[app.kubernetes.io/name]": migrate
        generateName: migrate-
      spec:
        template:
          spec:
            restartPolicy: Never
            containers:
              - name: main
                image: migrate:3
                env:
                  - name: DB
                    value: orders
                ports:
                  - containerPort: 80
                livenessProbe:
                  httpGet:
                    port: ${80}
                resources:
                  limits:
                    cpu: "1"
                    "[nvidia.com/gpu]": "1"
    "#);
    clean(&made.yaml);
    let names: Vec<&str> = made.literals.iter().map(|literal| &*literal.name).collect();
    assert_eq!(names.get(..2), Some(&["DB", "IMAGE"][..]), "variables and images first");
    let chosen: Vec<_> = made.literals.iter().take(2).map(|literal| literal.path.clone()).collect();
    let text = with_parameters(&made.yaml, &chosen);
    let analysis = clean(&text);
    assert_eq!(analysis.stages[0].definition.parameters.len(), 2);
}

#[test]
fn a_pipelines_run_job_stages_become_stages() {
    let job = serde_json::json!({
        "apiVersion": "batch/v1", "kind": "Job",
        "metadata": {"name": "x", "namespace": "n"},
        "spec": {"template": {"spec": {"restartPolicy": "Never", "containers": [
            {"name": "main", "image": "a:1", "args": ["${parameters.x ?: 'd'}"]}]}}},
    });
    let pipeline = serde_json::json!({"name": "p", "stages": [
        {"type": "wait", "name": "Wait"},
        {"type": "runJobManifest", "name": "Check it", "account": "prod", "credentials": "prod",
         "application": "shop", "manifest": job},
    ]});
    let made = from_pipeline(&pipeline.to_string()).unwrap();
    assert_eq!(made.len(), 1);
    assert_eq!(made[0].label, "Check it");
    assert!(made[0].yaml.contains("type: checkIt"), "{}", made[0].yaml);
    assert!(made[0].yaml.contains("account: prod"));
    assert!(made[0].notes.iter().any(|note| note.contains("colon")), "{:?}", made[0].notes);
    let alone = from_pipeline(&pipeline["stages"][1].to_string()).unwrap();
    assert_eq!(alone[0].yaml, made[0].yaml, "a stage alone is the same");
}

#[test]
fn what_holds_no_job_is_said() {
    assert_eq!(from_manifest("kind: Pod\n"), Err(ImportError::NoJob));
    assert_eq!(from_manifest(""), Err(ImportError::NoJob));
    assert!(matches!(from_manifest("a: [\n"), Err(ImportError::Unreadable(_))));
    assert_eq!(from_pipeline("{\"stages\": []}"), Err(ImportError::NoStage));
    assert!(matches!(from_pipeline("x"), Err(ImportError::Unreadable(_))));
    let cron = "kind: CronJob\nmetadata: {name: c}\nspec: {jobTemplate: {spec: {template: {}}}}\n";
    assert!(from_manifest(cron).unwrap().yaml.contains("generateName: c-"));
}

#[test]
fn a_job_of_a_cluster_leaves_there_what_is_the_clusters_and_what_is_secret() {
    let job = serde_json::json!({
        "apiVersion": "batch/v1", "kind": "CronJob",
        "metadata": {"name": "nightly", "namespace": "data", "uid": "1"},
        "spec": {"schedule": "0 3 * * *", "jobTemplate": {
            "metadata": {"creationTimestamp": null},
            "spec": {
                "backoffLimit": 6, "completionMode": "NonIndexed", "suspend": false,
                "template": {"metadata": {"creationTimestamp": null}, "spec": {
                    "dnsPolicy": "ClusterFirst", "restartPolicy": "Never",
                    "schedulerName": "default-scheduler", "securityContext": {},
                    "serviceAccount": "dumper", "serviceAccountName": "dumper",
                    "terminationGracePeriodSeconds": 30,
                    "containers": [{
                        "name": "dump",
                        "image": "dump@sha256:0f4d1c1f8a6b2d3e4f5061728394a5b6c7d8e9fa0b1c2d3e4f5061728394a5b6",
                        "args": ["--token=ghp_abcdefghijklmnop0123456789", "--all"],
                        "env": [
                            {"name": "DB", "value": "orders"},
                            {"name": "DB_PASSWORD", "value": "hunter2!"},
                            {"name": "API_TOKEN", "valueFrom": {"secretKeyRef": {"name": "api", "key": "token"}}},
                        ],
                        "imagePullPolicy": "IfNotPresent", "resources": {},
                        "terminationMessagePath": "/dev/termination-log",
                        "terminationMessagePolicy": "File",
                    }],
                }},
            },
        }},
    });
    let made = from_cluster(&job.to_string()).unwrap();
    insta::assert_snapshot!(made.yaml, @r#"
    label: Nightly
    type: nightly
    description: Runs a Job.
    cloudProvider: kubernetes
    account: my-account
    credentials: my-account
    application: my-application
    waitForCompletion: true
    manifest:
      apiVersion: batch/v1
      kind: Job
      metadata:
        namespace: data
        generateName: nightly-
      spec:
        template:
          spec:
            restartPolicy: Never
            serviceAccountName: dumper
            containers:
              - name: dump
                image: dump@sha256:0f4d1c1f8a6b2d3e4f5061728394a5b6c7d8e9fa0b1c2d3e4f5061728394a5b6
                args:
                  - --token=<masked>
                  - --all
                env:
                  - name: DB
                    value: orders
                  - name: DB_PASSWORD
                    value: ""
                  - name: API_TOKEN
                    valueFrom:
                      secretKeyRef:
                        name: api
                        key: token
                imagePullPolicy: IfNotPresent
    "#);
    insta::assert_snapshot!(made.notes.join("\n"), @r"
    The name is now generateName, so that two runs do not replace each other.
    The value of DB_PASSWORD looks like a secret and was not copied. Let the variable read it from a Secret.
    args of dump had what looks like a secret; <masked> stands in its place. Read it from a variable that a Secret fills.
    ");
    clean(&made.yaml);
    assert_eq!(from_cluster("{\"kind\": \"Pod\"}"), Err(ImportError::NoJob));
    assert!(matches!(from_cluster("kind: Job"), Err(ImportError::Unreadable(_))));
}
