/** Stages into another file: chosen, compared, written. */
import type { App } from "../app";
import { control, gone, press } from "../find";
import { chord, fill } from "../keys";

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

/** The lines that the comparison marks as new, and those it marks as gone. */
export async function difference({ browser }: App): Promise<{ added: string[]; gone: string[] }> {
  return browser.execute((panel) => {
    const texts = (selector: string) =>
      [...document.querySelectorAll<HTMLElement>(`${panel} ${selector}`)].map(
        (line) => line.textContent ?? "",
      );
    return {
      added: texts(".cm-line.cm-changedLine, .cm-line.cm-insertedLine"),
      gone: texts(".cm-deletedChunk .cm-deletedLine"),
    };
  }, PANEL);
}

export async function write(app: App): Promise<void> {
  await press(app, "Write", PANEL);
  await gone(app, { role: "heading", name: "Export" });
}
