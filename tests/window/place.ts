/** Where things lie, and folders that last as long as a test. */
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

const here = dirname(fileURLToPath(import.meta.url));

/** The root of the checkout. */
export const ROOT = resolve(here, "../..");

/** The built app. */
export const APPLICATION =
  process.env.STAGE_DESIGNER_APP ?? join(ROOT, "target/debug/stage-designer");

/** Where pictures are put; not part of the repository. */
export const SCREENSHOTS = join(here, "screenshots");

/** Real files of other people, which lie outside the repository. */
export const EXAMPLES = sharedFolder("examples");

function sharedFolder(name: string): string | null {
  const named = process.env.STAGE_DESIGNER_SHARED;
  let shared = named ?? "";
  for (let folder = ROOT; !shared && folder !== dirname(folder); folder = dirname(folder)) {
    const beside = join(dirname(folder), "shared");
    if (existsSync(beside)) shared = beside;
  }
  const found = shared && join(shared, name);
  return found && existsSync(found) ? found : null;
}

/** A folder that is gone after the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "stage-designer-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
