/** Figures of a running window: times inside its page, memory of its processes. */
import { readdir, readFile } from "node:fs/promises";
import type { App } from "../app";

/** The value that this share of all is not above. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

export const median = (values: readonly number[]) => percentile(values, 0.5);

/** What a key took, in milliseconds. */
export interface Key {
  /** Until its problems and preview stood in the page. */
  updated: number;
  /** Until the frame with them was drawn; for the frame alone a screen of 60 Hz takes up to 16. */
  drawn: number;
}

interface Page {
  took?: Key[];
  typed?: number | undefined;
}

/** From now on each key's way is measured inside the page, from when it arrives. */
export async function watchKeys({ browser }: App): Promise<void> {
  await browser.execute(() => {
    const page = globalThis as Page;
    page.took = [];
    const root = document.documentElement;
    const version = () => Number(root.dataset.rendered?.split(":")[1]);
    let before = version();
    addEventListener(
      "beforeinput",
      () => {
        before = version();
        page.typed = performance.now();
      },
      { capture: true },
    );
    const drawn = () => {
      const { typed } = page;
      const { rendered, previewed } = root.dataset;
      if (typed === undefined || !rendered || version() <= before) return;
      if (!`${previewed}:`.startsWith(`${rendered}:`)) return;
      page.typed = undefined;
      const updated = performance.now() - typed;
      // Tasks of the channel come after the frame that is drawn with this state.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => page.took?.push({ updated, drawn: performance.now() - typed });
        port2.postMessage(null);
      });
    };
    new MutationObserver(drawn).observe(root, { attributes: true });
  });
}

/** What the keys took so far. */
export async function keysTook({ browser }: App): Promise<Key[]> {
  return browser.execute(() => (globalThis as Page).took ?? []);
}

/** When the page could first be used, in milliseconds since 1970; `null` before that. */
export async function usableAt(browser: WebdriverIO.Browser): Promise<number | null> {
  return browser.execute(() => {
    const [mark] = performance.getEntriesByName("usable");
    return mark ? performance.timeOrigin + mark.startTime : null;
  });
}

/** When a process began, in milliseconds since 1970; the kernel counts hundredths. */
export async function beganAt(pid: number): Promise<number> {
  const up = Number((await readFile("/proc/uptime", "utf8")).split(" ")[0]) * 1000;
  const now = Date.now();
  const stat = await readFile(`/proc/${pid}/stat`, "utf8");
  const ticks = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19]);
  return now - up + ticks * 10;
}

/** Resident memory of a process and all it began, in MiB; what is shared counts in part. */
export async function memory(pid: number): Promise<number> {
  const parents = new Map<number, number>();
  for (const entry of await readdir("/proc")) {
    if (!/^\d+$/.test(entry)) continue;
    const stat = await readFile(`/proc/${entry}/stat`, "utf8").catch(() => "");
    parents.set(Number(entry), Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]));
  }
  const ours = (of: number): boolean => of === pid || (of > 1 && ours(parents.get(of) ?? 0));
  let sum = 0;
  for (const one of parents.keys()) {
    if (!ours(one)) continue;
    const rollup = await readFile(`/proc/${one}/smaps_rollup`, "utf8").catch(() => "");
    sum += Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0);
  }
  return sum / 1024;
}
