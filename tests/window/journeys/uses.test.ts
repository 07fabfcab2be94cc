/** A stage and those who use it: texts for pipelines, names that follow, places out of reach. */
import { expect, test } from "vitest";
import { changing, openApp, openText } from "../app";
import { control, press, showing } from "../find";
import { chord, paste } from "../keys";
import * as authoring from "../pages/authoring";
import * as design from "../pages/design";
import * as editor from "../pages/editor";
import * as files from "../pages/files";
import * as preview from "../pages/preview";
import * as safety from "../pages/safety";
import { BACKUP, replaced } from "../texts";
import { until } from "../until";

const PANEL = "section.panel";

test("texts for a pipeline carry the values given, and an output's expression is one click away", async () => {
  const script = 'command: [sh, -ec, "dump --all; echo SPINNAKER_PROPERTY_RELEASE=1.4"]';
  const { app } = await openText(replaced(BACKUP, "command: [dump, --all]", script));
  await preview.give(app, "Bucket", "weekly");
  await preview.lineIs(app, "value: weekly");
  await safety.command(app, "Use in a pipeline");
  for (const name of ["Stage JSON", "dinghy", "sponnet"]) {
    await showing(app, /backupDatabase[^]*weekly/, `${PANEL} [aria-label="${name}"]`);
  }
  await press(app, "Copy release", PANEL);
  await showing(app, "release is copied.");
  await chord(app, "Control", "Shift", "f");
  const find = await control(app, { role: "textbox", name: "Find" });
  await find.click();
  await chord(app, "Control", "v");
  await until(
    "what was copied is pasted",
    async () => (await find.getValue()) === "${#stage('Backup')['outputs']['release']}",
    () => find.getValue(),
  );
});

test("a parameter of a file that is there gets another name, and one is warned of pipelines", async () => {
  const { app } = await openText(BACKUP);
  await design.openParameter(app, "BUCKET");
  await design.set(app, "Parameters", "Name", "TARGET");
  await showing(app, "Pipelines that were saved keep their value under BUCKET");
  await design.set(app, "Stage", "Type", "dumpDatabase");
  await showing(app, "Pipelines that were saved name the type backupDatabase");
  await preview.lineIs(app, "value: nightly");
});

test("a number is led to its parameter by a way round, with the reason", async () => {
  const { app } = await openText(BACKUP);
  await editor.show(app, "YAML");
  await editor.goToEndOf(app, "backoffLimit: 0");
  await chord(app, "Control", "Shift", "m");
  await control(app, { role: "heading", name: "Parameter from here" });
  await showing(app, "What can be done instead", PANEL);
  await changing(app, () => press(app, "Create parameter"));
  await editor.show(app, "Split");
  await preview.show(app, "Submitted");
  await preview.lineIs(app, "backoffLimit: 0");
});

test("a key with a slash is led to its parameter by a way round, with the reason", async () => {
  const slashed = "namespace: data\n            annotations: {'[example.com/team]': data}\n";
  const { app } = await openText(replaced(BACKUP, "namespace: data\n", slashed));
  await editor.show(app, "YAML");
  await editor.goToEndOf(app, "annotations:");
  await chord(app, "ArrowLeft");
  await chord(app, "ArrowLeft");
  await chord(app, "Control", "Shift", "m");
  await control(app, { role: "heading", name: "Parameter from here" });
  await showing(app, "What can be done instead", PANEL);
  await changing(app, () => press(app, "Create parameter"));
  await editor.show(app, "Split");
  await preview.show(app, "Evaluated");
  await preview.lineIs(app, "example.com/team: data");
});

test("the Run Job stage of a pipeline becomes a stage, with literals as parameters", async () => {
  const app = await openApp();
  await authoring.gallery(app);
  const container = { name: "main", image: "migrate:3", env: [{ name: "DB", value: "orders" }] };
  const spec = { template: { spec: { restartPolicy: "Never", containers: [container] } } };
  const manifest = { apiVersion: "batch/v1", kind: "Job", metadata: { name: "migrate" }, spec };
  const stage = { type: "runJobManifest", name: "Migrate", account: "prod", manifest };
  await press(app, "Run Job stage");
  const box = { role: "textbox", name: "The JSON of a pipeline", begins: true };
  await paste(app, await control(app, box), JSON.stringify({ stages: [stage] }));
  await press(app, "Read it");
  await (await control(app, { role: "checkbox", name: "main › env DB", begins: true })).click();
  await press(app, "Put it in");
  await design.valueIs(app, "Stage", "Label", "Migrate");
  await showing(app, "main › env DB", design.FORM);
  await preview.lineIs(app, "value: orders");
});

test("a stage is duplicated under a type of its own", async () => {
  const { app } = await openText(BACKUP);
  await editor.show(app, "Split");
  await changing(app, () => safety.command(app, "Duplicate the stage"));
  await until(
    "there are two stages",
    async () => (await files.rows(app)).filter(({ level }) => level === 2).length === 2,
  );
  const types = (await editor.text(app)).match(/ type: \S+/g) ?? [];
  expect(new Set(types).size).toBe(2);
});
