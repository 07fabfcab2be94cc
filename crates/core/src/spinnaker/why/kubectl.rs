//! kubectl and the API server, as they speak through clouddriver.

use super::{Message, Who::Kubernetes};

macro_rules! message {
    ($id:literal, $text:literal, $cause:literal, $remedy:literal, $look:literal) => {
        Message {
            id: $id,
            who: Kubernetes,
            text: $text,
            cause: $cause,
            remedy: $remedy,
            look_for: $look,
        }
    };
}

pub(super) const MESSAGES: &[Message] = &[
    message!(
        "immutable",
        "field is immutable",
        "A Job of that name is still there, and a Job's template cannot be changed. Spinnaker deletes the old Job first and passes over any error of that: most often its account may not delete Jobs, or a finalizer holds the old one.",
        "Let the account delete Jobs, or use `generateName` in place of `name`.",
        "`metadata.name`"
    ),
    message!(
        "unknown-field",
        "unknown field \"{field}\"",
        "The API server knows no field `{field}`.",
        "Correct the name or the place of the field. A mapping makes such a field when its last part has an index or a misspelt name.",
        "`{field}`, in the manifest and in the mappings of parameters"
    ),
    message!(
        "strict-decoding",
        "strict decoding error",
        "The manifest has fields that the API server does not know, or twice.",
        "Correct the fields that are named.",
        "the fields that are named"
    ),
    message!(
        "wrong-type",
        "cannot unmarshal {from} into Go struct field {field} of type {type}",
        "`{field}` must be of type {type} and is a {from}. Values that come from parameters are always texts.",
        "Write the value into the manifest, or let a default be a whole expression that gives a number.",
        "`{field}`, and a parameter that is mapped to it"
    ),
    message!(
        "no-name",
        "resource name may not be empty",
        "The manifest has neither `metadata.name` nor `metadata.generateName`.",
        "Add one of them.",
        "`metadata` of the manifest"
    ),
    message!(
        "no-api-version",
        "apiVersion not set",
        "The manifest has no `apiVersion`.",
        "Write `apiVersion: batch/v1`.",
        "`apiVersion` of the manifest"
    ),
    message!(
        "no-kind-match",
        "no matches for kind \"{kind}\" in version \"{version}\"",
        "The cluster has no {kind} in {version}. Spinnaker lets `job` and `batch/v1beta1` pass, the API server does not.",
        "Write `kind: Job` and `apiVersion: batch/v1`.",
        "`kind` and `apiVersion` of the manifest"
    ),
    message!(
        "may-not",
        "User \"{user}\" cannot {verb} resource \"{resource}\"",
        "clouddriver's account acts as {user}, which may not {verb} {resource}.",
        "Give it that right, or correct the namespace.",
        "`metadata.namespace`, and the stage's `account`"
    ),
    message!(
        "quota",
        "exceeded quota: {quota}",
        "The namespace's quota does not allow the Job or its pods.",
        "Ask for less, or raise the quota.",
        "`resources` of the containers"
    ),
    message!(
        "no-namespace",
        "namespaces \"{namespace}\" not found",
        "The namespace {namespace} does not exist in that cluster.",
        "Correct the namespace; one in the stage JSON replaces the manifest's.",
        "`metadata.namespace`"
    ),
    message!(
        "no-container",
        "container {container} is not valid for pod {pod}",
        "There is no container `{container}` in the Job's pod, so no outputs were captured.",
        "Write the name of one of the containers into `propertyFile`.",
        "`propertyFile: {container}`"
    ),
    message!(
        "invalid-value",
        "Invalid value: \"{value}\"",
        "The API server does not accept `{value}` there.",
        "Read on in its text: it says what it accepts.",
        "`{value}`"
    ),
    message!(
        "required-value",
        "Required value",
        "A field that must be there is missing, or is empty. Loading may have dropped it, as it drops `restartPolicy` of an init container.",
        "Add the field that is named before this.",
        "the field that is named before this"
    ),
    message!(
        "unsupported-value",
        "Unsupported value: \"{value}\"",
        "Only certain words are allowed there, and `{value}` is none of them.",
        "Use one of those that are named behind it.",
        "`{value}`"
    ),
    message!(
        "pull-failed",
        "Status: ImagePullBackOff.",
        "The image of the container that is named cannot be pulled.",
        "Check the image's name and tag, and the pull secret.",
        "`image` and `imagePullSecrets`"
    ),
    message!(
        "oom-killed",
        "Status: OOMKilled.",
        "The container used more memory than its limit.",
        "Raise `resources.limits.memory`.",
        "`resources` of that container"
    ),
    message!(
        "webhook-denied",
        "admission webhook \"{webhook}\" denied the request: {reason}",
        "The cluster's own rules ({webhook}) refuse the Job: {reason}",
        "Change what the rule names, or ask who keeps it.",
        "what the reason names, in the pod template"
    ),
    message!(
        "pod-security",
        "violates PodSecurity \"{level}\": {reason}",
        "The namespace admits only pods of the level {level}: {reason}",
        "Set what is named in the pod's and containers' `securityContext`.",
        "`securityContext` of the pod and of each container"
    ),
    message!(
        "already-exists",
        "(AlreadyExists): {kind} \"{name}\" already exists",
        "{kind} {name} is still there: deleting it failed or is not finished.",
        "Let the account delete Jobs, or use `generateName` in place of `name`.",
        "`metadata.name`"
    ),
    message!(
        "conflict",
        "Error from server (Conflict)",
        "Two requests changed the same object at once: often two runs of a stage whose Job has a fixed name.",
        "Use `generateName` in place of `name`.",
        "`metadata.name`"
    ),
    message!(
        "unreachable",
        "Unable to connect to the server: {reason}",
        "clouddriver does not reach the cluster of the account: {reason}",
        "Try again; if it stays so, look at the account's kubeconfig and the network between them.",
        ""
    ),
    message!(
        "service-account-gone",
        "serviceaccount \"{name}\" not found",
        "The pod wants to run as the service account {name}, which its namespace does not have. No pod is made, and the stage waits until its time is over.",
        "Create it, or correct the name or the namespace.",
        "`serviceAccountName: {name}`"
    ),
    message!(
        "request-over-limit",
        "must be less than or equal to {resource} limit",
        "A container asks for more {resource} than its limit allows.",
        "Lower the request, or raise the limit.",
        "`requests` and `limits` of the containers"
    ),
];
