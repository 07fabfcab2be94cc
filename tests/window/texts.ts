/** Stage files as the journeys need them. */

/** A file like those people have: comments, quotes of every kind, a parameter. */
export const BACKUP = `# Stages of the data team.
job:
  preconfigured:
    kubernetes:
      - label: Backup # shown in Deck
        type: backupDatabase
        description: 'Dumps a database into a bucket.'
        cloudProvider: kubernetes
        account: data
        credentials: data
        application: warehouse
        waitForCompletion: true
        parameters:
          - name: BUCKET
            label: Bucket
            mapping: manifest.spec.template.spec.containers[0].env[0].value
            defaultValue: "nightly"   # emptied every month
        manifest:
          apiVersion: batch/v1
          kind: Job
          metadata:
            generateName: backup-
            namespace: data
          spec:
            backoffLimit: 0
            ttlSecondsAfterFinished: 3600
            template:
              spec:
                restartPolicy: Never
                containers:
                  - name: dump
                    image: registry.example.com/data/dump:1.4 # pinned
                    command: [dump, --all]
                    env:
                      - name: BUCKET
                        value: ""
                    resources:
                      limits: {cpu: "1", memory: 256Mi}
`;

/** A stage of another type, as an item of the list; `more` is added to its container. */
export function stage(type: string, label: string, image = "alpine:3.22", more = ""): string {
  return `      - label: ${label}
        type: ${type}
        cloudProvider: kubernetes
        account: data
        credentials: data
        application: warehouse
        manifest:
          apiVersion: batch/v1
          kind: Job
          metadata:
            generateName: ${type}-
          spec:
            template:
              spec:
                restartPolicy: Never
                containers:
                  - name: main
                    image: ${image}
${more}`;
}

/** A file with these stages. */
export function profile(...stages: string[]): string {
  return `job:\n  preconfigured:\n    kubernetes:\n${stages.join("")}`;
}

/** The text with one stretch replaced, which must be there exactly once. */
export function replaced(text: string, from: string, to: string): string {
  const parts = text.split(from);
  if (parts.length !== 2) throw new Error(`"${from}" is there ${parts.length - 1} times`);
  return parts.join(to);
}
