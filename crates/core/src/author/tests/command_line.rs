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
fn every_option_of_docker_run_is_read_or_said_to_be_left_out() {
    let made = from_command_line(
        "$ docker --context far run -dit --init --gpus '\"device=0,1\"' --ulimit nofile=1024:1024 \
         --cap-drop ALL --cap-add CAP_NET_ADMIN --label team=data -l 'note=a b' --shm-size 1g \
         --tmpfs /tmp:rw -v cache:/cache -v C:\\\\in:/in:ro -v /scratch --env-file prod.env \
         --mount type=bind,src=/etc/app,dst=/etc/app,readonly --platform linux/arm64 -h worker \
         --pull=always --security-opt no-new-privileges --network host --stop-timeout 30 \
         --restart on-failure:3 -p 80:80 -e HOME_DIR=$HOME acme/train:2 --epochs 5 > log 2>&1; date",
    )
    .unwrap();
    insta::assert_snapshot!(made.yaml.split_once("  template:").unwrap().1, @r#"

    spec:
      restartPolicy: Never
      nodeSelector:
        "[kubernetes.io/arch]": arm64
      hostname: worker
      hostNetwork: true
      terminationGracePeriodSeconds: 30
      volumes:
        - name: volume-1
          emptyDir:
            medium: Memory
            sizeLimit: 1Gi
        - name: volume-2
          emptyDir:
            medium: Memory
        - name: volume-3
          emptyDir:
            medium: ""
        - name: volume-4
          emptyDir:
            medium: ""
        - name: volume-5
          emptyDir:
            medium: ""
        - name: volume-6
          emptyDir:
            medium: ""
      containers:
        - name: main
          image: acme/train:2
          args:
            - --epochs
            - "5"
          env:
            - name: HOME_DIR
              value: $HOME
          volumeMounts:
            - name: volume-1
              mountPath: /dev/shm
            - name: volume-2
              mountPath: /tmp
            - name: volume-3
              mountPath: /cache
            - name: volume-4
              mountPath: /in
              readOnly: true
            - name: volume-5
              mountPath: /scratch
            - name: volume-6
              mountPath: /etc/app
              readOnly: true
          securityContext:
            capabilities:
              drop:
                - ALL
              add:
                - NET_ADMIN
            allowPrivilegeEscalation: false
          resources:
            limits:
              "[nvidia.com/gpu]": "2"
          imagePullPolicy: Always
    "#);
    assert!(made.yaml.contains("\n      team: data\n"), "{}", made.yaml);
    insta::assert_snapshot!(made.notes.join("\n"), @r"
    --ulimit nofile=1024:1024 is left out: no field of a Job says it.
    The label note=a b is left out: Kubernetes takes no such.
    cache is a volume of one machine; /cache is now an empty folder. Choose a volume for it.
    C:\in is a place on one machine; /in is now an empty folder. Choose a volume for it.
    The variables of prod.env are not in the command line. Add them, or a config map that holds them.
    /etc/app is a place on one machine; /etc/app is now an empty folder. Choose a volume for it.
    --network host is hostNetwork: the pod shares that with its machine. Many clusters refuse it.
    --restart on-failure:3 is left out: how often a Job is tried again says backoffLimit.
    The port 80:80 is left out: a Job waits for nobody to connect.
    The shell replaces a part of HOME_DIR=$HOME; write what it should be.
    Only one command of what was pasted is in the stage.
    ");
}

#[test]
fn a_script_in_a_command_line_is_written_so_that_only_the_shell_reads_it() {
    let made = from_command_line("docker run alpine sh -c 'echo ${A:-b} \"${B}\" | wc'").unwrap();
    assert!(!made.yaml.contains("${"), "{}", made.yaml);
    assert!(made.yaml.contains("echo @{A:-b} \"$B\" | wc"), "{}", made.yaml);
    assert!(made.notes.iter().any(|note| note.starts_with("The script of main")));
}

#[test]
fn a_containers_name_becomes_one_that_kubernetes_takes() {
    let made = from_command_line("docker run --name My_App.2 Acme/App:1").unwrap();
    assert!(made.yaml.contains("generateName: my-app-2-\n"), "{}", made.yaml);
}

#[test]
fn options_before_the_verb_and_words_without_dashes_are_read_as_kubectl_reads_them() {
    let made = from_command_line(
        "kubectl --context far -n tools create job hello --image busybox --dry-run=client -o yaml \
         -- date -u | kubectl apply -f -",
    )
    .unwrap();
    assert!(made.yaml.contains("namespace: tools"), "{}", made.yaml);
    assert!(
        made.yaml.ends_with("command:\n              - date\n              - -u\n"),
        "{}",
        made.yaml
    );
    let run = "kubectl run x --image=b --restart Never --serviceaccount=me -l a=b --rm -it ls /";
    let made = from_command_line(run).unwrap();
    for part in ["serviceAccountName: me", "a: b", "args:\n              - ls\n"] {
        assert!(made.yaml.contains(part), "{part} in {}", made.yaml);
    }
}

#[test]
fn what_makes_no_job_is_said() {
    for line in [
        "",
        "ls",
        "docker run",
        "docker run -it",
        "kubectl get pods",
        "docker compose run web",
        "docker --context far ps",
        "kubectl create job x --from=cronjob/y",
    ] {
        let error = from_command_line(line).unwrap_err();
        assert!(matches!(error, ImportError::Command(_)), "{line}: {error}");
    }
}
