/** What of a pod takes more than one field is asked for in one form. */
import { expect, test } from "vitest";
import { changing, openText } from "../app";
import { choose, control, press, showing } from "../find";
import { chord, fill, typeText } from "../keys";
import * as design from "../pages/design";
import { FORM } from "../pages/design";
import * as editor from "../pages/editor";
import * as pod from "../pages/pod";
import { until } from "../until";
import { BACKUP, replaced } from "../texts";

test("a volume and its mount are added, renamed and removed as one", async () => {
  const { app } = await openText(BACKUP);
  await pod.section(app, "Volumes");
  const form = await pod.newForm(app, "+ Volume", "A new volume");
  await choose(app, "Kind", "secret", form);
  await pod.give(app, form, "Secret", "bucket-key");
  await pod.give(app, form, "Mounted in dump at", "/keys");
  await pod.send(app, form);
  await editor.has(app, "secretName: bucket-key", "mountPath: /keys");

  const name = await control(app, { role: "textbox", name: "Name", within: `${FORM} .volume` });
  await fill(app, name, "keys");
  await changing(app, () => chord(app, "Enter"));
  await until("both have the new name", async () => {
    const text = await editor.text(app);
    return text.split("name: keys").length === 3;
  });

  await changing(app, () => pod.fromMenu(app, "Volume keys", "Remove with its mounts"));
  await editor.textIs(app, BACKUP, "nothing of it is left");
});

test("a form says what it lacks, and writes nothing", async () => {
  const { app } = await openText(BACKUP);
  await pod.section(app, "Volumes");
  const form = await pod.newForm(app, "+ Volume", "A new volume");
  await choose(app, "Kind", "persistentVolumeClaim", form);
  await press(app, "Add", form);
  await showing(app, "Say which claim first.", FORM);
  await chord(app, "Escape");
  await editor.show(app, "Split");
  await editor.textIs(app, BACKUP, "nothing is written");
});

test("variables come from a secret, one by one and all at once", async () => {
  const { app } = await openText(BACKUP);
  let form = await pod.newForm(
    app,
    "+ From a secret or config map",
    "A variable from a secret or config map",
  );
  await pod.give(app, form, "Variable", "PASSWORD");
  await pod.give(app, form, "Its name", "database");
  await pod.give(app, form, "Key", "password");
  await pod.send(app, form);
  form = await pod.newForm(app, "+ All keys of a secret or config map", "Every key as a variable");
  await choose(app, "Source", "configMap", form);
  await pod.give(app, form, "Its name", "settings");
  await pod.send(app, form);
  await editor.has(app, "secretKeyRef:", "key: password", "configMapRef:", "name: settings");

  const secret = await control(app, { role: "textbox", name: "Secret of PASSWORD", within: FORM });
  await fill(app, secret, "database-2");
  await changing(app, () => chord(app, "Enter"));
  await editor.has(app, "name: database-2", "key: password");
});

test("a variable that a parameter sets does not lose its value to a secret", async () => {
  const { app } = await openText(BACKUP);
  await pod.fromMenu(app, "BUCKET", "Take it from…");
  await fill(app, await control(app, { role: "textbox", name: "Secret of BUCKET" }), "s");
  await chord(app, "Tab");
  await typeText(app, "k");
  await chord(app, "Enter");
  await showing(app, "The parameter BUCKET sets its value; it would then set nothing.", FORM);
});

test("a check asks another way without leaving the first behind", async () => {
  const { app } = await openText(BACKUP);
  await pod.section(app, "Checks");
  const check = `${FORM} .check[aria-label="Still lives"]`;
  await choose(app, "Still lives: how", "httpGet", check);
  await pod.give(app, `${check} form`, "Port", "8080");
  await pod.send(app, `${check} form`, "Set");
  await editor.has(app, "livenessProbe:", "httpGet:", "port: ${8080}");
  await choose(app, "Still lives: how", "exec", check);
  await pod.give(app, `${check} form`, "Command", "test -f /alive");
  await pod.send(app, `${check} form`, "Set");
  await until("the command stands in its place", async () => {
    const text = await editor.text(app);
    return text.includes("exec:") && !text.includes("httpGet:");
  });
});

