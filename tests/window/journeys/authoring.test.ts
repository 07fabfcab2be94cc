/** Stages designed by seeing and clicking. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { changing, openApp, openText } from "../app";
import { control, gone, press, showing } from "../find";
import { chord, fill, typeText } from "../keys";
import * as authoring from "../pages/authoring";
import * as design from "../pages/design";
import * as editor from "../pages/editor";
import * as exporting from "../pages/exporting";
import * as files from "../pages/files";
import * as preview from "../pages/preview";
import { temporaryFolder } from "../place";
import { until } from "../until";
import { BACKUP } from "../texts";

const BUCKET = "manifest.spec.template.spec.containers[0].env[0].value";

test("from an empty folder to a previewed, exported stage without typing YAML", async () => {
  const folder = await temporaryFolder();
  const app = await openApp({ open: [folder] });
  await authoring.gallery(app);
  await authoring.useTemplate(app, "Run a script");
  await design.set(app, "Stage", "Label", "Greet");
  await design.set(app, "Stage", "Account", "prod");

  await authoring.goToField(app, "serviceAccountName");
  await authoring.typeInto(app, "serviceAccountName", "greeter");
  await preview.lineIs(app, "serviceAccountName: greeter");

  await preview.give(app, "Message", "Good morning");
  await preview.lineIs(app, "value: Good morning");

  const path = join(folder, "orca-local.yml");
  await exporting.open(app);
  await exporting.to(app, path);
  await exporting.write(app);
  const written = await readFile(path, "utf8");
  expect(written).toContain("label: Greet");
  expect(written).toContain("serviceAccountName: greeter");
  expect(written.split("- label:").length, "one stage").toBe(2);
});

test("map, insert a container above, still right", async () => {
  const { app } = await openText(BACKUP);
  await press(app, "Add container", design.FORM);
  await showing(app, "main", design.FORM);
  const handle = { role: "button", name: "2: move main", begins: true, within: design.FORM };
  // A drag begins with a press; the focus is all that is wanted here.
  await app.browser.execute(
    (button) => (button as never as HTMLElement).focus(),
    await control(app, handle),
  );
  await changing(app, () => chord(app, "Alt", "ArrowUp"));
  await editor.show(app, "Split");
  const moved = BUCKET.replace("containers[0]", "containers[1]");
  await until("the mapping has followed its container", async () =>
    (await editor.text(app)).includes(`mapping: ${moved}`),
  );
  await preview.lineIs(app, "value: nightly");
});

test("one gesture in the YAML makes a value a parameter", async () => {
  const { app } = await openText(BACKUP);
  await editor.show(app, "Split");
  await editor.goToEndOf(app, "image: registry");
  await changing(app, () => chord(app, "Control", "Shift", "m"));
  await until("the parameter is in the text", async () =>
    (await editor.text(app)).includes("mapping: manifest.spec.template.spec.containers[0].image"),
  );
  await showing(app, "dump › image", design.FORM);
  await changing(app, () => editor.undo(app));
  await editor.textIs(app, BACKUP, "one undo takes all of it back");
});

test("a word of a command that no mapping reaches gets its way round", async () => {
  const { app } = await openText(BACKUP);
  await editor.show(app, "YAML");
  await editor.goToEndOf(app, "command: [dump, --all]");
  await chord(app, "ArrowLeft");
  await chord(app, "ArrowLeft");
  await chord(app, "Control", "Shift", "m");
  await control(app, { role: "heading", name: "Parameter from here" });
  await showing(app, "cannot end in an item of a list");
  const name = await control(app, { role: "textbox", name: "Name", within: "section.panel" });
  await fill(app, name, "MODE");
  await changing(app, () => press(app, "Create parameter"));
  await until("the variable stands for the word", async () =>
    /command: \[dump, \$\(\w+\)\]/.test(await editor.text(app)),
  );
});

test("typing that shifts a mapping says so, and puts it right", async () => {
  const { app } = await openText(BACKUP);
  await editor.show(app, "YAML");
  await editor.goToEndOf(app, "- name: BUCKET");
  // The second is the variable; the first is the parameter.
  await editor.goToEndOf(app, "env:");
  await chord(app, "Enter");
  await typeText(app, "- {name: LEVEL, value: debug}");
  await showing(app, "BUCKET now sets dump › env LEVEL, was dump › env BUCKET.");
  await changing(app, () => press(app, "Set dump › env BUCKET again"));
  await until("the mapping follows", async () =>
    (await editor.text(app)).includes(BUCKET.replace("env[0]", "env[1]")),
  );
  await gone(app, { name: "Mappings that typing has shifted" });
});

test("a mapping into any list is followed by where its place stands, not by its name", async () => {
  const volume = BACKUP.replace(
    "        manifest:\n",
    `          - {name: CONFIG, mapping: "manifest.spec.template.spec.tolerations[0].value"}
        manifest:
`,
  );
  const { app } = await openText(`${volume}                tolerations:
                  - {key: pool, value: batch}
`);
  await editor.show(app, "YAML");
  await editor.goToEndOf(app, "label: Backup");
  await chord(app, "Control", "End");
  await editor.goToEndOf(app, "tolerations:");
  await chord(app, "Enter");
  await typeText(app, "- {key: spot, value: any}");
  await showing(app, "CONFIG now sets tolerations[0] › value, was tolerations[1] › value.");
  await changing(app, () => press(app, "Set tolerations[1] › value again"));
  await editor.has(app, "tolerations[1].value");
  await gone(app, { name: "Mappings that typing has shifted" });
});

test("a renamed parameter takes its own variable along, in one step of the history", async () => {
  const text = BACKUP.replace("[dump, --all]", "[dump, $(BUCKET)]");
  const { app } = await openText(text);
  await design.openParameter(app, "BUCKET");
  await design.set(app, "Parameters", "Name", "TARGET");
  await showing(app, "The variable BUCKET of dump is called TARGET now, too.");
  await editor.has(app, "[dump, $(TARGET)]", /- name: TARGET\n +value: ""/);
  await (await design.field(app, "Stage", "Label")).click();
  await changing(app, () => editor.undo(app));
  await editor.textIs(app, text, "one undo takes all of it back");
  await gone(app, { role: "alert", name: "The variable BUCKET", begins: true });
});

test("a command line becomes a stage with the parameters chosen", async () => {
  const app = await openApp();
  await authoring.gallery(app);
  await authoring.paste(
    app,
    "Command line",
    "docker run … or kubectl create job …",
    "docker run -e DB=orders migrate:3 up",
  );
  await (await control(app, { role: "checkbox", name: "main › env DB", begins: true })).click();
  await press(app, "Put it in");
  await control(app, { role: "region", name: "Stage", within: design.FORM });
  await showing(app, "main › env DB", design.FORM);
  await preview.lineIs(app, "value: orders");
});

test("a script goes in so that nobody but the shell reads it", async () => {
  const { app } = await openText(BACKUP);
  await press(app, "Edit as script", design.FORM);
  await control(app, { role: "heading", name: "Script of dump" });
  await (await control(app, { role: "textbox", name: "Script" })).click();
  await chord(app, "Control", "a");
  await typeText(app, "echo ${BUCKET:-none}");
  await changing(app, () => press(app, "Put it in"));
  await editor.show(app, "Split");
  await until("no dollar with a brace is in the text", async () => {
    const text = await editor.text(app);
    return text.includes("@{BUCKET:-none}") && !text.includes("${");
  });
  await press(app, "Edit as script", design.FORM);
  await showing(app, "echo ${BUCKET:-none}", "section.panel");
});

test("values are named, kept beside the file, and come back", async () => {
  const { app, folder } = await openText(BACKUP);
  await preview.give(app, "Bucket", "weekly");
  await press(app, "Keep as…");
  const name = await control(app, { role: "textbox", name: "Name of the value set" });
  await fill(app, name, "Weekly run");
  await chord(app, "Enter");
  const sets = await control(app, { role: "combobox", name: "Value set" });
  await sets.selectByVisibleText("Defaults");
  await preview.lineIs(app, "value: nightly");
  await sets.selectByVisibleText("Weekly run");
  await preview.lineIs(app, "value: weekly");
  const kept = await readFile(join(folder, "stage-designer.samples.json"), "utf8");
  expect(kept.replaceAll(/\s/g, "")).toContain('{"Weeklyrun":{"BUCKET":"weekly"}}');
});

test("a word is replaced in the file, and undo takes it back", async () => {
  const { app } = await openText(BACKUP);
  await design.field(app, "Stage", "Label");
  await chord(app, "Control", "Shift", "f");
  await fill(app, await control(app, { role: "textbox", name: "Find" }), "warehouse");
  await fill(app, await control(app, { role: "textbox", name: "Replace with" }), "store");
  await press(app, "Replace 1");
  await chord(app, "Escape");
  await editor.show(app, "YAML");
  await editor.textIs(app, BACKUP.replace("warehouse", "store"), "the word is replaced");
  await changing(app, () => editor.undo(app));
  await editor.textIs(app, BACKUP, "undo takes it back");
});

test("what was replaced in several files is taken back in all of them at once", async () => {
  const folder = await temporaryFolder();
  const paths = ["orca-local.yml", "there.yml"].map((name) => join(folder, name));
  for (const path of paths) await writeFile(path, BACKUP);
  const app = await openApp({ open: paths });
  await files.choose(app, "there.yml");
  await chord(app, "Control", "Shift", "f");
  await fill(app, await control(app, { role: "textbox", name: "Find" }), "warehouse");
  await fill(app, await control(app, { role: "textbox", name: "Replace with" }), "store");
  await press(app, "Replace 2");
  await showing(app, "0 in 0 files");
  await press(app, "Take it back in 2 files");
  await showing(app, "2 in 2 files");
});
