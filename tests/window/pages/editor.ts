/** The YAML text of the active file. */
import type { App } from "../app";
import { press, present } from "../find";
import { chord, typeText } from "../keys";
import { until } from "../until";

const CONTENT = "[data-testid=editor] .cm-content";

/** Runs in the page: the editor's state behind the lines that are drawn. */
function stateOf(selector: string) {
  interface Tile {
    root: { view: { state: { doc: { toString(): string } } } };
  }
  const content = document.querySelector(selector) as unknown as { cmTile?: Tile } | null;
  return content?.cmTile?.root.view.state.doc.toString() ?? null;
}

/** The whole text; only the lines in sight are drawn, so it is asked of the editor. */
export async function text(app: App): Promise<string> {
  return until("the editor shows a text", () => app.browser.execute(stateOf, CONTENT));
}

/** Waits until the text is exactly this. */
export async function textIs(app: App, expected: string, why: string): Promise<void> {
  await until(
    why,
    async () => (await text(app)) === expected,
    () => text(app),
  );
}

/** Shows the text beside the form, and waits until it has all of this in it. */
export async function has(app: App, ...parts: (string | RegExp)[]): Promise<void> {
  await show(app, "Split");
  await until(
    `the text has ${parts.join(" and ")}`,
    async () => {
      const now = await text(app);
      return parts.every((part) => (part instanceof RegExp ? part.test(now) : now.includes(part)));
    },
    () => text(app),
  );
}

/** The lines that are drawn. */
export async function lines(app: App): Promise<string[]> {
  return app.browser.execute(
    (selector) =>
      [...document.querySelectorAll<HTMLElement>(`${selector} .cm-line`)].map(
        (line) => line.textContent ?? "",
      ),
    CONTENT,
  );
}

/** Design, YAML or Split. */
export async function show(app: App, mode: "Design" | "YAML" | "Split" | "Preview") {
  await press(app, mode, "[role=toolbar]");
}

/** Puts the cursor at the end of the first line that holds `part`. */
export async function goToEndOf(app: App, part: string): Promise<void> {
  // At its beginning: at its end there may be a message that opens.
  const { x, y } = await until(`a line with ${part}`, () =>
    app.browser.execute(
      (selector, wanted) => {
        const lines = [...document.querySelectorAll<HTMLElement>(`${selector} .cm-line`)];
        const line = lines.find((line) => line.textContent?.includes(wanted));
        const at = line?.getBoundingClientRect();
        if (!line || !at) return null;
        const [x, y] = [Math.round(at.left + 20), Math.round(at.top + at.height / 2)];
        if (line.contains(document.elementFromPoint(x, y))) return { x, y };
        // The editor measures its lines after that, and a long one is moved
        // below the line numbers: it is looked at again.
        line.scrollIntoView({ block: "center" });
        document.querySelector(selector)?.parentElement?.scrollTo({ left: 0 });
        return null;
      },
      CONTENT,
      part,
    ),
  );
  await app.browser.action("pointer").move({ x, y }).down().up().perform();
  await chord(app, "End");
}

/** Types at the cursor, key by key, without waiting for the window in between. */
export const type = typeText;

/** Whether the text can be changed. */
export async function canBeEdited(app: App): Promise<boolean> {
  return app.browser.execute(
    (selector) =>
      document.querySelector<HTMLElement>(selector)?.getAttribute("contenteditable") === "true",
    CONTENT,
  );
}

/** Takes back every change, by the keyboard. */
export async function undoAll(app: App): Promise<void> {
  while (await unsaved(app)) await undo(app);
}

export async function undo(app: App): Promise<void> {
  await chord(app, "Control", "z");
}

export async function redo(app: App): Promise<void> {
  await chord(app, "Control", "Shift", "z");
}

/** Whether the window says that the active file differs from the disk. */
export async function unsaved(app: App): Promise<boolean> {
  return (await app.browser.execute(() => document.querySelector(".crumb")?.textContent ?? ""))
    .trim()
    .endsWith("unsaved");
}

/** Waits until the window says so: it hears of a change after it is made. */
export async function isUnsaved(app: App, expected: boolean, why: string): Promise<void> {
  await until(why, async () => (await unsaved(app)) === expected);
}

/** Saves what was changed. */
export async function save(app: App): Promise<void> {
  await isUnsaved(app, true, "there is something to save");
  await press(app, "Save", "[role=toolbar]");
  await isUnsaved(app, false, "everything is saved");
}

/** Whether the editor is on the screen. */
export async function isShown(app: App): Promise<boolean> {
  return (
    (await present(app, { role: "textbox", name: "", within: "[data-testid=editor]" })) !== null
  );
}
