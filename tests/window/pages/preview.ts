/** What Spinnaker makes of the stage, step by step. */
import type { App } from "../app";
import { control } from "../find";
import { fill } from "../keys";
import { until } from "../until";

const PANE = "section[aria-label=Preview]";

export type Step = "Authored" | "Loaded" | "Filled" | "Evaluated" | "Submitted";

export interface Line {
  text: string;
  /** What happened to it, such as `dropped`; empty for nothing. */
  mark: string;
  reason: string;
}

/** Shows a step, and waits until its result is on the screen. */
export async function show(app: App, step: Step): Promise<void> {
  const tab = await control(app, { role: "tab", name: step, begins: true, within: PANE });
  await tab.click();
  await until(
    `the step ${step} is shown`,
    async () => {
      const { rendered, previewed } = await dataset(app);
      return previewed === `${rendered}:${step.toLowerCase()}`;
    },
    () => dataset(app),
  );
}

const dataset = ({ browser }: App): Promise<Record<string, string>> =>
  browser.execute(() => ({ ...document.documentElement.dataset }) as Record<string, string>);

/** Waits until it is said of a step, by its name, what it did. */
export async function says(app: App, step: Step, fits: RegExp): Promise<void> {
  const said = async () => {
    const tab = await control(app, { role: "tab", name: step, begins: true, within: PANE });
    return (await tab.getProperty("textContent")) as string;
  };
  await until(`${step} says ${String(fits)}`, async () => fits.test(await said()), said);
}

/** Every line of the result, also those out of sight. */
export async function lines(app: App): Promise<Line[]> {
  const seen = new Map<string, Line>();
  const box = "#preview-lines";
  for (let top = 0, more = true; more;) {
    const drawn = await app.browser.execute(drawnLines, box, top);
    for (const { id, ...line } of drawn.lines) seen.set(id, line);
    top += drawn.height - 40;
    more = top < drawn.whole;
  }
  await app.browser.execute((selector) => document.querySelector(selector)?.scrollTo(0, 0), box);
  const number = (id: string) => Number(id.split("-").at(-1));
  return [...seen].sort(([a], [b]) => number(a) - number(b)).map(([, line]) => line);
}

/** Runs in the page: scrolls there and gives what is drawn once it is. */
async function drawnLines(selector: string, top: number) {
  const box = document.querySelector<HTMLElement>(selector);
  if (!box) return { lines: [], height: 100, whole: 0 };
  box.scrollTop = top;
  // Two frames: one for the event, one for what follows from it.
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
  const lines = [...box.querySelectorAll<HTMLElement>("[role=option]")].map((line) => ({
    id: line.id,
    text: line.querySelector(".text")?.textContent ?? "",
    mark: line.querySelector(".unseen")?.textContent?.replace(/:\s*$/, "") ?? "",
    reason: line.querySelector(".reason")?.textContent ?? "",
  }));
  return { lines, height: box.clientHeight, whole: box.scrollHeight };
}

/** A line without its indentation and the dash of an item. */
export const plain = (line: Line) => line.text.trim().replace(/^- /, "");

/** Waits until a line of the result reads so. */
export async function lineIs(app: App, text: string): Promise<void> {
  await until(
    `the preview has a line "${text}"`,
    async () => (await lines(app)).some((line) => plain(line) === text),
    async () => (await lines(app)).map((line) => line.text).join("\n"),
  );
}

/** Types a parameter's value as a pipeline author would. */
export async function give(app: App, label: string, text: string): Promise<void> {
  await fill(app, await control(app, { role: "textbox", name: label, within: PANE }), text);
}

/** The release whose behaviour is shown. */
export async function target(app: App, release: string): Promise<void> {
  const select = await control(app, { role: "combobox", name: "Target" });
  await select.selectByAttribute("value", release);
}
