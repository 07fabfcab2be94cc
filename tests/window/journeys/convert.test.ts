/** A profile becomes every other form, and the window says where it goes. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openApp, openText, picture, type App } from "../app";
import { choose, control, showing, shownText } from "../find";
import { indented } from "../forms";
import { chord, fill } from "../keys";
import * as exporting from "../pages/exporting";
import { temporaryFolder } from "../place";
import { BACKUP } from "../texts";

const PANEL = "section.export";

async function name(app: App, label: string, text: string): Promise<void> {
  await fill(app, await control(app, { role: "textbox", name: label, within: PANEL }), text);
  await chord(app, "Tab");
}

async function opened() {
  const { app, folder } = await openText(BACKUP, {}, "stages.yml");
  await exporting.open(app);
  return { app, folder };
}

test("for Halyard, the operator, kustomize and Helm it says where the file goes and what restarts", async () => {
  const { app } = await opened();
  const places = {
    halyard: "~/.hal/default/profiles/orca-local.yml",
    operator: "spec.spinnakerConfig.profiles.orca",
    kustomize: "configMapGenerator",
    helm: "halyard.additionalProfileConfigMaps",
  };
  await showing(app, "Where it goes: Halyard", PANEL);
  await app.browser.$(`${PANEL} summary`).click();
  for (const [installer, place] of Object.entries(places)) {
    await choose(app, "Installed by", installer, PANEL);
    await showing(app, place, PANEL);
    await showing(app, "Orca restarts", PANEL);
    await picture(app, `where-${installer}`);
  }
});

test("a ConfigMap, a Secret and the operator's object are written with the names given", async () => {
  const { app, folder } = await opened();
  await exporting.to(app, join(folder, "configmap.yml"));
  await choose(app, "Form", "configmap", PANEL);
  await name(app, "Name", "profiles");
  await name(app, "Namespace", "spinnaker");
  await showing(app, "kind: ConfigMap", `${PANEL} .cm-content`);
  await picture(app, "convert-configmap");
  await exporting.write(app);
  expect(await readFile(join(folder, "configmap.yml"), "utf8")).toBe(
    `apiVersion: v1
kind: ConfigMap
metadata:
  name: profiles
  namespace: spinnaker
data:
  orca-local.yml: |
${indented(BACKUP, 4)}`,
  );

  await exporting.open(app);
  await exporting.to(app, join(folder, "secret.yml"));
  await choose(app, "Form", "configmap", PANEL);
  await choose(app, "Kept in", "secretData", PANEL);
  await showing(app, "kind: Secret", `${PANEL} .cm-content`);
  await exporting.write(app);
  const encoded = /orca-local.yml: (\S+)/.exec(await readFile(join(folder, "secret.yml"), "utf8"));
  expect(Buffer.from(encoded?.[1] ?? "", "base64").toString()).toBe(BACKUP);

  await exporting.open(app);
  await exporting.to(app, join(folder, "operator.yml"));
  await choose(app, "Form", "spinnaker-service", PANEL);
  await showing(app, "kind: SpinnakerService", `${PANEL} .cm-content`);
  expect(await shownText(app, PANEL)).toContain("Where it goes: Operator");
  await exporting.write(app);
  expect(await readFile(join(folder, "operator.yml"), "utf8")).toContain(
    `      orca:\n${indented(BACKUP, 8)}`,
  );
});

test("a form that cannot carry the stages says so, and nothing is written", async () => {
  const folder = await temporaryFolder();
  const path = join(folder, "stages.yml");
  await writeFile(path, BACKUP.replace("account: data", "account: '{{ account }}'"));
  const app = await openApp({ open: [path] });
  await exporting.open(app);
  await exporting.to(app, join(folder, "template.yml"));
  await choose(app, "Form", "helm-template", PANEL);
  await showing(app, "template actions", `${PANEL} [role=alert]`);
  const write = await control(app, { role: "button", name: "Write", within: PANEL });
  expect(await write.isEnabled()).toBe(false);
});
