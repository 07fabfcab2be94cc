/** The drafts on disk, as `crates/engine/src/drafts/record.rs` writes them. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { until } from "./until";

export interface Draft {
  /** The file's text when the draft began to differ from it. */
  base: string;
  text: string;
}

/** All of them that lie below a data folder. */
export async function drafts(data: string): Promise<Draft[]> {
  const found: Draft[] = [];
  for (const file of await files(data)) {
    const bytes = await readFile(file).catch(() => null);
    if (bytes === null) continue; // gone meanwhile
    const line = bytes.indexOf("\n");
    const head = JSON.parse(bytes.toString("utf8", 0, line)) as { base: number; text: number };
    const rest = bytes.subarray(line + 1);
    if (rest.length !== head.base + head.text) throw new Error(`${file} is no whole draft`);
    found.push({
      base: rest.toString("utf8", 0, head.base),
      text: rest.toString("utf8", head.base),
    });
  }
  return found;
}

async function files(data: string): Promise<string[]> {
  const all = await readdir(join(data, "drafts"), { recursive: true }).catch(() => []);
  return all.filter((file) => file.endsWith(".draft")).map((file) => join(data, "drafts", file));
}

/** Waits until some draft holds a text. */
export async function drafted(data: string, part: string): Promise<void> {
  await until(`a draft with ${part} is on disk`, async () =>
    (await drafts(data)).some(({ text }) => text.includes(part)),
  );
}

/**
 * Waits until there is no draft at all: those of earlier runs are offered as
 * long as they lie there.
 */
export async function noDraftsLeft(data: string): Promise<void> {
  await until("no draft is left", async () => (await files(data)).length === 0);
}
