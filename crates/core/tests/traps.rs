//! What people report of custom stages, by the rank of how often and how
//! badly: each report that a file can show has a rule, and the rule speaks up
//! on a file like theirs. `docs/rules-coverage.md` is the same table for
//! people.

#![allow(clippy::print_stderr, reason = "what is skipped is said")]

use std::path::{Path, PathBuf};

use stage_core::analyze;
use stage_core::document::Source;
use stage_core::limits::NEAR_SECRET_BYTES;
use stage_core::rules::rule;

const COVERAGE: &str = include_str!("../../../docs/rules-coverage.md");

/// A stage in order; each trap is one change of it.
const STAGE: &str = "\
job:
  preconfigured:
    kubernetes:
      - label: Backup
        type: backupDatabase
        description: Dumps a database into a bucket.
        cloudProvider: kubernetes
        account: data
        credentials: data
        application: ${execution.application}
        waitForCompletion: true
        propertyFile: dump
        parameters:
          - name: BUCKET
            label: Bucket
            mapping: manifest.spec.template.spec.containers[0].env[0].value
            defaultValue: nightly
        manifest:
          apiVersion: batch/v1
          kind: Job
          metadata:
            generateName: backup-
            namespace: data
            annotations:
              \"[job.spinnaker.io/logs]\": \"https://logs.example.com/{{ manifest.metadata.name }}\"
          spec:
            backoffLimit: 0
            ttlSecondsAfterFinished: 86400
            activeDeadlineSeconds: 3600
            template:
              metadata:
                labels:
                  app: backup
              spec:
                restartPolicy: Never
                containers:
                  - name: dump
                    image: registry.example.com/data/dump:1.4.2
                    command: [sh, -c]
                    args: [\"dump $BUCKET; echo SPINNAKER_PROPERTY_SIZE=$(du -s /out)\"]
                    env:
                      - name: BUCKET
                        value: nightly
                    resources:
                      limits: {cpu: \"1\", memory: 256Mi}
webhook:
  preconfigured:
    - label: Notify
      type: notifyRelease
      url: https://releases.example.com/api/notify
      method: POST
      waitForCompletion: false
      customHeaders:
        Accept: [application/json]
";

const IMAGE: &str = "image: registry.example.com/data/dump:1.4.2\n";
const MAPPING: &str = "mapping: manifest.spec.template.spec.containers[0].env[0].value";
const LOGS: &str = "\"[job.spinnaker.io/logs]\"";

/// Rank, rule, what stands in the stage, and what people write instead.
const TRAPS: &[(u32, &str, &str, &str)] = &[
    (1, "placeholder-eaten", "dump $BUCKET;", "dump ${BUCKET:-nightly};"),
    (1, "placeholder-from-environment", "dump $BUCKET;", "dump ${HOME};"),
    (1, "placeholder-filled", "account: data", "account: ${TEAM_ACCOUNT:data}"),
    (2, "fixed-job-name", "generateName: backup-", "name: backup"),
    (2, "generate-name-dash", "generateName: backup-", "generateName: backup"),
    (
        3,
        "mapping-env-name-differs",
        "- name: BUCKET\n                        value",
        "- name: REGION\n                        value",
    ),
    (3, "mapping-index-out-of-range", "env[0]", "env[3]"),
    (
        3,
        "mapping-two-on-one-target",
        "            defaultValue: nightly\n",
        "          - name: TARGET\n            label: Target\n            mapping: manifest.spec.template.spec.containers[0].env[0].value\n",
    ),
    (
        4,
        "mapping-ends-in-index",
        MAPPING,
        "mapping: manifest.spec.template.spec.containers[0].args[0]",
    ),
    (5, "mapping-no-such-path", MAPPING, "mapping: manifest.spec.template.spec.container[0].image"),
    (
        5,
        "dropped-field",
        "backoffLimit: 0\n",
        "backoffLimit: 0\n            managedBy: example.com/queue\n",
    ),
    (6, "would-not-start", "cpu: \"1\"", "cpu: 1"),
    (7, "short-ttl", "ttlSecondsAfterFinished: 86400", "ttlSecondsAfterFinished: 0"),
    (
        7,
        "several-containers",
        IMAGE,
        "image: registry.example.com/data/dump:1.4.2\n                  - name: proxy\n                    image: registry.example.com/data/proxy:2.0.0\n",
    ),
    (8, "property-file-container", "propertyFile: dump", "propertyFile: dumper"),
    (8, "property-file-nothing-printed", "; echo SPINNAKER_PROPERTY_SIZE=$(du -s /out)", ""),
    (
        8,
        "property-file-not-waited-for",
        "waitForCompletion: true\n        propertyFile",
        "waitForCompletion: false\n        propertyFile",
    ),
    (11, "mangled-key", "app: backup", "example.com/app: backup"),
    (
        11,
        "mapping-unreachable-key",
        MAPPING,
        "mapping: manifest.metadata.annotations.'example.com/role'",
    ),
    (
        12,
        "unknown-key",
        "restartPolicy: Never\n",
        "restartPolicy: Never\n                volumes:\n                  - name: conf\n                    configMap: {name: conf, default: 420}\n",
    ),
    (
        12,
        "dropped-field",
        IMAGE,
        "image: registry.example.com/data/dump:1.4.2\n                    restartPolicy: Always\n",
    ),
    (13, "bare-quantity", "cpu: \"1\"", "cpu: 1"),
    (14, "account-and-credentials-differ", "credentials: data", "credentials: other"),
    (14, "stage-without-account", "        account: data\n        credentials: data\n", ""),
    (15, "application-fixed", "${execution.application}", "warehouse"),
    (15, "stage-without-application", "        application: ${execution.application}\n", ""),
    (16, "unknown-key", "defaultValue: nightly", "options: [nightly, weekly]"),
    (16, "parameter-type", "defaultValue: nightly", "type: boolean"),
    (17, "mapping-target-not-text", MAPPING, "mapping: manifest.spec.backoffLimit"),
    (18, "expression-in-script", "dump $BUCKET;", "dump ${1} $BUCKET;"),
    (18, "placeholder-eaten", "dump $BUCKET;", "dump ${BUCKET:=nightly};"),
    (19, "no-ttl", "            ttlSecondsAfterFinished: 86400\n", ""),
    (19, "no-deadline", "            activeDeadlineSeconds: 3600\n", ""),
    (20, "no-deadline", "            activeDeadlineSeconds: 3600\n", ""),
    (21, "deadline-beyond-orcas", "activeDeadlineSeconds: 3600", "activeDeadlineSeconds: 14400"),
    (25, "unknown-key", "waitForCompletion: true", "permissions: {WRITE: [team]}"),
    (
        26,
        "secret-in-clear",
        "resources:\n",
        "  - name: DB_PASSWORD\n                        value: hunter2-and-more\n                    resources:\n",
    ),
    (26, "header-secret", "Accept: [application/json]", "Authorization: [Bearer abcdef0123456789]"),
    (
        26,
        "parameter-secret",
        "name: BUCKET\n            label: Bucket",
        "name: API_TOKEN\n            label: Token",
    ),
    (
        27,
        "consume-artifact-source",
        "waitForCompletion: true",
        "consumeArtifactSource: propertyFile",
    ),
    (27, "image-not-pinned", "dump:1.4.2", "dump:latest"),
    (
        30,
        "stages-astray",
        STAGE,
        "jobs:\n  preconfigured:\n    kubernetes:\n      - {label: A, type: a, cloudProvider: kubernetes}\n",
    ),
    (32, "unknown-key", "label: Backup\n", "label: Backup\n        enable: true\n"),
    (32, "unknown-key", "method: POST", "failPipeline: true"),
    (32, "webhook-parameter-values", "api/notify", "${parameterValue['x']}"),
    (
        33,
        "type-taken",
        "webhook:\n",
        "      - {label: Other, type: backupDatabase, cloudProvider: kubernetes}\nwebhook:\n",
    ),
    (33, "type-with-space", "type: backupDatabase", "type: backup database"),
    (33, "type-built-in", "type: backupDatabase", "type: wait"),
    (
        34,
        "log-annotation-on-pod",
        "labels:\n                  app: backup",
        "annotations:\n                  \"[job.spinnaker.io/logs]\": https://logs.example.com",
    ),
    (
        34,
        "stages-astray",
        STAGE,
        "job:\n  preconfigured:\n    - {label: A, type: a, cloudProvider: kubernetes}\n",
    ),
    (36, "log-annotation-key", LOGS, "\"[jobs.spinnaker.io/logs]\""),
    (36, "log-link", "{{ manifest.metadata.name }}", "{{ metadata.name }}"),
    (
        36,
        "pod-metadata-missing",
        "              metadata:\n                labels:\n                  app: backup\n",
        "",
    ),
    (39, "backoff-repeats", "backoffLimit: 0", "backoffLimit: 4"),
    (
        41,
        "sidecar-never-ends",
        "labels:\n                  app: backup",
        "annotations:\n                  \"[sidecar.istio.io/inject]\": \"true\"",
    ),
    (42, "webhook-without-status-url", "waitForCompletion: false", "waitForCompletion: true"),
];

/// A rank and rule whose file is too long for the list.
const TOO_LONG_TO_WRITE: (u32, &str) = (40, "profile-near-limit");

fn found(text: &str) -> Vec<&'static str> {
    analyze(&Source::new(text), None).findings().into_iter().map(|it| it.rule).collect()
}

/// A row of the table: which rules name the trouble, and what else helps.
struct Row {
    rank: u32,
    rules: Vec<&'static str>,
    also: &'static str,
}

fn rows() -> Vec<Row> {
    let rows = COVERAGE.lines().filter_map(|line| line.strip_prefix("| "));
    rows.filter_map(|row| {
        let mut cells = row.trim_end_matches(" |").split(" | ");
        let rank = cells.next()?.trim().parse().ok()?;
        let rules = cells.nth(1)?.split('`').skip(1).step_by(2).collect();
        Some(Row { rank, rules, also: cells.next()? })
    })
    .collect()
}

#[test]
fn nothing_is_said_of_the_stage_without_a_trap() {
    assert_eq!(found(STAGE), [""; 0]);
}

/// The ranks of the reference's table of what people report, where this machine
/// has it.
fn reported() -> Option<Vec<u32>> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let given = std::env::var_os("STAGE_DESIGNER_SHARED").map(PathBuf::from);
    let beside = here.ancestors().map(|folder| folder.join("shared"));
    let mut files = given.into_iter().chain(beside).map(|it| it.join("reference/users.md"));
    let text = files.find_map(|file| std::fs::read_to_string(file).ok())?;
    let (_, ranked) = text.split_once("### A.1")?;
    let rows = ranked.split("###").next()?.lines().filter_map(|line| line.strip_prefix("| "));
    Some(rows.filter_map(|row| row.split_once(" | ")?.0.parse().ok()).collect())
}

