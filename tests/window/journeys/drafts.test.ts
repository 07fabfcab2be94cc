/** The program is killed: what was typed comes back, against the file as it is now. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openApp, picture } from "../app";
import { drafted, noDraftsLeft } from "../drafts";
import { control, gone, press, showing } from "../find";
import { kill, processOf } from "../kill";
import * as design from "../pages/design";
import * as editor from "../pages/editor";
import * as safety from "../pages/safety";
import { temporaryFolder } from "../place";
import { BACKUP, replaced } from "../texts";

const MINE = replaced(BACKUP, "label: Backup #", "label: Backup by me #");

async function crashed(): Promise<{ path: string; data: string }> {
  const path = join(await temporaryFolder(), "orca-local.yml");
  await writeFile(path, BACKUP);
  const app = await openApp({ open: [path] });
  const pid = await processOf(app);
  await design.set(app, "Stage", "Label", "Backup by me");
  await drafted(app.data, "Backup by me");
  await kill(pid);
  return { path, data: app.data };
}

test("a draft is shown against its file, restored, and is unsaved until it is saved", async () => {
  const { path, data } = await crashed();
  expect(await readFile(path, "utf8"), "the file is as it was").toBe(BACKUP);
  const app = await openApp({ open: [path], data });
  await safety.draftsOffered(app);
  const seen = await safety.marked(app, "section.drafts");
  expect(seen.added.join("\n")).toContain("Backup by me");
  await picture(app, "drafts");
  await safety.restore(app, "orca-local.yml");
  await editor.show(app, "YAML");
  await editor.textIs(app, MINE, "the draft is the text");
  await editor.isUnsaved(app, true, "it is not saved yet");
  await editor.undo(app);
  await editor.textIs(app, BACKUP, "and taking it back is one undo");
  await editor.redo(app);
  await editor.save(app);
  expect(await readFile(path, "utf8")).toBe(MINE);
  await noDraftsLeft(data);
  const after = await openApp({ open: [path], data });
  await showing(after, "Backup by me", ".crumb");
  await gone(after, safety.OFFER);
});

test("a draft of a file that others changed meanwhile is merged with it", async () => {
  const { path, data } = await crashed();
  await writeFile(path, replaced(BACKUP, "dump:1.4", "dump:2.0"));
  const app = await openApp({ data });
  await safety.draftsOffered(app);
  await showing(app, "its file changed since");
  await safety.restore(app, "orca-local.yml");
  await editor.show(app, "YAML");
  await editor.textIs(app, replaced(MINE, "dump:1.4", "dump:2.0"), "both changes are there");
});

test("a draft that meets another's change waits for a decision", async () => {
  const { path, data } = await crashed();
  await writeFile(path, replaced(BACKUP, "label: Backup #", "label: Backup by others #"));
  const app = await openApp({ data });
  await safety.draftsOffered(app);
  await safety.restore(app, "orca-local.yml");
  await control(app, { role: "heading", name: "Merge orca-local.yml" });
  await showing(app, "Backup by others", "section.merge");
  await picture(app, "draft-merge");
});

test("a discarded draft does not come back", async () => {
  const { path, data } = await crashed();
  const app = await openApp({ open: [path], data });
  await safety.draftsOffered(app);
  await press(app, "Discard the draft of orca-local.yml");
  await gone(app, safety.OFFER);
  await noDraftsLeft(data);
  const again = await openApp({ open: [path], data });
  await showing(again, "Backup", ".crumb");
  await gone(again, safety.OFFER);
});

test("where no drafts can be kept it is said, and the window works", async () => {
  const data = await temporaryFolder();
  const folder = await temporaryFolder();
  await writeFile(join(data, "drafts"), "a file where a folder should be");
  await mkdir(join(folder, "a"));
  await writeFile(join(folder, "orca-local.yml"), BACKUP);
  const app = await openApp({ open: [join(folder, "orca-local.yml")], data });
  await showing(app, "No drafts are kept of what you type");
  await picture(app, "no-drafts");
  await design.set(app, "Stage", "Label", "Backup by me");
  await editor.save(app);
  expect(await readFile(join(folder, "orca-local.yml"), "utf8")).toBe(MINE);
});
