//! Command lines that people paste.

use crate::author::import::{ImportError, from_command_line};

#[test]
fn docker_run_becomes_a_job() {
    let made = from_command_line(
        "$ sudo docker run --rm -it -eDB=orders --env 'MODE=full run' -v /data:/data:ro -u 1000:1000 \\
         -m 512m --cpus=0.5 -w /app --entrypoint migrate ghcr.io/acme/migrate:3 up --all",
    )
    .unwrap();
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
        generateName: migrate-
        namespace: default
      spec:
        backoffLimit: 0
        ttlSecondsAfterFinished: 86400
        activeDeadlineSeconds: 3600
        template:
          spec:
            restartPolicy: Never
            volumes:
              - name: volume-1
                emptyDir:
                  medium: ""
            containers:
              - name: main
                image: ghcr.io/acme/migrate:3
                command:
                  - migrate
                args:
                  - up
                  - --all
                env:
                  - name: DB
                    value: orders
                  - name: MODE
                    value: full run
                volumeMounts:
                  - name: volume-1
                    mountPath: /data
                    readOnly: true
                securityContext:
                  runAsUser: 1000
                  runAsGroup: 1000
                resources:
                  limits:
                    memory: 512Mi
                    cpu: "0.5"
                workingDir: /app
    "#);
    insta::assert_snapshot!(made.notes.join("\n"), @"/data is a place on one machine; /data is now an empty folder. Choose a volume for it.");
}

#[test]
fn kubectl_create_job_becomes_a_job() {
    let made = from_command_line(
        "kubectl create job hello -n tools --image=busybox:1.37 -- echo 'Hello world'",
    )
    .unwrap();
    insta::assert_snapshot!(made.yaml, @"
    label: Hello
    type: hello
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
        generateName: hello-
        namespace: tools
      spec:
        backoffLimit: 0
        ttlSecondsAfterFinished: 86400
        activeDeadlineSeconds: 3600
        template:
          spec:
            restartPolicy: Never
            containers:
              - name: main
                image: busybox:1.37
                command:
                  - echo
                  - Hello world
    ");
    let run = from_command_line("kubectl run x --image busybox -- ls").unwrap();
    assert!(run.yaml.contains("args:"), "{}", run.yaml);
}

#[test]
fn what_makes_no_job_is_said() {
    for line in [
        "",
        "ls",
        "docker run",
        "docker run -it",
        "kubectl get pods",
        "kubectl create job x --from=cronjob/y",
    ] {
        let error = from_command_line(line).unwrap_err();
        assert!(matches!(error, ImportError::Command(_)), "{line}: {error}");
    }
}
