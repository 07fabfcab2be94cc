/** The text behind "Open the sample": one stage that works, and says why. */
export const SAMPLE = `# Orca reads this file when it starts: ~/.hal/default/profiles/orca-local.yml,
# or wherever your installation keeps the profile.
job:
  preconfigured:
    kubernetes:
      - label: Greet
        type: greet                # unique in the installation; pipelines refer to it
        description: Says a greeting in the cluster.
        cloudProvider: kubernetes
        account: my-account        # an account that clouddriver knows
        credentials: my-account
        application: my-application
        waitForCompletion: true
        parameters:
          - name: GREETING
            label: Greeting
            description: What the Job says.
            # The place in the manifest that the value replaces.
            mapping: manifest.spec.template.spec.containers[0].env[0].value
            defaultValue: Good morning
        manifest:
          apiVersion: batch/v1
          kind: Job
          metadata:
            generateName: greet-   # a new name for every run
            namespace: spinnaker
          spec:
            backoffLimit: 0
            ttlSecondsAfterFinished: 86400   # Spinnaker itself deletes nothing
            template:
              spec:
                restartPolicy: Never
                containers:
                  - name: greet
                    image: alpine:3.22
                    command: [sh, -c, 'echo "$GREETING"']
                    env:
                      - name: GREETING
                        value: ""
                    resources:
                      requests:
                        cpu: 50m
                        memory: 32Mi
`;