#[test]
fn every_trap_that_people_report_is_named_in_a_file_like_theirs() {
    let mut missed = Vec::new();
    for (rank, rule, from, to) in TRAPS {
        assert_eq!(STAGE.matches(from).count(), 1, "rank {rank}, {rule}: {from:?} stands once");
        let found = found(&STAGE.replace(from, to));
        if !found.contains(rule) {
            missed.push(format!("rank {rank}: {rule} is silent; there are {found:?}"));
        }
    }
    let (rank, rule) = TOO_LONG_TO_WRITE;
    let about = "x".repeat(NEAR_SECRET_BYTES);
    if !found(&STAGE.replace("Dumps a database into a bucket.", &about)).contains(&rule) {
        missed.push(format!("rank {rank}: {rule} is silent"));
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn every_rule_of_the_table_is_shown_and_every_rank_has_an_answer() {
    let rows = rows();
    let ranks: Vec<u32> = rows.iter().map(|row| row.rank).collect();
    match reported() {
        Some(reported) => assert_eq!(ranks, reported, "every report, in its order"),
        None => eprintln!("SKIPPED: no shared folder with the reports"),
    }
    let shown = |rank: u32, id: &str| {
        let mut all =
            TRAPS.iter().map(|(rank, rule, ..)| (*rank, *rule)).chain([TOO_LONG_TO_WRITE]);
        all.any(|shown| shown == (rank, id))
    };
    for Row { rank, rules, also } in &rows {
        for id in rules {
            assert!(rule(id).is_some(), "rank {rank}: {id} is a rule");
            assert!(shown(*rank, id), "rank {rank}: {id} is shown on a file like theirs");
        }
        assert!(!rules.is_empty() || *also != "–", "rank {rank}: a rule, or what else helps");
    }
    for (rank, rule, ..) in TRAPS {
        let row = rows.iter().find(|row| row.rank == *rank);
        assert!(row.is_some_and(|row| row.rules.contains(rule)), "rank {rank} names {rule}");
    }
}
