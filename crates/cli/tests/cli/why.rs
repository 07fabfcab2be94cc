//! `stagectl why`.

use insta::assert_snapshot;

use crate::program::{ECHO, Folder};

#[test]
fn a_pasted_error_leads_to_line_cause_and_remedy() {
    let folder = Folder::with("a.yml", ECHO);
    let log =
        b"Caused by: org.springframework.boot.context.properties.bind.BindException: Failed to \
        bind properties under 'job.preconfigured.kubernetes[0].manifest.spec.template' to \
        io.kubernetes.client.openapi.models.V1PodTemplateSpec\n";
    assert_snapshot!(folder.run_with("why --file a.yml", log), @"
    Orca does not start: Failed to bind properties under 'job.preconfigured.kubernetes[0].manifest.spec.template' to io.kubernetes.client.openapi.models.V1PodTemplateSpec
      place:  a.yml:19:13
      cause:  Spring could not turn the value at job.preconfigured.kubernetes[0].manifest.spec.template into io.kubernetes.client.openapi.models.V1PodTemplateSpec. One such value stops all of Orca, not only this stage.
      remedy: Mend the value; the cause that follows says what is wrong with it.
      look for: the value at job.preconfigured.kubernetes[0].manifest.spec.template; names are written with dashes there, so `backoff-limit` is `backoffLimit`
    --- status 0
    ");
    assert_snapshot!(folder.run_with("why -", b"No text manifest was specified."), @"
    Orca: No text manifest was specified.
      cause:  Neither the stage definition nor the pipeline has a manifest.
      remedy: Put a `manifest` into the stage definition.
      look for: a stage without `manifest`, or whose manifest had only unknown keys and was dropped
    --- status 0
    ");
}

#[test]
fn what_is_not_known_is_said_to_be_so() {
    assert_snapshot!(Folder::new().run("why good morning"), @"
    --- standard error
    note: nothing in it is known: paste the exception with its causes, or the whole log
    --- status 1
    ");
}

/// Whether the text, pasted as it is, leads to the line, with a remedy.
#[track_caller]
fn leads(file: &str, text: &str, line: usize) {
    let folder = Folder::with("a.yml", file);
    let said = folder.run_with("why --file a.yml", text.as_bytes());
    let place = format!("  place:  a.yml:{line}:");
    assert!(said.out.contains(&place) && said.out.contains("  remedy: "), "{text}\n{said}");
}

#[test]
fn what_stops_a_start_leads_to_its_line() {
    let stage = "job:\n  preconfigured:\n    kubernetes:\n    - label: A\n      type: a\n      enabled: maybe\n      manifest:\n        spec:\n          backoffLimit: ${N}\n          template:\n            spec:\n              containers:\n              - name: main\n                env:\n                - nam: X\n                resources:\n                  limits:\n                    cpu: 1\n";
    for (text, line) in [
        (
            "BindException: Failed to bind properties under 'job.preconfigured.kubernetes[0].enabled' to boolean:\n\n    Property: job.preconfigured.kubernetes[0].enabled\n    Value: \"maybe\"\n    Reason: Invalid boolean value 'maybe'",
            6,
        ),
        (
            "Caused by: ConversionFailedException: Failed to convert from type [java.lang.String] to type [java.lang.Integer] for value [${N}]",
            9,
        ),
        (
            "ConversionFailedException: Failed to convert from type [java.lang.String] to type [java.lang.Integer] for value '${N}'; nested exception is java.lang.NumberFormatException: For input string: \"${N}\"",
            9,
        ),
        (
            "UnboundConfigurationPropertiesException: The elements [job.preconfigured.kubernetes[0].manifest.spec.template.spec.containers[0].env[0].nam] were left unbound.",
            15,
        ),
        (
            "Failed to bind properties under 'job.preconfigured.kubernetes[0].manifest.spec.template.spec.containers[0].resources.limits[cpu]' to io.kubernetes.client.custom.Quantity\nCaused by: ConverterNotFoundException: No converter found capable of converting from type [java.lang.Integer] to type [io.kubernetes.client.custom.Quantity]",
            18,
        ),
        (
            "ScannerException: while scanning for the next token\nfound character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation)\n in 'reader', line 12, column 1:",
            12,
        ),
        (
            "ParserException: while parsing a block mapping\n in 'reader', line 4, column 7:\nexpected <block end>, but found '-'\n in 'reader', line 9, column 7:",
            9,
        ),
    ] {
        leads(stage, text, line);
    }
}

#[test]
fn what_fails_in_a_pipeline_leads_to_its_line() {
    let stage = "job:\n  preconfigured:\n    kubernetes:\n    - label: A\n      type: a\n      cloudProvider: Kubernetes\n      propertyFile: main\n      parameters:\n      - name: one\n        mapping: manifest.spec.containers[2].image\n      - name: two\n        mapping: manifest.metadata.anotations.x\n      - name: three\n        mapping: manifest.spec.args[0]\n      manifest:\n        metadata:\n          annotations:\n            \"[job.spinnaker.io/logs]\": https://x/{{ metadata.name }}\n        spec:\n          bakoffLimit: 1\n";
    for (text, line) in [
        ("IllegalArgumentException: Invalid index 2 for list containers", 10),
        ("java.lang.IllegalArgumentException: no property anotations on [name:x, labels:[:]]", 12),
        ("JobRunner not found for cloudProvider Kubernetes", 6),
        (
            "ConfigurationException: Expected properties file: main in job: job x, application: a, location: l, account: acc but it was either missing, empty or contained invalid syntax. Error: SpinnakerHttpException",
            7,
        ),
        (
            "Error from server (BadRequest): container other is not valid for pod x\nerror: container main is not valid for pod y",
            7,
        ),
        (
            "Deploy failed for manifest: job x. Error: error when creating \"STDIN\": Job in version \"v1\" cannot be handled as a Job: strict decoding error: unknown field \"spec.bakoffLimit\"",
            20,
        ),
        ("strict decoding error: unknown field \"spec.args[0]\"", 14),
        ("Uncaught ReferenceError: metadata is not defined", 18),
    ] {
        leads(stage, text, line);
    }
}

#[test]
fn what_the_file_is_not_to_blame_for_has_cause_and_remedy_all_the_same() {
    for text in [
        "Could not resolve placeholder 'services.front50.baseUrl' in value \"${services.front50.baseUrl}\"",
        "SpinnakerHttpException: Status: 404, Method: GET, URL: http://clouddriver/applications/a/jobs/k8s/ns/x, Message: Not Found",
        "Status: 403, Method: POST, URL: http://clouddriver/kubernetes/ops, Message: Access denied to account prod",
        "Status: 400, Method: POST, URL: http://clouddriver/kubernetes/ops, Message: Bad Request",
        "Error from server (AlreadyExists): jobs.batch \"x\" already exists",
        "Error from server (Conflict): Operation cannot be fulfilled",
        "admission webhook \"validate.example\" denied the request: runAsNonRoot",
        "pods \"x\" is forbidden: violates PodSecurity \"restricted:latest\": allowPrivilegeEscalation != false",
        "Unable to connect to the server: dial tcp 10.0.0.1:443: i/o timeout",
        "error looking up service account ns/runner: serviceaccount \"runner\" not found",
        "JobFailedException: Job: 'x' failed. Reason: BackoffLimitExceeded. Details: Job has reached the specified backoff limit.",
        "TimeoutException: Task waitOnJobCompletion of stage A timed out after 2 hours",
        "Cannot read properties of undefined (reading 'localeCompare')",
    ] {
        let said = Folder::new().run_with("why -", text.as_bytes());
        assert!(said.status == 0 && said.out.contains("  cause:  "), "{text}\n{said}");
    }
}
