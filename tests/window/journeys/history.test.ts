/** One history for everything that changes a text; and all files saved at once. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { changing, openApp } from "../app";
import { press, showing } from "../find";
import { chord } from "../keys";
import * as design from "../pages/design";
import * as editor from "../pages/editor";
import * as files from "../pages/files";
import { problem } from "../pages/problems";
import * as safety from "../pages/safety";
import { temporaryFolder } from "../place";
import { until } from "../until";
import { BACKUP, replaced } from "../texts";

test("form, typing, a fix and a new parameter are undone one by one, in their order", async () => {
  const path = join(await temporaryFolder(), "orca-local.yml");
  const begun = replaced(BACKUP, "cloudProvider: kubernetes\n", "cloudprovider: kubernetes\n");
  await writeFile(path, begun);
  const app = await openApp({ open: [path] });
  await editor.show(app, "Split");
  const texts = [begun];
  const step = async (act: () => Promise<unknown>) => {
    await changing(app, act);
    const now = await editor.text(app);
    expect(now).not.toBe(texts.at(-1));
    texts.push(now);
  };

  await step(() => design.set(app, "Stage", "Label", "Nightly"));
  await editor.goToEndOf(app, "account: data");
  await step(() => editor.type(app, "x"));
  await problem(app, "a name to be mended", ({ message }) => message.includes("cloudprovider"));
  await press(app, "Rename to cloudProvider");
  await step(() => press(app, "Apply", "[data-explained]"));
  await step(() => press(app, "Add parameter", design.FORM));
  await showing(app, "PARAMETER", design.FORM);
  await editor.save(app);

  for (const text of texts.slice(0, -1).reverse()) {
    await changing(app, () => editor.undo(app));
    await editor.textIs(app, text, "each undo takes back one change, saved or not");
  }
  for (const text of texts.slice(1)) {
    await changing(app, () => editor.redo(app));
    await editor.textIs(app, text, "and redo brings it back");
  }
});

test("all files are saved at once, each by its own undo history", async () => {
  const folder = await temporaryFolder();
  const paths = ["a.yml", "b.yml"].map((name) => join(folder, name));
  const other = replaced(BACKUP, "label: Backup #", "label: Copy #");
  await writeFile(paths[0] ?? "", BACKUP);
  await writeFile(paths[1] ?? "", other);
  const app = await openApp({ open: paths });
  for (const name of ["a.yml", "b.yml"]) {
    await files.choose(app, name);
    await design.set(app, "Stage", "Label", `Of ${name}`);
  }
  await safety.command(app, "Save all files");
  await showing(app, "Saved 2 files.");
  for (const path of paths) {
    await until(`${path} holds its own label`, async () =>
      (await readFile(path, "utf8")).includes(`label: Of ${path.slice(-5)} #`),
    );
  }
  await files.choose(app, "a.yml");
  await editor.show(app, "YAML");
  await chord(app, "Control", "z");
  await editor.textIs(app, BACKUP, "one undo in one file");
  await files.choose(app, "b.yml");
  await editor.textIs(
    app,
    replaced(other, "label: Copy #", "label: Of b.yml #"),
    "not in the other",
  );
});
