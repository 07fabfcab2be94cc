/** Stages are exported into a new file and into one that is there. */
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openApp, openText, type App } from "../app";
import { control, showing } from "../find";
import * as design from "../pages/design";
import * as exporting from "../pages/exporting";
import { temporaryFolder } from "../place";
import { BACKUP, profile, replaced, stage } from "../texts";

async function opened(text: string): Promise<{ app: App; folder: string }> {
  const { app, folder } = await openText(text, {}, "stages.yml");
  await exporting.open(app);
  return { app, folder };
}

test("a new orca-local.yml is shown first, then written, comments and all", async () => {
  const { app, folder } = await opened(BACKUP);
  const path = join(folder, "orca-local.yml");
  await exporting.to(app, path);
  await showing(app, `${path} will be new.`);
  await showing(app, "Adds backupDatabase");
  await showing(app, "label: Backup # shown in Deck", ".export .cm-content");
  expect(existsSync(path), "nothing is written before Write").toBe(false);
  await exporting.write(app);
  expect(await readFile(path, "utf8")).toBe(BACKUP);
});

test("merged into a file, a stage of the same type is replaced in place and others are added", async () => {
  const others = profile(
    stage("first", "First # ours"),
    stage("backupDatabase", "Backup as it was"),
    stage("last", "Last"),
  );
  const there = `# Kept by the platform team.\nserver:\n  port: 8083\n${others}# The end.\n`;
  const { app, folder } = await opened(BACKUP + stage("restoreDatabase", "Restore"));
  const path = join(folder, "orca-local.yml");
  await writeFile(path, there);
  await exporting.to(app, path);
  await showing(app, `${path} changes as shown.`);
  await showing(app, "Replaces backupDatabase");
  await showing(app, "Adds restoreDatabase");
  const seen = await exporting.difference(app);
  expect(seen.gone.join("\n"), "what goes is shown").toContain("Backup as it was");
  expect(seen.added.join("\n"), "what comes is shown").toContain("label: Restore");
  expect(await readFile(path, "utf8"), "nothing is written before Write").toBe(there);

  await exporting.write(app);
  const written = await readFile(path, "utf8");
  expect(written.match(/^ +type: \w+/gm)?.map((line) => line.trim())).toEqual([
    "type: first",
    "type: backupDatabase",
    "type: last",
    "type: restoreDatabase",
  ]);
  expect(written).toContain("      - label: Backup # shown in Deck\n");
  expect(written.startsWith(`# Kept by the platform team.\nserver:\n  port: 8083\n`)).toBe(true);
  expect(written).toContain(stage("first", "First # ours"));
  expect(written).toContain(stage("last", "Last"));
  expect(written).toContain(stage("restoreDatabase", "Restore"));
  expect(written.endsWith("# The end.\n")).toBe(true);
});

test("what is exported is what is on the screen, saved or not", async () => {
  const folder = await temporaryFolder();
  const source = join(folder, "stages.yml");
  await writeFile(source, BACKUP);
  const app = await openApp({ open: [source] });
  await design.set(app, "Stage", "Label", "Nightly backup");
  await exporting.open(app);
  const path = join(folder, "orca-local.yml");
  await exporting.to(app, path);
  await exporting.write(app);
  expect(await readFile(path, "utf8")).toBe(
    replaced(BACKUP, "label: Backup #", "label: Nightly backup #"),
  );
  expect(await readFile(source, "utf8"), "the file itself is not saved by it").toBe(BACKUP);
});

test("an export is refused when the file changed after the comparison", async () => {
  const { app, folder } = await opened(BACKUP);
  const path = join(folder, "orca-local.yml");
  await writeFile(path, profile(stage("other", "Other")));
  await exporting.to(app, path);
  await showing(app, `${path} changes as shown.`);
  const moved = profile(stage("other", "Changed meanwhile"));
  await writeFile(path, moved);
  await (await control(app, { role: "button", name: "Write", within: ".export" })).click();
  await control(app, { role: "alert", name: "", begins: true });
  expect(await readFile(path, "utf8"), "the newer file stands").toBe(moved);
});
