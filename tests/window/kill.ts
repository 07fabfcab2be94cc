/** Ends the app as a crash does. */
import { open, readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { App } from "./app";
import { APPLICATION } from "./place";
import { until } from "./until";

const NAME = basename(APPLICATION);

/** The process of the app, found by the data folder that it alone has. */
export async function processOf(app: App, program = NAME): Promise<number> {
  return until("the app's process is found", async () => {
    for (const entry of await readdir("/proc")) {
      if (!/^\d+$/.test(entry)) continue;
      const read = (file: string) => readFile(`/proc/${entry}/${file}`, "utf8").catch(() => "");
      const words = (await read("cmdline")).split("\0");
      if (basename(words[0] ?? "") !== basename(program)) continue;
      const surroundings = (await read("environ")).split("\0");
      if (surroundings.includes(`STAGE_DESIGNER_DATA=${app.data}`)) return Number(entry);
    }
    return null;
  });
}

/** Kills the app, and waits until it is gone. */
export async function kill(pid: number): Promise<void> {
  process.kill(pid, "SIGKILL");
  await until("the app is gone", async () => {
    const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
    return status === "" || status.includes("State:\tZ");
  });
}

/**
 * Measures until its end how late this machine is: the longest that a small
 * file took beyond its time to be written and synced. A promise in seconds is
 * kept by a program that is let run.
 */
export function lateness(folder: string): { end: () => Promise<number> } {
  const PAUSE = 50;
  let over = false;
  let longest = 0;
  const measured = (async () => {
    while (!over) {
      const begin = Date.now();
      await new Promise((done) => setTimeout(done, PAUSE));
      const file = await open(join(folder, "lateness"), "w");
      await file.write("on time?");
      await file.datasync();
      await file.close();
      longest = Math.max(longest, Date.now() - begin - PAUSE);
    }
    return longest;
  })();
  return {
    end: () => {
      over = true;
      return measured;
    },
  };
}
