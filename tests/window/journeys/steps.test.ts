/** What each step between file and cluster drops, changes and adds, with the reason. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openApp, type App } from "../app";
import * as preview from "../pages/preview";
import { temporaryFolder } from "../place";

const TEXT = `job:
  preconfigured:
    kubernetes:
      - label: Migrate
        type: migrate
        cloudProvider: kubernetes
        account: data
        credentials: data
        application: warehouse
        parameters:
          - name: SCHEMA
            label: Schema
            mapping: manifest.metadata.annotations.schema
            defaultValue: public
        manifest:
          apiVersion: batch/v1
          kind: Job
          metadata:
            generateName: migrate-
            namespace: data
            labels:
              example.com/team: data
            annotations:
              schema: ""
          spec:
            podFailurePolicy:
              rules:
                - action: FailJob
                  onExitCodes:
                    operator: In
                    values: [42]
            template:
              spec:
                restartPolicy: Never
                initContainers:
                  - name: proxy
                    image: proxy:1
                    restartPolicy: Always
                containers:
                  - name: migrate
                    image: migrate:2
                    command: [sh, -c, 'echo "\${WHERE:-here}"']
                    volumeMounts:
                      - name: scratch
                        mountPath: /scratch
                volumes:
                  - name: scratch
                    emptyDir: {}
`;

async function opened(): Promise<App> {
  const path = join(await temporaryFolder(), "orca-local.yml");
  await writeFile(path, TEXT);
  return openApp({ open: [path] });
}

const line = (lines: preview.Line[], text: string) => {
  const found = lines.find((each) => preview.plain(each) === text);
  expect(
    found,
    `a line "${text}" in\\n${lines.map((each) => each.text).join("\\n")}`,
  ).toBeDefined();
  return found ?? { text, mark: "", reason: "" };
};

test("submitting shows what clouddriver adds", async () => {
  const app = await opened();
  await preview.show(app, "Submitted");
  const lines = await preview.lines(app);
  const managed = line(lines, "app.kubernetes.io/managed-by: spinnaker");
  expect(managed.mark).toBe("added");
  expect(managed.reason).toMatch(/clouddriver/i);
  expect(line(lines, "schema: public").mark, "the default was filled in").not.toBe("dropped");
  expect(lines.some(({ text }) => text.includes("emptyDir"))).toBe(false);
});

test("a value given as an author is followed to the cluster", async () => {
  const app = await opened();
  await preview.give(app, "Schema", "sales");
  await preview.lineIs(app, "schema: sales");
  await preview.show(app, "Submitted");
  await preview.lineIs(app, "schema: sales");
  expect(line(await preview.lines(app), "schema: sales").mark).not.toBe("dropped");
});
