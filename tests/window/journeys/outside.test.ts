/** The file changes on disk while it is open. */
import { readFile, rm, writeFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { openText, type App } from "../app";
import { control, press, showing } from "../find";
import * as design from "../pages/design";
import * as editor from "../pages/editor";
import { until } from "../until";
import { BACKUP, replaced } from "../texts";

const THEIRS = replaced(BACKUP, "label: Backup #", "label: Backup by others #");
const MINE = replaced(BACKUP, "label: Backup #", "label: Backup by me #");

async function changedOnBothSides(): Promise<{ app: App; path: string }> {
  const { app, path } = await openText(BACKUP);
  await design.set(app, "Stage", "Label", "Backup by me");
  await writeFile(path, THEIRS);
  await showing(app, "changed on disk while it has unsaved changes");
  return { app, path };
}

test("a text without changes of its own follows the file", async () => {
  const { app, path } = await openText(BACKUP);
  await writeFile(path, THEIRS);
  await showing(app, "Backup by others", ".crumb");
  await design.valueIs(app, "Stage", "Label", "Backup by others");
  await editor.isUnsaved(app, false, "it is the file's text");
  // And once more, in the way that editors save: a new file in the old one's place.
  await rm(path);
  await writeFile(path, BACKUP);
  await design.valueIs(app, "Stage", "Label", "Backup");
});

test("with changes on both sides both texts are shown, and nothing is overwritten", async () => {
  const { app, path } = await changedOnBothSides();
  await design.valueIs(app, "Stage", "Label", "Backup by me");
  await press(app, "Show both");
  await showing(app, "Backup by others", "[aria-label='On disk']");
  await showing(app, "Backup by me", "[aria-label^='Yours']");
  await press(app, "Decide later");
  expect(await readFile(path, "utf8")).toBe(THEIRS);
  await editor.show(app, "YAML");
  await editor.textIs(app, MINE, "one's own text is kept");
});

test("saving over a newer file asks, and keeping one's own writes it", async () => {
  const { app, path } = await changedOnBothSides();
  await press(app, "Save", "[role=toolbar]");
  await control(app, { role: "region", name: "Two versions of the file" });
  expect(await readFile(path, "utf8"), "Save alone overwrites nothing").toBe(THEIRS);
  await press(app, "Keep yours and save");
  await until("the file holds one's own text", async () => {
    return (await readFile(path, "utf8")) === MINE;
  });
  await editor.isUnsaved(app, false, "all is saved");
});

test("a change outside is merged with one's own, and where both meet a person decides", async () => {
  const { app, path } = await openText(BACKUP);
  await design.set(app, "Stage", "Label", "Backup by me");
  await writeFile(path, replaced(THEIRS, "dump:1.4", "dump:2.0"));
  await showing(app, "changed on disk while it has unsaved changes");
  await press(app, "Show both");
  await press(app, "Merge");
  await showing(app, "1 place changed on both sides", "section.merge");
  await (await control(app, { role: "radio", name: "Yours", within: "section.merge" })).click();
  await press(app, "Take the merged text", "section.merge");
  await editor.show(app, "YAML");
  const merged = replaced(MINE, "dump:1.4", "dump:2.0");
  await editor.textIs(app, merged, "mine where both met, theirs elsewhere");
  await editor.save(app);
  expect(await readFile(path, "utf8")).toBe(merged);
});

test("taking what is on disk can be undone", async () => {
  const { app, path } = await changedOnBothSides();
  await press(app, "Show both");
  await press(app, "Take what is on disk");
  await editor.show(app, "YAML");
  await editor.textIs(app, THEIRS, "the disk's text is taken");
  await editor.isUnsaved(app, false, "nothing is left to save");
  await editor.undo(app);
  await editor.textIs(app, MINE, "and one's own is an undo away");
  expect(await readFile(path, "utf8")).toBe(THEIRS);
});

test("a file that vanished is kept in the window and can be written again", async () => {
  const { app, path } = await openText(BACKUP);
  await design.set(app, "Stage", "Label", "Backup by me");
  await rm(path);
  await showing(app, "is no longer on disk");
  await press(app, "Save", "[role=toolbar]");
  await until("the file is there again", async () => {
    return (await readFile(path, "utf8").catch(() => "")) === MINE;
  });
});
