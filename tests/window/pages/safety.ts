/** Drafts of a crash, merging, the last commit, what runs. */
import type { App } from "../app";
import { control, press, showing } from "../find";
import { chord, typeText } from "../keys";

const DRAFTS = "section.drafts";

/** Runs a command by its name, from the palette. */
export async function command(app: App, name: string): Promise<void> {
  await chord(app, "Control", "k");
  await control(app, { role: "dialog", name: "Commands" });
  await typeText(app, name);
  await control(app, { role: "option", name, begins: true });
  await chord(app, "Enter");
}

/** Waits until the texts of a crash are offered. */
export async function draftsOffered(app: App): Promise<void> {
  await control(app, { role: "heading", name: "Unsaved texts of the last run" });
}

/** Takes a draft over into the open text. */
export async function restore(app: App, name: string): Promise<void> {
  await press(app, `Restore ${name}`, DRAFTS);
  await showing(app, `Restored ${name}`);
}

/** Shows the text against git's last commit; what it marks. */
export async function againstHead(app: App) {
  await command(app, "Compare with the last commit");
  await showing(app, "against commit", "section.head");
  return marked(app, "section.head");
}

/** The lines that a comparison marks as new and as gone. */
export async function marked({ browser }: App, within: string) {
  return browser.execute(lines, within);
}

/** Runs in the page: a few frames are given for the marks to be drawn. */
async function lines(within: string): Promise<{ added: string[]; gone: string[] }> {
  const all = (selector: string) =>
    [...document.querySelectorAll(`${within} ${selector}`)].map((line) => line.textContent ?? "");
  for (let frame = 0; frame < 100; frame++) {
    if (all(".cm-line").length > 0 && frame > 5) break;
    await new Promise(requestAnimationFrame);
  }
  return {
    added: all(".cm-line.cm-changedLine, .cm-line.cm-insertedLine"),
    gone: all(".cm-deletedLine"),
  };
}
