/** A full disk and the system's watch limit: said clearly, nothing lost. */
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openApp, picture } from "../app";
import { drafted } from "../drafts";
import { control, press, showing } from "../find";
import { processOf } from "../kill";
import * as design from "../pages/design";
import * as editor from "../pages/editor";
import { temporaryFolder } from "../place";
import { canBeStraitened, fullDisk, NO_WATCHES, seenBy, straitened } from "../strait";
import { BACKUP, replaced } from "../texts";

const MINE = replaced(BACKUP, "label: Backup #", "label: Backup by me #");
const THEIRS = replaced(BACKUP, "label: Backup #", "label: Backup by others #");

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

test.skipIf(!canBeStraitened())(
  "without watches it is said, and a change outside is seen before a save and on coming back",
  async () => {
    const path = join(await temporaryFolder(), "orca-local.yml");
    await writeFile(path, BACKUP);
    const app = await openApp({ open: [path], program: await straitened(NO_WATCHES) });
    await showing(app, "Changes made outside cannot be noticed");
    await showing(app, "fs.inotify.max_user_watches");
    await picture(app, "no-watches");
    await design.set(app, "Stage", "Label", "Backup by me");
    await writeFile(path, THEIRS);
    await press(app, "Save", "[role=toolbar]");
    await control(app, { role: "region", name: "Two versions of the file" });
    expect(await readFile(path, "utf8"), "nothing is overwritten").toBe(THEIRS);
    await press(app, "Take what is on disk");
    await showing(app, "Backup by others", ".crumb");

    await writeFile(path, BACKUP);
    await app.browser.execute(() => window.dispatchEvent(new Event("focus")));
    await design.valueIs(app, "Stage", "Label", "Backup");
  },
);
