/** A stage in each form of file is opened, edited and saved; only the edit is changed. */
import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openApp, picture } from "../app";
import { showing } from "../find";
import { IN_FORMS, type InForm } from "../forms";
import * as design from "../pages/design";
import * as editor from "../pages/editor";
import * as safety from "../pages/safety";
import { temporaryFolder } from "../place";
import { BACKUP, replaced } from "../texts";

for (const { form, name, file } of IN_FORMS) {
  test(`a stage in ${name} (${form}) is edited in place`, () => editSave({ form, name, file }));
}

async function editSave({ form, name, file }: InForm): Promise<void> {
  const folder = await temporaryFolder();
  const path = join(folder, name);
  const before = file(BACKUP);
  await writeFile(path, before);
  committed(folder);
  const app = await openApp({ open: [path] });
  await showing(app, "Backup", ".crumb");
  await design.set(app, "Stage", "Label", "Nightly");

  // Base64 has no lines: the one with the text changes as a whole.
  const after = name.startsWith("secret")
    ? file(replaced(BACKUP, "label: Backup #", "label: Nightly #"))
    : replaced(before, "label: Backup #", "label: Nightly #");
  const seen = await safety.againstHead(app);
  expect(seen.added, "the comparison shows the one line").toHaveLength(1);
  expect(seen.gone).toHaveLength(1);
  await picture(app, `form-${name.replace(".yml", "")}`);
  await editor.show(app, "YAML");
  await editor.textIs(app, after, "the text differs in the label only");
  await editor.save(app);
  expect(await readFile(path, "utf8"), "and so does the file").toBe(after);
}

/** Makes a repository of a folder, with all of it in a commit. */
function committed(folder: string): void {
  const git = (...words: string[]) => execFileSync("git", ["-C", folder, ...words]);
  git("init", "-q");
  git("add", ".");
  const who = ["-c", "user.name=A", "-c", "user.email=a@example.com"];
  git(...who, "-c", "commit.gpgsign=false", "commit", "-q", "-m", "Begin");
}