test("placing: a toleration, a node, pods to keep away from", async () => {
  const { app } = await openText(BACKUP);
  await pod.section(app, "Placing");
  let form = await pod.newForm(app, "+ Toleration", "A taint that the pod bears");
  await pod.give(app, form, "Taint", "example.com/batch");
  await pod.send(app, form);
  form = await pod.newForm(app, "+ Rule for nodes", "Nodes that the pod needs or likes");
  await pod.give(app, form, "Label", "example.com/pool");
  await pod.give(app, form, "Values", "batch, spot");
  await pod.send(app, form);
  form = await pod.newForm(app, "+ Rule for other pods", "Pods beside it");
  await pod.give(app, form, "Label", "app");
  await pod.give(app, form, "Value", "database");
  await pod.send(app, form);
  await editor.has(app, "key: example.com/batch", "operator: Exists", "- spot", "podAntiAffinity:");
  await changing(app, () => pod.fromMenu(app, "Toleration 1", "Remove"));
  await until("the toleration is gone", async () => !(await editor.text(app)).includes("tolerat"));
});

test("security is made restricted in one step, which one undo takes back", async () => {
  const { app } = await openText(BACKUP);
  const within = await pod.section(app, "Security");
  await changing(app, () => press(app, "Make it restricted", within));
  await editor.has(app, "runAsNonRoot: true", "type: RuntimeDefault", "- ALL");
  await changing(app, () => editor.undo(app));
  await editor.textIs(app, BACKUP, "one undo takes all of it back");
});

test("a release that drops a way to check does not offer it", async () => {
  const { app } = await openText(BACKUP);
  await (
    await control(app, { role: "combobox", name: "Target" })
  ).selectByAttribute("value", "2025.0");
  await pod.section(app, "Checks");
  await showing(app, "Has started", FORM);
  const grpc = app.browser.$(`${FORM} .check option[value=grpc]`);
  await until("gRPC cannot be chosen", async () => !(await grpc.isEnabled()));
  expect(await grpc.getText()).toContain("Spinnaker 2025.0 drops it");
});

test("a parameter is led to a field, by dragging and by keys", async () => {
  const { app } = await openText(BACKUP);
  const mapping = "mapping: manifest.spec.template.spec.containers[0].env[0].value";
  const text = replaced(BACKUP, mapping, "mapping: account");
  const handle = await control(app, { role: "button", name: "Lead to… BUCKET" });
  const account = await design.field(app, "Stage", "Account");
  await changing(app, () => handle.dragAndDrop(account));
  await editor.show(app, "YAML");
  await editor.textIs(app, text, "the mapping leads to the account");
  await changing(app, () => editor.undo(app));

  await editor.show(app, "Design");
  await design.focus(app, { role: "button", name: "Lead to… BUCKET" });
  await chord(app, "Enter");
  await showing(app, "Choose the field that BUCKET shall set");
  const image = { container: "dump" };
  const within = await design.within(app, image);
  await design.focus(app, { role: "textbox", name: "Image", within });
  await changing(app, () => chord(app, "Enter"));
  await editor.show(app, "YAML");
  const led = replaced(BACKUP, "containers[0].env[0].value", "containers[0].image");
  await editor.textIs(app, led, "and so it does by keys");
});

test("hovering a parameter lights what it sets, and the other way round", async () => {
  const { app } = await openText(BACKUP);
  const row = `${FORM} li.parameter`;
  const chip = `${FORM} .env button.chip`;
  await app.browser.$(`${row} .row`).moveTo();
  await until("the chip is lit", () => app.browser.$(`${chip}.lit`).isExisting());
  await app.browser.$(`${FORM} .env .label`).moveTo();
  await until("it is dark again", async () => !(await app.browser.$(`${chip}.lit`).isExisting()));
  await app.browser.$(chip).moveTo();
  await until("the row is lit", () => app.browser.$(`${row}.lit`).isExisting());
});
