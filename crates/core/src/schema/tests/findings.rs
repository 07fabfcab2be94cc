//! What is found, and in which words.

use super::*;

#[test]
fn a_stage_without_slips_has_no_findings() {
    let text = container(
        "            args: [\"-c\", 'echo $(PHRASE)']\n            env:\n              - {name: PHRASE, value: 5}\n            \
         resources:\n              limits: {cpu: 500m, memory: \"1\", \"[nvidia.com/gpu]\": \"1\"}\n",
    );
    assert_eq!(found(&text, StageKind::Kubernetes, LATEST), "");
}

#[test]
fn a_misspelt_name_is_found_with_the_one_that_was_meant() {
    let text = stage(
        "enable: false\nparameters:\n  - nam: PHRASE\n    maping: account\nmanifest:\n  apiVersion: batch/v1\n  kind: Job\n  \
         metadata:\n    name: a\n    lables: {a: b}\n  spec:\n    template:\n      spec:\n        restartPolicy: Never\n        \
         volumes:\n          - name: v\n            configMap:\n              name: c\n              default: 420\n        \
         containers: []\n",
    );
    insta::assert_snapshot!(found(&text, StageKind::Kubernetes, LATEST), @r#"
    "enable" at enable
      UnknownKey { known_in: None }: There is no property `enable` in a Kubernetes stage; did you mean `enabled`?
    "nam" at parameters[0].nam
      UnknownKey { known_in: None }: There is no property `nam` in an item of `parameters`; did you mean `name`?
    "maping" at parameters[0].maping
      UnknownKey { known_in: None }: There is no property `maping` in an item of `parameters`; did you mean `mapping`?
    "lables" at manifest.metadata.lables
      UnknownKey { known_in: None }: There is no property `lables` in `metadata`; did you mean `labels`?
    "default" at manifest.spec.template.spec.volumes[0].configMap.default
      UnknownKey { known_in: None }: There is no property `default` in `configMap`; did you mean `defaultMode`?
    "#);
}

#[test]
fn a_name_in_the_wrong_place_is_sent_where_it_belongs() {
    let text = container(
        "            restartPolicy: Never\n            resources:\n              cpu: \"1\"\n",
    ) + "        image: alpine\n    ttlSecondsAfterFinished: 60\n    namespace: apps\nmapping: account\n";
    insta::assert_snapshot!(found(&text, StageKind::Kubernetes, LATEST), @r#"
    "restartPolicy" at manifest.spec.template.spec.containers[0].restartPolicy
      UnknownKey { known_in: Some(KubernetesOnly) }: Spinnaker 2026.2 drops `restartPolicy`: Kubernetes has it, but no Spinnaker release reads it yet. It is read in `spec` around it.
    "cpu" at manifest.spec.template.spec.containers[0].resources.cpu
      UnknownKey { known_in: None }: There is no property `cpu` in `resources`.
    "image" at manifest.spec.template.spec.image
      UnknownKey { known_in: None }: There is no property `image` in `spec`; it belongs in `containers`.
    "namespace" at manifest.spec.namespace
      UnknownKey { known_in: None }: There is no property `namespace` in `spec`; it belongs in `metadata`.
    "mapping" at mapping
      UnknownKey { known_in: None }: There is no property `mapping` in a Kubernetes stage; it belongs in `parameters`.
    "#);
}

#[test]
fn what_only_other_releases_know_is_said_so() {
    let text = container(
        "            restartPolicy: Always\n            resizePolicy: []\n    podReplacementPolicy: Failed\n    suspend: false\n",
    );
    insta::assert_snapshot!(found(&text, StageKind::Kubernetes, LATEST), @r#"
    "restartPolicy" at manifest.spec.template.spec.containers[0].restartPolicy
      UnknownKey { known_in: Some(KubernetesOnly) }: Spinnaker 2026.2 drops `restartPolicy`: Kubernetes has it, but no Spinnaker release reads it yet. It is read in `spec` around it.
    "podReplacementPolicy" at manifest.spec.podReplacementPolicy
      UnknownKey { known_in: Some(KubernetesOnly) }: Spinnaker 2026.2 drops `podReplacementPolicy`: Kubernetes has it, but no Spinnaker release reads it yet.
    "#);
    let older = Reading { release: Release::V2025_3, ..LATEST };
    insta::assert_snapshot!(found(&text, StageKind::Kubernetes, older), @r#"
    "restartPolicy" at manifest.spec.template.spec.containers[0].restartPolicy
      UnknownKey { known_in: Some(KubernetesOnly) }: Spinnaker 2025.3 drops `restartPolicy`: Kubernetes has it, but no Spinnaker release reads it yet. It is read in `spec` around it.
    "resizePolicy" at manifest.spec.template.spec.containers[0].resizePolicy
      UnknownKey { known_in: Some(Since(V2026_2)) }: Spinnaker 2025.3 drops `resizePolicy`: its Kubernetes client knows it from 2026.2 on.
    "podReplacementPolicy" at manifest.spec.podReplacementPolicy
      UnknownKey { known_in: Some(KubernetesOnly) }: Spinnaker 2025.3 drops `podReplacementPolicy`: Kubernetes has it, but no Spinnaker release reads it yet.
    "suspend" at manifest.spec.suspend
      UnknownKey { known_in: Some(Since(V2025_4)) }: Spinnaker 2025.3 drops `suspend`: its Kubernetes client knows it from 2025.4 on.
    "#);
    let newer = container("").replace("{name: a}", "{name: a, clusterName: b}");
    insta::assert_snapshot!(found(&newer, StageKind::Kubernetes, LATEST), @r#"
    "clusterName" at manifest.metadata.clusterName
      UnknownKey { known_in: Some(Until(V2025_3)) }: Spinnaker 2026.2 drops `clusterName`: its Kubernetes client knew it up to 2025.3.
    "#);
}

#[test]
fn values_that_do_not_fit_are_told_what_does() {
    let text = container(
        "            imagePullPolicy: Sometimes\n            command: {a: b}\n            env: PHRASE\n            tty: maybe\n            \
         ports:\n              - containerPort: http\n              -\n            livenessProbe:\n              httpGet: {port: 8080}\n            \
         resources:\n              limits: {cpu: 1, memory: lots, a: true}\n              requests:\n    backoffLimit: 1.5\n    \
         activeDeadlineSeconds: 99999999999\n    completions: 99999999999\n",
    )
    .replace("waitForCompletion: true\n", "")
        + "waitForCompletion:\nuiType: form\nenabled: 'off'\npropertyFile: [main]\n";
    insta::assert_snapshot!(found(&text, StageKind::Kubernetes, LATEST), @r#"
    "Sometimes" at manifest.spec.template.spec.containers[0].imagePullPolicy
      NotAllowed: `imagePullPolicy` takes Always, IfNotPresent or Never.
    "command" at manifest.spec.template.spec.containers[0].command
      WrongType: `command` takes a list of text, and here is a mapping.
    "PHRASE" at manifest.spec.template.spec.containers[0].env
      WrongType: `env` takes a list of mappings, and here is text.
    "maybe" at manifest.spec.template.spec.containers[0].tty
      WrongType: `tty` takes true or false, and here is text.
    "http" at manifest.spec.template.spec.containers[0].ports[0].containerPort
      WrongType: `containerPort` takes a whole number, and here is text.
    "" at manifest.spec.template.spec.containers[0].ports[1]
      Empty: An item of `ports` is empty; it takes a mapping.
    "8080" at manifest.spec.template.spec.containers[0].livenessProbe.httpGet.port
      BareIntOrString: `port` takes text; a bare number does not load. Write "${8080}" for the number 8080.
    "1" at manifest.spec.template.spec.containers[0].resources.limits.cpu
      BareQuantity: `cpu` takes a quantity as text; a bare number does not load.
    "lots" at manifest.spec.template.spec.containers[0].resources.limits.memory
      NotAllowed: `memory` takes a quantity as quoted text, such as "500m".
    "true" at manifest.spec.template.spec.containers[0].resources.limits.a
      WrongType: `a` takes a quantity as quoted text, such as "500m", and here is true or false.
    "requests" at manifest.spec.template.spec.containers[0].resources.requests
      Empty: `requests` is empty; it takes a mapping of names to quantities as quoted text.
    "1.5" at manifest.spec.backoffLimit
      WrongType: `backoffLimit` takes a whole number, and here is a number.
    "99999999999" at manifest.spec.completions
      NotAllowed: `completions` takes a whole number up to 2147483647.
    "waitForCompletion" at waitForCompletion
      Empty: `waitForCompletion` is empty; it takes true or false.
    "form" at uiType
      NotAllowed: `uiType` takes BASIC or CUSTOM.
    "propertyFile" at propertyFile
      WrongType: `propertyFile` takes text, and here is a list.
    "#);
}

#[test]
fn what_is_missing_is_asked_for_where_it_should_be() {
    let text = "type: a\nparameters:\n  - label: Name\nmanifest:\n  kind: Job\n  spec:\n    template:\n      spec:\n        containers:\n          - command: [ls]\n";
    insta::assert_snapshot!(found(text, StageKind::Kubernetes, LATEST), @r#"
    "type" at label
      Missing: `label` is missing in a Kubernetes stage.
    "type" at cloudProvider
      Missing: `cloudProvider` is missing in a Kubernetes stage.
    "label" at parameters[0].name
      Missing: `name` is missing in an item of `parameters`.
    "manifest" at manifest.apiVersion
      Missing: `apiVersion` is missing in `manifest`.
    "manifest" at manifest.metadata
      Missing: `metadata` is missing in `manifest`.
    "spec" at manifest.spec.template.spec.restartPolicy
      Missing: `restartPolicy` is missing in `spec`.
    "command" at manifest.spec.template.spec.containers[0].image
      Missing: `image` is missing in an item of `containers`.
    "command" at manifest.spec.template.spec.containers[0].name
      Missing: `name` is missing in an item of `containers`.
    "#);
    insta::assert_snapshot!(found("cluster: {region: r}\n", StageKind::Titus, LATEST), @r#"
    "cluster" at cluster.imageId
      Missing: `imageId` is missing in `cluster`.
    "cluster" at label
      Missing: `label` is missing in a Titus stage.
    "cluster" at type
      Missing: `type` is missing in a Titus stage.
    "cluster" at cloudProvider
      Missing: `cloudProvider` is missing in a Titus stage.
    "#);
}

#[test]
fn what_a_parameter_fills_in_is_not_asked_for() {
    let text = container("            imagePullPolicy: replaced\n")
        .replace("            image: alpine:3.22\n", "")
        + "parameters:\n  - {name: a, mapping: 'manifest.spec.template.spec.containers[0].image'}\n  \
           - {name: b, mapping: 'manifest.spec.template.spec.containers[0].imagePullPolicy'}\n";
    assert_eq!(found(&text, StageKind::Kubernetes, LATEST), "");
}

#[test]
fn spellings_that_spring_reads_are_known_and_jackson_reads_only_the_exact_one() {
    let text = container("    backoff-limit: 0\n    ACTIVE_DEADLINE_SECONDS: 5\n").replace(
        "metadata: {name: a}",
        "metadata.name: a\n  \"metadata.labels.[a/b]\": c\n  \"metadata[namespace]\": apps",
    ) + "wait-for-completion: yes\nvalid: true\n<<: {application: a, regoin: b}\n";
    insta::assert_snapshot!(found(&text, StageKind::Kubernetes, LATEST), @r#"
    "valid" at valid
      ReadOnlyKey: `valid` of a Kubernetes stage can only be read; Orca does not start with it.
    "regoin" at regoin
      UnknownKey { known_in: None }: There is no property `regoin` in a Kubernetes stage; did you mean `region`?
    "#);
    let strict = Reading { strict_names: true, ..LATEST };
    insta::assert_snapshot!(found(&text, StageKind::Kubernetes, strict), @r#"
    "metadata.name" at manifest['metadata.name']
      UnknownKey { known_in: None }: There is no property `metadata.name` in `manifest`; did you mean `metadata`?
    "\"metadata.labels.[a/b]\"" at manifest['metadata.labels.[a/b]']
      UnknownKey { known_in: None }: There is no property `metadata.labels.[a/b]` in `manifest`; did you mean `metadata`?
    "\"metadata[namespace]\"" at manifest['metadata[namespace]']
      UnknownKey { known_in: None }: There is no property `metadata[namespace]` in `manifest`; did you mean `metadata`?
    "backoff-limit" at manifest.spec.backoff-limit
      UnknownKey { known_in: None }: There is no property `backoff-limit` in `spec`; did you mean `backoffLimit`?
    "ACTIVE_DEADLINE_SECONDS" at manifest.spec.ACTIVE_DEADLINE_SECONDS
      UnknownKey { known_in: None }: There is no property `ACTIVE_DEADLINE_SECONDS` in `spec`; did you mean `activeDeadlineSeconds`?
    "wait-for-completion" at wait-for-completion
      UnknownKey { known_in: None }: There is no property `wait-for-completion` in a Kubernetes stage; did you mean `waitForCompletion`?
    "valid" at valid
      UnknownKey { known_in: None }: There is no property `valid` in a Kubernetes stage.
    "<<" at ['<<']
      UnknownKey { known_in: None }: There is no property `<<` in a Kubernetes stage.
    "#);
}

#[test]
fn webhooks_and_titus_stages_have_names_of_their_own() {
    let webhook = "label: A\ntype: a\nurl: http://x\nmethod: BREW\ncustomHeaders: {Accept: a, X: [b]}\npayload: {a: b}\n\
                   statusUrlResolution: get-method\nfailPipeline: true\nretryStatusCodes: [x, 404]\nparameters: [{name: a, mapping: b}]\n";
    insta::assert_snapshot!(found(webhook, StageKind::Webhook, LATEST), @r#"
    "payload" at payload
      WrongType: `payload` takes text, and here is a mapping.
    "failPipeline" at failPipeline
      UnknownKey { known_in: None }: There is no property `failPipeline` in a webhook stage.
    "x" at retryStatusCodes[0]
      WrongType: An item of `retryStatusCodes` takes a whole number, and here is text.
    "mapping" at parameters[0].mapping
      UnknownKey { known_in: None }: There is no property `mapping` in an item of `parameters`.
    "#);
    let titus = "label: A\ntype: a\ncloudProvider: titus\naccount: b\ncluster:\n  imageId: i\n  resources: {cpus: 1}\n  capacity:\n";
    insta::assert_snapshot!(found(titus, StageKind::Titus, LATEST), @r#"
    "account" at account
      UnknownKey { known_in: None }: There is no property `account` in a Titus stage.
    "cpus" at cluster.resources.cpus
      UnknownKey { known_in: None }: There is no property `cpus` in `resources`; did you mean `cpu`?
    "capacity" at cluster.capacity
      Empty: `capacity` is empty; it takes a mapping.
    "#);
}

#[test]
fn an_anchored_slip_is_reported_once() {
    let text = container(
        "            env: &env\n              - {nam: A}\n          - {name: b, image: c, env: *env}\n",
    );
    insta::assert_snapshot!(found(&text, StageKind::Kubernetes, LATEST), @r#"
    "nam" at manifest.spec.template.spec.containers[0].env[0].nam
      UnknownKey { known_in: None }: There is no property `nam` in an item of `env`; did you mean `name`?
    "#);
}

#[test]
fn a_key_that_is_no_text_is_found() {
    let text = container("").replace("{name: a}", "{name: a, labels: {on: b, 5: c, \"6\": d}}");
    insta::assert_snapshot!(found(&text, StageKind::Kubernetes, LATEST), @r#"
    "on" at manifest.metadata.labels
      WrongType: The key `on` is not text and does not load; put it in quotes.
    "5" at manifest.metadata.labels
      WrongType: The key `5` is not text and does not load; put it in quotes.
    "#);
}
