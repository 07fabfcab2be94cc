//! clouddriver (clouddriver-semantics §1, §2).

use super::{Message, Who::Clouddriver};

macro_rules! message {
    ($id:literal, $text:literal, $cause:literal, $remedy:literal, $look:literal) => {
        Message {
            id: $id,
            who: Clouddriver,
            text: $text,
            cause: $cause,
            remedy: $remedy,
            look_for: $look,
        }
    };
}

pub(super) const MESSAGES: &[Message] = &[
    message!(
        "not-a-job",
        "Only kind of Job is accepted for the Run Job operation.",
        "The manifest's kind is not Job, or its API group is not one of Kubernetes' own.",
        "Write `kind: Job` and `apiVersion: batch/v1`. Lists and CronJobs are not accepted.",
        "`kind` and `apiVersion` of the manifest"
    ),
    message!(
        "missing-field",
        "Missing required field '{field}' on manifest",
        "The manifest has no `{field}`. Orca adds neither kind nor API version.",
        "Add `{field}` to the manifest.",
        "`{field}` of the manifest"
    ),
    message!(
        "not-a-map",
        "cannot be cast to class java.util.Map",
        "`metadata`, `labels` or `annotations` of the manifest or of its pod template is no map.",
        "Write `key: value` entries below it.",
        "`metadata`, `labels` and `annotations`, on the Job and on its pod template"
    ),
    message!(
        "unbound-artifacts",
        "The following required artifacts could not be bound: '{artifacts}'",
        "An artifact that the stage requires matches no image, ConfigMap or Secret name of the manifest. ConfigMaps and Secrets must be in the Job's own namespace, which must be written in the manifest.",
        "Make the name in the manifest equal the artifact's name, or do not require it.",
        "the `image`, `configMap` or `secret` name that the artifact was meant for"
    ),
    message!(
        "load-balancer-form",
        "Failed to attach load balancer '{name}'. Load balancers must be specified in the form",
        "The annotation `traffic.spinnaker.io/load-balancers` has the entry `{name}`, which is not a kind and a name.",
        "Remove the annotation: a Job needs no load balancer.",
        "`traffic.spinnaker.io/load-balancers`"
    ),
    message!(
        "load-balancer-gone",
        "Load balancer {name} does not exist",
        "The annotation `traffic.spinnaker.io/load-balancers` names {name}, which is not in the Job's namespace.",
        "Remove the annotation: a Job needs no load balancer.",
        "`traffic.spinnaker.io/load-balancers`"
    ),
    message!(
        "load-balancer-kind",
        "No support for load balancing via {kind} exists in Spinnaker",
        "The annotation `traffic.spinnaker.io/load-balancers` names a {kind}; only services can be attached.",
        "Remove the annotation: a Job needs no load balancer.",
        "`traffic.spinnaker.io/load-balancers`"
    ),
    message!(
        "selector-empty",
        "Service must have a non-empty selector in order to be attached to a workload",
        "A service in `traffic.spinnaker.io/load-balancers` has no selector.",
        "Remove the annotation: a Job needs no load balancer.",
        "`traffic.spinnaker.io/load-balancers`"
    ),
    message!(
        "selector-common",
        "Service selector must have no label keys in common with target workload",
        "A service in `traffic.spinnaker.io/load-balancers` selects a label that the Job's pods already have.",
        "Remove the annotation: a Job needs no load balancer.",
        "`traffic.spinnaker.io/load-balancers` and the pod template's labels"
    ),
    message!(
        "service-version",
        "No services with version {version} supported",
        "A service in `traffic.spinnaker.io/load-balancers` has the API version {version}.",
        "Remove the annotation: a Job needs no load balancer.",
        "`traffic.spinnaker.io/load-balancers`"
    ),
    message!(
        "no-credentials",
        "credentials not found (name: {account}, names: {names})",
        "clouddriver has no account `{account}`; it knows {names}.",
        "Correct the account, or add it to clouddriver.",
        "`account` and `credentials` of the stage definition"
    ),
    message!(
        "job-gone",
        "Job not found (account: {account}, location: {location}, id: {job})",
        "The Job was deleted before Orca saw it end: by `ttlSecondsAfterFinished`, by hand, or because another run of the same name replaced it.",
        "Make `ttlSecondsAfterFinished` longer than the ten seconds between two polls, a few minutes at best; use `generateName` for Jobs that may run at once.",
        "`ttlSecondsAfterFinished`, and a fixed `metadata.name`"
    ),
    message!(
        "list-failed",
        "Failed to read [{kind}] from {namespace}: {error}",
        "kubectl could not list {kind} objects in {namespace}.",
        "Mend what kubectl says: {error}",
        ""
    ),
    message!(
        "get-failed",
        "Failed to get: {name} of kind: {kind} from namespace: {namespace}: {error}",
        "kubectl could not read the {kind} {name} in {namespace}.",
        "Mend what kubectl says: {error}",
        ""
    ),
    message!(
        "logs-failed",
        "Failed to get logs from {source} in {namespace}: {error}",
        "kubectl could not read the log that outputs are captured from; they count as empty.",
        "Mend what kubectl says: {error}",
        "`propertyFile`, which must be the name of a container of the Job"
    ),
    message!(
        "deploy-failed",
        "Deploy failed for manifest: {job}. Error: {error}",
        "`kubectl apply` refused the Job: {error}",
        "Mend what kubectl says.",
        "what kubectl names, in the stage's manifest"
    ),
    message!(
        "create-failed",
        "Create failed for manifest: {job}. Error: {error}",
        "`kubectl create` refused the Job: {error}",
        "Mend what kubectl says.",
        "what kubectl names, in the stage's manifest"
    ),
    message!(
        "account-denied",
        "Access denied to account {account}",
        "The user or service account that the pipeline runs as may not write to the account `{account}`.",
        "Give it WRITE on the account, or correct the account.",
        "`account` and `credentials` of the stage definition"
    ),
    message!(
        "application-denied",
        "Access denied to application {application}",
        "The user or service account that the pipeline runs as may not see the application {application}, so the Job's status cannot be read.",
        "Give it READ on the application, or correct the application.",
        "`application` of the stage definition"
    ),
];
