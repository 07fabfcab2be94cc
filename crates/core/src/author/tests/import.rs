//! What somebody has becomes a stage that Orca loads.

use crate::author::import::{ImportError, from_manifest, from_pipeline, with_parameters};
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
