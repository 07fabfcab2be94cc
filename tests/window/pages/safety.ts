/** Drafts of a crash, merging, the last commit, what runs. */
import type { App } from "../app";
import { control, press, showing, type Wanted } from "../find";
import { chord, typeText } from "../keys";
import { until } from "../until";

const DRAFTS = "section.drafts";

/** The heading above texts of a crash. */
export const OFFER: Wanted = { role: "heading", name: "Unsaved texts of the last run" };

/** Runs a command by its name, from the palette. */
export async function command(app: App, name: string): Promise<void> {
  await chord(app, "Control", "k");
  await control(app, { role: "dialog", name: "Commands" });
  await typeText(app, name);
  // Enter takes the one that is chosen, which need not be the first that fits.
  await showing(app, name, "#palette-list [aria-selected=true]");
  await chord(app, "Enter");
}

/** Waits until the texts of a crash are offered. */
export async function draftsOffered(app: App): Promise<void> {
  await control(app, OFFER);
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

/** The lines that a comparison marks as new and as gone; there must be some. */
export async function marked({ browser }: App, within: string) {
  return until(`${within} marks lines`, async () => {
    const { added, gone } = await browser.execute(lines, within);
    return added.length + gone.length > 0 && { added, gone };
  });
}

/** Runs in the page: what is marked once the marks stay the same. */
async function lines(within: string): Promise<{ added: string[]; gone: string[] }> {
  const all = (selector: string) =>
    [...document.querySelectorAll(`${within} ${selector}`)].map((line) => line.textContent ?? "");
  const look = () => ({
    added: all(".cm-line.cm-changedLine, .cm-line.cm-insertedLine"),
    gone: all(".cm-deletedLine"),
  });
  // The editor draws what is in sight once it has measured itself.
  let seen = look();
  for (let same = 0; same < 5; same++) {
    await new Promise(requestAnimationFrame);
    const now = look();
    if (JSON.stringify(now) !== JSON.stringify(seen)) same = 0;
    seen = now;
  }
  return seen;
}
