/** Stages into another file: chosen, compared, written. */
import type { App } from "../app";
import { control, gone, press } from "../find";
import { chord, fill } from "../keys";
import { until } from "../until";

const PANEL = "section.export";

export async function open(app: App): Promise<void> {
  await press(app, "Export…", "[role=toolbar]");
  await control(app, { role: "heading", name: "Export" });
}

/** Says where to; nothing is written yet. */
export async function to(app: App, path: string): Promise<void> {
  await fill(app, await control(app, { role: "textbox", name: "File", within: PANEL }), path);
  await chord(app, "Tab");
}

/** Leaves a stage out, or takes it along again. */
export async function toggle(app: App, label: string): Promise<void> {
  await (await control(app, { role: "checkbox", name: label, within: PANEL })).click();
}

export interface Difference {
  added: string[];
  gone: string[];
}

/** The lines that the comparison marks as new, and those it marks as gone; there must be some. */
export async function difference({ browser }: App): Promise<Difference> {
  return until("the comparison marks lines", async () => {
    const seen = await browser.execute(scrolledThrough, `${PANEL} .cm-scroller`);
    return seen.added.length + seen.gone.length > 0 && seen;
  });
}

/** Runs in the page: only lines in sight are drawn, so it looks at one screen after the other. */
async function scrolledThrough(selector: string): Promise<Difference> {
  const box = document.querySelector<HTMLElement>(selector);
  const added = new Set<string>();
  const gone = new Set<string>();
  const take = (into: Set<string>, lines: string) => {
    for (const line of box?.querySelectorAll(lines) ?? []) into.add(line.textContent ?? "");
  };
  for (let top = 0; box && top < box.scrollHeight; top += box.clientHeight / 2) {
    box.scrollTop = top;
    for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
    take(added, ".cm-line.cm-changedLine, .cm-line.cm-insertedLine");
    take(gone, ".cm-deletedLine");
  }
  return { added: [...added], gone: [...gone] };
}

export async function write(app: App): Promise<void> {
  await press(app, "Write", PANEL);
  await gone(app, { role: "heading", name: "Export" });
}
