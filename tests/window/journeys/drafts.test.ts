/** The program is killed: what was typed comes back, against the file as it is now. */
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openApp, picture, type App } from "../app";
import { control, gone, press, showing } from "../find";
import { kill, processOf } from "../kill";
import * as design from "../pages/design";
import * as editor from "../pages/editor";
import * as safety from "../pages/safety";
import { temporaryFolder } from "../place";
import { until } from "../until";
import { BACKUP, replaced } from "../texts";

const MINE = replaced(BACKUP, "label: Backup #", "label: Backup by me #");

/** Waits until some draft holds a text. */
async function drafted({ data }: App, part: string): Promise<void> {
  await until(`a draft with ${part} is on disk`, async () => {
    const files = await readdir(join(data, "drafts"), { recursive: true });
    for (const file of files.filter((file) => file.endsWith(".draft"))) {
      if ((await readFile(join(data, "drafts", file), "utf8")).includes(part)) return true;
    }
    return false;
  });
}

async function crashed(): Promise<{ path: string; data: string }> {
  const path = join(await temporaryFolder(), "orca-local.yml");
  await writeFile(path, BACKUP);
  const app = await openApp({ open: [path] });
  const pid = await processOf(app);
  await design.set(app, "Stage", "Label", "Backup by me");
  await drafted(app, "Backup by me");
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
  expect(await editor.unsaved(app)).toBe(true);
  await editor.undo(app);
  await editor.textIs(app, BACKUP, "and taking it back is one undo");
  await editor.redo(app);
  await editor.save(app);
  expect(await readFile(path, "utf8")).toBe(MINE);
  const after = await openApp({ open: [path], data });
  await showing(after, "Backup by me", ".crumb");
  await gone(after, { role: "heading", name: "Unsaved texts of the last run" });
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
  await gone(app, { role: "heading", name: "Unsaved texts of the last run" });
  const again = await openApp({ open: [path], data });
  await showing(again, "Backup", ".crumb");
  await gone(again, { role: "heading", name: "Unsaved texts of the last run" });
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
