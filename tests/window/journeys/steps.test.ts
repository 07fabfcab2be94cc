/** What each step between file and cluster drops, changes and adds, with the reason. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openApp, openText } from "../app";
import { control, showing } from "../find";
import * as preview from "../pages/preview";
import { problem } from "../pages/problems";
import { until } from "../until";

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

const line = (lines: preview.Line[], text: string) => {
  const found = lines.find((each) => preview.plain(each) === text);
  expect(found, `a line "${text}" in\n${lines.map((each) => each.text).join("\n")}`).toBeDefined();
  return found ?? { text, mark: "", reason: "" };
};

test("loading shows what Orca drops and mangles, struck through and with the reason", async () => {
  const { app } = await openText(TEXT);
  await preview.show(app, "Loaded");
  const lines = await preview.lines(app);
  const sidecar = line(lines, "restartPolicy: Always");
  expect(sidecar.mark).toBe("dropped");
  expect(sidecar.reason).not.toBe("");
  const volume = line(lines, "emptyDir: {}");
  expect(volume.mark).toBe("dropped");
  expect(volume.reason).not.toBe("");
  const label = lines.find(({ text }) => text.includes("example.comteam"));
  expect(label, "the slash is lost").toBeDefined();
  expect(line(lines, "example.com/team: data").reason).not.toBe("");
  const script = lines.find(
    ({ text, mark }) => text.includes('echo "-here"') && mark !== "dropped",
  );
  expect(script, "Spring has filled the shell's default in").toBeDefined();
  expect(script?.reason).not.toBe("");
  await preview.says(app, "Loaded", /dropped/);
  await problem(app, "the lost slash", ({ message }) => message.includes("example.com/team"));
  await problem(app, "the empty map", ({ message }) => message.includes("emptyDir"));
});

test("submitting shows what clouddriver adds", async () => {
  const { app } = await openText(TEXT);
  await preview.show(app, "Submitted");
  const lines = await preview.lines(app);
  const managed = line(lines, "app.kubernetes.io/managed-by: spinnaker");
  expect(managed.mark).toBe("added");
  expect(managed.reason).toMatch(/clouddriver/i);
  expect(line(lines, "schema: public").mark, "the default was filled in").not.toBe("dropped");
  expect(lines.some(({ text }) => text.includes("emptyDir"))).toBe(false);
});

test("the release is remembered for the next start", async () => {
  const { app } = await openText(TEXT);
  await preview.target(app, "2025.3");
  await until("the choice is kept", async () => {
    const kept = JSON.parse(await readFile(join(app.data, "application.json"), "utf8"));
    return kept.settings.target === "2025.3";
  });
  const next = await openApp({ settings: { target: "2025.3" } });
  await showing(next, "Open file…");
  const select = await control(next, { role: "combobox", name: "Target" });
  expect(await select.getValue()).toBe("2025.3");
});

test("an older release that would not start says so, with the line", async () => {
  const { app } = await openText(TEXT);
  await preview.show(app, "Loaded");
  await preview.target(app, "2025.3");
  await problem(
    app,
    "Boot 2.7 cannot bind an empty map",
    ({ message }) => message.includes("2025.3 would not start") && message.includes("empty-dir"),
  );
  await preview.says(app, "Loaded", /fails/i);
  await preview.target(app, "2026.2");
  await preview.lineIs(app, "action: FailJob");
});

test("an older release drops what its Kubernetes client does not know", async () => {
  const text = TEXT.replace("emptyDir: {}", "emptyDir: { medium: Memory }");
  const { app } = await openText(text);
  await preview.show(app, "Loaded");
  expect(line(await preview.lines(app), "action: FailJob").mark).not.toBe("dropped");
  await preview.target(app, "2025.3");
  const dropped = await until(
    "the older client knows no podFailurePolicy",
    async () =>
      (await preview.lines(app)).find(
        ({ text, mark }) => text.includes("podFailurePolicy") && mark === "dropped",
      ),
    async () => (await preview.lines(app)).map((each) => `${each.mark} ${each.text}`).join("\n"),
  );
  expect(dropped.reason).not.toBe("");
});

test("a value given as an author is followed to the cluster", async () => {
  const { app } = await openText(TEXT);
  await preview.give(app, "Schema", "sales");
  await preview.lineIs(app, "schema: sales");
  await preview.show(app, "Submitted");
  await preview.lineIs(app, "schema: sales");
  expect(line(await preview.lines(app), "schema: sales").mark).not.toBe("dropped");
});
