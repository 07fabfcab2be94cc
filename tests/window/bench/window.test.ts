/**
 * What the window takes: a key until its problems and preview are drawn, the
 * start, memory; the latter beside an empty window of the same Tauri, in turns.
 */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openApp, openText, type App } from "../app";
import { processOf } from "../kill";
import { typeText } from "../keys";
import * as editor from "../pages/editor";
import { temporaryFolder } from "../place";
import { BACKUP, profile, stage } from "../texts";
import { until } from "../until";
import { beganAt, keysTook, median, memory, percentile, usableAt, watchKeys } from "./figures";

/** Keys that are measured for each size of file. */
const KEYS = 100;
/** Starts of each window. */
const STARTS = Number(process.env.STAGE_DESIGNER_STARTS ?? 7);

/** A file with so many stages; the first is the one that is typed in. */
function stages(count: number): string {
  const more = Array.from({ length: count - 1 }, (_, at) => stage(`type${at}`, `Stage ${at}`));
  return BACKUP + more.join("");
}

for (const [count, aim] of [
  [1, 16],
  [20, 16],
  [200, 33],
] as const) {
  test(`a key with ${count} stages`, async () => {
    const { app } = await openText(stages(count));
    await editor.show(app, "Split");
    await editor.goToEndOf(app, "description:");
    await typeText(app, "  # ");
    await watchKeys(app);
    for (let key = 0; key < KEYS; key++) {
      await typeText(app, "abcdefghij"[key % 10] ?? "");
      await until("the key is drawn", async () => (await keysTook(app)).length > key);
    }
    const took = await keysTook(app);
    expect(took.length).toBe(KEYS);
    const of = (what: "updated" | "drawn") => {
      const times = took.map((key) => key[what]);
      return `${what} ${median(times).toFixed(1)} ms, 95 % ${percentile(times, 0.95).toFixed(1)} ms`;
    };
    say(`key, ${count} stages: ${of("updated")} (aim ${aim} ms); ${of("drawn")}`);
  });
}

test("start and memory beside an empty window", async () => {
  const empty = process.env.STAGE_DESIGNER_EMPTY;
  if (!empty)
    throw new Error("STAGE_DESIGNER_EMPTY names no program: use `cargo xtask bench window`");
  const path = join(await temporaryFolder(), "orca-local.yml");
  await writeFile(path, profile(stage("one", "One")));
  const ours: Figures[] = [];
  const theirs: Figures[] = [];
  // In turns, so that both meet the same load of the machine.
  for (let start = 0; start < STARTS; start++) {
    theirs.push(await figures({ program: empty, waits: false }));
    ours.push(await figures({ open: [path] }));
  }
  for (const [name, unit, of] of [
    ["start", "ms", (one: Figures) => one.start],
    ["memory", "MiB", (one: Figures) => one.memory],
  ] as const) {
    const [mine, bare] = [median(ours.map(of)), median(theirs.map(of))];
    const ratio = (mine / bare).toFixed(2);
    say(
      `${name}: ${mine.toFixed(0)} ${unit}, empty window ${bare.toFixed(0)} ${unit}: ${ratio} x, aim 1.50 x`,
    );
  }
});

interface Figures {
  start: number;
  memory: number;
}

async function figures(surroundings: Parameters<typeof openApp>[0]): Promise<Figures> {
  const app: App = await openApp(surroundings);
  const usable = await until("the window can be used", () => usableAt(app.browser));
  const pid = await processOf(app, surroundings?.program);
  const found = { start: usable - (await beganAt(pid)), memory: await memory(pid) };
  await app.close();
  return found;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
