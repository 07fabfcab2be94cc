//! Stages for the tests.

/// A stage whose one container runs `script`, with more of the Job's and of the
/// stage's own properties.
pub(crate) fn stage(script: &str, spec: &str, properties: &str) -> String {
    let script = script.replace('\'', "''");
    format!(
        "\
job:
  preconfigured:
    kubernetes:
    - label: Test
      type: test
      account: kubernetes
      credentials: kubernetes
      cloudProvider: kubernetes
      application: tests
      waitForCompletion: true
      {properties}
      parameters:
      - name: WORD
        label: Word
        mapping: manifest.spec.template.spec.containers[0].env[0].value
        defaultValue: hello
      manifest:
        apiVersion: batch/v1
        kind: Job
        metadata: {{generateName: test-, namespace: stage}}
        spec:
          backoffLimit: 0
          {spec}
          template:
            metadata: {{labels: {{app: test}}}}
            spec:
              restartPolicy: Never
              terminationGracePeriodSeconds: 1
              containers:
              - name: main
                image: stage-designer.local/busybox:1
                command: [sh, -c, '{script}']
                env:
                - {{name: WORD, value: placeholder}}
"
    )
}

/// A stage that only runs `script`.
pub(crate) fn script(script: &str) -> String {
    stage(script, "parallelism: 1", "description: a test")
}
