/** A full disk: said clearly, nothing lost. */
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openApp, picture } from "../app";
import { drafted } from "../drafts";
import { press, showing } from "../find";
import { processOf } from "../kill";
import * as design from "../pages/design";
import * as editor from "../pages/editor";
import { temporaryFolder } from "../place";
import { canBeStraitened, fullDisk, seenBy, straitened } from "../strait";
import { BACKUP, replaced } from "../texts";

const MINE = replaced(BACKUP, "label: Backup #", "label: Backup by me #");

test.skipIf(!canBeStraitened())(
  "a save onto a full disk says so and loses nothing, and works once there is room",
  async () => {
    const folder = await temporaryFolder();
    const path = join(folder, "orca-local.yml");
    await writeFile(path, BACKUP);
    const program = await straitened(fullDisk(folder));
    const app = await openApp({ open: [path], program });
    const pid = await processOf(app);
    await design.set(app, "Stage", "Label", "Backup by me");
    await press(app, "Save", "[role=toolbar]");
    await showing(app, "The disk is full: make room, then try again.");
    await picture(app, "disk-full");
    expect(await readFile(seenBy(pid, path), "utf8"), "the file is whole").toBe(BACKUP);
    const left = await readdir(seenBy(pid, folder));
    expect(left.sort(), "nothing else is left").toEqual(["full", "orca-local.yml"]);
    await editor.isUnsaved(app, true, "it is not said to be saved");
    await drafted(app.data, "Backup by me");

    await rm(seenBy(pid, join(folder, "full")));
    await editor.save(app);
    expect(await readFile(seenBy(pid, path), "utf8")).toBe(MINE);
  },
);

test.skipIf(!canBeStraitened())(
  "where drafts find the disk full it is said, saving works, and they go on once there is room",
  async () => {
    const data = await temporaryFolder();
    const path = join(await temporaryFolder(), "orca-local.yml");
    await writeFile(path, BACKUP);
    const program = await straitened(fullDisk(data));
    const app = await openApp({ open: [path], data, program });
    const pid = await processOf(app);
    await design.set(app, "Stage", "Label", "Backup by me");
    await showing(app, "What you type is not safe from a crash: save it.");
    await picture(app, "disk-full-drafts");
    await editor.save(app);
    expect(await readFile(path, "utf8")).toBe(MINE);

    await rm(seenBy(pid, join(data, "full")));
    await design.set(app, "Stage", "Label", "Backup once more");
    await drafted(seenBy(pid, data), "Backup once more");
  },
);
