//! Orca while a pipeline runs (orca-semantics §2, §3; clouddriver-semantics
//! §1.1, §2, §3).

use super::{Message, Who::Orca};

macro_rules! message {
    ($id:literal, $text:literal, $cause:literal, $remedy:literal, $look:literal) => {
        Message { id: $id, who: Orca, text: $text, cause: $cause, remedy: $remedy, look_for: $look }
    };
}

pub(super) const MESSAGES: &[Message] = &[
    message!(
        "mapping-type",
        "argument type mismatch",
        "A mapping goes through a list without an index, such as `containers.image`.",
        "Write the index: `containers[0].image`.",
        "a parameter's `mapping` that names a list without `[n]`"
    ),
    message!(
        "mapping-type-null",
        "java.lang.IllegalArgumentException: null",
        "If a stage failed while it was planned: a mapping goes through a list without an index, such as `containers.image`. Java leaves its text out after a while.",
        "Write the index: `containers[0].image`.",
        "a parameter's `mapping` that names a list without `[n]`"
    ),
    message!(
        "mapping-index",
        "Invalid index {index} for list {list}",
        "A mapping asks for element {index} of `{list}`, which has fewer.",
        "Add the element to the manifest, or correct the index; the first is 0.",
        "`{list}[{index}]` in a parameter's `mapping` or in dynamicParameters"
    ),
    message!(
        "mapping-index-text",
        "Unable to parse index from expresion {expression}",
        "The index in the mapping part `{expression}` is no number, or too large.",
        "Write a plain number in the brackets.",
        "`{expression}` in a parameter's `mapping`"
    ),
    message!(
        "mapping-parent",
        "no property {property} on [",
        "A mapping goes through `{property}`, which the manifest (or the stage) does not have at that place; a mapping makes the last part only.",
        "Add an empty parent to the manifest, or correct the mapping. Names in mappings are the exact JSON names, and keys with dots cannot be reached.",
        "`{property}` in a parameter's `mapping` or in dynamicParameters"
    ),
    message!(
        "mapping-null",
        "Cannot get property '{property}' on null object",
        "A mapping goes on to `{property}` from something that is null.",
        "Give the parent a value, or correct the mapping.",
        "`{property}` in a parameter's `mapping`"
    ),
    message!(
        "mapping-set-null",
        "Cannot set property '{property}' on null object",
        "A mapping ends at `{property}` of something that is null.",
        "Give the parent a value, or correct the mapping.",
        "`{property}` in a parameter's `mapping`"
    ),
    message!(
        "mapping-scalar",
        "No such property: {property} for class: {class}",
        "A mapping goes on to `{property}` below a single value (a {class}).",
        "Shorten the mapping so that it ends at that value.",
        "`{property}` in a parameter's `mapping`"
    ),
    message!(
        "mapping-no-list",
        "to class 'java.util.List'",
        "A mapping has an index on something that is no list.",
        "Remove the index from that part of the mapping.",
        "`[n]` in a parameter's `mapping` behind a name that holds no list"
    ),
    message!(
        "mapping-read-only",
        "Cannot set readonly property: {property} for class: {class}",
        "A mapping ends at `{property}` of a single value (a {class}), which cannot be changed.",
        "Correct the mapping.",
        "`{property}` in a parameter's `mapping`"
    ),
    message!(
        "mapping-empty",
        "Cannot access last() element from an empty Array",
        "A mapping consists of dots only.",
        "Write a path, or remove the mapping.",
        "a parameter whose `mapping` is `.` or `..`"
    ),
    message!(
        "stage-gone",
        "Could not find a stage named '{stage}'",
        "The pipeline uses the custom stage type `{stage}`, and this Orca has none of that name: it was renamed, removed, or its file was not loaded.",
        "Bring the type back, or change the pipeline; then restart Orca.",
        "`type: {stage}`"
    ),
    message!(
        "no-builder",
        "No StageDefinitionBuilder implementation for {stage}(alias: {alias}) found",
        "The pipeline's stage `{stage}` has no alias `preconfiguredJob`, so Orca looks for a built-in stage of that name.",
        "Add `\"alias\": \"preconfiguredJob\"` to the stage JSON, or save the stage in Deck, which adds it.",
        ""
    ),
    message!(
        "no-manifest",
        "No text manifest was specified.",
        "Neither the stage definition nor the pipeline has a manifest.",
        "Put a `manifest` into the stage definition.",
        "a stage without `manifest`, or whose manifest had only unknown keys and was dropped"
    ),
    message!(
        "several-manifests",
        "Run Job only supports manifests with a single Job.",
        "The stage has no manifest or more than one.",
        "Leave exactly one Job; other objects need stages of their own.",
        "several documents in a manifest artifact, or a `manifests` list"
    ),
    message!(
        "no-runner",
        "JobRunner not found for cloudProvider {provider}",
        "The stage's cloud provider is `{provider}`; for Kubernetes it must be exactly `kubernetes`, in small letters.",
        "Set `cloudProvider: kubernetes`.",
        "`cloudProvider` in the stage definition or in the stage JSON"
    ),
    message!(
        "unmappable",
        "Unable to map context to class {class}",
        "A value of the stage has the wrong shape: `manifest` must be an object, `manifests` a list, `source` text or artifact.",
        "Correct the value, or the parameter that is mapped to it.",
        "a parameter mapped to `manifest` itself"
    ),
    message!(
        "job-deadline",
        "failed. Reason: DeadlineExceeded.",
        "The Job ran longer than `activeDeadlineSeconds`, and Kubernetes ended it. Its pods are usually gone, so there is no container's error.",
        "Raise `activeDeadlineSeconds`, or find out what hangs.",
        "`activeDeadlineSeconds`"
    ),
    message!(
        "job-backoff",
        "failed. Reason: BackoffLimitExceeded.",
        "The Job's pods failed more often than `backoffLimit` allows. The container's own words are in the additional details, if it has any.",
        "Look at the container's log; set `terminationMessagePolicy: FallbackToLogsOnError` to see its end in this error.",
        "`backoffLimit` and the command of the container"
    ),
    message!(
        "job-pod-policy",
        "failed. Reason: PodFailurePolicy.",
        "A rule of `podFailurePolicy` ended the Job.",
        "Look at the exit code that the rule names.",
        "`podFailurePolicy`"
    ),
    message!(
        "job-failed",
        "Job: '{job}' failed.",
        "The Job {job} failed in the cluster. The reason and details that follow are its Failed condition's; additional details name the container that is held responsible.",
        "Look at the container's log and at the Job's events.",
        ""
    ),
    message!(
        "no-properties",
        "Expected properties file: {container} in job: {job}, application: {application}, location: {location}, account: {account} but it was either missing, empty or contained invalid syntax",
        "The Job succeeded, but the log of container `{container}` gave no outputs. `propertyFile` is a container's name; one bad SPINNAKER_CONFIG_JSON line loses everything; with several pods the oldest pod's log is read first.",
        "Print `SPINNAKER_PROPERTY_KEY=value` lines in that container, or remove `propertyFile`.",
        "`propertyFile: {container}`, and a container of exactly that name"
    ),
    message!(
        "no-jobs",
        "No jobs in stage context.",
        "The deployment gave Orca no Job to wait for.",
        "Look at the deploy task's own error.",
        ""
    ),
    message!(
        "many-jobs",
        "At most one job can be run and monitored at a time.",
        "The stage's `deploy.jobs` names several Jobs, which a captured output or the pipeline put there.",
        "Do not set `deploy.jobs` in the stage or in outputs.",
        "`deploy.jobs`"
    ),
    message!(
        "many-locations",
        "At most one job location can be specified at a time.",
        "The stage's `deploy.jobs` names several namespaces.",
        "Do not set `deploy.jobs` in the stage or in outputs.",
        "`deploy.jobs`"
    ),
    message!(
        "artifact-unbound",
        "No artifact could be bound to '{artifact}'",
        "The artifact that is to be consumed was not bound by any earlier stage or trigger.",
        "Bind the expected artifact before this stage; an artifact given inline is ignored here.",
        ""
    ),
    message!(
        "artifact-fetch",
        "Failed to fetch artifact.",
        "clouddriver could not read the artifact, ten times over.",
        "Check the artifact's account and reference.",
        ""
    ),
    message!(
        "artifact-json",
        "Failed to deserialize artifact as JSON: {reason}",
        "The consumed artifact is no JSON object; YAML and lists are not accepted.",
        "Write one JSON object into the artifact.",
        ""
    ),
    message!(
        "expressions-failed",
        "Failure evaluating manifest expressions: {summary}",
        "`failOnFailedExpressions` is on and the manifest artifact has an expression that fails; a shell's own braces are enough.",
        "Correct the expression, or set `skipExpressionEvaluation` for a manifest from an artifact.",
        "a dollar with braces in `command` or `args`"
    ),
    message!(
        "expression-failed",
        "Failed to evaluate [{field}]",
        "An expression in `{field}` could not be computed; the text stays as it is.",
        "Correct the expression. What belongs to the shell is better kept in the image than in the manifest.",
        "a dollar with braces in `{field}`"
    ),
    message!(
        "cancel",
        "cancelJob is not implemented for the Kubernetes provider",
        "The stage was cancelled or timed out. Spinnaker never stops a Kubernetes Job, and up to 2025.0 this text hides the real reason.",
        "Set `activeDeadlineSeconds` so that Kubernetes ends the Job itself; look at the stage's time for a timeout.",
        "`activeDeadlineSeconds`"
    ),
    message!(
        "timeout",
        " of stage {stage} timed out after {time}",
        "The stage waited longer than Orca allows: two hours for a Job, whatever the Job's own deadline is.",
        "Set `stageTimeoutMs` in the stage JSON, or make the Job shorter. A suspended Job, or one complete by a success policy, is never seen to end.",
        "`activeDeadlineSeconds`, `suspend`, `successPolicy`"
    ),
    message!(
        "parameters-no-map",
        "closure3.doCall() is applicable for argument types",
        "The pipeline's stage has `parameters` that are no map of names and values.",
        "Make `parameters` in the stage JSON an object, with a text for each name.",
        ""
    ),
    message!(
        "dynamic-no-map",
        "closure4.doCall() is applicable for argument types",
        "The pipeline's stage has `dynamicParameters` that are no map of paths and values.",
        "Correct `dynamicParameters` in the stage JSON.",
        ""
    ),
    message!(
        "http-not-found",
        "Status: 404, Method: {method}, URL: {url}, Message: {message}",
        "{url} is not there. Of a Job: it was deleted before Orca saw it end, or account and namespace are not those it runs in.",
        "Make `ttlSecondsAfterFinished` a few minutes at least, and compare the account in the address with the stage's.",
        "`account`, `metadata.namespace` and `ttlSecondsAfterFinished`"
    ),
    message!(
        "http-forbidden",
        "Status: 403, Method: {method}, URL: {url}, Message: {message}",
        "The user or service account that the pipeline runs as may not do this.",
        "Give it the permission in Fiat, or run the pipeline as somebody who has it.",
        "`account` and `application` of the stage definition"
    ),
    message!(
        "http-failed",
        "Status: {status}, Method: {method}, URL: {url}, Message: {message}",
        "{method} {url} was answered with {status}.",
        "Read on in the message, and look into the log of the service at that address.",
        ""
    ),
];
